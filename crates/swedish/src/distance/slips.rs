//! The distance from what was typed, a letter at a time: for walks through many sorted words, in
//! which words that begin alike are compared once.

/// Counted in halves: a slip is two, one that sounds alike is one (*Prits* for *Prytz*).
const SLIP: u8 = 2;
const ALIKE: u8 = 1;

/// Typed words are compared up to this many letters.
const LONGEST: usize = 40;

/// How far the beginning of a word is from what was typed, in half slips.
#[derive(Clone, Debug)]
pub struct Slips {
    typed: Vec<char>,
    letters: Vec<char>,
    /// For each beginning of the word, from none of it, what parts it from each beginning of what
    /// was typed.
    rows: Vec<u8>,
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
        let mut rows = vec![0];
        for (at, letter) in typed.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| typed.get(before));
            rows.push(rows.last().unwrap_or(&0) + missing(*letter, before));
        }
        Some(Self { typed, letters: Vec::new(), rows, most })
    }

    /// Forgets all but the first letters of the word.
    pub fn keep(&mut self, letters: usize) {
        self.letters.truncate(letters);
        self.rows.truncate((letters + 1) * self.width());
    }

    /// Goes on by a letter. Whether any word that begins so can be near enough.
    pub fn push(&mut self, letter: char) -> bool {
        let width = self.width();
        let depth = self.letters.len();
        let cell = |rows: &[u8], row: usize, at: usize| {
            rows.get(row * width + at).copied().unwrap_or(u8::MAX)
        };
        let before = self.letters.last();
        let too_many = missing(letter, before);
        let mut least = cell(&self.rows, depth, 0).saturating_add(too_many);
        let mut left = least;
        self.rows.push(least);
        for (at, typed) in self.typed.iter().enumerate() {
            let typed_before = at.checked_sub(1).and_then(|before| self.typed.get(before));
            let mut cost = cell(&self.rows, depth, at)
                .saturating_add(wrong(*typed, letter))
                .min(cell(&self.rows, depth, at + 1).saturating_add(too_many))
                .min(left.saturating_add(missing(*typed, typed_before)));
            if typed_before == Some(&letter) && before == Some(typed) && typed != &letter {
                cost = cost.min(cell(&self.rows, depth - 1, at - 1).saturating_add(SLIP));
            }
            self.rows.push(cost);
            left = cost;
            least = least.min(cost);
        }
        self.letters.push(letter);
        least <= self.most
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
    const SOUND_ALIKE: [(char, char); 11] = [
        ('c', 'k'),
        ('c', 's'),
        ('d', 't'),
        ('f', 'v'),
        ('i', 'j'),
        ('i', 'y'),
        ('k', 'q'),
        ('s', 'z'),
        ('u', 'v'),
        ('u', 'w'),
        ('v', 'w'),
    ];
    if a == b {
        0
    } else if SOUND_ALIKE.contains(&(a.min(b), a.max(b))) {
        ALIKE
    } else {
        SLIP
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
