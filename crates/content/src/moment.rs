//! Moments: how long an answer holds.

use finsam_model::{Seminar, stockholm};
use jiff::{Timestamp, Zoned};

use crate::Snapshot;

/// The last instant at which an answer from a snapshot can have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Snapshot {
    /// The moment that `now` is in.
    #[must_use]
    pub fn moment(&self, now: &Zoned) -> Moment {
        let midnight = now.with_time_zone(stockholm()).start_of_day().map(|day| day.timestamp());
        let instants = self.all::<Seminar>().iter().flat_map(|seminar| {
            let span = seminar.span();
            [Some(span.from.timestamp()), Some(span.until.timestamp())]
                .into_iter()
                .chain([seminar.serving_from.as_ref().map(Zoned::timestamp)])
                .flatten()
        });
        let passed = instants.filter(|instant| *instant <= now.timestamp()).max();
        Moment(passed.max(midnight.ok()).unwrap_or(Timestamp::MIN))
    }
}
