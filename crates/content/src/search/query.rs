//! A query, as it can be answered from the words there are.

use finsam_swedish::{
    Language, Span,
    words::{self, Word},
};

use super::{
    asked::Asked,
    index::SearchIndex,
    postings::Postings,
    readings::{self, Reading},
    work::Work,
};

/// Nobody types longer queries; what is beyond is not read.
const MOST_CHARS: usize = 4000;
/// So many words are looked at, …
const MOST_WORDS: usize = 64;
/// … and so many of them sought, those that say most.
const MOST_TERMS: usize = 12;

/// A query, as it can be answered from the words there are.
#[derive(Debug)]
pub(super) struct Query<'i> {
    /// What was typed, as far as it is read.
    pub(super) text: String,
    /// Its words, in order, each once. One that means nothing here has no readings.
    pub(super) terms: Vec<Term<'i>>,
    /// What stood in quotes, as stems.
    pub(super) phrases: Vec<Vec<String>>,
    /// The documents with a word that is not wanted.
    pub(super) unwanted: Vec<&'i Postings>,
    /// What it may be the name of: all of it, and what is left without the small words.
    pub(super) names: Vec<String>,
    /// What a part of it is the name of, and how much of it that is, up to 1.
    pub(super) named: Vec<(u32, f64)>,
    /// Whether it says too little to be found by anything but names.
    pub(super) only_names: bool,
    /// Which kinds it is after.
    pub(super) asked: Asked,
}

/// A word of a query.
#[derive(Debug)]
pub(super) struct Term<'i> {
    /// Its stem.
    pub(super) stem: String,
    /// Where it was typed.
    pub(super) span: Span,
    /// As it was typed, but small.
    pub(super) written: String,
    /// What it is the beginning of words with, if it is no word yet, folded.
    pub(super) beginning: Option<String>,
    /// What it may mean, the surest first.
    pub(super) readings: Vec<Reading<'i>>,
    /// Whether it is nothing that is known, and was read as something like it.
    pub(super) is_mended: bool,
}

impl Term<'_> {
    /// Whether it is a beginning that is surest read as a longer word.
    fn is_no_word_yet(&self) -> bool {
        let surest = self.readings.first().and_then(|reading| reading.stems.first());
        self.beginning.is_some() && surest.is_some_and(|(stem, _)| *stem != self.stem)
    }
}

/// A word as typed, with the signs around it.
#[derive(Debug)]
pub(super) struct Typed<'q> {
    pub(super) word: Word<'q>,
    pub(super) stem: String,
    /// A star follows: it may go on.
    pub(super) is_start: bool,
    /// A minus stands before it.
    pub(super) is_unwanted: bool,
    /// The number of the quotation it stands in.
    pub(super) quoted: Option<usize>,
    /// Nothing follows: it may not be finished.
    pub(super) is_last: bool,
    /// Without matter of its own.
    pub(super) is_small: bool,
}

impl<'i> Query<'i> {
    pub(super) fn read(text: &str, index: &'i SearchIndex, work: &mut Work) -> Self {
        let text: String = text.chars().take(MOST_CHARS).collect();
        let typed = typed(&text);
        let is_wanted = |typed: &&Typed<'_>| !typed.is_unwanted;
        let mut names = names(typed.iter().filter(is_wanted));
        let phrases = phrases(&typed);
        let unwanted = typed.iter().filter(|typed| typed.is_unwanted);
        let unwanted = unwanted.filter_map(|typed| index.words.get(&typed.stem)).collect();
        let mut sought: Vec<usize> = Vec::new();
        for (at, one) in typed.iter().enumerate().filter(|(_, typed)| !typed.is_unwanted) {
            let is_phrase_of_small = one
                .quoted
                .is_some_and(|own| typed.iter().all(|t| t.quoted != Some(own) || t.is_small));
            let stands_already =
                sought.iter().any(|at| typed.get(*at).is_some_and(|other| other.stem == one.stem));
            if (!one.is_small || is_phrase_of_small) && !stands_already {
                sought.push(at);
            }
        }
        let only_names = sought.is_empty();
        if sought.len() > MOST_TERMS {
            // Words nobody knows are the last to be kept, then those that stand everywhere.
            let rarity = |at: &usize| {
                let stem = typed.get(*at).map_or("", |typed| &typed.stem);
                index.words.get(stem).map_or(usize::MAX, Postings::len)
            };
            sought.sort_by_key(rarity);
            sought.truncate(MOST_TERMS);
            sought.sort_unstable();
        }
        let mut named = readings::named(&typed, &sought, index);
        let terms = readings::of(&text, &typed, &sought, index, work);
        if terms.iter().any(Term::is_no_word_yet) {
            // What its stem is the name of has lost what was typed.
            names.clear();
            named.clear();
        }
        let asked = typed.iter().map(|typed| typed.word.folded.as_str()).collect::<Vec<_>>();
        let asked = Asked::by(&asked);
        Self { named, terms, phrases, unwanted, names, only_names, asked, text }
    }
}

