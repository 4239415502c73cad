//! Commands, buttons and suggestions: acknowledged at once, answered when the answer is there.

use std::{collections::VecDeque, panic::AssertUnwindSafe};

use futures_util::FutureExt;
use serde_json::Value;
use serenity::all::{
    ApplicationId, ChannelId, CommandInteraction, ComponentInteraction, InteractionId, LightMethod,
    MessageId, Route,
};
use tracing::{error, warn};

use super::{handler::Handler, incoming, outgoing};
use crate::{
    bot::{Pressed, Reply},
    buttons::{Press, Shown},
    commands,
    message::Message,
    metrics::Outcome,
    texts::Language,
};

/// How many messages that were shown to all we remember, so that a double click shows them once.
const MAX_POSTED: usize = 256;

/// The messages whose content has been shown to all, the latest last.
#[derive(Debug, Default)]
pub(super) struct Posted(VecDeque<MessageId>);

impl Posted {
    /// Whether it is the first time.
    pub(super) fn is_new(&mut self, message: MessageId) -> bool {
        if self.0.contains(&message) {
            return false;
        }
        if self.0.len() >= MAX_POSTED {
            self.0.pop_front();
        }
        self.0.push_back(message);
        true
    }
}

/// What an interaction is answered with.
#[derive(Clone, Copy)]
struct Ticket<'i> {
    id: InteractionId,
    application: ApplicationId,
    token: &'i str,
    language: Language,
}

impl Handler {
    /// Acknowledges a command, then puts the answer in the acknowledgement's place.
    pub(super) async fn answer_command(&self, command: &CommandInteraction) -> Outcome {
        let invocation = incoming::invocation(command);
        let ticket = Ticket {
            id: command.id,
            application: command.application_id,
            token: &command.token,
            language: invocation.asker.language,
        };
        // A command we do not know is nothing to trouble the others with.
        let is_private = commands::command(&invocation.name).is_none_or(|row| row.is_private);
        if !self.respond(ticket, &outgoing::acknowledgement(is_private)).await {
            return Outcome::Undelivered;
        }
        let mut reply = whole(self.bot.invoke(&invocation), ticket.language).await;
        if let Some(sample) = reply.sample.take() {
            let channel_id = command.channel_id;
            let route = Route::ChannelMessages { channel_id };
            match self.rest.send(LightMethod::Post, route, &sample.message.to_json()).await {
                Ok(_) => self.note_reached(channel_id).await,
                Err(why) => {
                    warn!("a sample could not be sent: {why}");
                    reply.message = sample.refused;
                }
            }
        }
        self.complete_answer(ticket, &reply, !is_private).await
    }

    /// Does what a button asks for.
    pub(super) async fn answer_press(&self, component: &ComponentInteraction) -> Outcome {
        let asker = incoming::presser(component);
        let language = asker.language;
        let ticket = Ticket {
            id: component.id,
            application: component.application_id,
            token: &component.token,
            language,
        };
        let custom_id = &component.data.custom_id;
        let Some(press) = Press::read(custom_id) else {
            let message = Message::plain(language.talk().old_button);
            return delivered(self.respond(ticket, &outgoing::at_once(&message)).await);
        };
        let shown = press.shown(incoming::is_own(component));
        let is_post = matches!(press, Press::Post(_));
        let pressed = Pressed { asker, press, under: component.message.id.get() };
        if is_post {
            let rows = &component.message.components;
            let is_new = self.is_new_post(component.message.id);
            let taken = self.respond(ticket, &outgoing::without_button(rows, custom_id)).await;
            if is_new && taken {
                return self.post(ticket, &pressed).await;
            }
            return delivered(taken);
        }
        let first = match shown {
            Shown::InPlace => outgoing::update_later(),
            Shown::Alone => outgoing::acknowledgement(true),
            Shown::ToAll => outgoing::acknowledgement(false),
        };
        if !self.respond(ticket, &first).await {
            return Outcome::Undelivered;
        }
        let reply = whole(self.bot.press(&pressed), language).await;
        self.complete_answer(ticket, &reply, shown == Shown::ToAll).await
    }

