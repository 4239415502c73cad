//! The calendar clock: one of the few places that read the time.

use std::str::FromStr;

use finsam_model::stockholm;
use jiff::{SignedDuration, Timestamp, Zoned};
use tokio::sync::watch;

/// How often it is looked whether the machine's clock was set.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// Where `now` comes from. Timeouts and ages use the real time, whatever this says.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    Real,
    /// Stands still.
    Frozen(Timestamp),
    /// Runs, but so far from the real time.
    Shifted(SignedDuration),
    /// Goes as it is set.
    Hand(Hand),
}

/// The hand of a clock: to see what is answered when, without waiting for it.
#[derive(Clone, Debug)]
pub struct Hand(watch::Sender<Timestamp>);

impl Hand {
    /// A hand that stands at an instant.
    #[must_use]
    pub fn at(instant: Timestamp) -> Self {
        Self(watch::Sender::new(instant))
    }

    /// Sets it to another instant.
    pub fn set(&self, instant: Timestamp) {
        self.0.send_replace(instant);
    }

    fn reads(&self) -> Timestamp {
        *self.0.borrow()
    }
}

impl Clock {
    /// The time now, in Stockholm.
    #[must_use]
    pub fn now(&self) -> Zoned {
        let instant = match self {
            Self::Real => machine_time(),
            Self::Frozen(instant) => *instant,
            Self::Shifted(by) => machine_time().checked_add(*by).unwrap_or(Timestamp::MAX),
            Self::Hand(hand) => hand.reads(),
        };
        instant.to_zoned(stockholm())
    }

    /// What the machine's clock shows when this one shows `then`; none on one that does not run.
    #[must_use]
    pub fn on_machine(&self, then: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Real => Some(then),
            Self::Shifted(by) => then.checked_sub(*by).ok(),
            Self::Frozen(_) | Self::Hand(_) => None,
        }
    }

    /// Waits until now is `then` or later; for ever on a clock that stands still before it.
    pub async fn reaches(&self, then: &Zoned) {
        let then = then.timestamp();
        match self {
            Self::Frozen(instant) if *instant < then => std::future::pending().await,
            Self::Frozen(_) => {}
            Self::Hand(Hand(hand)) => {
                // It cannot be closed while it is held here.
                let _ = hand.subscribe().wait_for(|instant| *instant >= then).await;
            }
            Self::Real | Self::Shifted(_) => {
                // The machine's clock may be set, and its sleep may end early: look again.
                while let left = then.duration_since(self.now().timestamp())
                    && left.is_positive()
                {
                    let left = left.min(LOOK_AGAIN);
                    tokio::time::sleep(left.try_into().unwrap_or_default()).await;
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the edge that reads the clock")]
pub(crate) fn machine_time() -> Timestamp {
    Timestamp::now()
}

impl FromStr for Clock {
    type Err = String;

    /// Reads `2018-07-05T07:15:00+02:00` (stands still) or the same with a `+` after it (runs on).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (instant, runs) = match text.strip_suffix('+') {
            Some(instant) => (instant, true),
            None => (text, false),
        };
        let instant: Timestamp = instant.parse().map_err(|_| {
            "write the time with its offset, 2018-07-05T07:15:00+02:00, and a + after it if it \
             is to run on"
                .to_owned()
        })?;
        if runs {
            Ok(Self::Shifted(instant.duration_since(machine_time())))
        } else {
            Ok(Self::Frozen(instant))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_stands_still_or_runs_on() {
        let frozen: Clock = "2018-07-05T07:15:00+02:00".parse().unwrap();
        assert_eq!(frozen.now().to_string(), "2018-07-05T07:15:00+02:00[Europe/Stockholm]");
        let running: Clock = "2018-07-05T07:15:00+02:00+".parse().unwrap();
        assert_eq!(running.now().date(), frozen.now().date());
        for wrong in ["", "+", "2018-07-05", "2018-07-05T07:15:00", "idag"] {
            assert!(wrong.parse::<Clock>().is_err(), "{wrong:?}");
        }
    }
}
