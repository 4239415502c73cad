//! How things are with a channel, for those who run its server.

use std::time::Instant;

use jiff::Timestamp;

use super::{
    Bot, Reply,
    server::{lines, permissions},
};
use crate::{
    asker::Asker,
    message::{Embed, Message},
    moments,
    state::{ChannelWishes, StateError, Target},
};

/// What the state tells of a channel.
struct Standing {
    wishes: ChannelWishes,
    /// When we last kept up with the API.
    heard: Option<Timestamp>,
    /// How many notices are on their way there.
    waiting: u64,
}

impl Bot {
    /// What the channel is told, what is on its way, and whether the API and the permissions are as
    /// they should be.
    pub(super) async fn status(&self, asker: &Asker) -> Reply {
        let language = asker.language;
        let texts = language.server();
        let standing = match self.standing(asker).await {
            Ok(standing) => standing,
            Err(why) => return self.broken(&why, language),
        };
        let started = Instant::now();
        let answers = match self.api.sites().await {
            Ok(_) => (texts.api_answers)(started.elapsed().as_millis()),
            Err(why) => {
                super::ask::log_failure(&why);
                texts.api_fails.to_owned()
            }
        };
        let heard = standing.heard.map(|heard| (texts.heard)(&moments::told(heard, language)));
        let api = format!("{answers}\n{}", heard.as_deref().unwrap_or(texts.never_heard));
        let mut permissions = permissions(asker);
        if let Some((since, _)) = &standing.wishes.barred {
            permissions.push('\n');
            permissions.push_str(&(texts.barred_since)(&moments::told(*since, language)));
        }
        let mut fields = vec![
            (texts.channel_title.to_owned(), lines(&standing.wishes, language)),
            (texts.on_its_way.to_owned(), (texts.waiting)(standing.waiting)),
            (texts.api.to_owned(), api),
            (texts.permissions.to_owned(), permissions),
        ];
        if self.state.put_aside().is_some() {
            fields.push((texts.memory.to_owned(), texts.memory_lost.to_owned()));
        }
        let title = Some(texts.status_title.to_owned());
        Message::of(Embed { title, fields, ..Embed::default() }).into()
    }

    async fn standing(&self, asker: &Asker) -> Result<Standing, StateError> {
        let here = Target::Channel(asker.channel);
        Ok(Standing {
            wishes: self.wishes(asker).await?,
            heard: self.state.heard().await?,
            waiting: self.state.count_waiting(here, self.now()).await?,
        })
    }
}
