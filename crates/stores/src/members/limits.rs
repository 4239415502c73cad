//! How much a member may send, and how long it may take.

use std::time::Duration;

use serde::Deserialize;

/// What one member may cost a hub. The operator may write other limits than these in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// How many documents it may have; as many may be gone.
    pub documents: usize,
    /// How many bytes its documents may be together.
    pub bytes: usize,
    /// How many documents it may change in an hour, beyond its first reading.
    pub changes_an_hour: usize,
    /// How long it may take to answer once, in seconds.
    pub answer_s: u64,
    /// How long it may take to tell all that is new, in seconds.
    pub round_s: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            documents: 20_000,
            bytes: 128 * 1024 * 1024,
            changes_an_hour: 5_000,
            answer_s: 10,
            round_s: 120,
        }
    }
}

impl Limits {
    /// How long it may take to answer once.
    pub(super) const fn answer(&self) -> Duration {
        Duration::from_secs(self.answer_s)
    }

    /// How long it may take to tell all that is new.
    pub(super) const fn round(&self) -> Duration {
        Duration::from_secs(self.round_s)
    }

    /// How many documents it may tell of in one go, there or gone.
    pub(super) const fn told(&self) -> usize {
        self.documents.saturating_mul(2)
    }
}
