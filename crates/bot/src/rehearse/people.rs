//! The people of a rehearsal: they use commands, ask questions in the rehearsal's channel, and press
//! the buttons they see.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use super::Broken;
use crate::{
    asker::Asker,
    bot::{Bot, Pressed},
    buttons::{Press, Shown},
    commands::{self, Invocation},
    delivery::Post,
    message::{Button, Message},
    question,
    rest::SendError,
    texts::Language,
};

/// Everybody, and the bot that answers them.
pub(super) struct People<P> {
    bot: Bot,
    channel: u64,
    post: Arc<P>,
    /// What each person was answered last.
    answers: Mutex<HashMap<u64, Seen>>,
}

/// A message somebody sees.
#[derive(Clone)]
struct Seen {
    channel: u64,
    /// Its id; 0 for an answer, which has none here.
    id: u64,
    message: Message,
    /// Whether it is for them alone.
    is_own: bool,
}

impl Seen {
    /// What its button of this label asks for.
    fn button(&self, label: &str) -> Option<Press> {
        self.message.rows.iter().flatten().find_map(|button| match button {
            Button::Press { label: found, custom_id } if found == label => Press::read(custom_id),
            _ => None,
        })
    }
}

impl<P: Post> People<P> {
    /// People in this channel.
    pub(super) fn new(bot: Bot, channel: u64, post: Arc<P>) -> Self {
        Self { bot, channel, post, answers: Mutex::default() }
    }

    /// Somebody uses a command or asks a question, and is answered in the channel.
    ///
    /// # Errors
    /// Where the answer cannot be shown.
    pub(super) async fn say(&self, person: &str, what: &str) -> Result<(), SendError> {
        let asker = asker(id(person), self.channel);
        let (reply, is_own) = match what.strip_prefix('/') {
            Some(command) => {
                let invocation = invocation(command, asker);
                let row = commands::command(&invocation.name);
                (self.bot.invoke(&invocation).await, row.is_none_or(|row| row.is_private))
            }
            None => (self.bot.hear(&question::read(what), None, &asker).await, false),
        };
        self.answer(&asker, reply.message, is_own).await
    }

    /// Somebody presses the button of this label: under what they were answered last, else under the
    /// latest of their direct messages that has it, else of the channel's.
    ///
    /// # Errors
    /// Where they see no such button, or the answer cannot be shown.
    pub(super) async fn press(&self, person: &str, label: &str) -> Result<(), Broken> {
        let found = self.seen(id(person), label).await?;
        let (seen, press) = found.ok_or_else(|| Broken::NoButton {
            person: person.to_owned(),
            label: label.to_owned(),
        })?;
        let asker = asker(id(person), seen.channel);
        let is_own = press.shown(seen.is_own) != Shown::ToAll;
        let pressed = Pressed { asker, press, under: seen.id };
        let reply = self.bot.press(&pressed).await;
        Ok(self.answer(&asker, reply.message, is_own).await?)
    }

    /// The message with the button that somebody would press, and what that asks for.
    async fn seen(&self, person: u64, label: &str) -> Result<Option<(Seen, Press)>, SendError> {
        let answer = {
            let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.get(&person).cloned()
        };
        let with_button = |seen: Seen| seen.button(label).map(|press| (seen, press));
        if let Some(found) = answer.and_then(with_button) {
            return Ok(Some(found));
        }
        let direct = self.post.direct_channel(person).await?;
        for channel in [direct, self.channel] {
            let posted = self.post.own_messages(channel).await?;
            let seen = posted.into_iter().map(|posted| Seen {
                channel,
                id: posted.id,
                message: Message::of_json(&posted.body),
                is_own: channel == direct,
            });
            let latest = seen.filter_map(with_button).max_by_key(|(seen, _)| seen.id);
            if latest.is_some() {
                return Ok(latest);
            }
        }
        Ok(None)
    }

    async fn answer(&self, asker: &Asker, message: Message, is_own: bool) -> Result<(), SendError> {
        let message = if is_own { message.ephemeral() } else { message };
        self.post.show(asker.channel, &message.to_json()).await?;
        let seen = Seen { channel: asker.channel, id: 0, message, is_own };
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(asker.person, seen);
        Ok(())
    }
}

/// Somebody in a channel.
fn asker(person: u64, channel: u64) -> Asker {
    Asker { person, channel, guild: None, language: Language::Swedish, may: 0, we_may: None }
}

/// The same person has the same id in each rehearsal; a number is an id already.
fn id(person: &str) -> u64 {
    if let Ok(id) = person.parse() {
        return id;
    }
    let mut hasher = DefaultHasher::new();
    person.hash(&mut hasher);
    // As large as Discord's, and never 0.
    hasher.finish() >> 2 | 1
}

/// `påminn seminarium:frukost före:60`; what stands before the first option belongs to the name.
fn invocation(command: &str, asker: Asker) -> Invocation {
    let mut name = Vec::new();
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let mut current: Option<String> = None;
    for word in command.split_whitespace() {
        if let Some((option, value)) = word.split_once(':') {
            options.insert(option.to_owned(), value.to_owned());
            current = Some(option.to_owned());
        } else if let Some(value) = current.as_ref().and_then(|option| options.get_mut(option)) {
            value.push(' ');
            value.push_str(word);
        } else {
            name.push(word);
        }
    }
    Invocation { asker, name: name.join(" "), options, target: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_as_they_are_written() {
        let check = |command: &str, name: &str, options: &[(&str, &str)]| {
            let read = invocation(command, asker(id("Testa"), 1));
            let found: Vec<_> =
                read.options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!((read.name.as_str(), found.as_slice()), (name, options), "{command}");
        };
        check("idag", "idag", &[]);
        check("finsam kanal", "finsam kanal", &[]);
        check("sök ord:samma dörr", "sök", &[("ord", "samma dörr")]);
        check(
            "påminn seminarium:frukost i kulissen före:60",
            "påminn",
            &[("före", "60"), ("seminarium", "frukost i kulissen")],
        );
    }
}
