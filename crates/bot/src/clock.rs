//! The bot's clock: the only place here that reads the time of day.

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use jiff::{Timestamp, Zoned, tz::TimeZone};
use thiserror::Error;

/// The seminars' calendar is Swedish wherever the machine stands.
static STOCKHOLM: TimeZone = jiff::tz::get!("Europe/Stockholm");

/// Where `now` comes from.
#[derive(Clone, Debug, Default)]
pub(crate) enum Clock {
    /// The machine's clock.
    #[default]
    Real,
    /// Always this instant: `--clock T`.
    Frozen(Timestamp),
    /// From this instant on, as time passes: `--clock T+`.
    Running {
        /// The instant it started from.
        from: Timestamp,
        /// When it was started.
        since: Instant,
    },
    /// Whatever a rehearsal says.
    Rehearsed(RehearsedClock),
}

/// A clock that is set by hand, to the second. Clones show the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct RehearsedClock(Arc<AtomicI64>);

impl RehearsedClock {
    /// Has the clock show this instant.
    pub(crate) fn set(&self, instant: Timestamp) {
        self.0.store(instant.as_second(), Ordering::Relaxed);
    }
}

/// The text given as a clock is not one.
#[derive(Debug, Error)]
#[error(
    "not an instant with an offset, as 2018-07-05T08:00:00+02:00 (add + to let it run on): {0}"
)]
pub(crate) struct BadClock(jiff::Error);

impl Clock {
    /// The time of day now, in Stockholm.
    pub(crate) fn now(&self) -> Zoned {
        let instant = match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Self::Real => Timestamp::now(),
            Self::Frozen(instant) => *instant,
            Self::Rehearsed(clock) => {
                Timestamp::from_second(clock.0.load(Ordering::Relaxed)).unwrap_or_default()
            }
            Self::Running { from, since } => {
                // At the end of the calendar it stands still.
                from.checked_add(since.elapsed()).unwrap_or(*from)
            }
        };
        instant.to_zoned(STOCKHOLM.clone())
    }
}

impl FromStr for Clock {
    type Err = BadClock;

    fn from_str(text: &str) -> Result<Self, BadClock> {
        match text.strip_suffix('+') {
            Some(from) => {
                Ok(Self::Running { from: from.parse().map_err(BadClock)?, since: Instant::now() })
            }
            None => Ok(Self::Frozen(text.parse().map_err(BadClock)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks() {
        let reads = |text: &str| text.parse::<Clock>().map(|clock| clock.now().to_string());
        let summer = "2018-07-05T08:00:00+02:00[Europe/Stockholm]";
        assert_eq!(reads("2018-07-05T08:00:00+02:00").unwrap(), summer);
        assert_eq!(reads("2018-07-05T06:00:00Z").unwrap(), summer);
        assert!(reads("2018-07-05T06:00:00Z+").unwrap().starts_with("2018-07-05T08:00:0"));
        assert_eq!(
            reads("2018-01-05T08:00:00+01:00").unwrap(),
            "2018-01-05T08:00:00+01:00[Europe/Stockholm]"
        );
        for bad in ["", "+", "2018-07-05", "2018-07-05T08:00:00", "idag"] {
            assert!(reads(bad).is_err(), "{bad}");
        }
    }
}
