//! The real time, for telling how old something is. The calendar has its own now.

use jiff::Timestamp;

/// What time it is.
#[expect(clippy::disallowed_methods, reason = "an age is by the real clock, not the calendar's")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
