//! Which of several readings of a question fits: the one whose answer leaves the least of it aside.
//!
//! A sign tells what a question may ask for ("hur många"), the words beside it tell whether it does
//! ("… såg sändningen"). An answer speaks of a word if it holds it, one that means the same, or a
//! compound with it. Where the first reading leaves words aside that the content knows, the others are
//! tried, and the one that leaves the fewest is taken.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use finsam_swedish::words::words;

use super::evidence;
use crate::{
    AnswerKind,
    passages::is_compound,
    question::{Intent, Part, Token},
    reply::{Case, Reply},
    words::{is_filler, same_meaning},
};

/// A reply, and what it took the question to ask for.
pub(super) type Read = (Reply, Option<Intent>);

/// The first reading; where it tells nothing, the first that tells something and leaves less of the
/// question aside. What it leaves aside is looked up in what is said of the same things.
pub(super) fn fitting<'c>(
    case: &'c Case<'c>,
    mut readings: impl Iterator<Item = Read>,
) -> Option<Read> {
    let mut best = readings.next()?;
    let weighing = Weighing::of(case);
    let mut left = weighing.left_aside(&best);
    if left.is_empty() && is_told(&best) {
        return Some(best);
    }
    if !is_told(&best) {
        let asked = best.1.or_else(|| case.question.cues.first().map(|cue| cue.intent));
        let counts = asked == Some(Intent::HowMuch);
        // Whatever else is known of it, it is no number.
        let may = |other: &Read| is_told(other) && (!counts || other.0.kind == AnswerKind::Figure);
        let found = readings
            .filter(may)
            .map(|other| (weighing.left_aside(&other), other))
            .find(|(fewer, _)| fewer.len() < left.len());
        if let Some((fewer, other)) = found {
            (best, left) = (other, fewer);
        } else if let Some(reply) = evidence::under_its_heading(case, asked) {
            return Some((reply, asked));
        }
    }
    if !is_told(&best) {
        left.extend(weighing.only_mentioned());
    }
    if !left.is_empty() {
        evidence::add(case, &left, &mut best);
    }
    Some(best)
}

/// The words of a question that may be left aside, each with the stems that stand for it.
struct Weighing<'c> {
    case: &'c Case<'c>,
    words: Vec<(usize, HashSet<String>)>,
    /// Whether the content knows each of them: asked of few, for it has to be looked up.
    known: RefCell<HashMap<usize, bool>>,
}

impl<'c> Weighing<'c> {
    fn of(case: &'c Case<'c>) -> Self {
        let language = case.language();
        let matters = |(_, token): &(usize, &Token)| {
            token.part == Part::Matter && !(token.number && token.folded.len() < 2)
        };
        let tokens = case.question.tokens.iter().enumerate().filter(matters);
        let words = tokens.map(|(at, token)| {
            let mut stems: HashSet<String> =
                same_meaning(&token.folded, language).into_iter().collect();
            stems.insert(token.stem.clone());
            (at, stems)
        });
        Self { case, words: words.collect(), known: RefCell::default() }
    }

    /// Whether a word is a sign of something or the content knows it.
    fn is_known(&self, at: usize) -> bool {
        let case = self.case;
        let is_sign = || case.question.cues.iter().any(|cue| cue.tokens.contains(&at));
        let stem = || case.question.tokens.get(at).map(|token| token.stem.as_str());
        let mut known = self.known.borrow_mut();
        *known
            .entry(at)
            .or_insert_with(|| is_sign() || stem().is_some_and(|stem| case.passages().knows(stem)))
    }

    /// The words of what only leads up to the question: "har beställt X, går det att få?"
    fn only_mentioned(&self) -> Vec<usize> {
        let case = self.case;
        let tells = |token: &Token| {
            token.aside && !token.number && !is_filler(&token.folded, case.language())
        };
        let told = case.question.tokens.iter().enumerate().filter(|(_, token)| tells(token));
        told.map(|(at, _)| at).collect()
    }

    /// The words of the question that a reading leaves aside: they neither told it nor stand in its answer.
    fn left_aside(&self, (reply, intent): &Read) -> Vec<usize> {
        let told: Vec<usize> = self
            .case
            .question
            .cues
            .iter()
            .filter(|cue| Some(cue.intent) == *intent)
            .flat_map(|cue| cue.tokens.iter().copied())
            .collect();
        let mut open = self.words.iter().filter(|(at, _)| !told.contains(at)).peekable();
        if open.peek().is_none() {
            return Vec::new();
        }
        let said: HashSet<String> =
            reply.lines.iter().flat_map(|line| words(line)).map(|word| word.stem()).collect();
        let is_left = |stems: &HashSet<String>| {
            !said
                .iter()
                .any(|said| stems.iter().any(|stem| said == stem || is_compound(said, stem)))
        };
        let left = open.filter(|(_, stems)| is_left(stems)).map(|(at, _)| *at);
        left.filter(|at| self.is_known(*at)).collect()
    }
}

/// Whether a reply tells what was asked.
pub(super) fn is_told((reply, _): &Read) -> bool {
    !matches!(reply.kind, AnswerKind::NotStated | AnswerKind::NotUnderstood)
}
