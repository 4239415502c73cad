//! Completing what is being typed with names.

use std::{collections::HashSet, ops::Range};

use finsam_model::Kind;
use finsam_swedish::{distance::allowed_halves, letters, words, words::Word};

use super::{
    SearchIndex,
    names::{self, OfDocument},
    typos,
    work::Work,
};
use crate::Node;

/// Nobody reads more suggestions.
const MOST: usize = 25;
/// A name is found by what it goes on with after the beginning of any of its words, up to so many.
const MOST_WORDS: usize = 3;
const MOST_STARTS: usize = 12;
/// In a longer name nobody begins with a small word.
const FEW_WORDS: usize = 4;
/// With fewer suggestions than this, what was typed may be misspelt.
const FEW: usize = 3;
/// So many corrections of a word are tried.
const MOST_CORRECTIONS: usize = 3;
/// Longer than any beginning anybody types, in characters.
const LONGEST: usize = 100;

/// The kinds in the order in which one wants to see them.
const KINDS: [Kind; 10] = [
    Kind::Person,
    Kind::Term,
    Kind::Organisation,
    Kind::Initiative,
    Kind::Seminar,
    Kind::Series,
    Kind::Venue,
    Kind::NewsArticle,
    Kind::Figure,
    Kind::Source,
];

/// Something to complete what is being typed with.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The document.
    pub node: Node,
    /// The name of it that fits: its label or another.
    pub text: String,
    /// Where in the name what was typed stands: byte ranges on character borders, in order.
    pub found: Vec<Range<usize>>,
}

/// That a word of a name stands in a document's name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Start {
    document: u32,
    /// Which of its names.
    name: u16,
    /// Where in the name the word begins.
    at: u16,
}

impl OfDocument for Start {
    fn document(&self) -> u32 {
        self.document
    }
}

/// The key of what begins so: all of one kind lie together in order, names as wholes apart from
/// what begins inside them.
fn key(is_whole: bool, kind: Kind, start: &str) -> String {
    let kind = KINDS.iter().position(|one| *one == kind).unwrap_or_default();
    format!("{}{kind}{start}", if is_whole { 'a' } else { 'b' })
}

/// The beginnings of a document's name.
pub(super) fn starts(
    node: &Node,
    document: u32,
    name: usize,
    words: &[Word<'_>],
) -> Vec<(String, Start)> {
    let language = finsam_swedish::Language::Swedish;
    let start = |(nth, word): (usize, &Word<'_>)| {
        let small =
            nth > 0 && words.len() > FEW_WORDS && words::is_stop_word(&word.folded, language);
        let start = Start {
            document,
            name: u16::try_from(name).ok()?,
            at: u16::try_from(word.span.start).ok()?,
        };
        // A whole name is known by more of its words, since more of it is typed.
        let words = words.get(nth..)?.iter().take(if nth == 0 { MOST_STARTS } else { MOST_WORDS });
        let goes_on: Vec<&str> = words.map(|word| word.folded.as_str()).collect();
        (!small).then(|| (key(nth == 0, node.kind(), &goes_on.join(" ")), start))
    };
    words.iter().enumerate().take(MOST_STARTS).filter_map(start).collect()
}

impl SearchIndex {
    /// The names that begin with what is being typed, then those a word of which does, then those
    /// it is nearly the beginning of.
    pub(crate) fn suggest(&self, typed: &str, kinds: &[Kind], limit: usize) -> Vec<Suggestion> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let words: Vec<String> = words::words(&typed).into_iter().map(|word| word.folded).collect();
        let typed = words.join(" ");
        let limit = limit.min(MOST);
        let mut found = Suggestions { index: self, limit, seen: HashSet::new(), all: Vec::new() };
        if typed.is_empty() || limit == 0 {
            return found.all;
        }
        found.add(&typed, kinds);
        if found.all.len() < FEW {
            for corrected in self.corrections(&words) {
                found.add(&corrected, kinds);
            }
        }
        found.all
    }

    /// What the words may have been meant as.
    fn corrections(&self, words: &[String]) -> Vec<String> {
        let mut work = Work::through(0);
        let known = &self.names.words;
        let mut corrected = vec![String::new()];
        for (at, word) in words.iter().enumerate() {
            let is_last = at + 1 == words.len();
            let is_known = known.get(word).is_some()
                || (is_last && known.beginning(word).next().is_some())
                || word.chars().any(|c| c.is_ascii_digit());
            let mut choices: Vec<(u8, &str, u32)> = Vec::new();
            if !is_known {
                // Among names a word of four letters is still told apart from its neighbours.
                let letters = word.chars().count();
                let most = if letters == 4 { 2 } else { allowed_halves(letters) };
                let near = typos::near(word, most, is_last, known, &mut work).into_iter();
                choices = near.map(|(halves, (near, with))| (halves, &**near, *with)).collect();
                choices.sort_by(|a, b| (a.0, b.2, a.1).cmp(&(b.0, a.2, b.1)));
                choices.truncate(MOST_CORRECTIONS);
            }
            let choices: Vec<&str> = match choices.as_slice() {
                [] => vec![word],
                choices => choices.iter().map(|(_, near, _)| *near).collect(),
            };
            let longer = corrected.iter().flat_map(|start| {
                let space = if start.is_empty() { "" } else { " " };
                choices.iter().map(move |word| format!("{start}{space}{word}"))
            });
            corrected = longer.take(MOST_CORRECTIONS).collect();
        }
        corrected
    }
}

