//! What a question says of the occasion it means, beside time and sort, and of which occasions it is true.

use std::collections::HashSet;

use finsam_content::{Node, Shelved};
use finsam_model::{Id, Kind, Seminar, Venue};

use super::{Occasion, Wish, in_order};
use crate::{
    question::{BackReference, Origin, Subject},
    reply::Case,
};

/// More venues than this in a town are not looked through.
const VENUES: usize = 200;

/// Something said, and the occasions it is true of, by time.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) wish: Wish,
    pub(super) seminars: Vec<Occasion>,
}

impl Told {
    /// Whether an occasion that it is not true of can hardly be meant. "I Mallköping" may be the town
    /// or the municipality.
    pub(super) fn is_needed(&self) -> bool {
        self.wish != Wish::Among
    }
}

/// All that is said, the most telling first.
pub(super) fn told(case: &Case<'_>) -> Vec<Told> {
    let said: Vec<&Subject> = case
        .question
        .subjects
        .iter()
        .filter(|subject| {
            // "när var den?" asks of the series told before.
            let referred =
                case.question.back == Some(BackReference::Thing) && subject.is_only(Kind::Series);
            // "när är hon med nästa gång?"
            let person =
                case.question.back == Some(BackReference::Person) && subject.is_only(Kind::Person);
            let timed = case.question.time.is_some();
            subject.origin != Origin::Remembered || referred || person && timed
        })
        .collect();
    let mut told = Vec::new();
    if let Some(seminars) = named(case, &said) {
        told.push(Told { wish: Wish::Named, seminars });
    }
    let has_occasion = |subject: &Subject| {
        let kinds = [Kind::Seminar, Kind::Series, Kind::Initiative];
        kinds.iter().any(|kind| subject.of(*kind).is_some())
    };
    let others = || said.iter().filter(|subject| !has_occasion(subject));
    let venues: Vec<&Node> =
        others().filter_map(|subject| first_is(subject, Kind::Venue)).collect();
    if let [first, ..] = venues.as_slice() {
        let there = venues.iter().flat_map(|venue| of(case, venue)).collect();
        told.push(Told { wish: Wish::At((*first).clone()), seminars: in_order(there) });
    }
    for subject in others() {
        let Some(person) = first_is(subject, Kind::Person) else { continue };
        let theirs = subject.nodes.iter().flat_map(|node| of(case, node)).collect();
        told.push(Told { wish: Wish::With(person.clone()), seminars: in_order(theirs) });
    }
    for subject in others() {
        if let Some(node) = first_is(subject, Kind::Organisation) {
            let there = in_order(in_town(case, node));
            if !there.is_empty() && is_a_place(case, subject) {
                told.push(Told { wish: Wish::At(node.clone()), seminars: there });
                continue;
            }
            let theirs = of(case, node).into_iter().chain(there).collect();
            told.push(Told { wish: Wish::Among, seminars: in_order(theirs) });
        }
        if let Some(node) = first_is(subject, Kind::Term) {
            let seminars = in_order(of(case, node));
            // "seminariet om stegväxling" is about nothing else.
            let needed = case.question.occasion.mentioned && !seminars.is_empty();
            told.push(Told { wish: if needed { Wish::Matter } else { Wish::Among }, seminars });
        }
    }
    told
}

fn first_is(subject: &Subject, kind: Kind) -> Option<&Node> {
    subject.nodes.first().filter(|node| node.kind() == kind)
}

fn of(case: &Case<'_>, node: &Node) -> Vec<Occasion> {
    case.snapshot.seminars_of(node.kind(), node.slug()).cloned().collect()
}

/// The occasions that are named, or a part of what is; `None` where none is.
fn named(case: &Case<'_>, said: &[&Subject]) -> Option<Vec<Occasion>> {
    let runs = |subject: &Subject| -> Vec<Occasion> {
        let runs = subject.nodes.iter().filter(|node| node.kind() == Kind::Series);
        runs.flat_map(|series| of(case, series)).collect()
    };
    let own: Vec<Occasion> = said
        .iter()
        .flat_map(|subject| {
            let mut own: Vec<Occasion> =
                subject.nodes.iter().filter_map(|node| Seminar::of(node).cloned()).collect();
            // Of a conference in several parts, the time tells which part is meant.
            if !own.is_empty() && case.question.time.is_some() {
                own.extend(runs(subject));
            }
            own
        })
        .collect();
    let of_runs: Vec<Occasion> = said
        .iter()
        .filter(|subject| subject.of(Kind::Seminar).is_none())
        .flat_map(|subject| runs(subject))
        .collect();
    if !own.is_empty() {
        let in_run = both(Some(&own), &of_runs);
        return Some(in_order(if in_run.is_empty() { own } else { in_run }));
    }
    if !of_runs.is_empty() {
        return Some(in_order(of_runs));
    }
    let initiatives = said.iter().filter_map(|subject| subject.of(Kind::Initiative));
    let of_them: Vec<Occasion> = initiatives.flat_map(|node| of(case, node)).collect();
    (!of_them.is_empty()).then(|| in_order(of_them))
}

/// Whether a name is said to be where something is: "i Mallköping".
pub(crate) fn is_a_place(case: &Case<'_>, subject: &Subject) -> bool {
    let first = subject.tokens.iter().min().and_then(|first| first.checked_sub(1));
    let before = first.and_then(|before| case.question.tokens.get(before));
    before.is_some_and(|token| ["i", "in"].contains(&token.folded.as_str()))
}

/// The occasions in the town that a subject is said to be: "i Mallköping".
pub(crate) fn in_its_town(case: &Case<'_>, subject: &Subject) -> Vec<Occasion> {
    match first_is(subject, Kind::Organisation) {
        Some(node) if is_a_place(case, subject) => in_order(in_town(case, node)),
        _ => Vec::new(),
    }
}

/// The occasions in the town of a municipality, say.
fn in_town(case: &Case<'_>, node: &Node) -> Vec<Occasion> {
    let Node::Organisation(organisation) = node else { return Vec::new() };
    let Some(town) = &organisation.place else { return Vec::new() };
    let venues = case.snapshot.all::<Venue>();
    if venues.len() > VENUES {
        return Vec::new();
    }
    let there = venues.iter().filter(|venue| venue.city.as_ref() == Some(town));
    there.flat_map(|venue| of(case, &Node::Venue(venue.clone()))).collect()
}

/// What all of it is true of; `None` where nothing is said.
pub(super) fn all_of<'t>(told: impl Iterator<Item = &'t Told>) -> Option<Vec<Occasion>> {
    told.fold(None, |some: Option<Vec<Occasion>>, next| Some(both(some.as_deref(), &next.seminars)))
}

/// Those of some, or of all there are, that are among others.
pub(super) fn both(some: Option<&[Occasion]>, others: &[Occasion]) -> Vec<Occasion> {
    let Some(some) = some else { return others.to_vec() };
    let ids: HashSet<&Id> = others.iter().map(|seminar| &seminar.id).collect();
    some.iter().filter(|seminar| ids.contains(&seminar.id)).cloned().collect()
}
