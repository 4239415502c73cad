//! A made-up year: something each week, on red days, and around the nights on which the clocks
//! change; and what becomes of some of it.

use std::{fmt::Write as _, fs, path::Path};

use finsam_tests::finsam::Tree;

/// Something on the programme, as its document says it.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    slug: String,
    title: String,
    /// Stockholm's wall time, as `2032-01-06T10:00`; with an offset where that shows twice.
    starts: String,
    ends: String,
    /// Further lines of its document.
    more: &'static str,
}

impl Occasion {
    fn new(slug: &str, title: &str, starts: &str, ends: &str) -> Self {
        let [slug, title, starts, ends] = [slug, title, starts, ends].map(str::to_owned);
        Self { slug, title, starts, ends, more: "" }
    }

    fn at(&self, starts: &str, ends: &str) -> Self {
        Self { starts: starts.to_owned(), ends: ends.to_owned(), ..self.clone() }
    }

    fn called(&self, title: &str) -> Self {
        Self { title: title.to_owned(), ..self.clone() }
    }

    fn with(&self, more: &'static str) -> Self {
        Self { more, ..self.clone() }
    }

    fn document(&self) -> String {
        let Self { title, starts, ends, more, .. } = self;
        format!(
            "+++\ntitle = \"{title}\"\nstartsAt = {starts}\nendsAt = {ends}\nformat = \"lecture\"\n\
             venue = \"vantsalen\"\norganisers = [\"radet-for-vantan\"]\n\
             sources = [\"hostprogrammet-2032\"]\n{more}+++\n\nEtt prov.\n"
        )
    }
}

/// What happens to something at an instant, and what a channel is told of it.
pub(super) struct Edit {
    /// Stockholm's wall time.
    pub(super) at: &'static str,
    /// None: it is taken away.
    becomes: Option<Occasion>,
    slug: String,
    /// The title of the notice; none where nobody needs to hear of it.
    pub(super) told: Option<String>,
}

/// Public holidays and their eves on which something is on.
pub(super) const RED_DAYS: [(&str, &str); 12] = [
    ("nyarsdagen", "2032-01-01"),
    ("trettondagen", "2032-01-06"),
    ("langfredagen", "2032-03-26"),
    ("paskdagen", "2032-03-28"),
    ("forsta-maj", "2032-05-01"),
    ("pingstdagen", "2032-05-16"),
    ("nationaldagen", "2032-06-06"),
    ("midsommarafton", "2032-06-25"),
    ("midsommardagen", "2032-06-26"),
    ("alla-helgons", "2032-11-06"),
    ("julafton", "2032-12-24"),
    ("nyarsafton", "2032-12-31"),
];

/// Those on which nothing is: Ascension Day and Christmas Day.
pub(super) const QUIET_RED_DAYS: [&str; 2] = ["2032-05-06", "2032-12-25"];

/// What is there on New Year's Day; each has a title of its own.
pub(super) fn at_first() -> Vec<Occasion> {
    let mut all = Vec::new();
    let monday: jiff::civil::Date = "2032-01-12".parse().unwrap();
    for week in 0..50_i32 {
        let day = monday.saturating_add(jiff::Span::new().weeks(week));
        let (starts, ends) = match week % 4 {
            0 => (format!("{day}T09:00"), format!("{day}T10:30")),
            1 => (format!("{day}T12:15"), format!("{day}T13:00")),
            // Over midnight, and from midnight on.
            2 => (format!("{day}T23:50"), format!("{}T00:20", day.tomorrow().unwrap())),
            _ => (format!("{day}T00:00"), format!("{day}T00:45")),
        };
        all.push(Occasion::new(
            &format!("arsprov-{week}"),
            &format!("Årsprov {week}"),
            &starts,
            &ends,
        ));
    }
    for (slug, day) in RED_DAYS {
        let (starts, ends) = (format!("{day}T10:00"), format!("{day}T11:00"));
        all.push(Occasion::new(&format!("prov-{slug}"), &format!("Prov {slug}"), &starts, &ends));
    }
    // Around the hour that is skipped, and in the one that comes twice.
    let night = |slug: &str, starts: &str, ends: &str| {
        Occasion::new(&format!("natt-{slug}"), &format!("Natt {slug}"), starts, ends)
    };
    all.extend([
        night("fore-språnget", "2032-03-28T01:45", "2032-03-28T03:15"),
        night("efter-språnget", "2032-03-28T03:05", "2032-03-28T03:30"),
        night("forsta-gangen", "2032-10-31T02:10:00+02:00", "2032-10-31T02:05:00+01:00"),
        night("andra-gangen", "2032-10-31T02:10:00+01:00", "2032-10-31T03:00"),
    ]);
    for one in &mut all {
        one.slug = one.slug.replace('å', "a");
    }
    all
}

