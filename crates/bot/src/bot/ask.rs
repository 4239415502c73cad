//! Questions in somebody's own words.

use std::time::Instant;

use finsam_client::{Answer, Error, Named};
use tracing::{info, warn};

use super::{Bot, Reply};
use crate::{
    asker::Asker,
    buttons::{self, Press, button},
    cards::{Whose, answer as card},
    conversations::About,
    message::{Button, Message},
    question::{self, Heard},
    texts::Language,
    views::{Ref, View},
};

impl Bot {
    /// The answer to what somebody said to us, perhaps in reply to a message.
    pub(crate) async fn hear(
        &self,
        heard: &Heard,
        replies_to: Option<u64>,
        asker: &Asker,
    ) -> Reply {
        let reply = self.heard(heard, replies_to, asker).await;
        self.remember_for(asker, &reply);
        reply
    }

    async fn heard(&self, heard: &Heard, replies_to: Option<u64>, asker: &Asker) -> Reply {
        let texts = asker.language.texts();
        match heard {
            Heard::Question(question) => {
                let before = self.recall(replies_to, asker).await;
                self.answer(question, before, None, asker.language).await
            }
            Heard::Nothing => self.show(&View::Help, asker.language).await,
            Heard::TooLong => card::too_long(texts).into(),
        }
    }

    /// The answer to the question in a command. The others in the channel see the command, but not
    /// what was written into it, so the answer shows it.
    pub(super) async fn asked(&self, question: Option<&str>, asker: &Asker) -> Reply {
        match question::read(question.unwrap_or_default()) {
            Heard::Question(question) => {
                let before = self.recall(None, asker).await;
                self.answer(&question, before, Some(&question), asker.language).await
            }
            other => self.heard(&other, None, asker).await,
        }
    }

    /// The answer to a question on a button under an answer.
    pub(super) async fn ask_on(&self, question: &str, under: u64, asker: &Asker) -> Reply {
        let before = self.recall(Some(under), asker).await;
        self.answer(question, before, Some(question), asker.language).await
    }

    /// `asked` is the question, where the people in the channel have not seen it.
    pub(super) async fn answer(
        &self,
        question: &str,
        before: Option<String>,
        asked: Option<&str>,
        language: Language,
    ) -> Reply {
        let started = Instant::now();
        let now = self.clock.now();
        let key =
            |before: Option<&str>| format!("?{}|{}|{question}", now.date(), before.unwrap_or(""));
        match self.api.ask(question, &now, before.as_deref()).await {
            Ok(answered) => {
                for missing in &answered.errors {
                    let (path, code) = (&missing.path, &missing.code);
                    warn!(path, code, "a part of the answer is missing");
                }
                let (answer, stale) = (answered.data, answered.stale);
                let took_ms = started.elapsed().as_millis();
                info!(kind = ?answer.kind, took_ms, "answered");
                let about = Some(About::Context(answer.context.clone()));
                let message = of_answer(answer, asked, self.whose().await, language);
                let reply = Reply { about, ..message.into() };
                let reply = reply.resting_on(&stale, language);
                self.last_good.keep(&key(before.as_deref()), language, &reply, &now);
                reply
            }
            Err(why) => {
                // Most questions mean the same whatever was asked before.
                let followed = self.last_good.get(&key(before.as_deref()), language);
                let kept = followed.or_else(|| self.last_good.get(&key(None), language));
                Self::fallen_back(kept, &why, language)
            }
        }
    }

    /// What a question follows on, as the API wants it.
    async fn recall(&self, replies_to: Option<u64>, asker: &Asker) -> Option<String> {
        let (channel, person) = (asker.channel, asker.person);
        let remembered = self.conversations().recall(channel, person, replies_to, Instant::now());
        let about = match remembered {
            Some(about) => about,
            // After a restart the answers are still known, where it is worth a look.
            None => self.kept_about([replies_to, Some(channel)]).await?,
        };
        match about {
            About::Context(context) => Some(context),
            About::Question { text, at } => {
                let answered = self.api.ask(&text, &at, None).await.ok()?;
                Some(answered.data.context)
            }
        }
    }

    async fn kept_about<const N: usize>(&self, messages: [Option<u64>; N]) -> Option<About> {
        for message in messages.into_iter().flatten() {
            match self.state.about(message).await {
                Ok(None) => {}
                Ok(found) => return found,
                Err(why) => warn!("what an answer was about cannot be looked up: {why}"),
            }
        }
        None
    }
}

/// An answer with its buttons: the questions that lead on, and where its facts come from.
pub(super) fn of_answer(
    mut answer: Answer,
    asked: Option<&str>,
    whose: Whose,
    language: Language,
) -> Message {
    let mut under: Vec<Button> = Vec::new();
    // A question that has a button need not stand in the answer, too.
    answer.suggestions.retain(|question| {
        let made = button(question.as_str(), &Press::Ask(question.clone()));
        let is_made = made.is_some() && under.len() < MAX_SUGGESTIONS;
        if is_made {
            under.extend(made);
        }
        !is_made
    });
    let first = answer.nodes.first().map(Ref::from);
    let wrong = first
        .and_then(|named| button(language.buttons().wrong, &Press::Open(View::Evidence(named))));
    let mut message = card::answer(&answer, asked, whose, language.texts());
    message.rows = buttons::rows(under.into_iter().chain(wrong));
    message
}

/// How many questions get a button: one row with the button for what is wrong.
const MAX_SUGGESTIONS: usize = 4;

impl From<&Named> for Ref {
    fn from(node: &Named) -> Self {
        Self { kind: node.kind.clone(), site: node.site.slug.clone(), slug: node.slug.clone() }
    }
}

/// Logs why the API brought no answer, without words that may be the person's own: what an API says
/// about a question can repeat it.
pub(super) fn log_failure(why: &Error) {
    match why {
        Error::Refused { code, .. } => warn!(code, "the API refused a question"),
        Error::Unreadable { address, .. } => warn!(address, "the API's answer cannot be read"),
        other => warn!("no answer from the API: {other}"),
    }
}
