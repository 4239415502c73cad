//! What people have used (commands, buttons, forms) and how far the bot has come in answering.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::rest::Refusal;

/// How long an interaction waits to be acknowledged.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);

/// How long its token can be used.
const TOKEN_LASTS: Duration = Duration::from_secs(15 * 60);

/// Something somebody used: a command, a button, a form.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Its id.
    pub id: u64,
    /// The token to answer it with.
    pub token: String,
}

/// What was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    Command,
    /// A button or a menu under this message.
    Component(u64),
    /// A command that is being written.
    Autocomplete,
    /// A form that was opened from this message, if from one.
    Modal(Option<u64>),
}

impl Used {
    /// The message whose component was used.
    pub(super) fn message(self) -> Option<u64> {
        match self {
            Self::Component(message) | Self::Modal(Some(message)) => Some(message),
            _ => None,
        }
    }

    /// Whether Discord takes a callback of this type for it.
    fn takes(self, callback: u64) -> bool {
        match self {
            Self::Command => matches!(callback, 4 | 5 | 9),
            Self::Component(_) => matches!(callback, 4..=7 | 9),
            Self::Autocomplete => callback == 8,
            Self::Modal(message) => {
                matches!(callback, 4 | 5) || (message.is_some() && matches!(callback, 6 | 7))
            }
        }
    }
}

/// How far an interaction has come.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) interaction: Interaction,
    pub(super) used: Used,
    pub(super) person: u64,
    pub(super) channel: u64,
    since: Instant,
    expired: bool,
    /// The type of the callback that acknowledged it.
    pub(super) callback: Option<u64>,
    /// The message that answers it: a new one, or the one whose button was pressed.
    pub(super) original: Option<u64>,
    /// Whether the person still reads that the bot is thinking.
    pub(super) thinking: bool,
    /// Every message made for it.
    pub(super) messages: Vec<u64>,
    pub(super) choices: Option<Vec<Value>>,
    pub(super) modal: Option<Value>,
}

#[derive(Debug, Default)]
pub(super) struct Interactions {
    all: Vec<Waiting>,
    excuse_late: bool,
}

/// Why an acknowledgement is not taken.
pub(super) enum Unacknowledged {
    /// Discord says no.
    Refused(Refusal),
    /// It does, and no bot should let it come that far.
    Late(Duration),
    /// There is no such answer to what was used.
    Unfit(Used),
}

impl Interactions {
    pub(super) fn expect(
        &mut self,
        interaction: &Interaction,
        used: Used,
        person: u64,
        channel: u64,
    ) {
        self.all.push(Waiting {
            interaction: interaction.clone(),
            used,
            person,
            channel,
            since: Instant::now(),
            expired: false,
            callback: None,
            original: None,
            thinking: false,
            messages: Vec::new(),
            choices: None,
            modal: None,
        });
    }

    pub(super) fn get(&self, id: u64) -> Option<&Waiting> {
        self.all.iter().find(|waiting| waiting.interaction.id == id)
    }

    pub(super) fn excuse_late(&mut self) {
        self.excuse_late = true;
    }

    /// Ends the time in which tokens so far can be used.
    pub(super) fn expire(&mut self) {
        for waiting in &mut self.all {
            waiting.expired = true;
        }
    }

    /// Takes an acknowledgement of this type.
    pub(super) fn acknowledge(
        &mut self,
        id: u64,
        token: &str,
        callback: u64,
    ) -> Result<&mut Waiting, Unacknowledged> {
        let of = |waiting: &&mut Waiting| {
            waiting.interaction.id == id && waiting.interaction.token == token
        };
        let unknown = Unacknowledged::Refused(Refusal(404, 10_062));
        let Some(waiting) = self.all.iter_mut().find(of) else { return Err(unknown) };
        if waiting.callback.is_some() {
            return Err(Unacknowledged::Refused(Refusal(400, 40_060)));
        }
        if !waiting.used.takes(callback) {
            return Err(Unacknowledged::Unfit(waiting.used));
        }
        let took = waiting.since.elapsed();
        if took > ACKNOWLEDGE_WITHIN || waiting.expired {
            return Err(if self.excuse_late { unknown } else { Unacknowledged::Late(took) });
        }
        waiting.callback = Some(callback);
        waiting.thinking = callback == 5;
        Ok(waiting)
    }

    /// An interaction that has been acknowledged, by its token.
    pub(super) fn of_token(&mut self, token: &str) -> Result<&mut Waiting, Refusal> {
        let of = |waiting: &&mut Waiting| waiting.interaction.token == token;
        let waiting = self.all.iter_mut().find(of).ok_or(Refusal(404, 10_015))?;
        if waiting.callback.is_none() {
            return Err(Refusal(404, 10_015));
        }
        if waiting.expired || waiting.since.elapsed() > TOKEN_LASTS {
            return Err(Refusal(401, 50_027));
        }
        Ok(waiting)
    }
}
