//! A question asked, and held against what a right answer holds.

use std::collections::{BTreeMap, BTreeSet};

use finsam_answers::{Answer, Asking, answer};
use finsam_content::{Archive, Snapshot};
use jiff::{Timestamp, Zoned};

use super::{links, questions::Question};

/// What calls people who did not ask.
const PINGS: [&str; 3] = ["@everyone", "@here", "<@"];

/// The content as it is public when questions are asked.
pub(super) struct Public<'a> {
    archive: &'a Archive,
    /// By the next time at which something else is public.
    published: BTreeMap<Option<Timestamp>, Published>,
}

/// What is public for a while.
pub(super) struct Published {
    pub(super) snapshot: Snapshot,
    /// Every address in it.
    links: BTreeSet<String>,
}

impl<'a> Public<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        Self { archive, published: BTreeMap::new() }
    }

    /// What is public at a moment.
    pub(super) fn at(&mut self, now: &Zoned) -> &Published {
        let until = self.archive.next_publication(now).map(|then| then.timestamp());
        self.published.entry(until).or_insert_with(|| {
            let snapshot = self.archive.publish(now);
            Published { links: links::in_content(&snapshot), snapshot }
        })
    }

    /// All that was looked at.
    pub(super) fn snapshots(&self) -> impl Iterator<Item = &Snapshot> {
        self.published.values().map(|published| &published.snapshot)
    }
}

/// A question with what came of it.
pub(super) struct Outcome<'q> {
    pub(super) question: &'q Question,
    /// The answers of the conversation, the one that counts last.
    pub(super) answers: Vec<Answer>,
    /// What the text should have been and is not.
    pub(super) wrong: Vec<String>,
    /// What should have been cited and is not.
    pub(super) not_cited: Vec<String>,
}

impl<'q> Outcome<'q> {
    /// Asks a question.
    pub(super) fn of(question: &'q Question, public: &Published) -> Self {
        let answers = conversation(question, &public.snapshot);
        let (mut wrong, mut not_cited) = (Vec::new(), Vec::new());
        for answer in &answers {
            unsafe_parts(answer, &public.links, &mut wrong);
        }
        if let Some(answer) = answers.last() {
            hold_against(question, answer, &mut wrong, &mut not_cited);
        }
        Self { question, answers, wrong, not_cited }
    }

    /// Asks again: an answer that is another one now is wrong.
    pub(super) fn again(&mut self, public: &Published) {
        if conversation(self.question, &public.snapshot) != self.answers {
            self.wrong.push("another answer when asked again".to_owned());
        }
    }

    pub(super) fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }

    pub(super) fn is_right_and_cited(&self) -> bool {
        self.is_right() && self.not_cited.is_empty()
    }
}

/// The answers to what was asked before, and to the question.
fn conversation(question: &Question, snapshot: &Snapshot) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for text in question.after.iter().chain([&question.question]) {
        let context = answers.last().map(|answer| answer.context.as_str());
        answers.push(answer(&Asking { question: text, context, now: &question.now, snapshot }));
    }
    answers
}

/// What no answer may hold, whatever was asked.
fn unsafe_parts(answer: &Answer, links: &BTreeSet<String>, wrong: &mut Vec<String>) {
    for ping in PINGS.iter().filter(|ping| answer.text.contains(**ping)) {
        wrong.push(format!("calls people: {ping}"));
    }
    let said = answer.text.replace('\\', "");
    for link in links::of(&said).filter(|link| !links.contains(*link)) {
        wrong.push(format!("a link that is not in the content: {link}"));
    }
}

fn hold_against(
    question: &Question,
    answer: &Answer,
    wrong: &mut Vec<String>,
    not_cited: &mut Vec<String>,
) {
    // A pattern that gives up on a text has not been found there.
    let found = |pattern: &fancy_regex::Regex| pattern.is_match(&answer.text).unwrap_or(false);
    for pattern in question.must_contain.iter().filter(|pattern| !found(pattern)) {
        wrong.push(format!("does not say {pattern}"));
    }
    for pattern in question.must_not_contain.iter().filter(|pattern| found(pattern)) {
        wrong.push(format!("says {pattern}"));
    }
    let length = answer.text.chars().count();
    if length > question.max_len {
        wrong.push(format!("{length} characters, {} at most", question.max_len));
    }
    for names in &question.cites {
        let is_named = |name: &String| {
            let by = |one: &finsam_answers::Citation| {
                one.url.as_deref() == Some(name) || one.title == *name
            };
            answer.citations.iter().any(by)
        };
        if !names.iter().any(is_named) {
            not_cited.push(names.join(" or "));
        }
    }
}
