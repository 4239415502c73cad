//! A stretch of time in which every answer stays what it is: worked out once, for all who ask in it.

use std::sync::Arc;

use finsam_content::Moment;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{Live, Published};
use crate::clock::{Clock, machine_time};

/// From one moment of some content to the next.
#[derive(Debug)]
pub(crate) struct Lull {
    published: Arc<Published>,
    /// What answers of this time are told apart from others by.
    pub(crate) moment: Moment,
    from: Timestamp,
    /// The first instant at which an answer may be another.
    pub(crate) until: Timestamp,
    /// Since when they have been what they are, by the machine's clock, where that can be told.
    since: Option<Timestamp>,
}

impl Lull {
    fn around(published: Arc<Published>, now: &Zoned, clock: &Clock) -> Self {
        let snapshot = published.at(now);
        let moment = snapshot.moment(now);
        let publication = published.next_publication().map(Zoned::timestamp);
        let publication_is_over = publication.filter(|at| *at <= now.timestamp());
        let from = moment.instant().max(publication_is_over.unwrap_or(Timestamp::MIN));
        let next_moment = snapshot.next_moment(now).timestamp();
        let ahead = publication.filter(|at| *at > now.timestamp());
        let until = next_moment.min(ahead.unwrap_or(Timestamp::MAX));
        let since = match clock {
            // It has stood there from the start.
            Clock::Frozen(_) => Some(published.since),
            clock => clock.on_machine(from).map(|from| from.max(published.since)),
        };
        Self { moment, from, until, since, published }
    }

    fn holds(&self, published: &Arc<Published>, now: Timestamp) -> bool {
        Arc::ptr_eq(&self.published, published) && (self.from..self.until).contains(&now)
    }

    /// Since when every answer has been what it is, by the machine's clock. None where that is not
    /// known; nor within a second, for an HTTP date could not tell it from what was before.
    pub(crate) fn last_modified(&self) -> Option<Timestamp> {
        let is_over_a_second = |since: &Timestamp| {
            machine_time().duration_since(*since) > SignedDuration::from_secs(1)
        };
        self.since.filter(is_over_a_second)
    }
}

impl Live {
    /// The lull in which `now` is, for this content.
    pub(crate) fn lull(&self, published: &Arc<Published>, now: &Zoned) -> Arc<Lull> {
        let known = self.lull.load();
        if let Some(lull) = known.as_ref().filter(|lull| lull.holds(published, now.timestamp())) {
            return Arc::clone(lull);
        }
        let lull = Arc::new(Lull::around(Arc::clone(published), now, &self.clock));
        self.lull.store(Some(Arc::clone(&lull)));
        lull
    }
}
