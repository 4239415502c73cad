//! Which occasion a question means.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Kind, Seminar, Span};
use finsam_swedish::when::{TimeExpression, When, Window};
use jiff::Zoned;

use crate::{
    question::{BackReference, Origin},
    reply::Case,
};

type Occasion = Arc<Entry<Seminar>>;

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
    let all: Vec<Occasion> = case.snapshot.all::<Seminar>().iter().cloned().collect();
    let question = case.question;
    let named = by_subjects(case, &all);
    let said = named.is_some() || question.occasion.is_specific() || question.time.is_some();
    let mut seminars = named.unwrap_or(all);
    if question.occasion.is_specific() {
        seminars.retain(|seminar| fits_cue(case, seminar));
    }
    if let Some(time) = &question.time {
        seminars = within(&seminars, time, case.now);
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
    let narrowed = |seminars: &[Occasion], to: &[Occasion]| -> Vec<Occasion> {
        seminars
            .iter()
            .filter(|seminar| to.iter().any(|one| one.id == seminar.id))
            .cloned()
            .collect()
    };
    if said {
        // "på lunchen" after an answer about one of several lunches means that one.
        let both = narrowed(&seminars, &remembered);
        if seminars.len() > 1 && question.time.is_none() {
            if !both.is_empty() {
                return Meant { seminars: both, how: How::Said };
            }
            if let Some(next) = nearest(&seminars, case.now) {
                return Meant { seminars: vec![next], how: How::Said };
            }
        }
        return Meant { seminars, how: How::Said };
    }
    let refers_back = question.back.is_some_and(|back| back != BackReference::Person)
        || question.occasion.mentioned;
    if refers_back && !remembered.is_empty() {
        return Meant { seminars: remembered, how: How::Remembered };
    }
    match nearest(&seminars, case.now) {
        Some(next) => Meant { seminars: vec![next], how: How::Nearest },
        None => Meant { seminars, how: How::All },
    }
}

/// Those that what the question is about belongs to; `None` where it is about nothing that has to do
/// with occasions.
fn by_subjects(case: &Case<'_>, all: &[Occasion]) -> Option<Vec<Occasion>> {
    let seminars = case.ids(Kind::Seminar);
    if !seminars.is_empty() {
        return Some(
            all.iter().filter(|seminar| seminars.contains(&seminar.id)).cloned().collect(),
        );
    }
    for kind in [Kind::Series, Kind::Initiative, Kind::Venue] {
        let nodes: Vec<&Node> = case
            .subjects(kind)
            .filter(|subject| subject.origin != Origin::Remembered)
            .flat_map(|subject| subject.nodes.iter().filter(|node| node.kind() == kind))
            .collect();
        let of_them: Vec<Occasion> = all
            .iter()
            .filter(|seminar| {
                nodes.iter().any(|node| {
                    let mut theirs = case.snapshot.seminars_of(kind, node.slug());
                    theirs.any(|one| one.id == seminar.id)
                })
            })
            .cloned()
            .collect();
        if !of_them.is_empty() {
            return Some(of_them);
        }
    }
    None
}

/// Whether it is of the sort and on the weekday that the question's words tell.
pub(crate) fn fits_cue(case: &Case<'_>, seminar: &Entry<Seminar>) -> bool {
    let cue = case.question.occasion;
    cue.format.is_none_or(|format| seminar.format == format)
        && cue.weekday.is_none_or(|weekday| seminar.date().weekday() == weekday)
}

/// The first that is not over and still takes place.
pub(crate) fn nearest(seminars: &[Occasion], now: &Zoned) -> Option<Occasion> {
    let to_come = |seminar: &&Occasion| seminar.span().until > *now && seminar.takes_place();
    seminars.iter().find(to_come).cloned()
}

/// The last one that is over.
pub(crate) fn latest(seminars: &[Occasion], now: &Zoned) -> Option<Occasion> {
    let over = |seminar: &&Occasion| seminar.span().until <= *now && seminar.takes_place();
    seminars.iter().rfind(over).cloned()
}

/// Those in a time. Where the year was left open and this year has none, other years count; where
/// only a weekday was said and the coming one has none, that weekday of any week does.
fn within(seminars: &[Occasion], time: &TimeExpression, now: &Zoned) -> Vec<Occasion> {
    let there = match time.when {
        When::Next => nearest(seminars, now).into_iter().collect(),
        When::Last => latest(seminars, now).into_iter().collect(),
        _ => in_window(seminars, &time.window),
    };
    if !there.is_empty() {
        return there;
    }
    let other_years = in_other_years(seminars, time);
    if !other_years.is_empty() {
        return other_years;
    }
    match time.weekday {
        Some(weekday) if is_only_a_weekday(time) => {
            let on = |seminar: &&Occasion| seminar.date().weekday() == weekday;
            seminars.iter().filter(on).cloned().collect()
        }
        _ => Vec::new(),
    }
}

fn is_only_a_weekday(time: &TimeExpression) -> bool {
    matches!(time.when, When::Day(_)) && time.spans.len() == 1 && time.year_said
}

/// Those that share an instant with a window.
pub(crate) fn in_window(seminars: &[Occasion], window: &Window) -> Vec<Occasion> {
    let overlaps = |seminar: &&Occasion| {
        let Span { from, until } = seminar.span();
        window.overlaps(&from, &until)
    };
    seminars.iter().filter(overlaps).cloned().collect()
}

/// Those on the same day, week or month of another year.
pub(crate) fn in_other_years(seminars: &[Occasion], time: &TimeExpression) -> Vec<Occasion> {
    let mut years: Vec<i16> = seminars.iter().map(|seminar| seminar.date().year()).collect();
    years.dedup();
    let open = |time: &&TimeExpression| !time.year_said;
    let windows: Vec<Window> = Some(time)
        .filter(open)
        .into_iter()
        .flat_map(|time| years.iter().filter_map(|year| time.in_year(*year)))
        .map(|time| time.window)
        .collect();
    let mut there: Vec<Occasion> =
        windows.iter().flat_map(|window| in_window(seminars, window)).collect();
    there.dedup_by(|a, b| a.id == b.id);
    there
}
