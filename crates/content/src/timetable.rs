//! When things happen: which seminars a stretch of time meets, and when answers change.

use std::sync::Arc;

use finsam_model::{Entry, Seminar, start_of_day, stockholm};
use jiff::{Timestamp, Zoned, civil::Date};

use crate::splice::Splice;

/// The last instant at which any answer could change. Two times of the same content with the same
/// moment give the same answers, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// When it was.
    #[must_use]
    pub const fn instant(self) -> Timestamp {
        self.0
    }
}

/// The times of all seminars.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timetable {
    /// From when until when each lasts, in the order of their shelf, which is that of their starts.
    spans: Vec<(Timestamp, Timestamp)>,
    /// For each, the last end of it and of those before it. Never falls, so it can be searched.
    latest_ends: Vec<Timestamp>,
    /// Every start, end and serving, in order, as often as it occurs.
    instants: Vec<Timestamp>,
}

impl Timetable {
    /// The timetable after the shelf of seminars changed.
    pub(crate) fn with(
        &self,
        change: &Splice,
        gone: &[&Arc<Entry<Seminar>>],
        come: &[&Arc<Entry<Seminar>>],
    ) -> Self {
        let spans = change.apply(&self.spans, come.iter().map(|seminar| span(seminar)));
        let mut latest = Timestamp::MIN;
        let latest_ends = spans.iter().map(|(_, until)| {
            latest = latest.max(*until);
            latest
        });
        let (lost, new) = (instants(gone), instants(come));
        let moved = Splice::new(&self.instants, |at| *at, &lost, &new);
        Self {
            latest_ends: latest_ends.collect(),
            spans,
            instants: moved.apply(&self.instants, new),
        }
    }

    /// The places on the shelf of the seminars that have not ended at `from` and have begun before
    /// `until`.
    pub(crate) fn within(
        &self,
        from: Option<&Zoned>,
        until: Option<&Zoned>,
    ) -> impl DoubleEndedIterator<Item = usize> + use<'_> {
        let from = from.map(Zoned::timestamp);
        let until = until.map(Zoned::timestamp);
        let first = from.map_or(0, |from| self.latest_ends.partition_point(|end| *end <= from));
        let last = until.map_or(self.spans.len(), |until| {
            self.spans.partition_point(|(start, _)| *start < until)
        });
        let candidates = first..last.max(first);
        // Before the first of them there is none; among them a long one may hide short ones.
        candidates.filter(move |place| {
            let end = self.spans.get(*place).map(|(_, end)| *end);
            from.is_none_or(|from| end.is_some_and(|end| end > from))
        })
    }

    pub(crate) fn moment(&self, now: &Zoned) -> Moment {
        let midnight = start_of_day(date(now)).timestamp();
        let now = now.timestamp();
        let passed = self.instants.partition_point(|at| *at <= now);
        let last = passed.checked_sub(1).and_then(|place| self.instants.get(place));
        Moment(last.map_or(midnight, |last| midnight.max(*last)))
    }

    pub(crate) fn next_moment(&self, now: &Zoned) -> Zoned {
        let date = date(now);
        let midnight = start_of_day(date.tomorrow().unwrap_or(date)).timestamp();
        let passed = self.instants.partition_point(|at| *at <= now.timestamp());
        let next = self.instants.get(passed).map_or(midnight, |next| midnight.min(*next));
        next.to_zoned(stockholm())
    }
}

/// The day it is in Stockholm.
fn date(now: &Zoned) -> Date {
    now.with_time_zone(stockholm()).date()
}

fn span(seminar: &Seminar) -> (Timestamp, Timestamp) {
    let span = seminar.span();
    (span.from.timestamp(), span.until.timestamp())
}

/// When something happens at these seminars, in order.
fn instants(seminars: &[&Arc<Entry<Seminar>>]) -> Vec<Timestamp> {
    let mut instants: Vec<Timestamp> = seminars
        .iter()
        .flat_map(|seminar| {
            let (from, until) = span(seminar);
            let serving = seminar.serving_from.as_ref().map(Zoned::timestamp);
            [from, until].into_iter().chain(serving)
        })
        .collect();
    instants.sort_unstable();
    instants
}
