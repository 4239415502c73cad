//! A query, as it can be answered from the words there are.

use std::{collections::HashSet, ops::Bound};

use finsam_swedish::{Language, distance, words};

use super::{index::Words, stems};

/// Nobody types longer queries; what is beyond is not read.
const MOST_CHARS: usize = 4000;
const MOST_WORDS: usize = 32;
/// Comparing a word with every other is slow, so only so many unknown words are.
const MOST_GUESSES: usize = 4;
/// One word may be read as so many, the likeliest first.
const MOST_READINGS: usize = 40;

/// What is sure to be meant, what may be if the word was not finished, what if it was misspelt.
const AS_TYPED: f64 = 1.0;
const UNFINISHED: f64 = 0.3;
const MISSPELT: f64 = 0.6;

/// A query, as it can be answered from the words there are.
pub(super) struct Query<'i> {
    /// Its words, in order, each once. One that means nothing here has no readings.
    pub(super) terms: Vec<Term<'i>>,
    /// What it may be the name of: all of it, and what is left without the small words.
    pub(super) names: Vec<String>,
}

/// A word of a query.
pub(super) struct Term<'i> {
    /// The stems it may mean and how sure that is, up to 1.
    pub(super) readings: Vec<(&'i str, f64)>,
}

impl<'i> Query<'i> {
    pub(super) fn read(text: &str, index: &'i Words) -> Self {
        let text: String = text.chars().take(MOST_CHARS).collect();
        let mut typed = words::key_words(&text, Language::of(&text));
        if typed.is_empty() {
            typed = words::normal_words(&text);
        }
        let mut names = vec![stems(&text).join(" "), stems(&typed.join(" ")).join(" ")];
        names.retain(|name| !name.is_empty());
        let mut seen = HashSet::new();
        typed.retain(|word| seen.insert(words::stem(word)));
        typed.truncate(MOST_WORDS);
        let mut guesses = 0;
        let last = typed.len().saturating_sub(1);
        let terms = typed
            .iter()
            .enumerate()
            .map(|(at, word)| Term { readings: readings(word, at == last, &mut guesses, index) })
            .collect();
        Self { terms, names }
    }

    /// The words of the query that a word of a text stands for, by number.
    pub(super) fn term_of(&self, stem: &str) -> Option<usize> {
        let means = |term: &Term<'_>| term.readings.iter().any(|(reading, _)| *reading == stem);
        self.terms.iter().position(means)
    }
}

/// What a word may mean: itself, what it is the beginning of, else what it looks like.
fn readings<'i>(
    word: &str,
    is_last: bool,
    guesses: &mut usize,
    index: &'i Words,
) -> Vec<(&'i str, f64)> {
    let stem = words::stem(word);
    let mut readings: Vec<(&str, f64)> = index
        .get_key_value(stem.as_str())
        .map(|(known, _)| (known.as_ref(), AS_TYPED))
        .into_iter()
        .collect();
    if is_last && word.chars().count() >= 3 {
        let starts = index
            .range::<str, _>((Bound::Included(word), Bound::Unbounded))
            .map(|(known, _)| known.as_ref())
            .take_while(|known| known.starts_with(word))
            .filter(|known| *known != stem);
        readings.extend(starts.take(MOST_READINGS).map(|known| (known, UNFINISHED)));
    }
    if readings.is_empty() && *guesses < MOST_GUESSES {
        *guesses += 1;
        let near = distance::near(&stem, index.keys().map(AsRef::as_ref));
        // `near` gives the best first; only those as good as the best are meant.
        let slips = |known: &str| distance::within(&stem, known, distance::allowed(usize::MAX));
        let best = near.first().and_then(|known| slips(known));
        let as_good = near.into_iter().take_while(|known| slips(known) == best);
        readings.extend(as_good.take(MOST_READINGS).map(|known| (known, MISSPELT)));
    }
    readings
}
