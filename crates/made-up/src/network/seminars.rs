//! What is on: at every member today, tomorrow and in the weeks around, and together with others.

use fastrand::Rng;
use finsam_swedish::{Language, print};
use jiff::{
    Span,
    civil::{Date, DateTime},
};

use super::{
    IN_A_REGION, Network, Site, names,
    nouns::{elsewhere, municipality, person, slug, term, venue},
};
use crate::{Document, words};

/// On which day each of a member's seminars is held, counted from today, …
const DAYS: [i64; 8] = [-20, -6, 0, 1, 3, 8, 15, 34];
/// … the one that the next member holds too …
const SHARED: usize = 3;
/// … and those of its own week.
const OF_THE_WEEK: std::ops::RangeInclusive<i64> = 0..=3;

/// A format, what a title calls it and at which hours it may start.
type Format = (&'static str, &'static str, std::ops::Range<i32>);

const FORMATS: [Format; 6] = [
    ("breakfast", "Provfrukost", 7..9),
    ("webinar", "Låtsaswebbinarium", 9..16),
    ("lunch", "Testlunch", 11..13),
    ("seminar", "Exempelseminarium", 13..16),
    ("lecture", "Påhittsföreläsning", 15..18),
    ("workshop", "Skissverkstad", 9..15),
];
const BREAKFAST: Format = ("breakfast", "Provfrukost", 7..9);

/// When and as what seminar `nth` of member `n` is held: all that its slug depends on.
struct Occasion {
    title: String,
    format: &'static str,
    starts: DateTime,
}

impl Occasion {
    fn of(network: &Network, n: usize, nth: usize) -> (Self, Rng) {
        let matter = 16 + u64::try_from(nth).unwrap_or_default();
        let mut rng = network.chance(n, matter);
        let day = network.day(DAYS.get(nth).copied().unwrap_or_default());
        let (format, called, hours) = FORMATS.get((n + nth) % 6).cloned().unwrap_or(BREAKFAST);
        let minutes = 60 * rng.i32(hours) + 15 * rng.i32(0..4);
        let starts = day.at(0, 0, 0, 0).saturating_add(Span::new().minutes(minutes));
        (Self { title: format!("{called} om {}", term(n + nth % 2)), format, starts }, rng)
    }

    fn slug(&self) -> String {
        format!("{}-{}", slug(&self.title), self.starts.date())
    }
}

/// The slug of seminar `nth` of member `n`.
pub(super) fn slug_of(network: &Network, n: usize, nth: usize) -> String {
    Occasion::of(network, n, nth).0.slug()
}

/// The member's own seminars, the series of the week, and the seminar it holds with its neighbour.
pub(super) fn add(site: &mut Site, network: &Network, n: usize) {
    let week = week(network, n);
    site.add("series", &week.0, week.1);
    for nth in 0..DAYS.len() {
        let (occasion, rng) = Occasion::of(network, n, nth);
        site.add("seminars", &occasion.slug(), own(network, n, nth, &occasion, rng));
    }
    if let Some(neighbour) = n.checked_sub(1) {
        let (occasion, _) = Occasion::of(network, neighbour, SHARED);
        site.add("seminars", &occasion.slug(), shared(n, neighbour, &occasion));
    }
}

fn series_slug(network: &Network, n: usize) -> String {
    format!("{}sveckan-{}", slug(&names::place(n)), network.today.year())
}

fn week(network: &Network, n: usize) -> (String, String) {
    let place = names::place(n);
    let (from, until) = (network.day(*OF_THE_WEEK.start()), network.day(*OF_THE_WEEK.end()));
    let document = Document::with("title", &format!("{place}sveckan {}", network.today.year()))
        .text("theme", format!("Prova {} igen", term(n)))
        .text("from", from)
        .text("until", until)
        .text("place", place)
        .list("organisers", &[slug(&names::association(n))]);
    (series_slug(network, n), document.body(""))
}

fn own(network: &Network, n: usize, nth: usize, occasion: &Occasion, mut rng: Rng) -> String {
    let Occasion { title, format, starts } = occasion;
    let rng = &mut rng;
    let offset = DAYS.get(nth).copied().unwrap_or_default();
    let mut document = begun(title, *starts, 15 * rng.i32(3..9), format)
        .text("subtitle", words::sentence(rng).trim_end_matches('.'))
        .text("status", if offset < 0 { "held" } else { "planned" })
        .list("organisers", &organisers(n, nth))
        .list("terms", &[slug(&term(n))])
        .list("initiatives", &[slug(&words::initiative(n))])
        .list("sources", &["exempelbladet".to_owned()])
        .text("audience", "Alla som provar");
    if OF_THE_WEEK.contains(&offset) {
        document = document.text("series", series_slug(network, n));
    }
    if *format != "webinar" {
        // Now and then at the neighbour's.
        let at = if nth % 4 == 1 { n.saturating_sub(1) } else { n };
        document = document.text("venue", slug(&venue(at)));
    }
    document = document
        .part("[registration]")
        .text("url", format!("https://{}.exempel.test/anmalan/{nth}", slug(&names::place(n))));
    for (role, who) in [("speaker", nth), ("moderator", nth + 1)] {
        document = document
            .part("[[appearances]]")
            .text("person", slug(&person(n, who)))
            .text("role", role);
    }
    document.body(&words::paragraph(rng, 3))
}

fn organisers(n: usize, nth: usize) -> Vec<String> {
    let [first, second] = names::EVERYWHERE;
    let with = match nth % 4 {
        0 => municipality(n),
        1 => names::region(n / IN_A_REGION),
        2 => first.to_owned(),
        _ => second.to_owned(),
    };
    vec![slug(&names::association(n)), slug(&with)]
}

/// The same seminar as its neighbour's, as the member tells of it.
fn shared(n: usize, neighbour: usize, occasion: &Occasion) -> String {
    let Occasion { title, format, starts } = occasion;
    // Every fourth has not heard that it begins a quarter of an hour later.
    let late = i32::from(n.is_multiple_of(4)) * -15;
    let starts = starts.saturating_add(Span::new().minutes(late));
    let mut document = begun(title, starts, 60, format)
        .text("sameAs", elsewhere(neighbour, &occasion.slug()))
        .list("organisers", &[slug(&names::association(n))]);
    if *format != "webinar" {
        document = document.text("venue", slug(&venue(neighbour)));
    }
    document.body("")
}

fn begun(title: &str, starts: DateTime, minutes: i32, format: &str) -> Document {
    Document::with("title", title)
        .text("weekday", print::weekday(starts.weekday(), Language::Swedish))
        .value("startsAt", minute(starts))
        .value("endsAt", minute(starts.saturating_add(Span::new().minutes(minutes))))
        .text("format", format)
}

/// The slug and text of what is on at the hub's own site.
pub(super) fn of_hub(network: &Network) -> (String, String) {
    let day: Date = network.today;
    let document = begun("Navets provdag", day.at(13, 0, 0, 0), 90, "webinar")
        .list("organisers", &[slug(names::EVERYWHERE[0])])
        .list("sources", &["exempelbladet".to_owned()]);
    (format!("navets-provdag-{day}"), document.body("Alla påhittade förbund provar tillsammans."))
}

/// A time as editors write it.
fn minute(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M").to_string()
}
