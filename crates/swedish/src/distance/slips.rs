//! The distance from what was typed, a letter at a time: for walks through many sorted words, in
//! which words that begin alike are compared once.

use std::ops::Range;

/// Counted in halves: a slip is two, one that sounds alike is one (*Prits* for *Prytz*).
const SLIP: u8 = 2;
const ALIKE: u8 = 1;

/// Typed words are compared up to this many letters.
const LONGEST: usize = 40;

/// How far the beginning of a word is from what was typed, in half slips.
#[derive(Clone, Debug)]
pub struct Slips {
    typed: Vec<char>,
    /// What it costs to leave out each typed letter.
    left_out: Vec<u8>,
    letters: Vec<char>,
    /// For each beginning of the word, from none of it, what parts it from each beginning of what
    /// was typed; if that is too much, at least so much.
    rows: Vec<u8>,
    /// For each row, which of its cells are not too much.
    bands: Vec<Range<usize>>,
    most: u8,
}

impl Slips {
    /// Compares with a folded word; more than `most` half slips are too many. Nothing for a word
    /// that is too long to be compared.
    #[must_use]
    pub fn new(typed: &str, most: u8) -> Option<Self> {
        let typed: Vec<char> = typed.chars().take(LONGEST + 1).collect();
        if typed.is_empty() || typed.len() > LONGEST {
            return None;
        }
        let before = std::iter::once(None).chain(typed.iter().map(Some));
        let left_out: Vec<u8> =
            typed.iter().zip(before).map(|(letter, before)| missing(*letter, before)).collect();
        let mut rows = Vec::with_capacity((typed.len() + 1) * (typed.len() + 4));
        rows.push(0);
        for cost in &left_out {
            rows.push(rows.last().unwrap_or(&0) + cost);
        }
        let near = rows.partition_point(|cost| *cost <= most);
        let bands = std::iter::once(0..near).collect();
        Some(Self { typed, left_out, letters: Vec::new(), rows, bands, most })
    }

    /// Forgets all but the first letters of the word.
    pub fn keep(&mut self, letters: usize) {
        self.letters.truncate(letters);
        self.rows.truncate((letters + 1) * self.width());
        self.bands.truncate(letters + 1);
    }

    /// Goes on by a letter. Whether any word that begins so can be near enough.
    pub fn push(&mut self, letter: char) -> bool {
        let width = self.width();
        let depth = self.letters.len();
        let before = self.letters.last().copied();
        let too_many = missing(letter, before.as_ref());
        self.rows.resize((depth + 2) * width, u8::MAX);
        let (done, row) = self.rows.split_at_mut((depth + 1) * width);
        let (earlier, last) = done.split_at(depth * width);
        let earlier = earlier.get(earlier.len().saturating_sub(width)..).unwrap_or_default();
        let band = self.bands.last().cloned().unwrap_or_default();
        // Nothing near comes of what is not: only what is next to the last row's band is looked at,
        // and what follows a near cell. Neighbours that changed places lie in it, for two wrong
        // letters in their stead cost no more on the way.
        let (mut from, mut until) = (usize::MAX, 0);
        let mut left = u8::MAX;
        for at in band.start..width {
            if at > band.end && left > self.most {
                break;
            }
            let cell = |row: &[u8], at: usize| row.get(at).copied().unwrap_or(u8::MAX);
            let mut cost = cell(last, at).saturating_add(too_many);
            if let Some(typed) = at.checked_sub(1).and_then(|at| self.typed.get(at)) {
                let left_out = self.left_out.get(at - 1).copied().unwrap_or(SLIP);
                cost = cost
                    .min(cell(last, at - 1).saturating_add(wrong(*typed, letter)))
                    .min(left.saturating_add(left_out));
                let typed_before = at.checked_sub(2).and_then(|at| self.typed.get(at));
                if typed_before == Some(&letter) && before == Some(*typed) && *typed != letter {
                    cost = cost.min(cell(earlier, at - 2).saturating_add(SLIP));
                }
            }
            if let Some(cell) = row.get_mut(at) {
                *cell = cost;
            }
            if cost <= self.most {
                (from, until) = (from.min(at), at + 1);
            }
            left = cost;
        }
        self.letters.push(letter);
        self.bands.push(from.min(until)..until);
        until > 0
    }

