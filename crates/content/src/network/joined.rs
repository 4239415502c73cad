//! One document made of several sites' documents about the same thing.
//!
//! The values of the one that is named show; what it does not say is taken from the others, in the
//! order of their ids, and lists are put together. Whatever another site says instead, or alone, is
//! a claim with that site.

use std::sync::Arc;

use finsam_model::{
    Basis, Claim, Contact, Counterpart, Entry, Id, Kind, Organisation, Person, Registration,
    Seminar, Slug, Start, Venue,
};
use jiff::Zoned;

use super::gone::Gone;
use crate::{
    Node, Shelved,
    forms::{ATTENDANCES, FORMATS, ORGANISATION_KINDS, STATUSES},
    loaded::Loaded,
};

/// Whether two relations to something of a kind lead to the same.
pub(super) type Same<'a> = dyn Fn(Kind, &Slug, &Slug) -> bool + 'a;

/// The document that goes by `id`, made of `members`, of which the first one's values show. `gone`
/// is whose id it was, if that one is not here any more. None without members, or where they are of
/// a kind that is never joined.
pub(super) fn joined(
    id: &Id,
    gone: Option<&Gone>,
    members: &[Arc<Loaded>],
    same: &Same<'_>,
) -> Option<Loaded> {
    let (first, others) = members.split_first()?;
    let node = match &first.node {
        Node::Seminar(entry) => of_kind(id, gone, entry, others, same),
        Node::Person(entry) => of_kind(id, gone, entry, others, same),
        Node::Organisation(entry) => of_kind(id, gone, entry, others, same),
        Node::Venue(entry) => of_kind(id, gone, entry, others, same),
        _ => return None,
    };
    let references = members.iter().flat_map(|member| member.references.iter().cloned());
    Some(Loaded { node, references: references.collect(), ..Loaded::clone(first) })
}

/// Whether two joined documents say the same.
pub(super) fn is_same(one: &Loaded, other: &Loaded) -> bool {
    one.node == other.node && one.references == other.references
}

fn of_kind<T: Joined>(
    id: &Id,
    gone: Option<&Gone>,
    first: &Entry<T>,
    others: &[Arc<Loaded>],
    same: &Same<'_>,
) -> Node {
    let mut whole = Entry { id: id.clone(), ..first.clone() };
    let mut counterparts = Vec::new();
    if let Some(gone) = gone {
        whole.formerly.extend(gone.slugs.iter().cloned());
        counterparts.push(counterpart(first));
    }
    for other in others.iter().filter_map(|other| T::of(&other.node)) {
        counterparts.push(counterpart(other));
        whole.written_at = whole.written_at.max(other.written_at);
        let site = &other.id.site;
        whole.claims.extend(other.claims.iter().map(|claim| of_site(claim, site)));
        let mut joining = Joining { site, claims: Vec::new(), same };
        joining.references(Kind::Source, &mut whole.sources, &other.sources);
        whole.noun.join(&other.noun, &mut joining);
        whole.claims.append(&mut joining.claims);
        if whole.body.markdown().is_empty() {
            whole.body = other.body.clone();
        }
    }
    whole.counterparts = counterparts.into();
    T::node(Arc::new(whole))
}

fn counterpart<T>(entry: &Entry<T>) -> Counterpart {
    Counterpart {
        id: entry.id.clone(),
        slug: entry.slug.clone(),
        formerly: entry.formerly.clone(),
        hash: Arc::clone(&entry.hash),
        document: Arc::clone(&entry.document),
    }
}

/// A claim that another site makes.
fn of_site(claim: &Claim, site: &Slug) -> Claim {
    Claim { site: Some(site.clone()), ..claim.clone() }
}

/// Another site's document, while it is joined with what is there.
struct Joining<'a> {
    site: &'a Slug,
    /// What it says instead, or alone.
    claims: Vec<Claim>,
    same: &'a Same<'a>,
}

