//! The numbers a question names, and which figures they are.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Claim, Entry, Figure, Kind};
use finsam_swedish::{
    stem,
    words::{Kind as WordKind, Word, words},
};

use super::held::{Held, in_order, with_stems};
use crate::{
    question::{Origin, Part, Question, Token},
    reply::Case,
    words::same_meaning,
};

/// Numbers from here on are told apart by themselves; smaller ones stand in all sorts of texts.
const LARGE: f64 = 100.0;
/// Numerals, Swedish and English (folded).
const NUMERALS: [(&str, u8); 22] = [
    ("tva", 2),
    ("tre", 3),
    ("fyra", 4),
    ("fem", 5),
    ("sex", 6),
    ("sju", 7),
    ("atta", 8),
    ("nio", 9),
    ("tio", 10),
    ("elva", 11),
    ("tolv", 12),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];
/// How words begin that multiply the number before them.
const MULTIPLIERS: [(&str, f64); 6] = [
    ("miljard", 1e9),
    ("miljon", 1e6),
    ("tusen", 1e3),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
];
/// Units that exclude one another: each with how its words begin.
const UNITS: [&[&str]; 7] = [
    &["kron", "kr", "sek", "crown"],
    &["procent", "percent"],
    &["person", "manniskor", "people"],
    &["kommun", "municipalit"],
    &["dag", "dygn", "day"],
    &["tittar", "viewer", "uppkoppl"],
    &["exempel", "example"],
];
/// Words between numbers that are sums, no questions for the content.
const SUMS: [&str; 8] = ["ganger", "plus", "minus", "delat", "times", "divided", "upphojt", "x"];

/// A number that a question names.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) value: f64,
    /// As digits, or as the word written.
    written: String,
    /// The words behind it, of which one may be its unit (folded).
    behind: Vec<String>,
}

impl Number {
    /// The number, where it is a whole one.
    pub(super) fn whole(&self) -> Option<i64> {
        format!("{:.0}", self.value).parse().ok()
    }

    /// Whether it stands without a unit.
    pub(super) fn is_bare(&self) -> bool {
        self.unit().is_none()
    }

    /// Whether it tells something by itself.
    pub(super) fn is_large(&self) -> bool {
        self.value >= LARGE
    }

    fn unit(&self) -> Option<usize> {
        let next = self.behind.first()?;
        UNITS.iter().position(|unit| unit.iter().any(|start| begins(next, start)))
    }
}

fn begins(word: &str, start: &str) -> bool {
    if start.len() < 4 { word == start } else { word.starts_with(start) }
}

/// The numbers of a question that are no part of a time, a name or a sum.
pub(super) fn of_question(question: &Question) -> Vec<Number> {
    let tokens = &question.tokens;
    if question.has_word(&SUMS) && tokens.iter().filter(|token| token.number).count() > 1 {
        return Vec::new();
    }
    let mut numbers = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if matches!(token.part, Part::Time | Part::Name) || is_year(token) {
            continue;
        }
        let Some(value) = value(&token.folded, token.number) else { continue };
        let mut behind: Vec<String> =
            tokens.iter().skip(at + 1).take(3).map(|token| token.folded.clone()).collect();
        let factor = behind.first().and_then(|next| multiplier(next));
        if factor.is_some() {
            behind.remove(0);
        }
        let value = value * factor.unwrap_or(1.0);
        numbers.push(Number { value, written: token.folded.clone(), behind });
    }
    numbers
}

fn is_year(token: &Token) -> bool {
    token.number
        && token.folded.len() == 4
        && token.folded.parse().is_ok_and(|year: i16| (1900..=2100).contains(&year))
}

fn value(folded: &str, number: bool) -> Option<f64> {
    if number {
        return folded.parse().ok();
    }
    NUMERALS.iter().find(|(word, _)| *word == folded).map(|(_, value)| f64::from(*value))
}

fn multiplier(folded: &str) -> Option<f64> {
    MULTIPLIERS.iter().find(|(start, _)| folded.starts_with(start)).map(|(_, factor)| *factor)
}

/// Whether a word is a number, in figures or in letters.
pub(in crate::replies) fn is_number(word: &Word<'_>) -> bool {
    value(&word.folded, word.kind == WordKind::Number).is_some()
}

/// The numbers a text holds.
fn in_text(text: &str) -> Vec<f64> {
    let words = words(text);
    let after = |at: usize| words.get(at + 1).and_then(|next| multiplier(&next.folded));
    let numbers = words.iter().enumerate().filter_map(|(at, word)| {
        let value = value(&word.folded, word.kind == WordKind::Number)?;
        Some(value * after(at).unwrap_or(1.0))
    });
    numbers.collect()
}

