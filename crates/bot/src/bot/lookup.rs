//! From what somebody wrote to the thing they mean: a name that was suggested, or one they typed.

use finsam_client::{Error, Kind, Named, Noun, Seminar};
use finsam_swedish::{fold, print};

use super::{Bot, Reply};
use crate::{
    buttons::{self, Press, button},
    cards::answer as card,
    commands::Invocation,
    markdown::{cut, escape, width},
    message::{MAX_BUTTON_LABEL, Message},
    texts::Language,
    views::{Ref, View},
};

/// How many things that may be meant are offered.
const MAX_OFFERED: usize = 10;

/// The longest name that is repeated to whoever wrote it.
const MAX_REPEATED: usize = 100;

/// What a name can mean.
pub(super) enum Meant {
    /// This.
    One(Ref),
    /// One of these, perhaps.
    Several(Vec<Named>),
    Nothing,
}

impl Bot {
    /// The card of what an option names.
    pub(super) async fn named(
        &self,
        kinds: &[Kind],
        option: &str,
        invocation: &Invocation,
    ) -> Reply {
        let (asker, typed) = (&invocation.asker, invocation.option(option).unwrap_or_default());
        match self.meant(typed, kinds).await {
            Ok(Meant::One(named)) => self.look_up(&View::Noun(named), asker).await,
            Ok(meant) => {
                let open = |named| Press::Open(View::Noun(named));
                self.offer(typed, meant, asker.language, open).await
            }
            Err(why) => self.unavailable(&why, asker.language),
        }
    }

    /// What is meant by a suggestion's value, or by a name as somebody types it.
    pub(super) async fn meant(&self, typed: &str, kinds: &[Kind]) -> Result<Meant, Error> {
        if let Some(named) = Ref::of_value(typed) {
            return Ok(Meant::One(named));
        }
        let suggested = self.api.suggest(typed, kinds, MAX_OFFERED).await?;
        let is_exact = |name: &str| fold(name) == fold(typed);
        let mut exact = suggested.iter().filter(|found| is_exact(&found.text));
        if let (Some(only), None) = (exact.next(), exact.next()) {
            return Ok(Meant::One(Ref::from(&only.node)));
        }
        let mut nodes: Vec<Named> = suggested.into_iter().map(|found| found.node).collect();
        if nodes.is_empty() {
            let found = self.api.search(typed, kinds, MAX_OFFERED, None).await?;
            nodes = found.page.items.into_iter().map(|hit| hit.node).collect();
        }
        nodes.dedup_by(|a, b| a.id == b.id);
        Ok(match nodes.as_slice() {
            [] => Meant::Nothing,
            [only] => Meant::One(Ref::from(only)),
            _ => Meant::Several(nodes),
        })
    }

    /// Offers what may be meant, with a button for each. Seminars tell their day: many have the same
    /// name.
    pub(super) async fn offer(
        &self,
        typed: &str,
        meant: Meant,
        language: Language,
        press: impl Fn(Ref) -> Press,
    ) -> Reply {
        let talk = language.talk();
        let Meant::Several(nodes) = meant else {
            return Reply::plain((talk.nothing_named)(&repeated(typed)));
        };
        let ids: Vec<_> = nodes.iter().map(|node| node.id.clone()).collect();
        // Where this fails the names alone have to do.
        let mut nouns = self.api.nodes(&ids).await.unwrap_or_default().into_iter();
        let mut offered = Vec::new();
        for node in &nodes {
            let label = match nouns.next().flatten() {
                Some(Noun::Seminar(seminar)) => with_day(&seminar, MAX_BUTTON_LABEL, language),
                _ => node.label.clone(),
            };
            offered.extend(button(label, &press(Ref::from(node))));
        }
        let mut message = Message::plain((talk.did_you_mean)(&repeated(typed)));
        message.rows = buttons::rows(offered);
        message.into()
    }

    /// What to say where the API fails and nothing from before can help.
    pub(super) fn unavailable(&self, why: &Error, language: Language) -> Reply {
        super::ask::log_failure(why);
        Reply::without_api(card::apology(why, language.texts()))
    }
}

/// `Lunch om lagom väntan · 23 september 2032`: the day is never what is cut.
pub(super) fn with_day(seminar: &Seminar, limit: usize, language: Language) -> String {
    let day = print::date_short(seminar.date, language.of_print());
    let title = cut(&seminar.title, limit.saturating_sub(width(&day) + 3));
    format!("{title} · {day}")
}

/// What somebody wrote, as it can stand in a sentence of ours.
pub(super) fn repeated(text: &str) -> String {
    escape(&cut(text, MAX_REPEATED))
}
