//! Discord's own clock, which is never the one a test gives the bot: ids and limits follow it.

use jiff::{Timestamp, ToSpan};

/// 2015-01-01, from which Discord's ids count milliseconds.
const FIRST_MS: i64 = 1_420_070_400_000;

#[expect(clippy::disallowed_methods, reason = "the stand-in's edge")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// The first id of a moment.
pub(super) fn id_at(moment: Timestamp) -> u64 {
    let since_ms = u64::try_from(moment.as_millisecond() - FIRST_MS).expect("after 2015");
    since_ms << 22
}

/// The moment an id was given.
pub(super) fn moment_of(id: u64) -> Timestamp {
    let since_ms = i64::try_from(id >> 22).expect("an id holds 42 bits of milliseconds");
    Timestamp::UNIX_EPOCH + (FIRST_MS + since_ms).milliseconds()
}
