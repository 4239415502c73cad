//! What there is to search in a document.

use std::borrow::Cow;

use finsam_model::{
    Attendance, Format, Initiative, Kind, Organisation, Person, SeminarStatus, Series, Slug, Venue,
};
use finsam_swedish::{Language, print};

use crate::{Node, Shelved, Snapshot};

/// How a text stands to its document, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// A name or title of it.
    Name,
    /// What it is, in short.
    Summary,
    /// Its running text.
    Body,
    /// What is said in it, and why its values are what they are.
    Said,
    /// Who, what, where and when it has to do with.
    Around,
}

impl Field {
    /// What a word there counts for.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Name => 8.0,
            Self::Summary => 4.0,
            Self::Body => 2.0,
            Self::Said => 1.0,
            Self::Around => 0.8,
        }
    }

    /// How many words there usually are: a word in a longer text says less. A figure of its own
    /// rather than the mean of all documents, so that one says the same whatever the others hold.
    pub(super) fn usual_words(self) -> f64 {
        match self {
            Self::Name => 5.0,
            Self::Summary => 25.0,
            Self::Body => 150.0,
            Self::Said => 100.0,
            Self::Around => 30.0,
        }
    }
}

/// All texts of a document: its own, and what the others are called that it names.
pub(super) fn texts<'n>(node: &'n Node, snapshot: &'n Snapshot) -> Vec<(Field, Cow<'n, str>)> {
    let mut texts = own(node);
    for (kind, slug) in named(node) {
        let names = of_named(kind, slug, snapshot).into_iter();
        texts.extend(names.map(|text| (Field::Around, text.into())));
    }
    texts
}

/// The texts of a document by itself.
pub(super) fn own(node: &Node) -> Vec<(Field, Cow<'_, str>)> {
    let mut texts = vec![(Field::Name, node.label().into())];
    texts.extend(node.other_names().into_iter().map(|name| (Field::Name, name.into())));
    texts.extend(summary(node).into_iter().map(|text| (Field::Summary, text.into())));
    texts.push((Field::Body, node.body().text().into()));
    texts.extend(node.statements().iter().map(|said| (Field::Said, said.text.as_str().into())));
    for claim in node.claims() {
        texts.push((Field::Said, claim.value.as_str().into()));
        texts.extend(claim.reason.iter().map(|reason| (Field::Said, reason.as_str().into())));
    }
    texts.extend(around(node).into_iter().map(|text| (Field::Around, text.into())));
    texts
}

/// What a document may be searched by because it names this one: what it is called, and where it is.
pub(super) fn of_named<'s>(kind: Kind, slug: &Slug, snapshot: &'s Snapshot) -> Vec<&'s str> {
    fn of<'s, T: Shelved>(
        snapshot: &'s Snapshot,
        slug: &Slug,
        place: fn(&T) -> Option<&String>,
    ) -> Vec<&'s str> {
        let Some(entry) = snapshot.get::<T>(slug) else { return Vec::new() };
        let names = std::iter::once(entry.label()).chain(entry.other_names());
        names.chain(place(&entry.noun).map(String::as_str)).collect()
    }
    match kind {
        Kind::Person => of::<Person>(snapshot, slug, |_| None),
        Kind::Organisation => of::<Organisation>(snapshot, slug, |_| None),
        Kind::Initiative => of::<Initiative>(snapshot, slug, |_| None),
        Kind::Venue => of::<Venue>(snapshot, slug, |venue| venue.city.as_ref()),
        Kind::Series => of::<Series>(snapshot, slug, |series| series.place.as_ref()),
        // By these nothing else is searched.
        Kind::Seminar | Kind::NewsArticle | Kind::Figure | Kind::Term | Kind::Source => Vec::new(),
    }
}

fn summary(node: &Node) -> Vec<&str> {
    let texts: Vec<Option<&str>> = match node {
        Node::Seminar(seminar) => {
            // One knows a seminar by its sort as by its title.
            vec![seminar.subtitle.as_deref(), Some(format_words(seminar.format))]
        }
        Node::Series(series) => vec![series.theme.as_deref()],
        Node::Initiative(initiative) => vec![Some(&initiative.summary), initiative.aim.as_deref()],
        Node::Figure(figure) => vec![Some(&figure.counts), Some(&figure.text)],
        Node::Term(term) => vec![Some(&term.definition), term.plain.as_deref()],
        Node::Source(source) => vec![source.note.as_deref()],
        Node::Person(_) | Node::Organisation(_) | Node::Venue(_) | Node::NewsArticle(_) => vec![],
    };
    texts.into_iter().flatten().collect()
}

