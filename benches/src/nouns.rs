//! What a made-up document of each kind says. The seminars, which are most of a tree, have a file
//! of their own.

pub(crate) mod seminar;

use finsam_made_up::{Document, words};
use finsam_model::Kind;
use finsam_swedish::{letters, print};

use crate::Tree;

/// The first and last year anything happens.
const YEARS: std::ops::RangeInclusive<i16> = 2015..=2045;

pub(crate) fn slug(tree: &Tree, kind: Kind, n: usize) -> String {
    match kind {
        Kind::Seminar => seminar::slug(tree, n),
        Kind::Series => format!("exempelveckan-{}", n + 1),
        Kind::Person => letters::slug(&words::person(n)),
        Kind::Organisation => letters::slug(&organisation_name(n).0),
        Kind::Venue => letters::slug(&words::venue(n)),
        Kind::NewsArticle => format!("provnyhet-{}", n + 1),
        Kind::Initiative => letters::slug(&words::initiative(n)),
        Kind::Figure => format!("provsiffra-{}", n + 1),
        Kind::Term => letters::slug(&words::term(n)),
        Kind::Source => format!("exempelbladet-{}", n + 1),
    }
}

pub(crate) fn text(tree: &Tree, kind: Kind, n: usize) -> String {
    match kind {
        Kind::Seminar => seminar::text(tree, n),
        Kind::Series => series(tree, n),
        Kind::Person => person(tree, n),
        Kind::Organisation => organisation(tree, n),
        Kind::Venue => venue(tree, n),
        Kind::NewsArticle => news_article(tree, n),
        Kind::Initiative => initiative(tree, n),
        Kind::Figure => figure(tree, n),
        Kind::Term => term(tree, n),
        Kind::Source => source(tree, n),
    }
}

fn series(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Series, n);
    let monday = seminar::week_of_series(tree, n);
    let friday = monday.saturating_add(jiff::Span::new().days(4));
    Document::with("title", &format!("Exempelveckan {} nummer {}", monday.year(), n + 1))
        .text("theme", format!("Prova {} igen", words::term(n)))
        .text("from", monday)
        .text("until", friday)
        .text("place", words::town(n))
        .list("organisers", &tree.some(Kind::Organisation, 2, &mut rng))
        .list("sources", &tree.some(Kind::Source, 1, &mut rng))
        .body(&words::paragraph(&mut rng, 2))
}

fn person(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Person, n);
    let since = rng.i16(YEARS);
    let mut document = Document::with("name", &words::person(n))
        .list("sources", &tree.some(Kind::Source, 1, &mut rng));
    for nth in 0..rng.usize(..3) {
        document = document
            .part("[[affiliations]]")
            .text("organisation", tree.any(Kind::Organisation, &mut rng))
            .text("title", words::one_of(&seminar::TITLES, &mut rng))
            .text("from", since - if nth == 0 { 0 } else { 5 });
        if nth > 0 {
            document = document.text("until", since);
        }
        document = document.text("source", tree.any(Kind::Source, &mut rng));
    }
    document.body(&words::paragraph(&mut rng, 1))
}

pub(crate) fn organisation_name(n: usize) -> (String, &'static str) {
    let town = words::town(n / 4);
    match n % 4 {
        0 => (format!("Samordningsförbundet {town}"), "coordination-association"),
        1 => (format!("{town} kommun"), "municipality"),
        2 => (format!("Region {town}"), "region"),
        _ => (format!("Provenheten i {town}"), "unit"),
    }
}

fn organisation(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Organisation, n);
    let (name, kind) = organisation_name(n);
    let mut document = Document::with("name", &name).text("kind", kind);
    // A unit is a part of its town's municipality, if that is not another site's.
    if n % 4 == 3 && tree.are_together(n, n - 2) {
        document = document.text("parent", tree.slug(Kind::Organisation, n - 2));
    }
    document
        .text("place", words::town(n / 4))
        .text("url", format!("https://exempel.se/organisation/{n}"))
        .body(&words::paragraph(&mut rng, 2))
}