/// A kind whose documents can be about the same thing.
trait Joined: Shelved + Clone {
    /// Takes in what another site says. Every field is named, so that none is forgotten.
    fn join(&mut self, other: &Self, joining: &mut Joining<'_>);
}

impl Joining<'_> {
    fn claim(&mut self, field: &str, value: String, followed: bool) {
        self.claims.push(Claim {
            field: field.to_owned(),
            value,
            basis: Basis::Editorial,
            followed,
            reason: None,
            source: None,
            site: Some(self.site.clone()),
        });
    }

    /// A value that is always there.
    fn value<T: PartialEq>(&mut self, field: &str, here: &T, theirs: &T, said: fn(&T) -> String) {
        if here != theirs {
            self.claim(field, said(theirs), false);
        }
    }

    /// A name, and the other names: one that another site uses is such.
    fn name(&mut self, here: &str, theirs: &str, other_names: &mut Vec<String>) {
        if here != theirs {
            self.claim("name", theirs.to_owned(), false);
            self.list(other_names, &[theirs.to_owned()]);
        }
    }

    /// A value that may be missing.
    fn option<T: PartialEq + Clone>(
        &mut self,
        field: &str,
        here: &mut Option<T>,
        theirs: Option<&T>,
        said: impl Fn(&T) -> String,
    ) {
        let Some(theirs) = theirs else { return };
        match here {
            Some(here) if here == theirs => {}
            Some(_) => self.claim(field, said(theirs), false),
            None => {
                self.claim(field, said(theirs), true);
                *here = Some(theirs.clone());
            }
        }
    }

    fn text(&mut self, field: &str, here: &mut Option<String>, theirs: Option<&String>) {
        self.option(field, here, theirs, String::clone);
    }

    fn time(&mut self, field: &str, here: &mut Option<Zoned>, theirs: Option<&Zoned>) {
        self.option(field, here, theirs, instant);
    }

    /// One of a few words.
    fn choice<T: PartialEq>(&mut self, field: &str, here: &T, theirs: &T, words: &[(&str, T)]) {
        if here != theirs {
            let word = words.iter().find(|(_, value)| value == theirs);
            self.claim(field, word.map(|(word, _)| (*word).to_owned()).unwrap_or_default(), false);
        }
    }

    fn list<T: PartialEq + Clone>(&mut self, here: &mut Vec<T>, theirs: &[T]) {
        for one in theirs {
            if !here.contains(one) {
                here.push(one.clone());
            }
        }
    }

    fn reference(
        &mut self,
        field: &str,
        kind: Kind,
        here: &mut Option<Slug>,
        theirs: Option<&Slug>,
    ) {
        let is_same = here.as_ref().zip(theirs).is_some_and(|(a, b)| (self.same)(kind, a, b));
        if !is_same {
            self.option(field, here, theirs, Slug::to_string);
        }
    }

    fn references(&mut self, kind: Kind, here: &mut Vec<Slug>, theirs: &[Slug]) {
        for one in theirs {
            if !here.iter().any(|there| (self.same)(kind, there, one)) {
                here.push(one.clone());
            }
        }
    }
}

