//! The signs of a language, looked up by the words of a question: its table is long, and read for
//! every question and for every question that is suggested.

use std::{collections::HashMap, sync::LazyLock};

use finsam_swedish::{Language, distance::Choices, fold};

use super::{Rule, english, swedish};
use crate::question::Token;

/// Where a phrase stands: which rule it belongs to, and which of the rule's phrases it is.
pub(super) type Place = (usize, usize);

/// The signs of a table.
pub(super) struct Signs {
    pub(super) table: &'static [Rule],
    /// Every sign that is a word, folded, with the phrases that begin with it.
    words: HashMap<String, Vec<Place>>,
    /// Every sign that words begin with, with the phrases that begin with it.
    starts: HashMap<&'static str, Vec<Place>>,
    /// What a misspelt word may have been meant as.
    meant: Choices<'static>,
}

static SWEDISH: LazyLock<Signs> = LazyLock::new(|| Signs::of_table(swedish::TABLE));
static ENGLISH: LazyLock<Signs> = LazyLock::new(|| Signs::of_table(english::TABLE));

impl Signs {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::Swedish => &SWEDISH,
            Language::English => &ENGLISH,
        }
    }

    fn of_table(table: &'static [Rule]) -> Self {
        let mut signs = Self {
            table,
            words: HashMap::new(),
            starts: HashMap::new(),
            meant: Choices::default(),
        };
        let mut words: Vec<&'static str> = Vec::new();
        for (rule, (_, phrases)) in table.iter().enumerate() {
            for (nth, phrase) in phrases.iter().enumerate() {
                for (place, sign) in in_phrase(phrase).enumerate() {
                    let begun = match sign.strip_suffix('*') {
                        Some(start) => signs.starts.entry(start).or_default(),
                        None => signs.words.entry(fold(sign)).or_default(),
                    };
                    if place == 0 {
                        begun.push((rule, nth));
                    }
                    words.push(sign);
                }
            }
        }
        words.retain(|sign| !sign.ends_with('*') && sign.len() >= 4);
        signs.meant = words.into_iter().collect();
        signs
    }

    /// The phrases whose first sign is among the words, in the order of the table.
    pub(super) fn begun_by(&self, tokens: &[Token]) -> Vec<Place> {
        let mut begun: Vec<Place> = Vec::new();
        for token in tokens {
            self.told_by(&token.folded).for_each(|places| begun.extend(places));
        }
        begun.sort_unstable();
        begun.dedup();
        begun
    }

    /// Whether a word is a sign of something.
    pub(super) fn hold(&self, folded: &str) -> bool {
        self.told_by(folded).next().is_some()
    }

    /// The sign that a word was probably meant as, with at most so many slips.
    pub(super) fn nearest(&self, folded: &str, slips: usize) -> Option<&'static str> {
        self.meant.nearest(folded, slips)
    }

    /// The phrases that begin with each sign that a word is.
    fn told_by(&self, folded: &str) -> impl Iterator<Item = &Vec<Place>> {
        let ends = folded.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let starts = ends.filter_map(|end| self.starts.get(folded.get(..end)?));
        self.words.get(folded).into_iter().chain(starts)
    }
}

fn in_phrase(phrase: &'static str) -> impl Iterator<Item = &'static str> {
    phrase.split([' ', '+']).map(|sign| sign.trim_start_matches('^'))
}
