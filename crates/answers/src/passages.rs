//! Sentences of the content, found by the words of a question.
//!
//! What no kind of question is made for ("varför blev det en annan utmaning?") is answered with the
//! sentence that fits best, if one fits well. Words count by how rare they are; inflections, synonyms
//! and parts of compounds meet; a sentence also knows what it is about without saying so.

mod collect;
mod rank;

pub(crate) use rank::{Fit, Key, is_compound};

use std::collections::HashMap;

use finsam_content::{Node, Snapshot};
use finsam_model::{Id, Slug};

use crate::reading::Lexicon;

/// A sentence or statement of the content.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The text, in Swedish, in the content's own words.
    pub(crate) text: String,
    /// The document it stands in.
    pub(crate) node: Node,
    /// Which of the document's statements it is.
    pub(crate) statement: Option<usize>,
    /// What it rests on.
    pub(crate) sources: Vec<Slug>,
    /// Whether it is an editor's reason for a claim.
    pub(crate) is_reason: bool,
    /// What it names.
    names: Vec<Id>,
    /// What it is about without naming it.
    about: Vec<Id>,
    /// How gladly it is quoted, 1 at most.
    standing: f64,
    words: usize,
}

/// All passages of a snapshot, by their words.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    all: Vec<Passage>,
    /// Where each stem stands, and how close to the text: 1 in it, less around it.
    postings: HashMap<String, Vec<(usize, f64)>>,
}

impl Passages {
    pub(crate) fn new(snapshot: &Snapshot, lexicon: &Lexicon) -> Self {
        collect::collect(snapshot, lexicon)
    }

    /// The one document in which a word of this stem stands; `None` where it stands in several.
    pub(crate) fn only_in(&self, stem: &str) -> Option<&Node> {
        let mut nodes = self.postings.get(stem)?.iter().filter_map(|(at, _)| self.all.get(*at));
        let first = &nodes.next()?.node;
        nodes.all(|passage| passage.node.id() == first.id()).then_some(first)
    }

    /// Whether a word of this stem stands anywhere in the content.
    pub(crate) fn knows(&self, stem: &str) -> bool {
        self.postings.contains_key(stem)
    }
}

impl Passage {
    /// Whether it names or is about a document.
    pub(crate) fn concerns(&self, id: &Id) -> bool {
        self.node.id() == id || self.names.contains(id) || self.about.contains(id)
    }
}
