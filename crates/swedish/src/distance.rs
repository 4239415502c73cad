//! What was probably meant: names and keys a slip of the fingers away.
//!
//! The measure is optimal string alignment: one wrong, missing, extra letter or two neighbours that
//! changed places count one each.

mod slips;

pub use slips::{Slips, allowed_halves};

use crate::letters::fold;

/// Words longer than this are not typed names; comparing them would only cost time.
const LONGEST: usize = 64;

/// The number of slips between two texts once folded, or nothing when there are more than `limit`.
#[must_use]
pub fn within(a: &str, b: &str, limit: usize) -> Option<usize> {
    folded_within(&fold(a), &fold(b), limit)
}

fn folded_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let (letters_a, letters_b) = (a.chars().count(), b.chars().count());
    if letters_a.max(letters_b) > LONGEST || letters_a.abs_diff(letters_b) > limit {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|slips| *slips <= limit)
}

/// How many slips a word of so many letters may hold and still be recognised: none below three
/// letters, where every word is a neighbour of every other.
#[must_use]
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// The candidates a word may have been meant as, best first; equally good ones keep their order.
/// A word of three letters must have its first letter right: *SGI* is not *Sol*, nor *vem* *hem*.
#[must_use]
pub fn near<'c, C>(word: &str, candidates: C) -> Vec<&'c str>
where
    C: IntoIterator<Item = &'c str>,
{
    let word = fold(word);
    let letters = word.chars().count();
    let mut found: Vec<((usize, bool), &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let slips = folded_within(&word, &folded, allowed(letters))?;
            let other_start = word.chars().next() != folded.chars().next();
            (letters > 3 || !other_start).then_some(((slips, other_start), candidate))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The best of [`near`].
#[must_use]
pub fn nearest<'c, C>(word: &str, candidates: C) -> Option<&'c str>
where
    C: IntoIterator<Item = &'c str>,
{
    near(word, candidates).into_iter().next()
}

/// Words that something may have been meant as, ready to be compared again and again.
#[derive(Clone, Debug, Default)]
pub struct Choices<'c> {
    all: Vec<Choice<'c>>,
}

#[derive(Clone, Debug)]
struct Choice<'c> {
    word: &'c str,
    folded: String,
    letters: usize,
    held: u32,
}

impl<'c> FromIterator<&'c str> for Choices<'c> {
    fn from_iter<I: IntoIterator<Item = &'c str>>(words: I) -> Self {
        let choice = |word| {
            let folded = fold(word);
            Choice { word, letters: folded.chars().count(), held: held(&folded), folded }
        };
        Self { all: words.into_iter().map(choice).collect() }
    }
}

impl<'c> Choices<'c> {
    /// The best of [`near`], if it is at most so many slips away.
    #[must_use]
    pub fn nearest(&self, word: &str, limit: usize) -> Option<&'c str> {
        let word = fold(word);
        let (letters, held) = (word.chars().count(), held(&word));
        let limit = limit.min(allowed(letters));
        // A slip brings in a letter at most, and takes one away.
        let may_be = |choice: &&Choice<'_>| {
            let (lacking, strange) = (held & !choice.held, choice.held & !held);
            choice.letters.abs_diff(letters) <= limit
                && lacking.count_ones().max(strange.count_ones())
                    <= u32::try_from(limit).unwrap_or(0)
        };
        let ranked = self.all.iter().filter(may_be).filter_map(|choice| {
            let slips = folded_within(&word, &choice.folded, limit)?;
            let other_start = word.chars().next() != choice.folded.chars().next();
            (letters > 3 || !other_start).then_some(((slips, other_start), choice.word))
        });
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, word)| word)
    }
}

/// Which letters a folded word has, some of them under the same sign.
fn held(folded: &str) -> u32 {
    folded.bytes().fold(0, |held, byte| held | 1 << (byte % 32))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Choices, near, nearest, within};

    proptest! {
        #[test]
        fn choices_are_those_of_a_look_at_every_word(
            words in prop::collection::vec("[abcåx]{1,9}", 0..30),
            word in "[abcåx]{0,9}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let choices: Choices<'_> = words.iter().copied().collect();
            prop_assert_eq!(choices.nearest(&word, 9), nearest(&word, words.iter().copied()));
        }
    }

    #[test]
    fn slips() {
        let check = |a, b, limit, expected| assert_eq!(within(a, b, limit), expected, "{a} {b}");
        check("Prytz", "prytz", 0, Some(0));
        check("Prytz", "Pritz", 2, Some(1));
        check("modreator", "moderator", 2, Some(1));
        check("kök", "kok", 0, Some(0));
        check("lunch", "frukost", 2, None);
        check("seminarium", "seminarie", 1, None);
        check(&"a".repeat(90), &"b".repeat(90), 90, None);
    }

    #[test]
    fn suggestions() {
        let keys = ["title", "date", "start", "end", "speakers", "venue"];
        let check = |word, expected| assert_eq!(nearest(word, keys), expected, "{word}");
        check("titel", Some("title"));
        check("strat", Some("start"));
        check("speaker", Some("speakers"));
        check("VENUE", Some("venue"));
        check("edn", Some("end"));
        check("and", None);
        check("ed", None);
        check("organiser", None);
        check("", None);
    }

    #[test]
    fn the_best_comes_first_and_ties_keep_their_order() {
        assert_eq!(near("ryberg", ["nyberg", "ryborg", "ryberg"]), ["ryberg", "ryborg", "nyberg"]);
        assert_eq!(near("balder", ["baldur", "balter"]), ["baldur", "balter"]);
    }
}
