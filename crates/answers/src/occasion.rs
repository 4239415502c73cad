//! Which occasion a question means.

mod occasions;

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, Seminar};
use finsam_swedish::when::{TimeExpression, When};
use jiff::Zoned;

pub(crate) use occasions::Occasions;

use crate::{
    question::{BackReference, OccasionCue, Origin},
    reply::Case,
};

/// A seminar.
pub(crate) type Occasion = Arc<Entry<Seminar>>;

/// The occasions a question means, by time.
#[derive(Debug)]
pub(crate) struct Meant {
    pub(crate) seminars: Vec<Occasion>,
    /// How it was told.
    pub(crate) how: How,
}

/// How it was told which occasion is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The question says.
    Said,
    /// It was in the answer before.
    Remembered,
    /// It is the next one to come.
    Nearest,
    /// Nothing tells; these are all there have been.
    All,
}

/// The occasions a question means. None at all: it says which, but there is no such one.
pub(crate) fn meant(case: &Case<'_>) -> Meant {
    let question = case.question;
    let named = by_subjects(case);
    let said = named.is_some() || question.occasion.is_specific() || question.time.is_some();
    let occasions = Occasions::of(case, named);
    if let Some(time) = &question.time {
        return Meant { seminars: within(&occasions, time, case.now), how: How::Said };
    }
    let remembered: Vec<Occasion> = question
        .memory
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Seminar(seminar) => Some(Arc::clone(seminar)),
            _ => None,
        })
        .collect();
    if said {
        if occasions.are_several() {
            // "på lunchen" after an answer about one of several lunches means that one.
            let mut both = remembered;
            both.retain(|seminar| occasions.hold(seminar));
            both.sort_by_cached_key(|seminar| Seminar::place(seminar));
            if !both.is_empty() {
                return Meant { seminars: both, how: How::Said };
            }
            if let Some(next) = occasions.nearest(case.now) {
                return Meant { seminars: vec![next], how: How::Said };
            }
        }
        return Meant { seminars: occasions.last_few(), how: How::Said };
    }
    let refers_back = question.back.is_some_and(|back| back != BackReference::Person)
        || question.occasion.mentioned;
    if refers_back && !remembered.is_empty() {
        return Meant { seminars: remembered, how: How::Remembered };
    }
    match occasions.nearest(case.now) {
        Some(next) => Meant { seminars: vec![next], how: How::Nearest },
        None => Meant { seminars: occasions.last_few(), how: How::All },
    }
}

/// Those that what the question is about belongs to; `None` where it is about nothing that has to do
/// with occasions.
fn by_subjects(case: &Case<'_>) -> Option<Vec<Occasion>> {
    let subjects = &case.question.subjects;
    let named: Vec<Occasion> = subjects
        .iter()
        .flat_map(|subject| &subject.nodes)
        .filter_map(|node| Seminar::of(node).cloned())
        .collect();
    if !named.is_empty() {
        return Some(in_order(named));
    }
    [Kind::Series, Kind::Initiative, Kind::Venue].into_iter().find_map(|kind| {
        let of_them: Vec<Occasion> = case
            .subjects(kind)
            .filter(|subject| {
                // "när var den?" asks of the series told before.
                subject.origin != Origin::Remembered
                    || case.question.back == Some(BackReference::Thing)
            })
            .flat_map(|subject| subject.nodes.iter().filter(|node| node.kind() == kind))
            .flat_map(|node| case.snapshot.seminars_of(kind, node.slug()).cloned())
            .collect();
        (!of_them.is_empty()).then(|| in_order(of_them))
    })
}

/// Occasions by time, each once.
pub(crate) fn in_order(mut seminars: Vec<Occasion>) -> Vec<Occasion> {
    if seminars.len() > 1 {
        seminars.sort_by_cached_key(|seminar| Seminar::place(seminar));
        seminars.dedup_by(|a, b| a.id == b.id);
    }
    seminars
}

/// Whether it is of the sort and on the weekday that the question's words tell.
fn fits_cue(cue: OccasionCue, seminar: &Entry<Seminar>) -> bool {
    cue.format.is_none_or(|format| seminar.format == format)
        && cue.weekday.is_none_or(|weekday| seminar.date().weekday() == weekday)
}

/// Those in a time. Where the year was left open and this year has none, other years count; where
/// only a weekday was said and the coming one has none, that weekday of any week does.
fn within(occasions: &Occasions<'_>, time: &TimeExpression, now: &Zoned) -> Vec<Occasion> {
    let there = match time.when {
        When::Next => occasions.nearest(now).into_iter().collect(),
        When::Last => occasions.latest(now).into_iter().collect(),
        _ => occasions.in_window(&time.window),
    };
    if !there.is_empty() {
        return there;
    }
    let other_years = occasions.in_other_years(time);
    if !other_years.is_empty() {
        return other_years;
    }
    match time.weekday {
        Some(weekday) if is_only_a_weekday(time) => {
            if occasions.cue.weekday.is_some_and(|other| other != weekday) {
                return Vec::new();
            }
            let mut of_any_week = occasions.clone();
            of_any_week.cue.weekday = Some(weekday);
            of_any_week.last_few()
        }
        _ => Vec::new(),
    }
}

fn is_only_a_weekday(time: &TimeExpression) -> bool {
    matches!(time.when, When::Day(_)) && time.spans.len() == 1 && time.year_said
}