/// What holds as many words of a text as are looked at.
pub(super) fn beginning(text: &str) -> &str {
    let mut ends = text.match_indices(|c: char| !c.is_alphanumeric()).filter(|(at, _)| {
        text.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
    });
    let end = ends.nth(MOST_WORDS - 1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The words of a text, with the signs around them.
fn typed(text: &str) -> Vec<Typed<'_>> {
    let read = beginning(text);
    let language = Language::of(read);
    let mut words = words::words(read);
    words.truncate(MOST_WORDS);
    let last = words.len().saturating_sub(1);
    let quotes: Vec<usize> =
        text.char_indices().filter(|(_, c)| is_quote(*c)).map(|(at, _)| at).collect();
    let typed = words.into_iter().enumerate().map(|(at, word)| {
        let before = text.get(..word.span.start).unwrap_or_default();
        let after = text.get(word.span.end..).unwrap_or_default();
        let quotes_before = quotes.partition_point(|quote| *quote < word.span.start);
        // A quotation nobody ended is none.
        let is_quoted = quotes_before % 2 == 1 && quotes_before < quotes.len();
        let without_minus = before.strip_suffix(['-', '−']);
        let is_unwanted = without_minus.is_some_and(|before| {
            before.ends_with(char::is_whitespace) || (before.is_empty() && last > 0)
        });
        let letters = word.folded.chars().count();
        Typed {
            stem: word.stem(),
            is_start: after.starts_with('*'),
            is_unwanted: is_unwanted && !is_quoted,
            quoted: is_quoted.then_some(quotes_before / 2),
            is_last: at == last && after.is_empty() && !is_quoted,
            is_small: words::is_stop_word(&word.folded, language)
                || (letters < 2 && word.kind == words::Kind::Letters && !after.starts_with('*')),
            word,
        }
    });
    typed.collect()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '„' | '«' | '»' | '″')
}

fn phrases(typed: &[Typed<'_>]) -> Vec<Vec<String>> {
    let mut phrases: Vec<Vec<String>> = typed
        .chunk_by(|a, b| a.quoted == b.quoted)
        .filter(|words| words.iter().any(|typed| typed.quoted.is_some()))
        .map(|words| words.iter().map(|typed| typed.stem.clone()).collect::<Vec<_>>())
        .filter(|stems| stems.len() > 1)
        .collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// What the words may be the name of.
fn names<'t>(typed: impl Iterator<Item = &'t Typed<'t>> + Clone) -> Vec<String> {
    let not_glue = |typed: &&Typed<'_>| !super::names::is_glue(&typed.word.folded);
    let joined = |words: Vec<&str>| words.join(" ");
    let all = joined(typed.clone().filter(not_glue).map(|typed| typed.stem.as_str()).collect());
    let with_matter =
        joined(typed.filter(|typed| !typed.is_small).map(|typed| typed.stem.as_str()).collect());
    let mut names = vec![all, with_matter];
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}
