//! How a database is, for those who ask.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::DatabaseError;
use crate::wall_clock;

/// After so long without a word a database is told of as not answering. It is asked every second.
const QUIET: Duration = Duration::from_secs(3);

/// After so long content is told of as old: choosing another primary takes less.
const OLD: Duration = Duration::from_secs(10);

/// How following a database goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreHealth {
    /// Which host was read from last; none if none was yet.
    pub host: Option<String>,
    /// Whether that one takes writes, so that nothing is newer than what it says.
    pub is_primary: bool,
    /// Whether it tells by itself when something changes.
    pub is_listening: bool,
    /// The revision that is served; none if nothing was read yet.
    pub revision: Option<i64>,
    /// When it was last known that there is nothing newer there; none if never.
    pub heard_at: Option<Timestamp>,
    /// What the matter is since then, as a plain sentence in English; none when all is well.
    pub why: Option<String>,
    /// How many asks have failed, ever.
    pub failures: u64,
    /// How many connections were made, ever.
    pub connections: u64,
}

impl StoreHealth {
    /// Whether it answers, and lately: one that has gone quiet is not known to be away yet.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.why.is_none() && self.age().is_some_and(|age| age < QUIET)
    }

    /// In how long what is served will be told of as old, if nothing is heard until then: at once where it is.
    #[must_use]
    pub fn old_in(&self) -> Duration {
        self.age().map_or(Duration::ZERO, |age| OLD.saturating_sub(age))
    }

    /// How old what is served may be: nothing is newer that was there this long ago. None if nothing was
    /// read yet.
    #[must_use]
    pub fn age(&self) -> Option<Duration> {
        let age = wall_clock::now().duration_since(self.heard_at?);
        // A clock that was set back makes nothing younger than now.
        Some(Duration::try_from(age).unwrap_or_default())
    }
}

/// Where it is written down.
#[derive(Clone, Debug, Default)]
pub(super) struct Board(watch::Sender<StoreHealth>);

impl Board {
    pub(super) fn watch(&self) -> watch::Receiver<StoreHealth> {
        self.0.subscribe()
    }

    pub(super) fn connected(&self) {
        self.0.send_modify(|health| health.connections += 1);
    }

    pub(super) fn failed(&self, error: &DatabaseError) {
        let why = error.to_string();
        let is_new = self.0.borrow().why.as_ref() != Some(&why);
        if is_new {
            tracing::warn!("{why}; what is known is served meanwhile");
        }
        self.0.send_modify(|health| {
            health.failures += 1;
            health.why = Some(why);
        });
    }

    /// Notes what was heard; `why` tells what is not believed of it.
    pub(super) fn heard(&self, now: StoreHealth) {
        if self.0.borrow().why.is_some() && now.why.is_none() {
            tracing::info!(host = now.host, revision = now.revision, "the database answers");
        }
        self.0.send_modify(|health| {
            let (failures, connections) = (health.failures, health.connections);
            *health = StoreHealth { failures, connections, ..now };
        });
    }
}
