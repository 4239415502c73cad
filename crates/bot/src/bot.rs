//! The bot apart from Discord: a command, a press of a button or a question comes in, and what to
//! say comes out.

mod ask;
mod calendar;
mod complete;
mod copy;
mod days;
mod explain;
mod follows;
mod forget;
mod lists;
mod lookup;
mod own_site;
mod reminders;
mod server;
mod show;
mod status;

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use finsam_client::{Client, Kind, Stale};
use jiff::{ToSpan, civil::Date};
use tracing::{error, warn};

use crate::{
    asker::Asker,
    buttons::Press,
    cards,
    clock::Clock,
    commands::{self, Action, Invocation, Setting, option},
    conversations::{About, Conversations, Key},
    message::Message,
    metrics::Outcome,
    state::{State, StateError},
    texts::Language,
    views::View,
};
use show::LastGood;

pub(crate) use complete::{Choice, Completion};
pub(crate) use server::lacking;

/// How many days lie ahead in a programme nobody gave a date for.
const AHEAD_DAYS: i32 = 30;

/// What answers everybody.
pub(crate) struct Bot {
    api: Client,
    clock: Clock,
    state: State,
    conversations: Mutex<Conversations>,
    last_good: LastGood,
}

/// What to say.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) message: Message,
    /// What it is about, for those who go on asking.
    pub(crate) about: Option<About>,
    /// A message to try in the channel, and what to say when it did not get there.
    pub(crate) sample: Option<Sample>,
    pub(crate) outcome: Outcome,
}

/// A message that shows whether we can write in a channel.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) message: Message,
    pub(crate) refused: Message,
}

/// A button somebody pressed.
#[derive(Clone, Debug)]
pub(crate) struct Pressed {
    pub(crate) asker: Asker,
    pub(crate) press: Press,
    /// The message it is under.
    pub(crate) under: u64,
}

impl Reply {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Message::plain(text).into()
    }

    /// That we stumbled.
    pub(crate) fn broken(language: Language) -> Self {
        Self { outcome: Outcome::Broken, ..Self::plain(language.talk().broken) }
    }

    /// The same with a word on what it rests on that is old.
    fn resting_on(self, stale: &Stale, language: Language) -> Self {
        self.saying(cards::stale::remark(stale, language))
    }

    /// The same with a line above it, if there is one.
    fn saying(mut self, line: Option<String>) -> Self {
        if let Some(line) = line {
            let said = std::mem::take(&mut self.message.content);
            self.message.content = format!("{line}\n{said}").trim_end().to_owned();
        }
        self
    }

    /// Without what only the API could have told.
    fn without_api(text: impl Into<String>) -> Self {
        Self { outcome: Outcome::ApiAway, ..Self::plain(text) }
    }
}

impl From<Message> for Reply {
    fn from(message: Message) -> Self {
        Self { message, about: None, sample: None, outcome: Outcome::Answered }
    }
}

impl Bot {
    pub(crate) fn new(api: Client, clock: Clock, state: State) -> Self {
        let (conversations, last_good) = (Mutex::default(), LastGood::default());
        Self { api, clock, state, conversations, last_good }
    }

    /// What a command brings.
    pub(crate) async fn invoke(&self, invocation: &Invocation) -> Reply {
        let reply = self.carry_out(invocation).await;
        self.remember_for(&invocation.asker, &reply);
        reply
    }

