//! Occasions by time, looked up rather than walked through: there may be a hundred thousand.

use std::sync::Arc;

use finsam_content::Snapshot;
use finsam_model::{Entry, Seminar, Span};
use finsam_swedish::when::{TimeExpression, Window};
use jiff::{ToSpan, Zoned};

use super::{Occasion, fits_cue};
use crate::{question::OccasionCue, reply::Case};

/// Of those that no time narrows down, so many are looked at, the latest: nobody is told of more.
const FEW: usize = 40;
/// An occasion is moved by so many days at most, and misprinted.
const MOVED_DAYS: i32 = 183;

/// Some occasions, or all there are; of the sort and on the weekday that a question tells.
#[derive(Clone, Debug)]
pub(crate) struct Occasions<'s> {
    snapshot: &'s Snapshot,
    /// By time; `None`: all.
    some: Option<Vec<Occasion>>,
    pub(super) cue: OccasionCue,
}

impl<'s> Occasions<'s> {
    /// These, or all there are; of those what fits the question's words for an occasion.
    pub(crate) fn of(case: &Case<'s>, some: Option<Vec<Occasion>>) -> Self {
        Self { snapshot: case.snapshot, some, cue: case.question.occasion }
    }

    /// Those that have not ended at `from` and have begun before `until`.
    fn between(
        &self,
        from: Option<&Zoned>,
        until: Option<&Zoned>,
    ) -> Box<dyn DoubleEndedIterator<Item = &Occasion> + '_> {
        let cue = self.cue;
        let fits = move |seminar: &&Occasion| !cue.is_specific() || fits_cue(cue, seminar);
        match &self.some {
            None => Box::new(self.snapshot.seminars_within(from, until).filter(fits)),
            Some(some) => {
                let (from, until) = (from.cloned(), until.cloned());
                let is_within = move |seminar: &&Occasion| {
                    let span = seminar.span();
                    from.as_ref().is_none_or(|from| *from < span.until)
                        && until.as_ref().is_none_or(|until| span.from < *until)
                };
                Box::new(some.iter().filter(is_within).filter(fits))
            }
        }
    }

    fn all(&self) -> Box<dyn DoubleEndedIterator<Item = &Occasion> + '_> {
        self.between(None, None)
    }

    /// The first that is not over and still takes place.
    pub(crate) fn nearest(&self, now: &Zoned) -> Option<Occasion> {
        let to_come = |seminar: &&Occasion| seminar.span().until > *now && seminar.takes_place();
        self.between(Some(now), None).find(to_come).cloned()
    }

    /// The last one that is over.
    pub(crate) fn latest(&self, now: &Zoned) -> Option<Occasion> {
        let over = |seminar: &&Occasion| seminar.span().until <= *now && seminar.takes_place();
        self.between(None, Some(now)).rfind(over).cloned()
    }

    /// The first of all.
    pub(crate) fn first(&self) -> Option<&Occasion> {
        self.all().next()
    }

    /// The last of all.
    pub(crate) fn last(&self) -> Option<&Occasion> {
        self.all().next_back()
    }

    /// The latest of all, by time.
    pub(crate) fn last_few(&self) -> Vec<Occasion> {
        let mut few: Vec<Occasion> = self.all().rev().take(FEW).cloned().collect();
        few.reverse();
        few
    }

    /// The first to come, by time, and how many there are to come.
    pub(crate) fn coming(&self, now: &Zoned) -> (Vec<Occasion>, usize) {
        let is_to_come = |seminar: &&Occasion| seminar.span().until > *now;
        let first = self.between(Some(now), None).filter(is_to_come).take(FEW);
        (first.cloned().collect(), self.between(Some(now), None).count())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    pub(crate) fn are_several(&self) -> bool {
        self.all().nth(1).is_some()
    }

    pub(crate) fn count(&self) -> usize {
        self.all().count()
    }

    /// Whether one is among them.
    pub(super) fn hold(&self, seminar: &Entry<Seminar>) -> bool {
        let is_one = |some: &Vec<Occasion>| some.iter().any(|one| one.id == seminar.id);
        let fits = !self.cue.is_specific() || fits_cue(self.cue, seminar);
        fits && self.some.as_ref().is_none_or(is_one)
    }

    /// Those that share an instant with a window.
    pub(crate) fn in_window(&self, window: &Window) -> Vec<Occasion> {
        let overlaps = |seminar: &&Occasion| {
            let Span { from, until } = seminar.span();
            window.overlaps(&from, &until)
        };
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        self.between(from, until).filter(overlaps).cloned().collect()
    }

    /// Those on the same day, week or month of another year.
    pub(crate) fn in_other_years(&self, time: &TimeExpression) -> Vec<Occasion> {
        let (Some(first), Some(last)) = (self.first(), self.last()) else { return Vec::new() };
        if time.year_said {
            return Vec::new();
        }
        let windows = (first.date().year()..=last.date().year())
            .filter_map(|year| time.in_year(year))
            .map(|time| time.window);
        let mut there: Vec<Occasion> = windows.flat_map(|window| self.in_window(&window)).collect();
        there.dedup_by(|a, b| a.id == b.id);
        there
    }

    /// Those that may once have been set for a window, or be printed for it somewhere. Of a window
    /// that has no beginning or no end, those around the other.
    pub(crate) fn around(&self, window: &Window) -> Vec<Occasion> {
        let far = MOVED_DAYS.days();
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        let (from, until) = (from.or(until), until.or(from));
        let from = from.and_then(|from| from.checked_sub(far).ok());
        let until = until.and_then(|until| until.checked_add(far).ok());
        self.between(from.as_ref(), until.as_ref()).map(Arc::clone).collect()
    }
}
