//! What people follow: chosen, listed, ended.

use finsam_client::{Kind, Noun};

use super::{Bot, Reply, lookup::Meant, reminders::title, show::is_followed};
use crate::{
    asker::Asker,
    buttons::{self, Press, button},
    message::{Embed, Message},
    state::Follow,
    views::Ref,
};

/// How many things one person can follow: as many as buttons fit under their list.
const MAX_FOLLOWS: usize = 25;

/// What can be followed.
pub(super) const FOLLOWED: [Kind; 6] =
    [Kind::Person, Kind::Organisation, Kind::Series, Kind::Initiative, Kind::Term, Kind::Seminar];

impl Bot {
    /// Follows what somebody names.
    pub(super) async fn follow_named(&self, typed: &str, asker: &Asker) -> Reply {
        match self.meant(typed, &FOLLOWED).await {
            Ok(Meant::One(named)) => self.follow(&named, asker).await,
            Ok(meant) => self.offer(typed, meant, asker.language, Press::Follow).await,
            Err(why) => self.unavailable(&why, asker.language),
        }
    }

    /// Follows this, with a button to stop.
    pub(super) async fn follow(&self, named: &Ref, asker: &Asker) -> Reply {
        let language = asker.language;
        let texts = language.personal();
        let noun = match self.find(named).await {
            Ok(Some(noun)) => noun,
            Ok(None) => return Reply::plain(language.talk().gone),
            Err(why) => return self.unavailable(&why, language),
        };
        let what = title(noun.label());
        if !noun.kind().is_some_and(|kind| is_followed(&kind)) {
            return Reply::plain((texts.cannot_follow)(&what));
        }
        let kept = match self.state.follows_of(asker.person).await {
            Ok(kept) => kept,
            Err(why) => return self.broken(&why, language),
        };
        let there = kept.iter().find(|follow| follow.node == noun.id().as_str());
        let (said, id) = match there {
            Some(follow) => ((texts.already_following)(&what), follow.id),
            None if kept.len() >= MAX_FOLLOWS => {
                return Reply::plain((texts.too_many_follows)(MAX_FOLLOWS));
            }
            None => match self.keep_follow(&noun, named, asker).await {
                Ok(id) => ((texts.following)(&what), id),
                Err(why) => return self.broken(&why, language),
            },
        };
        let mut message = Message::plain(said);
        let stop = button(language.buttons().unfollow, &Press::Unfollow(id));
        message.rows = buttons::rows(stop);
        message.into()
    }

    async fn keep_follow(
        &self,
        noun: &Noun,
        named: &Ref,
        asker: &Asker,
    ) -> Result<i64, crate::state::StateError> {
        let follow = Follow {
            id: 0,
            person: asker.person,
            channel: asker.channel,
            kind: named.kind_word().to_owned(),
            node: noun.id().as_str().to_owned(),
            label: noun.label().to_owned(),
            since: self.clock.now().timestamp(),
        };
        self.state.follow(&follow).await?;
        self.state.try_again(asker.person).await?;
        let kept = self.state.follows_of(asker.person).await?;
        Ok(kept.iter().find(|kept| kept.node == follow.node).map_or(0, |kept| kept.id))
    }

    /// What a person follows, with a button to end each.
    pub(super) async fn follows(&self, asker: &Asker) -> Reply {
        let language = asker.language;
        let kept = match self.state.follows_of(asker.person).await {
            Ok(kept) => kept,
            Err(why) => return self.broken(&why, language),
        };
        if kept.is_empty() {
            return Reply::plain(language.personal().no_follows);
        }
        let lines = kept
            .iter()
            .enumerate()
            .map(|(index, follow)| format!("{}. {}", index + 1, title(&follow.label)));
        let mut message = Message::of(Embed {
            title: Some(language.personal().follows.to_owned()),
            description: lines.collect::<Vec<_>>().join("\n"),
            ..Embed::default()
        });
        message.rows = buttons::rows(kept.iter().enumerate().filter_map(|(index, follow)| {
            button((language.buttons().end_number)(index + 1), &Press::Unfollow(follow.id))
        }));
        message.into()
    }

    /// Ends a wish and shows those that are left.
    pub(super) async fn unfollow(&self, id: i64, asker: &Asker) -> Reply {
        match self.state.unfollow(asker.person, id).await {
            Ok(true) => self.follows(asker).await,
            Ok(false) => Reply::plain(asker.language.personal().follow_gone),
            Err(why) => self.broken(&why, asker.language),
        }
    }
}
