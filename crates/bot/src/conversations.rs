//! What each conversation was about, so that *Vilka talar?* can follow on *Vad händer idag?*.
//!
//! The API puts that into an answer's opaque context. We keep the last one for each person in each
//! channel, and the one behind each answer, for those who reply to an answer given to somebody
//! else and for everybody in a thread under it. A card is no answer to a question: for it we keep
//! the question that it would answer, and ask that when somebody goes on.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use jiff::Zoned;
use serde::{Deserialize, Serialize};

/// How many contexts are kept. At under 1 kB each they come to a few megabytes at most; the
/// oldest goes first.
const MAX_KEPT: usize = 4_000;

/// How long somebody's last question in a channel is what the next one follows on. After a pause a
/// question is a new one. Replying to an answer is explicit and follows on as long as we remember.
const CONVERSATION: Duration = Duration::from_secs(30 * 60);

/// What a context is remembered by. Ids are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// Somebody's last question in a channel.
    Person { channel: u64, person: u64 },
    /// The message an answer stands in. A thread that is started under it has the same id.
    Answer(u64),
}

/// What something we said was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum About {
    /// The context that came with an answer.
    Context(String),
    /// A question, which never holds a person's words, and when it would have been asked.
    Question { text: String, at: Zoned },
}

/// The contexts of the latest conversations.
#[derive(Debug, Default)]
pub(crate) struct Conversations {
    contexts: HashMap<Key, (About, Instant)>,
    /// The keys, oldest first. A key that was remembered anew also has its older entries here.
    order: VecDeque<(Key, Instant)>,
}

impl Conversations {
    /// Remembers what an answer was about.
    pub(crate) fn remember(&mut self, key: Key, about: &About, now: Instant) {
        self.contexts.insert(key, (about.clone(), now));
        self.order.push_back((key, now));
        while self.order.len() > MAX_KEPT {
            let Some((key, since)) = self.order.pop_front() else { break };
            if self.contexts.get(&key).is_some_and(|(_, latest)| *latest == since) {
                self.contexts.remove(&key);
            }
        }
    }

    /// Forgets what somebody asked last.
    pub(crate) fn forget(&mut self, person: u64) {
        self.contexts
            .retain(|key, _| !matches!(key, Key::Person { person: of, .. } if *of == person));
    }

    /// What a question follows on: the answer it replies to, else the person's last question here,
    /// else the answer that this channel is a thread under.
    pub(crate) fn recall(
        &self,
        channel: u64,
        person: u64,
        replies_to: Option<u64>,
        now: Instant,
    ) -> Option<About> {
        let answer = |id| self.contexts.get(&Key::Answer(id));
        let recent = || {
            let last = self.contexts.get(&Key::Person { channel, person })?;
            (now.duration_since(last.1) <= CONVERSATION).then_some(last)
        };
        let found = replies_to.and_then(answer).or_else(recent).or_else(|| answer(channel));
        found.map(|(about, _)| about.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: u64 = 1;
    const THERE: u64 = 2;
    const ANNA: u64 = 10;
    const BO: u64 = 11;
    const ANSWER: u64 = 100;

    fn key(channel: u64, person: u64) -> Key {
        Key::Person { channel, person }
    }

    fn about(context: &str) -> About {
        About::Context(context.to_owned())
    }

    #[test]
    fn a_question_follows_on_the_persons_last_one_here() {
        let (mut talks, now) = (Conversations::default(), Instant::now());
        talks.remember(key(HERE, ANNA), &about("c1"), now);
        assert_eq!(talks.recall(HERE, ANNA, None, now), Some(about("c1")));
        assert_eq!(talks.recall(HERE, BO, None, now), None);
        assert_eq!(talks.recall(THERE, ANNA, None, now), None);
        talks.remember(key(HERE, ANNA), &about("c2"), now);
        assert_eq!(talks.recall(HERE, ANNA, None, now), Some(about("c2")));
        assert_eq!(talks.recall(HERE, ANNA, None, now + CONVERSATION * 2), None);
    }

    #[test]
    fn a_reply_follows_on_the_answer_it_replies_to() {
        let (mut talks, now) = (Conversations::default(), Instant::now());
        talks.remember(Key::Answer(ANSWER), &about("c1"), now);
        talks.remember(key(HERE, BO), &about("c2"), now);
        let later = now + CONVERSATION * 2;
        assert_eq!(talks.recall(HERE, BO, Some(ANSWER), later), Some(about("c1")));
        // A reply to anything else is only a message.
        assert_eq!(talks.recall(HERE, BO, Some(5), now), Some(about("c2")));
    }

    #[test]
    fn a_thread_under_an_answer_follows_on_it_for_everybody() {
        let (mut talks, now) = (Conversations::default(), Instant::now());
        talks.remember(Key::Answer(ANSWER), &about("c1"), now);
        for person in [ANNA, BO] {
            assert_eq!(talks.recall(ANSWER, person, None, now), Some(about("c1")));
        }
        talks.remember(key(ANSWER, ANNA), &about("c2"), now);
        assert_eq!(talks.recall(ANSWER, ANNA, None, now), Some(about("c2")));
        assert_eq!(talks.recall(ANSWER, BO, None, now), Some(about("c1")));
    }

    #[test]
    fn it_is_bounded_and_the_oldest_goes_first() {
        let (mut talks, start) = (Conversations::default(), Instant::now());
        let last = u64::try_from(MAX_KEPT).unwrap() * 2;
        for n in 1..=last {
            let now = start + Duration::from_micros(n);
            talks.remember(key(HERE, 1_000 + n), &about("c"), now);
            // One person keeps talking and is not forgotten.
            talks.remember(key(THERE, ANNA), &about(&n.to_string()), now);
        }
        assert!(talks.contexts.len() <= MAX_KEPT && talks.order.len() <= MAX_KEPT);
        assert_eq!(talks.recall(HERE, 1_001, None, start), None);
        assert!(talks.recall(HERE, 1_000 + last, None, start).is_some());
        assert_eq!(talks.recall(THERE, ANNA, None, start), Some(about(&last.to_string())));
    }
}