/// Facts of the document itself that are no running text.
fn around(node: &Node) -> Vec<String> {
    let day = |date| Some(print::date_long(date, Language::Swedish));
    let facts: Vec<Option<String>> = match node {
        Node::Seminar(seminar) => {
            let titles = seminar.appearances.iter().map(|appearance| appearance.title.clone());
            let shape = format!(
                "{} {}",
                attendance_words(seminar.attendance),
                status_words(seminar.status)
            );
            [
                day(seminar.date()),
                Some(shape),
                seminar.status_note.clone(),
                seminar.audience.clone(),
            ]
            .into_iter()
            .chain(titles)
            .collect()
        }
        Node::Series(series) => vec![series.place.clone()],
        Node::Person(person) => {
            let titles = person.affiliations.iter().map(|post| Some(post.title.clone()));
            titles.chain([person.party.clone()]).collect()
        }
        Node::Organisation(organisation) => vec![organisation.place.clone()],
        Node::Venue(venue) => {
            vec![venue.street.clone(), venue.city.clone(), venue.accessibility.clone()]
        }
        Node::NewsArticle(article) => vec![day(article.published_on)],
        Node::Initiative(initiative) => {
            initiative.places.iter().chain(&initiative.results).cloned().map(Some).collect()
        }
        Node::Figure(figure) => vec![Some(figure.year.to_string()), figure.place.clone()],
        Node::Term(_) => vec![],
        Node::Source(source) => vec![Some(source.publisher.clone())],
    };
    facts.into_iter().flatten().collect()
}

fn format_words(format: Format) -> &'static str {
    match format {
        Format::Breakfast => "frukostseminarium, frukost",
        Format::Lunch => "lunchseminarium, lunch",
        Format::Webinar => "webbseminarium, webbinarium",
        Format::Seminar => "seminarium",
        Format::Lecture => "föreläsning",
        Format::Workshop => "workshop, verkstad",
        Format::Conference => "konferens",
    }
}

fn attendance_words(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Onsite => "",
        Attendance::Online => "digitalt, på webben, online",
        Attendance::Mixed => "digitalt och på plats, hybrid",
    }
}

fn status_words(status: SeminarStatus) -> &'static str {
    match status {
        SeminarStatus::Planned | SeminarStatus::Held => "",
        SeminarStatus::Moved => "flyttat",
        SeminarStatus::MovedOnline => "flyttat till nätet, digitalt",
        SeminarStatus::Postponed => "uppskjutet",
        SeminarStatus::Cancelled => "inställt",
    }
}

/// The documents whose names one may search this one by, each once.
pub(super) fn named(node: &Node) -> Vec<(Kind, &Slug)> {
    let mut named: Vec<(Kind, &Slug)> = Vec::new();
    named.extend(node.statements().iter().map(|said| (Kind::Person, &said.person)));
    match node {
        Node::Seminar(seminar) => {
            named.extend(seminar.series.iter().map(|slug| (Kind::Series, slug)));
            named.extend(seminar.venue.iter().map(|slug| (Kind::Venue, slug)));
            named.extend(seminar.organisers.iter().map(|slug| (Kind::Organisation, slug)));
            for appearance in &seminar.appearances {
                named.push((Kind::Person, &appearance.person));
                named.extend(appearance.organisation.iter().map(|slug| (Kind::Organisation, slug)));
                named.extend(appearance.initiative.iter().map(|slug| (Kind::Initiative, slug)));
            }
        }
        Node::Person(person) => {
            for post in &person.affiliations {
                named.extend(post.organisation.iter().map(|slug| (Kind::Organisation, slug)));
                named.extend(post.initiative.iter().map(|slug| (Kind::Initiative, slug)));
            }
        }
        Node::NewsArticle(article) => {
            named.extend(article.people.iter().map(|slug| (Kind::Person, slug)));
            named.extend(article.organisations.iter().map(|slug| (Kind::Organisation, slug)));
        }
        Node::Initiative(initiative) => {
            named.extend(initiative.people.iter().map(|slug| (Kind::Person, slug)));
            named.extend(initiative.partners.iter().map(|slug| (Kind::Organisation, slug)));
        }
        Node::Figure(figure) => named.extend(figure.person.iter().map(|slug| (Kind::Person, slug))),
        Node::Organisation(_)
        | Node::Series(_)
        | Node::Venue(_)
        | Node::Term(_)
        | Node::Source(_) => {}
    }
    named.sort_unstable();
    named.dedup();
    named
}