fn instant(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn contact(contact: &Contact) -> String {
    let Contact { name, email, phone } = contact;
    [name, email, phone].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

fn registration(registration: &Registration) -> String {
    let Registration { url, deadline, note } = registration;
    let deadline = deadline.map(|day| day.to_string());
    [url.clone(), deadline, note.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Joined for Person {
    fn join(&mut self, other: &Self, joining: &mut Joining<'_>) {
        let Self { name, other_names, party, affiliations } = other;
        joining.name(&self.name, name, &mut self.other_names);
        joining.list(&mut self.other_names, other_names);
        joining.text("party", &mut self.party, party.as_ref());
        joining.list(&mut self.affiliations, affiliations);
    }
}

impl Joined for Organisation {
    fn join(&mut self, other: &Self, joining: &mut Joining<'_>) {
        let Self { name, abbreviation, other_names, kind, parent, place, url, names } = other;
        joining.name(&self.name, name, &mut self.other_names);
        joining.text("abbreviation", &mut self.abbreviation, abbreviation.as_ref());
        joining.list(&mut self.other_names, other_names);
        joining.choice("kind", &self.kind, kind, ORGANISATION_KINDS);
        joining.reference("parent", Kind::Organisation, &mut self.parent, parent.as_ref());
        joining.text("place", &mut self.place, place.as_ref());
        joining.text("url", &mut self.url, url.as_ref());
        joining.list(&mut self.names, names);
    }
}

impl Joined for Venue {
    fn join(&mut self, other: &Self, joining: &mut Joining<'_>) {
        let Self { name, other_names, street, city, accessibility, url } = other;
        joining.name(&self.name, name, &mut self.other_names);
        joining.list(&mut self.other_names, other_names);
        joining.text("street", &mut self.street, street.as_ref());
        joining.text("city", &mut self.city, city.as_ref());
        joining.text("accessibility", &mut self.accessibility, accessibility.as_ref());
        joining.text("url", &mut self.url, url.as_ref());
    }
}

impl Joined for Seminar {
    fn join(&mut self, other: &Self, joining: &mut Joining<'_>) {
        join_time(self, other, joining);
        let Self { title, subtitle, format, language, audience, recording, .. } = other;
        joining.value("title", &self.title, title, String::clone);
        joining.text("subtitle", &mut self.subtitle, subtitle.as_ref());
        joining.choice("format", &self.format, format, FORMATS);
        joining.value("language", &self.language, language, String::clone);
        joining.text("audience", &mut self.audience, audience.as_ref());
        joining.text("recording", &mut self.recording, recording.as_ref());
        let Self { attendance, venue, accessibility, .. } = other;
        joining.choice("attendance", &self.attendance, attendance, ATTENDANCES);
        joining.reference("venue", Kind::Venue, &mut self.venue, venue.as_ref());
        joining.text("accessibility", &mut self.accessibility, accessibility.as_ref());
        let Self { series, organisers, terms, initiatives, .. } = other;
        joining.reference("series", Kind::Series, &mut self.series, series.as_ref());
        joining.references(Kind::Organisation, &mut self.organisers, organisers);
        joining.references(Kind::Term, &mut self.terms, terms);
        joining.references(Kind::Initiative, &mut self.initiatives, initiatives);
        let Self { appearances, statements, links, materials, .. } = other;
        for appearance in appearances {
            let is_there = self.appearances.iter().any(|there| {
                there.role == appearance.role
                    && (joining.same)(Kind::Person, &there.person, &appearance.person)
            });
            if !is_there {
                self.appearances.push(appearance.clone());
            }
        }
        joining.list(&mut self.statements, statements);
        joining.list(&mut self.links, links);
        joining.list(&mut self.materials, materials);
        let Self { contact: asked, registration: register, .. } = other;
        joining.option("contact", &mut self.contact, asked.as_ref(), contact);
        joining.option("registration", &mut self.registration, register.as_ref(), registration);
    }
}

/// When it is, and what became of that.
fn join_time(here: &mut Seminar, other: &Seminar, joining: &mut Joining<'_>) {
    let said = |start: &Start| match start {
        Start::On(date) => date.to_string(),
        Start::At(at) => instant(at),
    };
    match (&here.starts, &other.starts) {
        // The day is known here, the time of day there.
        (Start::On(date), Start::At(at)) if at.date() == *date => {
            joining.claim("startsAt", instant(at), true);
            here.starts = other.starts.clone();
        }
        (Start::At(at), Start::On(date)) if at.date() == *date => {}
        (ours, theirs) => joining.value("startsAt", ours, theirs, said),
    }
    joining.time("endsAt", &mut here.ends_at, other.ends_at.as_ref());
    joining.time("servingFrom", &mut here.serving_from, other.serving_from.as_ref());
    joining.choice("status", &here.status, &other.status, STATUSES);
    joining.text("statusNote", &mut here.status_note, other.status_note.as_ref());
    joining.time("movedFrom", &mut here.moved_from, other.moved_from.as_ref());
}
