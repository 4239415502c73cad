//! The passages that show why a document was found.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

use finsam_swedish::words;

use super::{Highlight, query::Query, texts::Field};

/// How many passages are shown.
const PASSAGES: usize = 2;
/// A passage longer than this many bytes is cut, …
const LONGEST: usize = 320;
/// … leaving so many before the first word that was found.
const BEFORE: usize = 80;
/// So many bytes of a text are read.
const MOST_READ: usize = 50_000;
/// No word that is looked at is longer, in bytes.
const LONGEST_WORD: usize = 160;

/// Some stems to be found in texts, quickly: most words of a text are passed by at their first
/// letters, since a stem is the beginning of its word.
#[derive(Debug)]
pub(super) struct Finder<'q> {
    /// Each with what it stands for, in order.
    stems: Vec<(&'q str, Sign)>,
    /// By a folded first letter, a bit for each second letter of stems that begin so; the highest
    /// stands for any.
    firsts: [u128; 128],
    /// What words that were met stand for: texts repeat themselves.
    met: HashMap<String, Option<Sign>, foldhash::fast::RandomState>,
}

/// What a stem in a text stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    /// The number of the word of the query.
    pub(super) term: usize,
    /// How sure it is.
    pub(super) certainty: f64,
    /// What it is a part of, if it says little alone: "kommun" of "Halmstads kommun".
    pub(super) part: Option<Part>,
}

/// One of several stems that stand for something together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The number of the reading among those of its word.
    reading: usize,
    /// Which of its stems it is, …
    nth: usize,
    /// … of how many.
    of: usize,
}

impl<'q> Finder<'q> {
    pub(super) fn new(stems: impl IntoIterator<Item = (&'q str, Sign)>) -> Self {
        let mut stems: Vec<(&str, Sign)> = stems.into_iter().collect();
        stems.sort_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| other.certainty.total_cmp(&one.certainty))
        });
        stems.dedup_by_key(|(stem, _)| *stem);
        let mut firsts = [0; 128];
        for (stem, _) in &stems {
            let mut bytes = stem.bytes();
            let first = bytes.next().map(usize::from);
            if let Some(first) = first.and_then(|first| firsts.get_mut(first)) {
                *first |= bytes.next().filter(u8::is_ascii_lowercase).map_or(ANY, bit);
            }
        }
        Self { stems, firsts, met: HashMap::default() }
    }

    /// Some stems as they are.
    pub(super) fn of_words(stems: &'q [String]) -> Self {
        // Of equal ones the first, which is the surest.
        let sign = |nth| Sign { term: nth, certainty: 1.0 - super::count(nth) / 1e6, part: None };
        Self::new(stems.iter().enumerate().map(|(nth, stem)| (stem.as_str(), sign(nth))))
    }

    /// What a query's words stand for, by the number of the word.
    pub(super) fn of(query: &'q Query<'_>) -> Self {
        let stems = query.terms.iter().enumerate().flat_map(|(nth, term)| {
            let meant = term.readings.iter().enumerate().flat_map(move |(number, reading)| {
                let of = reading.stems.len();
                // A part shows only a part.
                let certainty = reading.certainty / super::count(of);
                reading.stems.iter().enumerate().map(move |(place, (stem, _))| {
                    let part = (of > 1).then_some(Part { reading: number, nth: place, of });
                    (*stem, Sign { term: nth, certainty, part })
                })
            });
            meant.chain([(term.stem.as_str(), Sign { term: nth, certainty: 1.0, part: None })])
        });
        Self::new(stems)
    }

    /// The words that are found in a text, with what they stand for and where; of a very long one,
    /// in its beginning.
    pub(super) fn find(&mut self, text: &str) -> Vec<(Sign, Range<usize>)> {
        let text = text.get(..text.floor_char_boundary(MOST_READ)).unwrap_or_default();
        let mut found = Vec::new();
        let (mut at, mut done) = (0, 0);
        while let Some(rest) = text.get(at..)
            && let Some(letter) = rest.chars().next()
        {
            if plain(letter).is_none() && !letter.is_alphanumeric() {
                at += letter.len_utf8();
                continue;
            }
            if at >= done && self.may_begin(letter, rest.get(letter.len_utf8()..)) {
                let word = rest.get(..rest.floor_char_boundary(LONGEST_WORD)).unwrap_or(rest);
                if let Some((sign, length)) = self.first_word(word) {
                    found.push((sign, at..at + length));
                    done = at + length;
                }
            }
            // Letters that are not ASCII, and what lies between them, are of the word.
            let ends = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
            at += rest.bytes().position(ends).unwrap_or(rest.len());
        }
        found
    }

    /// What the word at the beginning of a text stands for, and how long it is.
    fn first_word(&mut self, text: &str) -> Option<(Sign, usize)> {
        let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end)?;
        let after = rest.chars().next().unwrap_or(' ');
        // Numbers, endings after a colon and what is hidden in a word take a closer look.
        let is_plain = after.is_ascii() && after != ':' && !word.starts_with(char::is_numeric);
        if !is_plain {
            let word = words::words(text).into_iter().next().filter(|word| word.span.start == 0)?;
            return Some((self.sign(&word.stem())?, word.span.end));
        }
        let sign = match self.met.get(word) {
            Some(sign) => *sign,
            None => {
                let sign = self.sign(&words::stem(word));
                self.met.insert(word.to_owned(), sign);
                sign
            }
        };
        Some((sign?, end))
    }

    fn sign(&self, stem: &str) -> Option<Sign> {
        let place = self.stems.binary_search_by(|(known, _)| (*known).cmp(stem)).ok()?;
        self.stems.get(place).map(|(_, sign)| *sign)
    }

    fn may_begin(&self, letter: char, rest: Option<&str>) -> bool {
        // What is no Latin letter is rare enough to be looked at.
        let Some(first) = plain(letter) else { return true };
        let seconds = self.firsts.get(usize::from(first)).copied().unwrap_or(ANY);
        let second = rest.and_then(|rest| rest.chars().next()).and_then(plain);
        seconds & (ANY | second.map_or(u128::MAX, bit)) != 0
    }
}

