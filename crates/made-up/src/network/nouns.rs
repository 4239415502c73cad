//! What a member's documents say, all but its seminars.

use fastrand::Rng;
use finsam_swedish::{letters, print};
use jiff::civil::Date;

use super::{IN_A_REGION, Network, Site, names, seminars};
use crate::{Document, words};

/// People of each member.
const PEOPLE: usize = 5;

const TITLES: [&str; 4] = ["provledare", "testhandläggare", "låtsaschef", "exempelforskare"];

pub(super) fn slug(name: &str) -> String {
    letters::slug(name)
}

/// Person `nth` of member `n`; there are as many as anybody asks for.
pub(super) fn person(n: usize, nth: usize) -> String {
    words::person(n * PEOPLE + nth % PEOPLE)
}

pub(super) fn venue(n: usize) -> String {
    words::venue(n)
}

pub(super) fn term(n: usize) -> String {
    words::term(n)
}

pub(super) fn municipality(n: usize) -> String {
    format!("{}s provkommun", names::place(n))
}

/// What the document of another site is called from here.
pub(super) fn elsewhere(n: usize, name: &str) -> String {
    format!("{}/{}", slug(&names::place(n)), slug(name))
}

fn same_as(document: Document, other: Option<String>) -> Document {
    match other {
        Some(other) => document.text("sameAs", other),
        None => document,
    }
}

/// An organisation that every site knows.
pub(super) fn authority(name: &str, other: Option<String>) -> String {
    same_as(Document::with("name", name).text("kind", "authority"), other)
        .body("En myndighet som inte finns.")
}

pub(super) fn add_organisations(site: &mut Site, n: usize) {
    for name in names::EVERYWHERE {
        let other = format!("{}/{}", names::HUB, slug(name));
        site.add("organisations", &slug(name), authority(name, Some(other)));
    }
    let first = n - n % IN_A_REGION;
    let region = names::region(n / IN_A_REGION);
    let mut document = Document::with("name", &region).text("kind", "region");
    // Every third knows it by another place, so that there is something not to agree about.
    let seat = if n % 3 == 2 { n } else { first };
    document = document.text("place", names::place(seat));
    document = same_as(document, (n != first).then(|| elsewhere(first, &region)));
    site.add("organisations", &slug(&region), document.body("En region på en påhittad karta."));

    let own = municipality(n);
    let document = Document::with("name", &own).text("kind", "municipality");
    let document = document.text("parent", slug(&region)).text("place", names::place(n));
    site.add("organisations", &slug(&own), document.body(""));

    let association = names::association(n);
    let document = Document::with("name", &association).text("kind", "coordination-association");
    let document = document.text("place", names::place(n));
    let about = format!("{association} samordnar sådant som inte finns i {}.", names::place(n));
    site.add("organisations", &slug(&association), document.body(&about));
}

/// The member's own people, and one who works at its neighbour too.
pub(super) fn add_people(site: &mut Site, n: usize, rng: &mut Rng) {
    for nth in 0..PEOPLE {
        let name = person(n, nth);
        let employer = if nth == 0 { names::association(n) } else { municipality(n) };
        let document = affiliated(Document::with("name", &name), &employer, rng);
        site.add("people", &slug(&name), document.body(&words::sentence(rng)));
    }
    if let Some(neighbour) = n.checked_sub(1) {
        let name = person(neighbour, 0);
        let document = same_as(Document::with("name", &name), Some(elsewhere(neighbour, &name)));
        let document = affiliated(document, &names::association(n), rng);
        site.add("people", &slug(&name), document.body(""));
    }
}

fn affiliated(document: Document, employer: &str, rng: &mut Rng) -> Document {
    document
        .part("[[affiliations]]")
        .text("organisation", slug(employer))
        .text("title", words::one_of(&TITLES, rng))
        .text("source", "exempelbladet")
}

/// The member's own venue, and its neighbour's.
pub(super) fn add_venues(site: &mut Site, n: usize) {
    let own = Document::with("name", &venue(n))
        .text("street", format!("Påhittsvägen {}", n + 1))
        .text("city", names::place(n))
        .text("accessibility", "Hiss och hörslinga på låtsas.");
    site.add("venues", &slug(&venue(n)), own.body(""));
    if let Some(neighbour) = n.checked_sub(1) {
        let name = venue(neighbour);
        let document = Document::with("name", &name).text("sameAs", elsewhere(neighbour, &name));
        site.add("venues", &slug(&name), document.body(""));
    }
}

/// Two words, one of which the next member explains in its own way.
pub(super) fn add_terms(site: &mut Site, n: usize, rng: &mut Rng) {
    for nth in [n, n + 1] {
        let name = term(nth);
        let document = Document::with("name", &name)
            .text("definition", words::sentence(rng))
            .list("sources", &["exempelbladet".to_owned()]);
        site.add("terms", &slug(&name), document.body(""));
    }
}

/// A project, and how many it reached.
pub(super) fn add_initiative(site: &mut Site, n: usize, today: Date, rng: &mut Rng) {
    let (name, terms) = (words::initiative(n), [slug(&term(n))]);
    let sources = ["exempelbladet".to_owned()];
    let document = Document::with("name", &name)
        .text("kind", words::one_of(&["project", "method", "team", "network"], rng))
        .text("summary", words::sentence(rng))
        .text("from", today.year() - rng.i16(1..6))
        .list("places", &[names::place(n)])
        .list("partners", &[slug(&municipality(n)), slug(names::EVERYWHERE[0])])
        .list("people", &[slug(&person(n, 1))])
        .list("terms", &terms)
        .list("sources", &sources);
    site.add("initiatives", &slug(&name), document.body(&words::paragraph(rng, 2)));

    let value = rng.i64(10..10_000);
    let document = Document::with("label", &format!("Deltagare i {name}"))
        .text("counts", format!("påhittade deltagare i {name} i {}", names::place(n)))
        .value("value", value)
        .text("text", print::number(value))
        .text("unit", "personer")
        .value("year", today.year() - 1)
        .text("measures", "people")
        .text("certainty", "approximate")
        .text("place", names::place(n))
        .list("initiatives", &[slug(&name)])
        .list("sources", &sources);
    site.add("figures", &format!("deltagare-i-{}", slug(&name)), document.body(""));
}

pub(super) fn source(place: &str, today: Date) -> String {
    Document::with("title", &format!("Exempelbladet, upplagan för {place}"))
        .text("date", today.year())
        .text("publisher", "Exempelbladet")
        .body("")
}

/// What is told about a seminar before it, and about one after it.
pub(super) fn add_news(site: &mut Site, n: usize, network: &Network, rng: &mut Rng) {
    for (nth, days_ago) in [2, 12].into_iter().enumerate() {
        let headline = words::sentence(rng);
        let published = network.day(-days_ago);
        let seminar = seminars::slug_of(network, n, nth + 2);
        let document = Document::with("headline", headline.trim_end_matches('.'))
            .value("publishedOn", published)
            .list("terms", &[slug(&term(n))])
            .list("people", &[slug(&person(n, nth))])
            .list("organisations", &[slug(&names::association(n))])
            .list("seminars", &[seminar])
            .list("sources", &["exempelbladet".to_owned()]);
        let text = words::paragraph(rng, 3);
        site.add("news", &format!("provnyhet-{published}"), document.body(&text));
    }
}
