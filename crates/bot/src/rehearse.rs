//! Plays days in seconds: the same rounds as the running bot makes, by a clock that leaps from one
//! instant at which something comes due to the next. Every message is printed as Discord would show
//! it, in the order it would come.
//!
//! The API answers as it is now: `publishAt` and the like go by its own clock.

mod paper;
mod people;
mod script;

use std::{
    path::Path,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use finsam_client::Client;
use finsam_swedish::stockholm;
use jiff::{
    Timestamp, Zoned,
    civil::{Date, Weekday, time},
};
use thiserror::Error;
use tokio::{process::Command, time::sleep};

use crate::{
    bot::Bot,
    clock::{Clock, RehearsedClock},
    delivery::{Delivery, Post},
    programme::midnight,
    rest::SendError,
    rounds::{Rounds, Trouble, planned_until},
    state::{ChannelWishes, OpenError, State, StateError, Tells, Weekly},
    watch::{Loss, Watch, WatchError},
};
pub(crate) use paper::Paper;
use people::People;
use script::Act;
pub(crate) use script::{BadScript, Script};

/// How long an edit may take to reach the API.
const EDIT_WITHIN: Duration = Duration::from_secs(5);

/// The fact that holds how many steps have been done.
const STEPS: &str = "rehearsed steps";

/// How often we look whether it has.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Why a rehearsal does not go on. Each is a line for whoever rehearses.
#[derive(Debug, Error)]
pub(crate) enum Broken {
    #[error("the first day comes after the last")]
    NoDays,
    #[error("the programme cannot be had: {0}")]
    Api(#[from] finsam_client::Error),
    #[error(transparent)]
    State(#[from] OpenError),
    #[error(transparent)]
    Script(#[from] BadScript),
    #[error("{command}: {why}")]
    Edit { command: String, why: String },
    #[error("an answer cannot be shown: {0}")]
    Answer(#[from] SendError),
    #[error("{person} sees no button \"{label}\"")]
    NoButton { person: String, label: String },
    #[error("nothing can be sent: {0}")]
    Discord(#[from] crate::discord::Fatal),
}

impl From<StateError> for Broken {
    fn from(error: StateError) -> Self {
        Self::State(error.into())
    }
}

/// The days to play, the last of them included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// The state to play with: what a file holds, or a channel that wants everything.
///
/// # Errors
/// Where the file cannot be used.
pub(crate) async fn state(file: Option<&Path>, channel: u64, days: Days) -> Result<State, Broken> {
    let state = match file {
        Some(file) => State::open(file).await?,
        None => State::in_memory().await?,
    };
    if state.channels().await?.is_empty() {
        let wishes = ChannelWishes {
            tells: Tells { starting: true, changes: true, news: true },
            daily_at: Some(time(7, 30, 0, 0)),
            weekly: Some(Weekly { on: Weekday::Sunday, at: time(18, 0, 0, 0) }),
            ..ChannelWishes::none(channel, None, 0, midnight(days.first))
        };
        state.keep_channel(&wishes).await?;
    }
    Ok(state)
}

/// Plays the days. A state that has been through some of them goes on where it was.
///
/// # Errors
/// See [`Broken`].
pub(crate) async fn rehearse<P: Post>(
    api: Client,
    state: State,
    post: P,
    clock: &RehearsedClock,
    days: Days,
    script: &Script,
) -> Result<(), Broken> {
    if days.first > days.last {
        return Err(Broken::NoDays);
    }
    let begin = midnight(days.first);
    let end = midnight(days.last.tomorrow().unwrap_or(days.last));
    let watch = Watch::new(api.clone(), state.clone());
    let post = Arc::new(post);
    let channel = state.channels().await?.first().map_or(1, |wishes| wishes.channel);
    let bot = Bot::new(api.clone(), Clock::Rehearsed(clock.clone()), state.clone());
    let people = People::new(bot, channel, Arc::clone(&post));
    let rounds = Rounds::new(state.clone(), watch.clone(), Delivery::new(state.clone(), post));
    let before = planned_until(&state).await?.filter(|before| *before > begin);
    let mut now = before.unwrap_or(begin);
    let mut done = steps_done(&state).await?;
    let mut steps = script.steps().iter().skip(done).peekable();
    loop {
        clock.set(now);
        while let Some(step) = steps.next_if(|step| step.at <= now) {
            match &step.act {
                Act::Run(command) => edit(command, &watch, &state, now).await?,
                Act::Says { person, what } => people.say(person, what).await?,
                Act::Presses { person, label } => people.press(person, label).await?,
            }
            done += 1;
            state.keep_fact(STEPS, &done.to_string()).await?;
        }
        let round = rounds.make(&in_stockholm(now)).await?;
        // A loss that is not believed yet is part of the play.
        if let Some(Trouble::Api(error)) = round.trouble {
            return Err(error.into());
        }
        let next_step = steps.peek().map(|step| step.at);
        let next = [round.next_due, next_step].into_iter().flatten().min();
        // A new day may bring seminars into view that were too far ahead.
        let tomorrow = in_stockholm(now).date().tomorrow().map_or(end, midnight);
        now = next.unwrap_or(tomorrow).min(tomorrow);
        if now >= end {
            return Ok(());
        }
    }
}

/// How many steps of the script this state has been through.
async fn steps_done(state: &State) -> Result<usize, StateError> {
    let done = state.fact(STEPS).await?;
    Ok(done.and_then(|done| done.parse().ok()).unwrap_or_default())
}

fn in_stockholm(now: Timestamp) -> Zoned {
    now.to_zoned(stockholm())
}

/// Has the content edited, and waits until the API has noticed.
async fn edit(command: &str, watch: &Watch, state: &State, now: Timestamp) -> Result<(), Broken> {
    // What happened before is heard before.
    let _ = hear(watch, now).await?;
    let place = state.place().await?;
    let broken = |why: String| Broken::Edit { command: command.to_owned(), why };
    let ended = Command::new("sh").args(["-c", command]).stdin(Stdio::null()).status().await;
    let ended = ended.map_err(|why| broken(why.to_string()))?;
    if !ended.success() {
        return Err(broken(ended.to_string()));
    }
    let started = Instant::now();
    while state.place().await? == place {
        if started.elapsed() > EDIT_WITHIN {
            return Err(broken("the API noticed no change".to_owned()));
        }
        sleep(LOOK_EVERY).await;
        if hear(watch, now).await?.is_some() {
            break;
        }
    }
    Ok(())
}

/// Catches up with the API; with what, where it is not believed.
async fn hear(watch: &Watch, now: Timestamp) -> Result<Option<Loss>, Broken> {
    match watch.catch_up(now).await {
        Ok(()) => Ok(None),
        Err(WatchError::Loss(loss)) => Ok(Some(loss)),
        Err(WatchError::Api(error)) => Err(error.into()),
        Err(WatchError::State(error)) => Err(error.into()),
    }
}
