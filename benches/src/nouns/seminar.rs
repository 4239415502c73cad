//! Made-up seminars.

use fastrand::Rng;
use finsam_made_up::{Document, words};
use finsam_model::Kind;
use finsam_swedish::{Language, letters, print};
use jiff::{
    Span,
    civil::{Date, DateTime, Weekday, date},
};

use super::statement;
use crate::Tree;

/// The first day anything happens, and the first on which nothing does any more.
const DAYS: (Date, Date) = (date(2015, 1, 1), date(2046, 1, 1));

/// What people are called at work.
pub(super) const TITLES: [&str; 4] =
    ["provledare", "testhandläggare", "låtsaschef", "exempelforskare"];

/// A format, what a title calls it and at which hours it may start.
type Format = (&'static str, &'static str, std::ops::Range<i32>);

const LUNCH: Format = ("lunch", "Testlunch", 11..13);

const FORMATS: [Format; 6] = [
    ("breakfast", "Provfrukost", 7..9),
    LUNCH,
    ("webinar", "Låtsaswebbinarium", 9..16),
    ("seminar", "Exempelseminarium", 9..16),
    ("lecture", "Påhittsföreläsning", 10..18),
    ("workshop", "Skissverkstad", 9..15),
];

/// When, in which series and as what a seminar is held: all that its slug depends on.
struct Occasion {
    date: Date,
    series: Option<usize>,
    format: &'static str,
    title: String,
    starts: DateTime,
}

/// The `n`th of `count` days spread evenly over the years.
fn spread(n: usize, count: usize) -> Date {
    let days = usize::try_from(DAYS.0.duration_until(DAYS.1).as_hours() / 24).unwrap_or_default();
    later(DAYS.0, n * days / count)
}

fn later(day: Date, days: usize) -> Date {
    day.saturating_add(Span::new().days(i64::try_from(days).unwrap_or_default()))
}

/// The Monday of a series' week.
pub(super) fn week_of_series(tree: &Tree, n: usize) -> Date {
    let day = spread(n, tree.count(Kind::Series));
    day.saturating_add(Span::new().days(day.weekday().until(Weekday::Monday)))
}

fn occasion(tree: &Tree, n: usize, rng: &mut Rng) -> Occasion {
    let series = (rng.u8(..10) < 3).then(|| tree.number(Kind::Series, rng));
    let date = match series {
        Some(series) => later(week_of_series(tree, series), rng.usize(..5)),
        None => spread(n, tree.count(Kind::Seminar)),
    };
    let (format, called, hours) = rng.choice(FORMATS).unwrap_or(LUNCH);
    let topic = words::term(rng.usize(..tree.count(Kind::Term)));
    let minutes = 60 * rng.i32(hours) + 15 * rng.i32(0..4);
    let starts = date.at(0, 0, 0, 0).saturating_add(Span::new().minutes(minutes));
    Occasion { date, series, format, title: format!("{called} om {topic}"), starts }
}

pub(super) fn slug(tree: &Tree, n: usize) -> String {
    let Occasion { title, date, .. } = occasion(tree, n, &mut tree.chance(Kind::Seminar, n));
    format!("{}-{date}-{}", letters::slug(&title), n + 1)
}

/// The same as another site tells of it: when it is and what it is called.
pub(crate) fn told_elsewhere(tree: &Tree, n: usize, same_as: &str) -> String {
    let Occasion { format, title, starts, .. } =
        occasion(tree, n, &mut tree.chance(Kind::Seminar, n));
    Document::with("title", &title)
        .text("sameAs", same_as)
        .text("format", format)
        .value("startsAt", minute(starts))
        .body("")
}

pub(super) fn text(tree: &Tree, n: usize) -> String {
    let rng = &mut tree.chance(Kind::Seminar, n);
    let Occasion { date, series, format, title, starts } = occasion(tree, n, rng);
    let minutes = |minutes: i32| starts.saturating_add(Span::new().minutes(minutes));
    let mut document = Document::with("title", &title)
        .text("subtitle", words::sentence(rng).trim_end_matches('.'))
        .text("weekday", print::weekday(date.weekday(), Language::Swedish))
        .value("startsAt", minute(starts))
        .value("endsAt", minute(minutes(15 * rng.i32(3..12))))
        .text("format", format)
        .list("organisers", &tree.some(Kind::Organisation, 2, rng))
        .list("terms", &tree.some(Kind::Term, 2, rng))
        .list("initiatives", &tree.some(Kind::Initiative, 1, rng))
        .list("sources", &tree.some(Kind::Source, 2, rng))
        .text("audience", "Alla som provar");
    if let Some(series) = series {
        document = document.text("series", tree.slug(Kind::Series, series));
    }
    if format != "webinar" {
        document = document.text("venue", tree.any(Kind::Venue, rng));
    }
    if ["breakfast", "lunch"].contains(&format) {
        document = document.value("servingFrom", minute(minutes(-30)));
    }
    if n % 200 == 199 {
        let published = date.saturating_sub(Span::new().days(90));
        document = document.value("publishAt", minute(published.at(9, 0, 0, 0)));
    }
    document = status(document, starts, rng)
        .part("[registration]")
        .text("url", format!("https://exempel.se/anmalan/{n}"))
        .value("deadline", date.saturating_sub(Span::new().days(4)));
    let speakers = 1 + rng.usize(..6);
    for (nth, person) in tree.some(Kind::Person, speakers, rng).into_iter().enumerate() {
        document = document
            .part("[[appearances]]")
            .text("person", person)
            .text("role", if nth == 3 { "moderator" } else { "speaker" })
            .text("title", words::one_of(&TITLES, rng))
            .text("organisation", tree.any(Kind::Organisation, rng));
    }
    if rng.u8(..10) < 2 {
        document = statement(document, tree, rng);
    }
    document.body(&body(rng))
}

/// A time as editors write it.
fn minute(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What became of it: of a hundred, five are not held as announced.
fn status(document: Document, starts: DateTime, rng: &mut Rng) -> Document {
    let changed = |document: Document, status: &str| {
        document.text("status", status).text("statusNote", "Så blev det, på låtsas.")
    };
    match rng.u8(..100) {
        0..2 => changed(document, "cancelled"),
        2..4 => {
            let before = starts.saturating_sub(Span::new().days(1));
            changed(document, "moved").value("movedFrom", minute(before))
        }
        4 => changed(document, "moved-online"),
        _ => document.text("status", if starts.year() < 2025 { "held" } else { "planned" }),
    }
}

fn body(rng: &mut Rng) -> String {
    let [first, second] = [3, 2].map(|sentences| words::paragraph(rng, sentences));
    let [bold, question, answer] = [(); 3].map(|()| words::sentence(rng));
    format!(
        "{first}\n\n**{bold}** Mer finns på [provsidan](https://exempel.se/prov).\n\n\
         ## Vad\n\n- {question}\n- {answer}\n\n{second}"
    )
}
