//! The people of a rehearsal: they use commands and ask questions in the rehearsal's channel.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use crate::{
    asker::Asker, bot::Bot, commands::Invocation, delivery::Post, question, rest::SendError,
    texts::Language,
};

/// Everybody, and the bot that answers them.
pub(super) struct People<P> {
    bot: Bot,
    channel: u64,
    post: Arc<P>,
}

impl<P: Post> People<P> {
    /// People in this channel.
    pub(super) fn new(bot: Bot, channel: u64, post: Arc<P>) -> Self {
        Self { bot, channel, post }
    }

    /// Somebody uses a command or asks a question, and is answered in the channel.
    ///
    /// # Errors
    /// Where the answer cannot be shown.
    pub(super) async fn say(&self, person: &str, what: &str) -> Result<(), SendError> {
        let asker = Asker {
            person: id(person),
            channel: self.channel,
            guild: None,
            language: Language::Swedish,
            may: 0,
            we_may: None,
        };
        let reply = match what.strip_prefix('/') {
            Some(command) => self.bot.invoke(&invocation(command, asker)).await,
            None => self.bot.hear(&question::read(what), None, &asker).await,
        };
        self.post.show(self.channel, &reply.message.to_json()).await
    }
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
            let asker = Asker {
                person: id("Testa"),
                channel: 1,
                guild: None,
                language: Language::Swedish,
                may: 0,
                we_may: None,
            };
            let read = invocation(command, asker);
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
