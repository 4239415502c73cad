//! The messages that stand in the channels, and whose eyes they are for.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::shapes::messages::LOADING;

/// Discord says "the past few minutes".
const NONCES_LAST: Duration = Duration::from_secs(300);

/// How many messages a page holds unless asked otherwise, and at most.
const PAGE: usize = 50;
const MAX_PAGE: usize = 100;

#[derive(Debug)]
struct Kept {
    message: Value,
    /// The only person who sees it, when it is ephemeral.
    only_for: Option<u64>,
}

/// Which messages of a channel are wanted.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) limit: Option<usize>,
    pub(super) before: Option<u64>,
    pub(super) after: Option<u64>,
    pub(super) around: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Messages {
    kept: BTreeMap<u64, Kept>,
    /// The message behind each enforced nonce, and when it came.
    nonces: BTreeMap<String, (u64, Instant)>,
    nonces_last: Duration,
    /// The words of messages that the bot is shown without them.
    unshown: BTreeMap<u64, String>,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
            nonces: BTreeMap::new(),
            nonces_last: NONCES_LAST,
            unshown: BTreeMap::new(),
        }
    }
}

impl Messages {
    pub(super) fn keep(&mut self, id: u64, message: Value, only_for: Option<u64>) {
        self.kept.insert(id, Kept { message, only_for });
    }

    /// Keeps what a message says, for when somebody uses a command on it.
    pub(super) fn keep_words(&mut self, id: u64, words: &str) {
        self.unshown.insert(id, words.to_owned());
    }

    /// The message with its words, as a command that is used on it has it.
    pub(super) fn in_full(&self, id: u64) -> Option<Value> {
        let mut message = self.get(id)?.clone();
        if let Some(words) = self.unshown.get(&id) {
            message["content"] = words.as_str().into();
        }
        Some(message)
    }

    /// Puts an edited message in its own place; who sees it does not change.
    pub(super) fn replace(&mut self, id: u64, message: Value) {
        if let Some(kept) = self.kept.get_mut(&id) {
            kept.message = message;
        }
    }

    /// The bot has stopped thinking, and says something.
    pub(super) fn stop_thinking(&mut self, id: u64) {
        if let Some(kept) = self.kept.get_mut(&id) {
            let flags = kept.message["flags"].as_u64().unwrap_or_default();
            kept.message["flags"] = (flags & !LOADING).into();
        }
    }

    pub(super) fn get(&self, id: u64) -> Option<&Value> {
        self.kept.get(&id).map(|kept| &kept.message)
    }

    /// A message as anybody can fetch it from its channel: none that is for one person only.
    pub(super) fn public(&self, channel: u64, id: u64) -> Option<&Value> {
        let kept = self.kept.get(&id).filter(|kept| kept.only_for.is_none())?;
        (kept.message["channel_id"] == *channel.to_string()).then_some(&kept.message)
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Value> {
        self.kept.remove(&id).map(|kept| kept.message)
    }

    /// The messages of a channel that everybody sees, newest first.
    pub(super) fn page(&self, channel: u64, page: &Page) -> Vec<Value> {
        let limit = page.limit.unwrap_or(PAGE).min(MAX_PAGE);
        let all = || {
            let ids = self.kept.keys().rev();
            ids.filter_map(|id| Some((*id, self.public(channel, *id)?)))
        };
        if let Some(after) = page.after {
            // The first ones after it, and these newest first all the same.
            let mut next: Vec<_> = all().filter(|(id, _)| *id > after).collect();
            let skip = next.len().saturating_sub(limit);
            return next.split_off(skip).into_iter().map(|(_, message)| message.clone()).collect();
        }
        let before = match page.around {
            Some(around) => {
                let later = all().filter(|(id, _)| *id > around).count().saturating_sub(limit / 2);
                return all().skip(later).take(limit).map(|(_, message)| message.clone()).collect();
            }
            None => page.before.unwrap_or(u64::MAX),
        };
        let earlier = all().filter(|(id, _)| *id < before);
        earlier.take(limit).map(|(_, message)| message.clone()).collect()
    }

    /// Everything one person sees in a channel, in order.
    pub(super) fn seen_by(&self, person: u64, channel: u64) -> Vec<Value> {
        let channel = channel.to_string();
        let seen = self.kept.values().filter(|kept| {
            kept.message["channel_id"] == *channel
                && kept.only_for.is_none_or(|only| only == person)
        });
        seen.map(|kept| kept.message.clone()).collect()
    }

    pub(super) fn is_seen_by(&self, person: u64, id: u64) -> bool {
        let kept = self.kept.get(&id);
        kept.is_some_and(|kept| kept.only_for.is_none_or(|only| only == person))
    }

    pub(super) fn is_ephemeral(&self, id: u64) -> bool {
        self.kept.get(&id).is_some_and(|kept| kept.only_for.is_some())
    }

    /// What somebody has said. A bot that is thinking has said nothing yet.
    pub(super) fn by(&self, author: u64) -> Vec<Value> {
        let author = author.to_string();
        let by_them = self.kept.values().filter(|kept| {
            let flags = kept.message["flags"].as_u64().unwrap_or_default();
            kept.message["author"]["id"] == *author && flags & LOADING == 0
        });
        by_them.map(|kept| kept.message.clone()).collect()
    }

    // Nonces.

    pub(super) fn of_nonce(&self, nonce: &str) -> Option<&Value> {
        let (id, since) = self.nonces.get(nonce)?;
        if since.elapsed() > self.nonces_last {
            return None;
        }
        self.get(*id)
    }

    pub(super) fn keep_nonce(&mut self, nonce: &str, message: u64) {
        self.nonces.insert(nonce.to_owned(), (message, Instant::now()));
    }

    pub(super) fn forget_nonces(&mut self) {
        self.nonces.clear();
    }

    pub(super) fn remember_nonces_for(&mut self, time: Duration) {
        self.nonces_last = time;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages() {
        let mut messages = Messages::default();
        for id in 1..=6 {
            let only_for = (id == 4).then_some(9);
            messages.keep(id, json!({ "id": id, "channel_id": "1" }), only_for);
        }
        messages.keep(7, json!({ "id": 7, "channel_id": "2" }), None);
        let check = |page: Page, expected: &[u64]| {
            let found: Vec<_> = messages.page(1, &page).iter().map(|m| m["id"].as_u64()).collect();
            let expected: Vec<_> = expected.iter().copied().map(Some).collect();
            assert_eq!(found, expected, "{page:?}");
        };
        let all = Page::default;
        check(all(), &[6, 5, 3, 2, 1]);
        check(Page { limit: Some(2), ..all() }, &[6, 5]);
        check(Page { before: Some(5), ..all() }, &[3, 2, 1]);
        check(Page { before: Some(5), limit: Some(1), ..all() }, &[3]);
        check(Page { after: Some(1), limit: Some(2), ..all() }, &[3, 2]);
        check(Page { around: Some(3), limit: Some(3), ..all() }, &[5, 3, 2]);
    }
}
