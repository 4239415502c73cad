//! What several formats tell of a document in the same words, in Swedish.

use finsam_content::{Node, Snapshot};
use finsam_model::{
    Appearance, Entry, Initiative, Organisation, Person, Role, Seminar, SeminarStatus, Series,
    Source, Term, Venue,
};
use finsam_swedish::{Language::Swedish, print};
use jiff::{Timestamp, Zoned};

/// The title, with what became of the seminar before it: many programs show nothing else.
pub(crate) fn headline(seminar: &Seminar) -> String {
    match seminar.status {
        SeminarStatus::Cancelled => format!("Inställt: {}", seminar.title),
        SeminarStatus::Postponed => format!("Uppskjutet: {}", seminar.title),
        _ => seminar.title.clone(),
    }
}

/// The day and the time of day.
pub(crate) fn when(seminar: &Seminar) -> String {
    let day = print::date_long(seminar.date(), Swedish);
    match seminar.starts_at() {
        Some(start) => {
            let end = seminar.ends_at.as_ref().map(Zoned::time);
            format!("{day}, {}", print::clock_range(start.time(), end, Swedish))
        }
        None => day,
    }
}

/// What was said when it was moved; and what is served before it begins.
pub(crate) fn times(seminar: &Seminar) -> Vec<String> {
    let moved = seminar.moved_from.as_ref().map(|from| {
        let day = print::date_long(from.date(), Swedish);
        format!("Flyttat från {day}, {}.", print::clock(from.time(), Swedish))
    });
    let serving = seminar.serving_from.as_ref().map(|from| {
        let what = match seminar.format {
            finsam_model::Format::Breakfast => "Frukost",
            finsam_model::Format::Lunch => "Lunch",
            _ => "Mat",
        };
        format!("{what} serveras från {}.", print::clock(from.time(), Swedish))
    });
    moved.into_iter().chain(serving).collect()
}

/// The venue in one line: name, street and town.
pub(crate) fn place(snapshot: &Snapshot, seminar: &Seminar) -> Option<String> {
    let venue = snapshot.get::<Venue>(seminar.venue.as_ref()?)?;
    let parts = [Some(&venue.name), venue.street.as_ref(), venue.city.as_ref()];
    Some(parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "))
}

/// Everybody on the programme: `Ada Provsson (provare, Provköpings kommun)`.
pub(crate) fn people(snapshot: &Snapshot, seminar: &Seminar) -> Vec<String> {
    seminar.appearances.iter().filter_map(|one| appearance(snapshot, one)).collect()
}

fn appearance(snapshot: &Snapshot, appearance: &Appearance) -> Option<String> {
    let person = snapshot.get::<Person>(&appearance.person)?;
    let role = match appearance.role {
        Role::Moderator => Some("moderator"),
        Role::Host => Some("värd"),
        Role::Opener => Some("inleder"),
        Role::Speaker => None,
    };
    let organisation = appearance.organisation.as_ref();
    let organisation = organisation.and_then(|slug| snapshot.get::<Organisation>(slug));
    let facts = [role, appearance.title.as_deref(), organisation.map(|one| one.name.as_str())];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    Some(if facts.is_empty() {
        person.name.clone()
    } else {
        format!("{} ({})", person.name, facts.join(", "))
    })
}

/// Who arranges it.
pub(crate) fn organisers(snapshot: &Snapshot, seminar: &Seminar) -> Vec<String> {
    let organisers = snapshot.named::<Organisation>(&seminar.organisers);
    organisers.map(|one| one.name.clone()).collect()
}

/// What sort of occasion it is, and what it is about.
pub(crate) fn categories(snapshot: &Snapshot, node: &Node) -> Vec<String> {
    let (first, terms, initiatives): (Option<&str>, &[_], &[_]) = match node {
        Node::Seminar(one) => (Some(format(one)), &one.terms, &one.initiatives),
        Node::NewsArticle(one) => (Some("Nyhet"), &one.terms, &one.initiatives),
        Node::Figure(one) => (Some("Siffra"), &one.terms, &one.initiatives),
        Node::Initiative(one) => (Some("Initiativ"), &one.terms, &[]),
        _ => (None, &[], &[]),
    };
    let terms = snapshot.named::<Term>(terms).map(|term| term.name.as_str());
    let initiatives = snapshot.named::<Initiative>(initiatives).map(|one| one.name.as_str());
    let mut categories: Vec<String> = Vec::new();
    for category in first.into_iter().chain(terms).chain(initiatives) {
        if !categories.iter().any(|known| known == category) {
            categories.push(category.to_owned());
        }
    }
    categories
}

fn format(seminar: &Seminar) -> &'static str {
    use finsam_model::Format;
    match seminar.format {
        Format::Breakfast => "Frukostseminarium",
        Format::Lunch => "Lunchseminarium",
        Format::Webinar => "Webbinarium",
        Format::Seminar => "Seminarium",
        Format::Lecture => "Föreläsning",
        Format::Workshop => "Workshop",
        Format::Conference => "Konferens",
    }
}

/// The sources of a document, as one reads them: `Källa: titel (utgivare)`.
pub(crate) fn sources(snapshot: &Snapshot, node: &Node) -> Vec<String> {
    let sources = snapshot.named::<Source>(node.sources());
    sources.map(|source| format!("Källa: {} ({})", source.title, source.publisher)).collect()
}

/// When a document, or one of those that a seminar's facts are drawn from, was last written; none
/// where no store has told.
pub(crate) fn written_at(snapshot: &Snapshot, node: &Node) -> Option<Timestamp> {
    let own = node.written_at();
    let Node::Seminar(seminar) = node else { return own };
    own.max(drawn_from(snapshot, seminar))
}

fn drawn_from(snapshot: &Snapshot, seminar: &Entry<Seminar>) -> Option<Timestamp> {
    let people = seminar.appearances.iter().map(|one| &one.person);
    let theirs = seminar.appearances.iter().filter_map(|one| one.organisation.as_ref());
    let organisations = seminar.organisers.iter().chain(theirs);
    let times = [
        snapshot.named::<Venue>(&seminar.venue).filter_map(|one| one.written_at).max(),
        snapshot.named::<Series>(&seminar.series).filter_map(|one| one.written_at).max(),
        snapshot.named::<Person>(people).filter_map(|one| one.written_at).max(),
        snapshot.named::<Organisation>(organisations).filter_map(|one| one.written_at).max(),
        snapshot.named::<Term>(&seminar.terms).filter_map(|one| one.written_at).max(),
        snapshot.named::<Initiative>(&seminar.initiatives).filter_map(|one| one.written_at).max(),
        snapshot.named::<Source>(&seminar.sources).filter_map(|one| one.written_at).max(),
    ];
    times.into_iter().flatten().max()
}
