//! What happens on Discord, and what we do about it.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use finsam_client::{Client as Api, Error as ApiError};
use serenity::{
    all::{
        ChannelId, CommandInteraction, Context, EventHandler, Interaction, LightMethod, Message,
        MessageId, MessageType, Ready, ResumedEvent, Route, UserId,
    },
    async_trait,
};
use tokio::sync::{Semaphore, SetOnce};
use tracing::{info, warn};

use super::outgoing;
use crate::{
    cards::answer as card,
    clock::Clock,
    commands::{self, Asked},
    conversations::{Conversations, Key},
    message::Message as Said,
    question::{self, Heard},
    rest::Rest,
    texts::{Language, Texts},
};

/// How many people are answered at the same time. More than that wait their turn.
pub(super) const MAX_AT_ONCE: u32 = 256;

/// Hears and answers. serenity calls it from many tasks at once.
pub(super) struct Handler {
    api: Api,
    clock: Clock,
    rest: Rest,
    conversations: Mutex<Conversations>,
    under_way: Semaphore,
    /// Who we are; known when Discord has greeted us.
    me: SetOnce<UserId>,
    /// Discord greets us again after every lost session; the commands are told once.
    registered: AtomicBool,
}

/// Where a question was asked, and by whom.
#[derive(Clone, Copy)]
struct Asker {
    channel: ChannelId,
    person: UserId,
    /// The message theirs replies to.
    replies_to: Option<MessageId>,
}

impl Handler {
    pub(super) fn new(api: Api, clock: Clock, rest: Rest) -> Self {
        Self {
            api,
            clock,
            rest,
            conversations: Mutex::default(),
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

    async fn register_commands(&self, ready: &Ready) {
        if self.registered.swap(true, Ordering::AcqRel) {
            return;
        }
        let route = Route::Commands { application_id: ready.application.id };
        match self.rest.send(LightMethod::Put, route, &commands::all()).await {
            Ok(_) => info!("commands registered"),
            Err(why) => {
                // The bot is of use without them; the next greeting is the next chance.
                warn!("commands could not be registered: {why}");
                self.registered.store(false, Ordering::Release);
            }
        }
    }

    /// Answers a message that is meant for us.
    async fn answer_message(&self, message: &Message, me: UserId) {
        let texts = Language::Swedish.texts();
        let replied = message.referenced_message.as_deref();
        let asker = Asker {
            channel: message.channel_id,
            person: message.author.id,
            replies_to: replied.map(|replied| replied.id),
        };
        let heard = question::read(&message.content);
        if heard == Heard::Nothing && replied.is_some_and(|replied| replied.author.id == me) {
            // A thumbs-up for an answer is no question.
            return;
        }
        let (reply, context) = self.reply_to(heard, asker, None, texts).await;
        let route = Route::ChannelMessages { channel_id: message.channel_id };
        let body = outgoing::reply(&reply, message.channel_id, message.id);
        match self.rest.send(LightMethod::Post, route, &body).await {
            Ok(sent) => self.remember(sent.map(Key::Answer), context.as_deref()),
            Err(why) => warn!("an answer could not be sent: {why}"),
        }
    }

    /// Acknowledges a command, then puts the answer in the acknowledgement's place.
    async fn answer_command(&self, command: &CommandInteraction) {
        let route =
            Route::InteractionResponse { interaction_id: command.id, token: &command.token };
        let acknowledged =
            self.rest.send(LightMethod::Post, route, &outgoing::acknowledgement()).await;
        match acknowledged {
            Err(why) if !why.is_already_acknowledged() => {
                warn!("a command could not be acknowledged: {why}");
                return;
            }
            _ => {}
        }
        let language = Language::of_locale(&command.locale);
        let asker =
            Asker { channel: command.channel_id, person: command.user.id, replies_to: None };
        let (heard, shown) = match commands::asked(&command.data.name, language) {
            Some(Asked::This(question)) => (Heard::Question(question.to_owned()), false),
            Some(Asked::What(option)) => (question::read(option_text(command, option)), true),
            None => (Heard::Nothing, false),
        };
        // The others in the channel see the command, but not what was written into it.
        let asked = match &heard {
            Heard::Question(question) if shown => Some(question.clone()),
            _ => None,
        };
        let texts = language.texts();
        let (reply, context) = self.reply_to(heard, asker, asked.as_deref(), texts).await;
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: command.application_id,
            token: &command.token,
        };
        match self.rest.send(LightMethod::Patch, route, &outgoing::edit(&reply)).await {
            Ok(sent) => self.remember(sent.map(Key::Answer), context.as_deref()),
            Err(why) => warn!("a command could not be answered: {why}"),
        }
    }

    /// The reply to what was heard, and what a following question may refer back to.
    async fn reply_to(
        &self,
        heard: Heard,
        asker: Asker,
        asked: Option<&str>,
        texts: &Texts,
    ) -> (Said, Option<String>) {
        let question = match heard {
            Heard::Question(question) => question,
            Heard::Nothing => return (card::help(texts), None),
            Heard::TooLong => return (card::too_long(texts), None),
        };
        let started = Instant::now();
        let before = self.recall(asker, started);
        match self.api.ask(&question, &self.clock.now(), before.as_deref()).await {
            Ok(answered) => {
                let took_ms = started.elapsed().as_millis();
                for missing in &answered.errors {
                    warn!(
                        path = missing.path,
                        code = missing.code,
                        "a part of the answer is missing"
                    );
                }
                let answer = answered.data;
                info!(kind = ?answer.kind, took_ms, "answered");
                // Before it is sent: whoever reads it may ask on at once.
                let key = Key::Person(asker.channel, asker.person);
                self.remember(Some(key), Some(&answer.context));
                (card::answer(&answer, asked, texts), Some(answer.context))
            }
            Err(why) => {
                log_failure(&why);
                (Said::plain(card::apology(&why, texts)), None)
            }
        }
    }

    fn recall(&self, asker: Asker, now: Instant) -> Option<String> {
        let conversations = self.conversations.lock().unwrap_or_else(PoisonError::into_inner);
        conversations.recall(asker.channel, asker.person, asker.replies_to, now)
    }

    fn remember(&self, key: Option<Key>, context: Option<&str>) {
        if let (Some(key), Some(context)) = (key, context) {
            let mut conversations =
                self.conversations.lock().unwrap_or_else(PoisonError::into_inner);
            conversations.remember(key, context, Instant::now());
        }
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
        if let Interaction::Command(command) = interaction {
            let Ok(_permit) = self.under_way.acquire().await else { return };
            self.answer_command(&command).await;
        }
    }
}

/// Logs why the API brought no answer, without words that may be the person's own: what an API says
/// about a question can repeat it.
fn log_failure(why: &ApiError) {
    match why {
        ApiError::Refused { code, .. } => warn!(code, "the API refused a question"),
        ApiError::Unreadable { address, .. } => warn!(address, "the API's answer cannot be read"),
        other => warn!("no answer from the API: {other}"),
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

fn option_text<'a>(command: &'a CommandInteraction, name: &str) -> &'a str {
    let option = command.data.options.iter().find(|option| option.name == name);
    option.and_then(|option| option.value.as_str()).unwrap_or_default()
}