    async fn carry_out(&self, invocation: &Invocation) -> Reply {
        let asker = &invocation.asker;
        let language = asker.language;
        let Some(command) = commands::command(&invocation.name) else {
            return Reply::plain(language.talk().old_command);
        };
        let today = self.clock.now().date();
        let own = self.own_site(asker).await;
        match command.action {
            Action::Today => self.show(&View::days(today, today, own), language).await,
            Action::Tomorrow => {
                let day = plus(today, 1);
                self.show(&View::days(day, day, own), language).await
            }
            Action::Week => {
                let monday = plus(today, -i32::from(today.weekday().to_monday_zero_offset()));
                self.show(&View::days(monday, plus(monday, 6), own), language).await
            }
            Action::Programme => match invocation.option(option::DATE) {
                Some(text) => self.programme(text, own, language).await,
                None => self.show(&View::days(today, plus(today, AHEAD_DAYS), own), language).await,
            },
            Action::Next => self.show(&View::Next { of: own }, language).await,
            Action::News => self.show(&View::News { page: 0 }, language).await,
            Action::ZeroPlaced => {
                let question = language.texts().zero_placed_question;
                self.answer(question, None, None, language).await
            }
            Action::Ask => self.asked(invocation.option(option::QUESTION), asker).await,
            Action::Explain => self.explain(invocation.target.as_deref(), language).await,
            Action::Remind => self.remind_of(invocation).await,
            Action::Reminders => self.reminders(asker).await,
            Action::Follow => match invocation.option(option::WHAT) {
                Some(what) => self.follow_named(what, asker).await,
                None => self.follows(asker).await,
            },
            Action::Calendar => match invocation.option(option::WHAT) {
                Some(what) => self.calendar_named(what, asker).await,
                None => self.calendar(asker).await,
            },
            Action::OwnSite => self.choose_site(invocation.option(option::NAME), asker).await,
            Action::Forget => self.before_forgetting(asker).await,
            Action::Server(setting) => self.set(setting, invocation).await,
            Action::Search => {
                let words = invocation.option(option::WORD).unwrap_or_default().to_owned();
                self.look_up(&View::Found { words, page: 0 }, asker).await
            }
            Action::Help => self.look_up(&View::Help, asker).await,
            Action::Seminar => self.named(&[Kind::Seminar], option::NAME, invocation).await,
            Action::Speaker => self.named(&[Kind::Person], option::NAME, invocation).await,
            Action::Organisation => {
                self.named(&[Kind::Organisation], option::NAME, invocation).await
            }
            Action::Term => {
                self.named(&[Kind::Term, Kind::Initiative], option::WORD, invocation).await
            }
        }
    }

    async fn set(&self, setting: Setting, invocation: &Invocation) -> Reply {
        let asker = &invocation.asker;
        let texts = asker.language.server();
        if asker.guild.is_none() {
            return Reply::plain(texts.only_in_servers);
        }
        if !asker.runs_the_server() {
            return Reply::plain(texts.only_for_managers);
        }
        match setting {
            Setting::Channel => self.channel(asker).await,
            Setting::Digest => self.digest(invocation).await,
            Setting::Status => self.status(asker).await,
            Setting::Test => self.test(asker),
        }
    }

    /// What a button brings, to the person who pressed it.
    pub(crate) async fn press(&self, pressed: &Pressed) -> Reply {
        let reply = self.carry_out_press(pressed).await;
        self.remember_for(&pressed.asker, &reply);
        reply
    }

    async fn carry_out_press(&self, pressed: &Pressed) -> Reply {
        let Pressed { asker, press, under } = pressed;
        match press {
            Press::Open(view) => self.look_up(view, asker).await,
            Press::Turn(view) | Press::Post(view) => self.show(view, asker.language).await,
            Press::Ask(question) => self.ask_on(question, *under, asker).await,
            Press::Remind { seminar, minutes } => self.remind(seminar, *minutes, asker).await,
            Press::CancelReminder(id) => self.cancel_reminder(*id, asker).await,
            Press::Snooze { reminder, minutes } => self.snooze(*reminder, *minutes, asker).await,
            Press::Follow(what) => self.follow(what, asker).await,
            Press::Unfollow(id) => self.unfollow(*id, asker).await,
            Press::Calendar(of) => self.calendar_of(of, asker.language).await,
            Press::Tell { what, is_on } => self.tell(*what, *is_on, asker).await,
            Press::Forget => self.forget(asker).await,
        }
    }

    /// Remembers what a reply is about, for the person who gets it: before it is sent, since whoever
    /// reads it may ask on at once.
    fn remember_for(&self, asker: &Asker, reply: &Reply) {
        if let Some(about) = &reply.about {
            let key = Key::Person { channel: asker.channel, person: asker.person };
            self.conversations().remember(key, about, Instant::now());
        }
    }

    /// Remembers what the answer that became this message was about.
    pub(crate) async fn remember_answer(&self, message: u64, about: &About) {
        self.conversations().remember(Key::Answer(message), about, Instant::now());
        if let Err(why) = self.state.keep_about(message, about, &self.clock.now()).await {
            warn!("what an answer was about could not be kept: {why}");
        }
    }

    fn conversations(&self) -> std::sync::MutexGuard<'_, Conversations> {
        self.conversations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What to say where our own memory fails.
    fn broken(&self, why: &StateError, language: Language) -> Reply {
        error!("the state cannot be used: {why}");
        Reply::broken(language)
    }
}

/// The day so many days later; the same at the calendar's end.
fn plus(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}
