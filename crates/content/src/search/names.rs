//! What documents are called: found by a whole name, by a part of it, and by its beginning.

use std::{collections::BTreeSet, ops::Range};

use finsam_model::Kind;
use finsam_swedish::{distance, letters, words};

use super::{SearchIndex, index};
use crate::Node;

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

/// The names of all documents.
#[derive(Clone, Copy, Debug)]
pub struct Names<'s> {
    index: &'s SearchIndex,
}

/// A document that goes by a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Called<'s> {
    /// The document.
    pub node: &'s Node,
    /// In which manner it goes by the name.
    pub manner: Manner,
}

/// How a name belongs to a document, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It is its label.
    Label,
    /// It is another name of it: an abbreviation, a former name, a spelling.
    OtherName,
    /// It is one of these without the year in it: *Höstveckan* for *Höstveckan 2018*.
    WithoutYear,
    /// It is a person's family name, or its last word.
    FamilyName,
    /// It is a person's first name.
    FirstName,
}

impl<'s> Names<'s> {
    pub(crate) fn of(index: &'s SearchIndex) -> Self {
        Self { index }
    }

    /// The documents called so, the closest first, each once. The name is given as its words'
    /// stems joined by single spaces, *och* and *and* left out.
    pub fn called(&self, stems: &str) -> impl Iterator<Item = Called<'s>> + use<'s> {
        let mut called: Vec<Called<'s>> = self
            .index
            .names
            .get(stems)
            .into_iter()
            .flatten()
            .filter_map(|named| {
                let node = self.index.documents.get(&named.document)?;
                Some(Called { node, manner: named.manner })
            })
            .collect();
        called.sort_by_cached_key(|called| (called.manner, called.node.key()));
        called.into_iter()
    }

    /// The names a document goes by, each as it is given to [`called`](Self::called), and how.
    #[must_use]
    pub fn of_document(node: &Node) -> Vec<(String, Manner)> {
        index::names(node).into_iter().collect()
    }

    /// Whether any name begins with these stems and goes on; if not, no longer one need be tried.
    #[must_use]
    pub fn goes_on(&self, stems: &str) -> bool {
        let goes_on =
            |name: &String| name.strip_prefix(stems).is_some_and(|rest| rest.starts_with(' '));
        self.index.names.keys().any(goes_on)
    }

    /// The word of a name, folded, that a misspelt word was probably meant as. Words of less than
    /// four letters are neither mended nor meant.
    #[must_use]
    pub fn word_like(&self, word: &str) -> Option<String> {
        if word.chars().count() < 4 {
            return None;
        }
        let documents = self.index.documents.values();
        let words: BTreeSet<String> = documents
            .filter(|node| !matches!(node.kind(), Kind::Figure | Kind::Source))
            .flat_map(|node| words::words(node.label()))
            .map(|word| word.folded)
            .filter(|word| word.chars().count() >= 4)
            .collect();
        distance::nearest(word, words.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The names that begin with what is being typed, or one word of which does.
    pub(crate) fn suggest(&self, prefix: &str, kinds: &[Kind], limit: usize) -> Vec<Suggestion> {
        let typed = letters::alphabetical(prefix.trim());
        let wanted = |node: &&Node| kinds.is_empty() || kinds.contains(&node.kind());
        let mut suggestions: Vec<(bool, String, Suggestion)> = Vec::new();
        if typed.is_empty() {
            return Vec::new();
        }
        for node in self.index.documents.values().filter(wanted) {
            let name = letters::alphabetical(node.label());
            if name.starts_with(&typed) || name.contains(&format!(" {typed}")) {
                suggestions.push((
                    !name.starts_with(&typed),
                    name,
                    Suggestion { node: node.clone(), text: node.label().to_owned(), found: vec![] },
                ));
            }
        }
        suggestions.sort_by(|a, b| (a.0, &a.1, a.2.node.key()).cmp(&(b.0, &b.1, b.2.node.key())));
        suggestions.into_iter().take(limit).map(|(_, _, suggestion)| suggestion).collect()
    }
}