const ANY: u128 = 1 << 127;

fn bit(letter: u8) -> u128 {
    1_u128.checked_shl(u32::from(letter)).unwrap_or(ANY)
}

/// A letter or digit as it is folded, if that is plain to see.
fn plain(letter: char) -> Option<u8> {
    match letter {
        'å' | 'ä' | 'Å' | 'Ä' => Some(b'a'),
        'ö' | 'Ö' => Some(b'o'),
        'é' | 'É' => Some(b'e'),
        letter => {
            let letter = u8::try_from(letter).ok().filter(u8::is_ascii_alphanumeric)?;
            Some(letter.to_ascii_lowercase())
        }
    }
}

/// Whether some stems stand in a row in a text; the finder knows them by their places in it.
pub(super) fn holds_phrase(text: &str, phrase: &[String], finder: &mut Finder<'_>) -> bool {
    // Of a stem that stands in the phrase twice the finder knows the first place.
    let place = |stem: &String| phrase.iter().position(|other| other == stem);
    let places: Vec<Option<usize>> = phrase.iter().map(place).collect();
    let found = finder.find(text);
    found.windows(phrase.len()).any(|row| {
        let same = row.iter().map(|(sign, _)| Some(sign.term)).eq(places.iter().copied());
        let mut pairs = row.windows(2);
        same && pairs.all(|pair| match pair {
            [(_, a), (_, b)] => {
                let between = text.get(a.end..b.start);
                between.is_some_and(|between| !between.contains(char::is_alphanumeric))
            }
            _ => true,
        })
    })
}

/// The sentences with most of the query's words, the surest of them; of equally good ones the one
/// closest to the document's heart, then the first.
pub(super) fn best(texts: &[(Field, Cow<'_, str>)], finder: &mut Finder<'_>) -> Vec<Highlight> {
    let mut passages: Vec<Passage<'_>> = Vec::new();
    for (field, text) in texts {
        let mut found = finder.find(text).into_iter().peekable();
        if found.peek().is_none() {
            continue;
        }
        for (start, sentence) in sentences(text) {
            let end = start + sentence.len();
            let mut here: Vec<(Sign, Range<usize>)> = Vec::new();
            while let Some((sign, range)) = found.next_if(|(_, range)| range.start < end) {
                if let (true, Some(from)) = (range.end <= end, range.start.checked_sub(start)) {
                    here.push((sign, from..range.end - start));
                }
            }
            if !here.is_empty() {
                passages.push(Passage { field: *field, sentence, found: here });
            }
        }
    }
    // Parts show something only where there is nothing whole.
    if passages.iter().any(Passage::holds_anything_whole) {
        passages.iter_mut().for_each(Passage::keep_whole);
        passages.retain(|passage| !passage.found.is_empty());
    }
    let mut passages: Vec<(f64, Passage<'_>)> =
        passages.into_iter().map(|passage| (passage.sureness(), passage)).collect();
    passages.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.field.cmp(&other.field)));
    // What is far less sure than the best shows nothing.
    let least = passages.first().map_or(0.0, |(surest, _)| 0.4 * surest);
    let mut seen = HashSet::new();
    passages
        .into_iter()
        .filter(|(sureness, passage)| *sureness >= least && seen.insert(passage.sentence))
        .filter_map(|(_, passage)| passage.cut())
        .take(PASSAGES)
        .collect()
}

/// A sentence in which something was found.
struct Passage<'t> {
    field: Field,
    sentence: &'t str,
    /// What was found, and where in the sentence.
    found: Vec<(Sign, Range<usize>)>,
}

