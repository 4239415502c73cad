//! What each conversation was about, so that *Vilka talar?* can follow on *Vad händer idag?*.
//!
//! The API puts that into an answer's opaque context; we keep the last one for each person in each
//! channel, and the one behind each answer, for those who reply to an answer given to somebody
//! else. It is kept in memory only: after a restart, a follow-up has to say what it is about.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use serenity::all::{ChannelId, MessageId, UserId};

/// How many contexts are kept. At under 1 kB each they come to a few megabytes at most; the
/// oldest goes first.
const MAX_KEPT: usize = 4_000;

/// How long somebody's last question in a channel is what the next one follows on. After a pause a
/// question is a new one. Replying to an answer is explicit and follows on as long as we remember.
const CONVERSATION: Duration = Duration::from_secs(30 * 60);

/// What a context is remembered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// Somebody's last question in a channel.
    Person(ChannelId, UserId),
    /// The message an answer stands in.
    Answer(MessageId),
}

/// The contexts of the latest conversations.
#[derive(Debug, Default)]
pub(crate) struct Conversations {
    contexts: HashMap<Key, (String, Instant)>,
    /// The keys, oldest first. A key that was remembered anew also has its older entries here.
    order: VecDeque<(Key, Instant)>,
}

impl Conversations {
    /// Remembers what an answer was about.
    pub(crate) fn remember(&mut self, key: Key, context: &str, now: Instant) {
        self.contexts.insert(key, (context.to_owned(), now));
        self.order.push_back((key, now));
        while self.order.len() > MAX_KEPT {
            let Some((key, since)) = self.order.pop_front() else { break };
            if self.contexts.get(&key).is_some_and(|(_, latest)| *latest == since) {
                self.contexts.remove(&key);
            }
        }
    }

    /// What a question follows on: the answer it replies to, else the person's last question here.
    pub(crate) fn recall(
        &self,
        channel: ChannelId,
        person: UserId,
        replies_to: Option<MessageId>,
        now: Instant,
    ) -> Option<String> {
        let answer = replies_to.and_then(|id| self.contexts.get(&Key::Answer(id)));
        let recent = || {
            let last = self.contexts.get(&Key::Person(channel, person))?;
            (now.duration_since(last.1) <= CONVERSATION).then_some(last)
        };
        answer.or_else(recent).map(|(context, _)| context.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: ChannelId = ChannelId::new(1);
    const THERE: ChannelId = ChannelId::new(2);
    const ANNA: UserId = UserId::new(10);
    const BO: UserId = UserId::new(11);
    const ANSWER: MessageId = MessageId::new(100);

    #[test]
    fn a_question_follows_on_the_persons_last_one_here() {
        let (mut talks, now) = (Conversations::default(), Instant::now());
        talks.remember(Key::Person(HERE, ANNA), "c1", now);
        assert_eq!(talks.recall(HERE, ANNA, None, now).as_deref(), Some("c1"));
        assert_eq!(talks.recall(HERE, BO, None, now), None);
        assert_eq!(talks.recall(THERE, ANNA, None, now), None);
        talks.remember(Key::Person(HERE, ANNA), "c2", now);
        assert_eq!(talks.recall(HERE, ANNA, None, now).as_deref(), Some("c2"));
        assert_eq!(talks.recall(HERE, ANNA, None, now + CONVERSATION * 2), None);
    }

    #[test]
    fn a_reply_follows_on_the_answer_it_replies_to() {
        let (mut talks, now) = (Conversations::default(), Instant::now());
        talks.remember(Key::Answer(ANSWER), "c1", now);
        talks.remember(Key::Person(HERE, BO), "c2", now);
        let later = now + CONVERSATION * 2;
        assert_eq!(talks.recall(HERE, BO, Some(ANSWER), later).as_deref(), Some("c1"));
        // A reply to anything else is only a message.
        assert_eq!(talks.recall(HERE, BO, Some(MessageId::new(5)), now).as_deref(), Some("c2"));
    }

    #[test]
    fn it_is_bounded_and_the_oldest_goes_first() {
        let (mut talks, start) = (Conversations::default(), Instant::now());
        for n in 1..=u64::try_from(MAX_KEPT).unwrap() * 2 {
            let now = start + Duration::from_micros(n);
            talks.remember(Key::Person(HERE, UserId::new(n)), "c", now);
            // One person keeps talking and is not forgotten.
            talks.remember(Key::Person(THERE, ANNA), &n.to_string(), now);
        }
        assert!(talks.contexts.len() <= MAX_KEPT && talks.order.len() <= MAX_KEPT);
        assert_eq!(talks.recall(HERE, UserId::new(1), None, start), None);
        let last = UserId::new(u64::try_from(MAX_KEPT).unwrap() * 2);
        assert!(talks.recall(HERE, last, None, start).is_some());
        assert_eq!(talks.recall(THERE, ANNA, None, start).as_deref(), Some(&*last.to_string()));
    }
}
