//! The bot's rounds: keep up with the API, see what has come due, send what stands in the outbox.
//!
//! A round can be made at any time and as often as one likes; whatever is the case, each thing is
//! told once. The running bot and the rehearsal make the same rounds.

use finsam_client::Seminar;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};
use serde_json::Value;
use thiserror::Error;
use tracing::{error, info, warn};

use crate::{
    cards::Whose,
    delivery::{Delivery, Post},
    notices::{self, Plan, Told},
    programme::{midnight, of_kept},
    state::{ChannelWishes, Reminder, State, StateError},
    watch::{KEPT_AFTER, Loss, Watch, WatchError},
};

/// The fact that holds until when was seen what came due.
const PLANNED: &str = "planned";

/// The fact that holds up to where in the API's changes digests that were sent have been looked at.
const AMENDED: &str = "amended";

/// What is known of the programme is told with its age when it is older than this.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// How far back is looked for what may have come due while a clock that went back was wrong.
const AFTER_WRONG_CLOCK: SignedDuration = SignedDuration::from_hours(1);

/// How long there can be between two rounds without doubt about the clock. What is forgotten after
/// its time is not forgotten on the word of a clock that has just leapt.
const NO_LEAP: SignedDuration = SignedDuration::from_hours(3 * 24);

/// How far ahead, in days, seminars are looked at: two digests' worth, and the longest reminder.
const AHEAD_DAYS: i64 = 32;

/// How long what was sent is remembered after it was of use.
const SENT_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Makes rounds.
pub(crate) struct Rounds<P> {
    state: State,
    watch: Watch,
    delivery: Delivery<P>,
}

/// How a round went.
#[derive(Debug)]
pub(crate) struct Round {
    /// When the next thing comes due, as far as is known.
    pub(crate) next_due: Option<Timestamp>,
    /// Why we could not keep up with the API.
    pub(crate) trouble: Option<Trouble>,
}

/// What keeps us from keeping up with the API.
#[derive(Debug, Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Api(finsam_client::Error),
    #[error(transparent)]
    Loss(Loss),
}

/// All that planning looks at, from the state.
struct Known {
    channels: Vec<ChannelWishes>,
    reminders: Vec<Reminder>,
    seminars: Vec<Seminar>,
    heard: Option<Timestamp>,
    whose: Whose,
}

impl Known {
    fn plan(&self) -> Plan<'_> {
        Plan {
            channels: &self.channels,
            reminders: &self.reminders,
            seminars: &self.seminars,
            heard: self.heard,
            whose: self.whose,
        }
    }

    /// When somebody first asked to be told anything.
    fn first_asked(&self) -> Option<Timestamp> {
        let channels = self.channels.iter().map(|wishes| wishes.since);
        channels.chain(self.reminders.iter().map(|reminder| reminder.since)).min()
    }
}

impl<P: Post> Rounds<P> {
    pub(crate) fn new(state: State, watch: Watch, delivery: Delivery<P>) -> Self {
        Self { state, watch, delivery }
    }

    /// Makes a round.
    ///
    /// # Errors
    /// Where the state cannot be used.
    pub(crate) async fn make(&self, now: &Zoned) -> Result<Round, StateError> {
        let trouble = match self.watch.catch_up(now.timestamp()).await {
            Ok(()) => None,
            Err(WatchError::Api(error)) => Some(Trouble::Api(error)),
            Err(WatchError::Loss(loss)) => Some(Trouble::Loss(loss)),
            Err(WatchError::State(error)) => return Err(error),
        };
        let known = self.known(now).await?;
        self.plan(&known, now).await?;
        self.amend(&known, now.timestamp()).await?;
        self.delivery.deliver(now.timestamp()).await?;
        Ok(Round { next_due: notices::next_due(known.plan(), now), trouble })
    }

    async fn known(&self, now: &Zoned) -> Result<Known, StateError> {
        let from = now.timestamp().checked_sub(KEPT_AFTER).unwrap_or(Timestamp::MIN);
        let until = midnight(now.date().saturating_add(AHEAD_DAYS.days()));
        let kept = self.state.seminars(from, until).await?;
        let heard = self.state.heard().await?;
        let is_old = |heard: &Timestamp| now.timestamp().duration_since(*heard) > FRESH;
        Ok(Known {
            channels: self.state.channels().await?,
            reminders: self.state.reminders().await?,
            seminars: kept.iter().filter_map(of_kept).collect(),
            heard: heard.filter(is_old),
            whose: Whose::of(self.state.sites().await?),
        })
    }