    /// Tells what an option can become.
    pub(super) async fn suggest(&self, command: &CommandInteraction) -> Outcome {
        let language = Language::of_locale(&command.locale);
        let (id, application) = (command.id, command.application_id);
        let ticket = Ticket { id, application, token: &command.token, language };
        let choices = match incoming::completion(command) {
            Some(completion) => {
                let caught = AssertUnwindSafe(self.bot.complete(&completion)).catch_unwind().await;
                caught.unwrap_or_default()
            }
            None => Vec::new(),
        };
        delivered(self.respond(ticket, &outgoing::choices(&choices)).await)
    }

    /// Shows to all what only one person has seen so far.
    async fn post(&self, ticket: Ticket<'_>, pressed: &Pressed) -> Outcome {
        let reply = whole(self.bot.press(pressed), ticket.language).await;
        let Ticket { application: application_id, token, .. } = ticket;
        let route = Route::WebhookFollowupMessages { application_id, token };
        match self.rest.send(LightMethod::Post, route, &reply.message.to_json()).await {
            Ok(sent) => {
                self.remember(sent, &reply).await;
                reply.outcome
            }
            Err(why) => {
                warn!("what was to be shown to all could not be sent: {why}");
                Outcome::Undelivered
            }
        }
    }

    /// The first word to an interaction; false where Discord no longer wants to hear more of it.
    async fn respond(&self, ticket: Ticket<'_>, body: &Value) -> bool {
        let route = Route::InteractionResponse { interaction_id: ticket.id, token: ticket.token };
        match self.rest.send(LightMethod::Post, route, body).await {
            Ok(_) => true,
            // An earlier try did arrive after all.
            Err(why) if why.is_already_acknowledged() => true,
            Err(why) => {
                warn!("an interaction could not be acknowledged: {why}");
                false
            }
        }
    }

    async fn complete_answer(
        &self,
        ticket: Ticket<'_>,
        reply: &Reply,
        is_seen_by_all: bool,
    ) -> Outcome {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: ticket.application,
            token: ticket.token,
        };
        match self.rest.send(LightMethod::Patch, route, &outgoing::edit(&reply.message)).await {
            Ok(sent) => {
                if is_seen_by_all {
                    self.remember(sent, reply).await;
                }
                reply.outcome
            }
            Err(why) => {
                warn!("an interaction could not be answered: {why}");
                Outcome::Undelivered
            }
        }
    }

    async fn note_reached(&self, channel: ChannelId) {
        if let Err(why) = self.bot.reached(channel.get()).await {
            error!("the state cannot be used: {why}");
        }
    }
}

/// What came of an answer that nothing could go wrong with but its way.
fn delivered(is_taken: bool) -> Outcome {
    if is_taken { Outcome::Answered } else { Outcome::Undelivered }
}

/// The reply, or a plain word where making it went wrong in a way that should not happen: one such
/// case is no reason to leave somebody without an answer.
pub(super) async fn whole(reply: impl Future<Output = Reply>, language: Language) -> Reply {
    match AssertUnwindSafe(reply).catch_unwind().await {
        Ok(reply) => reply,
        Err(_) => {
            error!("making an answer failed in a way it should not");
            Reply::broken(language)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_is_not_shown_again() {
        let mut posted = Posted::default();
        assert!(posted.is_new(MessageId::new(1)) && !posted.is_new(MessageId::new(1)));
        for id in 2..=1_000 {
            assert!(posted.is_new(MessageId::new(id)));
        }
        assert!(posted.0.len() <= MAX_POSTED);
    }

    #[tokio::test]
    async fn somebody_is_answered_even_when_we_stumble() {
        let stumble = async { panic!("made up") };
        let reply = whole(stumble, Language::Swedish).await;
        assert!(reply.message.content.starts_with("Något gick fel hos mig"));
    }
}