fn venue(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Venue, n);
    Document::with("name", &words::venue(n))
        .text("street", format!("Påhittsvägen {}", n + 1))
        .text("city", words::town(rng.usize(..20)))
        .text("accessibility", "Hiss och hörslinga på låtsas.")
        .body("")
}

fn news_article(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::NewsArticle, n);
    let headline = words::sentence(&mut rng);
    let day = format!("{}-{:02}-{:02}", rng.i16(YEARS), rng.u8(1..=12), rng.u8(1..=28));
    let mut document = Document::with("headline", headline.trim_end_matches('.'))
        .value("publishedOn", day)
        .list("terms", &tree.some(Kind::Term, 2, &mut rng))
        .list("initiatives", &tree.some(Kind::Initiative, 1, &mut rng))
        .list("people", &tree.some(Kind::Person, 2, &mut rng))
        .list("organisations", &tree.some(Kind::Organisation, 1, &mut rng))
        .list("seminars", &tree.some(Kind::Seminar, 1, &mut rng))
        .list("sources", &tree.some(Kind::Source, 1, &mut rng));
    if rng.bool() {
        document = statement(document, tree, &mut rng);
    }
    let [first, second] = [3, 4].map(|sentences| words::paragraph(&mut rng, sentences));
    document.body(&format!("{first}\n\n{second}"))
}

fn initiative(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Initiative, n);
    let from = rng.i16(YEARS);
    Document::with("name", &words::initiative(n))
        .text("kind", words::one_of(&["project", "method", "team", "network"], &mut rng))
        .text("summary", words::sentence(&mut rng))
        .text("from", from)
        .text("until", from + rng.i16(1..6))
        .list("places", &[words::town(rng.usize(..20))])
        .list("partners", &tree.some(Kind::Organisation, 3, &mut rng))
        .list("people", &tree.some(Kind::Person, 2, &mut rng))
        .list("terms", &tree.some(Kind::Term, 1, &mut rng))
        .list("sources", &tree.some(Kind::Source, 1, &mut rng))
        .body(&words::paragraph(&mut rng, 3))
}

fn figure(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Figure, n);
    let value = rng.i64(10..100_000);
    let term = words::term(n);
    Document::with("label", &format!("Personer med {term}"))
        .text("counts", format!("påhittade personer med {term} i provomgång {}", n + 1))
        .value("value", value)
        .text("text", print::number(value))
        .text("unit", "personer")
        .value("year", rng.i16(YEARS))
        .text("measures", "people")
        .text("certainty", words::one_of(&["exact", "approximate", "estimated"], &mut rng))
        .text("place", words::town(n))
        .list("terms", &tree.some(Kind::Term, 1, &mut rng))
        .list("initiatives", &tree.some(Kind::Initiative, 1, &mut rng))
        .list("sources", &tree.some(Kind::Source, 1, &mut rng))
        .body("")
}

fn term(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Term, n);
    let own = tree.slug(Kind::Term, n);
    let mut related = tree.some(Kind::Term, 2, &mut rng);
    related.retain(|slug| *slug != own);
    let definition = words::sentence(&mut rng);
    Document::with("name", &words::term(n))
        .text("definition", &definition)
        .text("plain", words::sentence(&mut rng))
        .list("related", &related)
        .list("sources", &tree.some(Kind::Source, 1, &mut rng))
        .part("[[claims]]")
        .text("field", "definition")
        .text("value", definition)
        .text("basis", "editorial")
        .text("reason", "Ordet finns bara här.")
        .body("")
}

fn source(tree: &Tree, n: usize) -> String {
    let mut rng = tree.chance(Kind::Source, n);
    Document::with("title", &format!("Exempelbladet nummer {}", n + 1))
        .text("url", format!("https://exempel.se/bladet/{n}"))
        .text("date", rng.i16(YEARS))
        .text("publisher", "Exempelbladet")
        .body("")
}

/// Adds what somebody said.
fn statement(document: Document, tree: &Tree, rng: &mut fastrand::Rng) -> Document {
    document
        .part("[[statements]]")
        .text("person", tree.any(Kind::Person, rng))
        .text("text", words::sentence(rng))
        .list("terms", &tree.some(Kind::Term, 1, rng))
        .text("source", tree.any(Kind::Source, rng))
}
