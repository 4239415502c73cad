//! The words that were probably meant by a misspelt one.

use std::sync::Arc;

use finsam_swedish::distance::Slips;

use super::{sorted::Sorted, work::Work};

/// From so many letters on, the first may be wrong too.
const FIRST_MAY_BE_WRONG: usize = 5;

/// The words at most so many half slips from a folded one, with how many part them, in no order. With
/// `unfinished`, words that begin with something near it, too.
pub(super) fn near<'i, V: Clone>(
    typed: &str,
    most: u8,
    unfinished: bool,
    words: &'i Sorted<V>,
    work: &mut Work,
) -> Vec<(u8, &'i (Arc<str>, V))> {
    let letters = typed.chars().count();
    let (Some(first), Some(mut slips)) = (typed.chars().next(), Slips::new(typed, most)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut walk = words.from("");
    let mut path = Path { letters: String::new(), nearest: vec![u8::MAX], is_dead: false };
    while let Some(entry) = walk.peek() {
        let word: &str = &entry.0;
        let same = common_start(word, &path.letters);
        if !(path.is_dead && same == path.letters.len()) {
            path.back_to(same, &mut slips);
            for letter in word.get(same..).unwrap_or_default().chars() {
                if !work.compare(letters) {
                    return found;
                }
                let is_other_first = path.letters.is_empty() && letter != first;
                let goes_on = slips.push(letter);
                path.push(letter, slips.whole().filter(|_| unfinished));
                path.is_dead = !goes_on || (is_other_first && letters < FIRST_MAY_BE_WRONG);
                if path.is_dead {
                    break;
                }
            }
        }
        let whole = if path.is_dead { None } else { slips.whole() };
        let nearest = path.nearest.last().copied().unwrap_or(u8::MAX);
        let halves = whole.unwrap_or(u8::MAX).min(nearest);
        if path.is_dead && halves == u8::MAX {
            // This one begins so, and so do all up to the first that does not.
            walk.skip_until(|word| !word.starts_with(&path.letters));
            continue;
        }
        // A word with another beginning must have nearly everything else right.
        let most = if word.starts_with(first) { u8::MAX - 1 } else { 2 };
        if halves <= most {
            found.push((halves, entry));
        }
        walk.next();
    }
    found
}

/// The letters of the last word as far as they were compared.
struct Path {
    letters: String,
    /// For each letter and before the first, how near a beginning of the word has come.
    nearest: Vec<u8>,
    /// Whether nothing that begins so is near.
    is_dead: bool,
}

impl Path {
    fn back_to(&mut self, bytes: usize, slips: &mut Slips) {
        let letters = self.letters.get(..bytes).map_or(0, |start| start.chars().count());
        self.letters.truncate(bytes);
        self.nearest.truncate(letters + 1);
        self.is_dead = false;
        slips.keep(letters);
    }

    fn push(&mut self, letter: char, halves: Option<u8>) {
        let so_far = self.nearest.last().copied().unwrap_or(u8::MAX);
        self.letters.push(letter);
        self.nearest.push(so_far.min(halves.unwrap_or(u8::MAX)));
    }
}

/// How many bytes two texts begin alike with.
fn common_start(a: &str, b: &str) -> usize {
    let alike = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.floor_char_boundary(alike)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(words: &[&str]) -> Sorted<()> {
        words.iter().map(|word| ((*word).into(), ())).collect()
    }

    fn all_near(typed: &str, unfinished: bool, words: &Sorted<()>) -> Vec<(u8, String)> {
        let most = finsam_swedish::distance::allowed_halves(typed.chars().count());
        let found = near(typed, most, unfinished, words, &mut Work::through(1));
        let mut found: Vec<(u8, String)> =
            found.into_iter().map(|(halves, (word, ()))| (halves, word.to_string())).collect();
        found.sort();
        found
    }

    #[test]
    fn what_was_meant() {
        let words = sorted(&[
            "forbund",
            "hem",
            "klingensjo",
            "kommun",
            "kommunal",
            "lisa",
            "lista",
            "prytz",
            "vem",
        ]);
        let check = |typed, expected: &[&str]| {
            let found: Vec<String> =
                all_near(typed, false, &words).into_iter().map(|(_, word)| word).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("prits", &["prytz"]);
        check("klingesjo", &["klingensjo"]);
        check("liza", &["lisa"]);
        check("vem", &["vem"]);
        check("den", &[]);
        check("ommun", &["kommun"]);
        check("komun", &["kommun"]);
        check("xyzzy", &[]);
        check("", &[]);
        assert_eq!(all_near("klinngen", true, &words), [(1, "klingensjo".to_owned())]);
    }

    proptest! {
        /// Leaping ahead loses nothing.
        #[test]
        fn a_walk_finds_what_a_look_at_every_word_finds(
            words in prop::collection::btree_set("[abk]{1,8}", 0..60),
            typed in "[abk]{0,9}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let one_by_one: Vec<_> = words
                .iter()
                .flat_map(|word| all_near(&typed, false, &sorted(&[word])))
                .collect();
            let mut one_by_one = one_by_one;
            one_by_one.sort();
            prop_assert_eq!(all_near(&typed, false, &sorted(&words)), one_by_one);
        }
    }
}