    /// Has digests that were sent say what has become of what they told, after something changed.
    async fn amend(&self, known: &Known, now: Timestamp) -> Result<(), StateError> {
        let Some(place) = self.state.place().await? else { return Ok(()) };
        if self.state.fact(AMENDED).await?.as_ref() == Some(&place) {
            return Ok(());
        }
        let since = now.checked_sub(KEPT_AFTER).unwrap_or(Timestamp::MIN);
        let mut changed = Vec::new();
        for digest in self.state.digests(since).await? {
            let told = Told::read(&digest.about).filter(|told| !told.is_past(now));
            let Some(told) = told else { continue };
            let mut seminars = known.seminars.clone();
            for id in told.ids() {
                // Moved further ahead than we look.
                let is_known = seminars.iter().any(|seminar| seminar.id.as_str() == id);
                if !is_known && let Some(kept) = self.state.seminar(id).await? {
                    seminars.extend(of_kept(&kept));
                }
            }
            let body = told.said_now(digest.due, &seminars, known.whose);
            if !tells_the_same(&body, &digest.body) {
                changed.push((digest.id, body));
            }
        }
        self.state.amend(&changed, AMENDED, &place).await
    }

    /// Puts into the outbox what has come due since the last round.
    async fn plan(&self, known: &Known, now: &Zoned) -> Result<(), StateError> {
        let until = now.timestamp();
        let before = planned_until(&self.state).await?;
        let since = match before {
            // What has been told is in the outbox, and so is not told again.
            Some(before) if before > until => {
                warn!("the clock went back; going on from what it shows now");
                until.checked_sub(AFTER_WRONG_CLOCK).unwrap_or(until)
            }
            Some(before) => before,
            // Stopped before its first round: what was asked for meanwhile may be due.
            None => known.first_asked().filter(|asked| *asked < until).unwrap_or(until),
        };
        let notices = notices::planned(known.plan(), since, now);
        self.state.post_planned(&notices, PLANNED, &until.as_second().to_string()).await?;
        match before {
            Some(before) if is_next_day(before, now) => self.forget_what_is_past(until).await,
            _ => Ok(()),
        }
    }

    async fn forget_what_is_past(&self, now: Timestamp) -> Result<(), StateError> {
        self.state.prune_seminars(now.checked_sub(KEPT_AFTER).unwrap_or(now)).await?;
        let gone = self.state.prune_outbox(now.checked_sub(SENT_KEPT).unwrap_or(now)).await?;
        info!(gone, "forgot what was sent long ago");
        Ok(())
    }
}

/// Whether two digests tell the same programme: how old it is told to be is no change of it.
fn tells_the_same(one: &Value, other: &Value) -> bool {
    let told =
        |body: &Value| (body.pointer("/embeds/0/description").cloned(), body["components"].clone());
    told(one) == told(other)
}

/// Whether a day has passed since the round before, and no more than a few.
fn is_next_day(before: Timestamp, now: &Zoned) -> bool {
    let passed = now.timestamp().duration_since(before);
    (SignedDuration::ZERO..NO_LEAP).contains(&passed)
        && before.to_zoned(now.time_zone().clone()).date() != now.date()
}

/// Until when was seen what came due; none before the first round.
///
/// # Errors
/// Where the state cannot be used.
pub(crate) async fn planned_until(state: &State) -> Result<Option<Timestamp>, StateError> {
    let until = state.fact(PLANNED).await?;
    Ok(until.and_then(|second| Timestamp::from_second(second.parse().ok()?).ok()))
}

/// Tells the log how a round went, once for each change from well to ill or back.
pub(crate) fn log_round(round: &Result<Round, StateError>, was_well: &mut bool) {
    let is_well = match round {
        Ok(Round { trouble: None, .. }) => true,
        Ok(Round { trouble: Some(why), .. }) => {
            if *was_well {
                warn!("the API cannot be followed for now: {why}");
            }
            false
        }
        Err(why) => {
            if *was_well {
                error!("the state cannot be used: {why}");
            }
            false
        }
    };
    if is_well && !*was_well {
        info!("following the API again");
    }
    *was_well = is_well;
}

#[cfg(test)]
mod tests;
