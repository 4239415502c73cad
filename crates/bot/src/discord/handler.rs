//! What happens on Discord, and what we do about it.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use serenity::{
    all::{
        Context, EventHandler, Interaction, LightMethod, Message, MessageId, MessageType, Ready,
        ResumedEvent, Route, UserId,
    },
    async_trait,
};
use tokio::sync::{Semaphore, SetOnce};
use tracing::{info, warn};

use super::{
    incoming,
    interactions::{Posted, whole},
    outgoing,
};
use crate::{
    bot::{Bot, Reply},
    commands,
    metrics::{self, Asked, Outcome},
    question::{self, Heard},
    rest::Rest,
    state::State,
    texts::Language,
};

/// How many people are answered at the same time. More than that wait their turn.
pub(super) const MAX_AT_ONCE: u32 = 256;

/// Hears and answers. serenity calls it from many tasks at once.
pub(super) struct Handler {
    pub(super) bot: Bot,
    pub(super) rest: Arc<Rest>,
    state: State,
    posted: Mutex<Posted>,
    under_way: Semaphore,
    /// Who we are; known when Discord has greeted us.
    me: SetOnce<UserId>,
    /// Discord greets us again after every lost session; the commands are told once.
    registered: AtomicBool,
}

impl Handler {
    pub(super) fn new(bot: Bot, rest: Arc<Rest>, state: State) -> Self {
        Self {
            bot,
            rest,
            state,
            posted: Mutex::default(),
            // A permit for each of `MAX_AT_ONCE`, which a usize holds wherever tokio runs.
            under_way: Semaphore::new(usize::try_from(MAX_AT_ONCE).unwrap_or(usize::MAX)),
            me: SetOnce::new(),
            registered: AtomicBool::new(false),
        }
    }

    /// One permit is taken for each answer under way.
    pub(super) fn under_way(&self) -> &Semaphore {
        &self.under_way
    }

    /// Whether a message is shown to all for the first time.
    pub(super) fn is_new_post(&self, message: MessageId) -> bool {
        self.posted.lock().unwrap_or_else(PoisonError::into_inner).is_new(message)
    }

    /// Remembers what the answer that became a message is about.
    pub(super) async fn remember(&self, sent: Option<MessageId>, reply: &Reply) {
        if let (Some(message), Some(about)) = (sent, &reply.about) {
            self.bot.remember_answer(message.get(), about).await;
        }
    }

    /// Tells Discord the commands, where it does not know this set of them from before.
    async fn register_commands(&self, ready: &Ready) {
        if self.registered.swap(true, Ordering::AcqRel) {
            return;
        }
        let set = commands::all();
        let fingerprint = commands::fingerprint(&set);
        let application_id = ready.application.id;
        let fact = format!("commands of {application_id}");
        match self.state.fact(&fact).await {
            Ok(known) if known.as_deref() == Some(&fingerprint) => {
                info!("commands are as they were");
                return;
            }
            Ok(_) => {}
            Err(why) => warn!("whether the commands are known cannot be looked up: {why}"),
        }
        let route = Route::Commands { application_id };
        match self.rest.send(LightMethod::Put, route, &set).await {
            Ok(_) => {
                info!("commands registered");
                if let Err(why) = self.state.keep_fact(&fact, &fingerprint).await {
                    warn!("that the commands are registered cannot be kept: {why}");
                }
            }
            Err(why) => {
                // The bot is of use without them; the next greeting is the next chance.
                warn!("commands could not be registered: {why}");
                self.registered.store(false, Ordering::Release);
            }
        }
    }

    /// Answers a message that is meant for us.
    async fn answer_message(&self, message: &Message, me: UserId) {
        let replied = message.referenced_message.as_deref();
        let heard = question::read(&message.content);
        if heard == Heard::Nothing && replied.is_some_and(|replied| replied.author.id == me) {
            // A thumbs-up for an answer is no question.
            return;
        }
        let language = match &heard {
            Heard::Question(question) => Language::of_question(question),
            Heard::Nothing | Heard::TooLong => Language::Swedish,
        };
        let asker = incoming::author(message, language);
        let replies_to = replied.map(|replied| replied.id.get());
        let asked_at = Instant::now();
        let reply = whole(self.bot.hear(&heard, replies_to, &asker), language).await;
        let route = Route::ChannelMessages { channel_id: message.channel_id };
        let body = outgoing::reply(&reply.message, message.channel_id, message.id);
        let outcome = match self.rest.send(LightMethod::Post, route, &body).await {
            Ok(sent) => {
                self.remember(sent, &reply).await;
                reply.outcome
            }
            Err(why) => {
                warn!("an answer could not be sent: {why}");
                Outcome::Undelivered
            }
        };
        metrics::answered(Asked::Message, outcome, asked_at);
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        // Only the first greeting tells anything new.
        let _ = self.me.set(ready.user.id);
        info!(id = ready.user.id.get(), guilds = ready.guilds.len(), "connected to Discord");
        self.register_commands(&ready).await;
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        info!("connected to Discord again");
    }

    async fn message(&self, _: Context, message: Message) {
        // Each event has a task of its own, so a message can overtake the greeting.
        let me = *self.me.wait().await;
        if is_for(&message, me) {
            let Ok(_permit) = self.under_way.acquire().await else { return };
            self.answer_message(&message, me).await;
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let Ok(_permit) = self.under_way.acquire().await else { return };
        let asked_at = Instant::now();
        let (asked, outcome) = match interaction {
            Interaction::Command(command) => (Asked::Command, self.answer_command(&command).await),
            Interaction::Component(press) => (Asked::Button, self.answer_press(&press).await),
            Interaction::Autocomplete(command) => (Asked::Suggestion, self.suggest(&command).await),
            _ => return,
        };
        metrics::answered(asked, outcome, asked_at);
    }
}

/// Whether a person says this to us: in a direct message, or by our name. `@everyone` is not our
/// name, and no program is answered, ourselves least of all.
fn is_for(message: &Message, me: UserId) -> bool {
    let is_said = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    let by_person = !message.author.bot && message.author.id != me && message.webhook_id.is_none();
    let to_us = message.guild_id.is_none() || message.mentions_user_id(me);
    is_said && by_person && to_us
}