/// What happens in the year.
pub(super) fn edits(at_first: &[Occasion]) -> Vec<Edit> {
    let week = |week: usize| at_first.iter().find(|one| one.slug == format!("arsprov-{week}"));
    let week = |number: usize| week(number).unwrap().clone();
    let change = |at, becomes: Occasion, word: &str| Edit {
        at,
        slug: becomes.slug.clone(),
        told: (!word.is_empty()).then(|| format!("{word}: {}", becomes.title)),
        becomes: Some(becomes),
    };
    let off = "status = \"cancelled\"\nstatusNote = \"Salen är upptagen.\"\n";
    let wait = "status = \"postponed\"\nstatusNote = \"Ny dag kommer.\"\n";
    let karin = "[[appearances]]\nperson = \"karin-skiss\"\nrole = \"speaker\"\n";
    let late =
        Occasion::new("arsprov-sent", "Årsprov sent", "2032-08-11T13:00", "2032-08-11T14:00");
    let gone = week(36);
    vec![
        // To another day, another week, another hour.
        change("2032-01-11T20:00:00", week(0).at("2032-01-13T09:00", "2032-01-13T10:30"), "Ny tid"),
        change("2032-01-15T20:00:00", week(1).at("2032-01-30T12:15", "2032-01-30T13:00"), "Ny tid"),
        change("2032-02-07T20:00:00", week(4).at("2032-02-09T15:00", "2032-02-09T15:30"), "Ny tid"),
        // Over the night of spring, onto a red day.
        change(
            "2032-03-20T12:00:00",
            week(10).at("2032-03-29T09:00", "2032-03-29T10:00"),
            "Ny tid",
        ),
        // Into that night, a minute after what was skipped.
        change(
            "2032-03-24T12:00:00",
            week(11).at("2032-03-28T03:01", "2032-03-28T04:00"),
            "Ny tid",
        ),
        // Off a red day.
        change(
            "2032-04-28T12:00:00",
            find(at_first, "prov-forsta-maj").at("2032-05-03T10:00", "2032-05-03T11:00"),
            "Ny tid",
        ),
        // Named anew: nobody needs to hear of it, and everybody reads it.
        change("2032-05-20T12:00:00", week(19).called("Årsprov med nytt namn"), ""),
        // Called off, and on again; called off for good; put off, and on again at another time.
        change("2032-06-05T12:00:00", week(21).with(off), "Inställt"),
        change("2032-06-06T12:00:00", week(21), "Blir av ändå"),
        change("2032-06-12T12:00:00", week(22).with(off), "Inställt"),
        change("2032-06-20T12:00:00", week(24).with(wait), "Uppskjutet"),
        change(
            "2032-06-24T12:00:00",
            week(24).at("2032-07-07T14:00", "2032-07-07T15:00"),
            "Blir av ändå",
        ),
        // Moved on its very day, after the day's programme was told.
        change(
            "2032-07-26T08:00:00",
            week(28).at("2032-07-27T18:00", "2032-07-27T19:00"),
            "Ny tid",
        ),
        // New; followers alone are told of it. Then a word is changed that nobody plans by.
        change("2032-08-02T09:00:00", late.with(karin), ""),
        change("2032-08-03T09:00:00", late.called("Årsprov ganska sent").with(karin), ""),
        // Taken away.
        Edit {
            at: "2032-09-18T09:00:00",
            becomes: None,
            slug: gone.slug,
            told: Some(format!("Borttaget ur programmet: {}", gone.title)),
        },
        // Over the night of autumn.
        change(
            "2032-10-23T09:00:00",
            week(41).at("2032-11-01T09:00", "2032-11-01T10:00"),
            "Ny tid",
        ),
    ]
}

/// Articles: when they come, and what they are called.
pub(super) const ARTICLES: [(&str, &str); 2] =
    [("2032-02-20T11:00:00", "Provnyhet ett"), ("2032-11-20T11:00:00", "Provnyhet två")];

fn find<'a>(all: &'a [Occasion], slug: &str) -> &'a Occasion {
    all.iter().find(|one| one.slug == slug).unwrap()
}

/// Has the tree say what is there at first.
pub(super) fn write(tree: &Tree, at_first: &[Occasion]) {
    for one in at_first {
        tree.write(&format!("seminars/{}.md", one.slug), &one.document());
    }
}

/// The edits as steps of a script, with their documents laid ready in a folder.
pub(super) fn steps(edits: &[Edit], ready: &Path) -> String {
    let mut steps = String::new();
    let mut step = |at: &str, run: &str| {
        writeln!(steps, "[[step]]\nat = {at}\nrun = '{run}'\n").unwrap();
    };
    for (number, edit) in edits.iter().enumerate() {
        let target = format!("TREE/seminars/{}.md", edit.slug);
        match &edit.becomes {
            Some(becomes) => {
                let laid = ready.join(format!("{number}.md"));
                fs::write(&laid, becomes.document()).unwrap();
                step(edit.at, &format!("cp {} {target}", laid.display()));
            }
            None => step(edit.at, &format!("rm {target}")),
        }
    }
    for (number, (at, headline)) in ARTICLES.iter().enumerate() {
        let laid = ready.join(format!("news-{number}.md"));
        let (day, _) = at.split_once('T').unwrap();
        let article = format!(
            "+++\nheadline = \"{headline}\"\npublishedOn = {day}\n\
             sources = [\"hostprogrammet-2032\"]\n+++\n\nDet är ett prov.\n"
        );
        fs::write(&laid, article).unwrap();
        step(at, &format!("cp {} TREE/news/provnyhet-{number}.md", laid.display()));
    }
    steps
}