impl Passage<'_> {
    /// How much of the query it has, and how surely.
    fn sureness(&self) -> f64 {
        let mut signs: Vec<&Sign> = self.found.iter().map(|(sign, _)| sign).collect();
        signs.sort_by(|a, b| a.term.cmp(&b.term).then(b.certainty.total_cmp(&a.certainty)));
        // Of each word the surest.
        signs.dedup_by_key(|sign| sign.term);
        // What others are called shows little.
        let field_counts = if self.field == Field::Around { 0.85 } else { 1.0 };
        field_counts * signs.iter().map(|sign| sign.certainty).sum::<f64>()
    }

    /// Whether a find says something alone, or together with the others here.
    fn is_whole(&self, sign: &Sign) -> bool {
        let Some(part) = sign.part else { return true };
        let of_word = self.found.iter().filter(|(other, _)| other.term == sign.term);
        let parts = of_word.filter_map(|(other, _)| other.part);
        let here: HashSet<usize> =
            parts.filter(|other| other.reading == part.reading).map(|other| other.nth).collect();
        here.len() >= part.of
    }

    fn holds_anything_whole(&self) -> bool {
        self.found.iter().any(|(sign, _)| self.is_whole(sign))
    }

    fn keep_whole(&mut self) {
        let whole: Vec<bool> = self.found.iter().map(|(sign, _)| self.is_whole(sign)).collect();
        let mut whole = whole.into_iter();
        self.found.retain(|_| whole.next() == Some(true));
    }

    /// The sentence from shortly before its first find.
    fn cut(&self) -> Option<Highlight> {
        let found: Vec<Range<usize>> = self.found.iter().map(|(_, range)| range.clone()).collect();
        Some(cut(self.sentence, found.first()?.start, &found))
    }
}

/// The sentence from shortly before its first find, at most [`LONGEST`] bytes of it.
fn cut(sentence: &str, first: usize, found: &[Range<usize>]) -> Highlight {
    let (mut from, mut until) = (0, sentence.len());
    if sentence.len() > LONGEST {
        from = sentence.floor_char_boundary(first.saturating_sub(BEFORE));
        until = sentence.floor_char_boundary(from + LONGEST);
        // Cut between words, unless a single word is all there is.
        let before = sentence.get(from..first).unwrap_or_default();
        from += if from == 0 { 0 } else { before.find(' ').map_or(0, |space| space + 1) };
        let after = sentence.get(first..until).unwrap_or_default();
        until = match after.rfind(' ') {
            Some(space) if until < sentence.len() => first + space,
            _ => until,
        };
    }
    let within = |range: &Range<usize>| {
        Some(range.start.checked_sub(from)?..range.end.checked_sub(from)?)
            .filter(|_| range.end <= until)
    };
    Highlight {
        text: sentence.get(from..until).unwrap_or_default().to_owned(),
        found: found.iter().filter_map(within).collect(),
    }
}

/// The sentences of a text and where they begin: lines, parted where a stop is followed by a capital
/// letter.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let mut add = |from: usize, until: usize| {
        let piece = text.get(from..until).unwrap_or_default();
        let start = from + (piece.len() - piece.trim_start().len());
        let sentence = piece.trim();
        if !sentence.is_empty() {
            sentences.push((start, sentence));
        }
    };
    let mut from = 0;
    for (at, end) in text.match_indices(['.', '!', '?', '\n']) {
        let after = at + end.len();
        let rest = text.get(after..).unwrap_or_default();
        let next = rest.trim_start();
        if end == "\n" || (next.len() < rest.len() && next.starts_with(char::is_uppercase)) {
            add(from, after);
            from = after;
        }
    }
    add(from, text.len());
    sentences
}