/// Suggestions as they are gathered.
struct Suggestions<'i> {
    index: &'i SearchIndex,
    limit: usize,
    seen: HashSet<u32>,
    all: Vec<Suggestion>,
}

impl Suggestions<'_> {
    /// Adds what begins with a text, until there are enough.
    fn add(&mut self, start: &str, kinds: &[Kind]) {
        let wanted = || KINDS.into_iter().filter(|kind| kinds.is_empty() || kinds.contains(kind));
        for kind in wanted() {
            let exact = self.index.names.starts.get(&key(true, kind, start));
            let exact: Vec<Start> =
                exact.into_iter().flat_map(|list| list.iter().copied()).collect();
            self.take(exact, start);
        }
        for is_whole in [true, false] {
            for kind in wanted() {
                if self.all.len() >= self.limit {
                    return;
                }
                let kept = if is_whole { MOST_STARTS } else { MOST_WORDS };
                let start: Vec<&str> = start.split(' ').take(kept).collect();
                let start = start.join(" ");
                let key = key(is_whole, kind, &start);
                let starts = self.index.names.starts.beginning(&key);
                // As many as there may be, however many names each has.
                let starts: Vec<Start> =
                    starts.flat_map(|(_, list)| list.iter().copied()).take(4 * MOST).collect();
                self.take(starts, &start);
            }
        }
    }

    /// Takes the documents that are not there yet, by their label rather than by another name.
    fn take(&mut self, mut starts: Vec<Start>, start: &str) {
        starts.sort_by_key(|start| start.name > 0);
        let mut taken: Vec<(String, Suggestion)> = Vec::new();
        for one in starts {
            if self.all.len() + taken.len() >= self.limit {
                break;
            }
            let Some(document) = self.index.documents.get(one.document) else { continue };
            if let Some((name, _)) = names::all(&document.node).nth(usize::from(one.name))
                && self.seen.insert(one.document)
            {
                let from = usize::from(one.at);
                let until = from + length_of(name.get(from..).unwrap_or_default(), start);
                taken.push((
                    letters::alphabetical(name),
                    Suggestion {
                        node: document.node.clone(),
                        text: name.to_owned(),
                        found: vec![from..until],
                    },
                ));
            }
        }
        taken.sort_by(|a, b| a.0.cmp(&b.0));
        self.all.extend(taken.into_iter().map(|(_, suggestion)| suggestion));
    }
}

/// How much of a text the letters and digits of a beginning take up, once folded; at least its first
/// character, for what was typed may have been corrected.
fn length_of(text: &str, start: &str) -> usize {
    let mut left = start.chars().filter(|c| c.is_alphanumeric()).count();
    let mut until = 0;
    for (at, c) in text.char_indices() {
        if left == 0 {
            break;
        }
        let folded = letters::fold(c.encode_utf8(&mut [0; 4]));
        left = left.saturating_sub(folded.chars().filter(|c| c.is_alphanumeric()).count());
        until = at + c.len_utf8();
    }
    until
}