    /// How far the letters so far are from all that was typed, if not too far.
    #[must_use]
    pub fn whole(&self) -> Option<u8> {
        self.rows.last().copied().filter(|slips| *slips <= self.most)
    }

    fn width(&self) -> usize {
        self.typed.len() + 1
    }
}

/// How many half slips a word of so many letters may hold and still be recognised.
#[must_use]
pub fn allowed_halves(letters: usize) -> u8 {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        5 => 2,
        6..=8 => 4,
        9..=12 => 5,
        _ => 6,
    }
}

/// A letter that stands in one word and not in the other.
fn missing(letter: char, before: Option<&char>) -> u8 {
    if letter == 'h' || before == Some(&letter) { ALIKE } else { SLIP }
}

/// A letter in the place of another.
fn wrong(a: char, b: char) -> u8 {
    let sound_alike = matches!(
        (a.min(b), a.max(b)),
        ('c', 'k' | 's')
            | ('d', 't')
            | ('f', 'v')
            | ('i', 'j' | 'y')
            | ('k', 'q')
            | ('s', 'z')
            | ('u', 'v' | 'w')
            | ('v', 'w')
    );
    match sound_alike {
        _ if a == b => 0,
        true => ALIKE,
        false => SLIP,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(typed: &str, word: &str, most: u8) -> Option<u8> {
        let mut slips = Slips::new(typed, most)?;
        word.chars().for_each(|letter| {
            slips.push(letter);
        });
        slips.whole()
    }

    #[test]
    fn halves() {
        let check = |typed, word, expected| assert_eq!(slips(typed, word, 6), expected, "{typed}");
        check("prytz", "prytz", Some(0));
        check("prits", "prytz", Some(2));
        check("liza", "lisa", Some(1));
        check("johanson", "johansson", Some(1));
        check("tomas", "thomas", Some(1));
        check("lundqvist", "lundkvist", Some(1));
        check("modreator", "moderator", Some(2));
        check("sjukpening", "sjukpenning", Some(1));
        check("rehabillitering", "rehabilitering", Some(1));
        check("kommum", "kommun", Some(2));
        check("frukost", "lunch", None);
        check("", "lunch", None);
    }

    /// The measure as it is defined, every cell of it.
    fn plainly(typed: &str, word: &str) -> u8 {
        let (typed, word): (Vec<char>, Vec<char>) =
            (typed.chars().collect(), word.chars().collect());
        let gone = |of: &[char], at: usize| missing(of[at], at.checked_sub(1).map(|at| &of[at]));
        let mut rows = vec![vec![0; typed.len() + 1]; word.len() + 1];
        for row in 0..=word.len() {
            for at in 0..=typed.len() {
                let mut cost = if row + at == 0 { 0 } else { u8::MAX };
                if row > 0 {
                    cost = cost.min(rows[row - 1][at] + gone(&word, row - 1));
                }
                if at > 0 {
                    cost = cost.min(rows[row][at - 1] + gone(&typed, at - 1));
                }
                if row > 0 && at > 0 {
                    cost = cost.min(rows[row - 1][at - 1] + wrong(typed[at - 1], word[row - 1]));
                }
                let swapped =
                    |a: usize, b: usize| typed[a - 1] == word[b - 2] && typed[a - 2] == word[b - 1];
                if row > 1 && at > 1 && swapped(at, row) {
                    cost = cost.min(rows[row - 2][at - 2] + SLIP);
                }
                rows[row][at] = cost;
            }
        }
        rows[word.len()][typed.len()]
    }

    proptest::proptest! {
        /// What is left out of the comparison changes nothing.
        #[test]
        fn few_cells_tell_as_much_as_all(typed in "[abchks]{1,9}", word in "[abchks]{0,9}", most in 0_u8..7) {
            let all = Some(plainly(&typed, &word)).filter(|slips| *slips <= most);
            proptest::prop_assert_eq!(slips(&typed, &word, most), all);
        }
    }

    #[test]
    fn what_begins_alike_is_compared_once() {
        let mut slips = Slips::new("kommum", 4).unwrap();
        assert!("kommun".chars().all(|letter| slips.push(letter)));
        assert_eq!(slips.whole(), Some(2));
        slips.keep(5);
        assert!(slips.push('m'));
        assert_eq!(slips.whole(), Some(0));
        slips.keep(0);
        assert!("xyz".chars().any(|letter| !slips.push(letter)));
    }
}