fn holds(text: &str, number: &Number) -> bool {
    in_text(text).iter().any(|value| (value - number.value).abs() < 1e-9)
}

/// A figure that a number is, or that tells of it.
pub(super) struct Told {
    pub(super) figure: Arc<Entry<Figure>>,
    /// The reading not followed that holds it.
    pub(super) claim: Option<Claim>,
    /// How much of the question it has beside.
    fit: f64,
}

/// The figures whose very number the question names, or whose notes do: "var kommer 34 808 ifrån".
pub(super) fn figures(case: &Case<'_>, numbers: &[Number]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for number in numbers {
        let mut found = figures_of(case, number);
        let best = found.iter().map(|one| one.fit).fold(0.0, f64::max);
        found.retain(|one| one.fit >= best);
        for one in found {
            match told.iter_mut().find(|there| there.figure.id == one.figure.id) {
                // Both its numbers are named.
                Some(there) => there.claim = there.claim.take().or(one.claim),
                None => told.push(one),
            }
        }
    }
    told
}

fn figures_of(case: &Case<'_>, number: &Number) -> Vec<Told> {
    let numeral = NUMERALS.iter().find(|(_, value)| f64::from(*value) == number.value);
    let stems = [Some(number.written.as_str()), numeral.map(|(word, _)| *word)];
    let mut stems: Vec<(&str, f64)> = stems.into_iter().flatten().map(|word| (word, 1.0)).collect();
    let digits = number.value.to_string();
    stems.push((&digits, 1.0));
    let candidates = in_order(with_stems(case, &stems));
    let fit = |figure: &Arc<Entry<Figure>>| fit(case, figure, number);
    let own: Vec<Told> = candidates
        .iter()
        .filter(|figure| holds(&figure.text, number))
        .filter_map(|figure| {
            Some(Told { figure: Arc::clone(figure), claim: None, fit: fit(figure)? })
        })
        .collect();
    if !own.is_empty() || !number.is_large() {
        return own;
    }
    let doubted = candidates.iter().filter_map(|figure| {
        let claim =
            figure.claims.iter().find(|claim| !claim.followed && holds(&claim.value, number));
        if claim.is_none() && !holds(figure.body.text(), number) {
            return None;
        }
        Some(Told { figure: Arc::clone(figure), claim: claim.cloned(), fit: fit(figure)? })
    });
    doubted.collect()
}

/// How much of the question a figure with the number has beside it; `None` if it is another number:
/// of another unit, about another subject, or a small one with no other word of the question.
fn fit(case: &Case<'_>, figure: &Arc<Entry<Figure>>, number: &Number) -> Option<f64> {
    let question = case.question;
    let held = Held::of(case, figure);
    let unit_words = words(&figure.unit).into_iter().chain(words(&figure.text));
    let unit_words: Vec<Word<'_>> = unit_words.collect();
    let is_unit = |word: &str| {
        let others = same_meaning(word, question.language);
        let stem = stem(word);
        unit_words.iter().any(|unit| unit.stem() == stem || others.contains(&unit.stem()))
    };
    if let Some(unit) = number.unit() {
        let same = UNITS.get(unit).is_some_and(|starts| {
            let of_figure = unit_words
                .iter()
                .any(|word| starts.iter().any(|start| begins(&word.folded, start)));
            of_figure || number.behind.first().is_some_and(|next| is_unit(next))
        });
        if !same {
            return None;
        }
    }
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let things =
        named.filter(|subject| !subject.nodes.iter().all(|node| node.kind() == Kind::Organisation));
    let mut things = things.peekable();
    let concerned = things.peek().is_none()
        || things.any(|subject| {
            let said = subject.tokens.iter().filter_map(|at| question.tokens.get(*at));
            let stems: Vec<String> = said.map(|token| token.stem.clone()).collect();
            subject.nodes.iter().any(|node| refers(case, node, figure))
                || held.best_hit(&stems) > 0.0
        });
    if !concerned {
        return None;
    }
    let behind = number.behind.iter().any(|word| is_unit(word));
    let beside = question.tokens.iter().filter(|token| {
        let matters = matches!(token.part, Part::Matter | Part::Name) && !token.number;
        matters && held.best_hit(std::slice::from_ref(&token.stem)) > 0.0
    });
    let beside = u32::try_from(beside.count()).map_or(0.0, f64::from);
    (number.is_large() || behind || beside > 0.0).then_some(beside + f64::from(u8::from(behind)))
}

fn refers(case: &Case<'_>, node: &Node, figure: &Entry<Figure>) -> bool {
    let referring = case.snapshot.referring_to(node.kind(), node.slug()).iter();
    referring.filter_map(Figure::of).any(|one| one.id == figure.id)
}
