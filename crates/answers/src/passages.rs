//! Sentences of the content, found by the words of a question.
//!
//! What no kind of question is made for ("varför blev det en annan utmaning?") is answered with the
//! sentence that fits best, if one fits well. Words count by how rare they are; inflections, synonyms
//! and parts of compounds meet; a sentence also knows what it is about without saying so.
//!
//! Nothing is made ready for that but what a snapshot keeps anyway. `candidates` asks it which
//! documents may hold an answer; those are taken apart (`parts`), which depends on nothing but the
//! document and is therefore `kept`; `naming` looks for names; `rank` weighs the sentences.

mod candidates;
mod kept;
mod naming;
mod notes;
mod parts;
mod rank;

pub(crate) use kept::parts;
pub(crate) use notes::Note;
pub(crate) use parts::{Parts, sentences};
pub(crate) use rank::{Fit, Key, SHORTEST_PART, is_compound};

use std::{ops::Deref, sync::Arc};

use finsam_content::{Node, Snapshot};
use finsam_model::Id;
use parts::Sentence;

/// So many documents are looked at to see whether they really hold a word. What seems to stand in
/// more than these does.
const FEW: usize = 24;
/// So many are looked at to see whether they hold it themselves.
const WIDE: usize = 64;

/// A sentence or statement of the content.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The document it stands in.
    pub(crate) node: Node,
    sentence: Arc<Sentence>,
    /// Which sentence of the document.
    at: usize,
    /// What it names or is about, of what was asked for.
    concerned: Vec<Id>,
}

impl Passage {
    /// Whether it names or is about a document, which must be one of those asked for.
    pub(crate) fn concerns(&self, id: &Id) -> bool {
        self.node.id() == id || self.concerned.contains(id)
    }
}

impl Sentence {
    /// The text, behind the sentence it refers back to.
    pub(crate) fn told(&self) -> String {
        match &self.lead {
            Some(lead) => format!("{lead} {}", self.text),
            None => self.text.clone(),
        }
    }
}

impl Deref for Passage {
    type Target = Sentence;

    fn deref(&self) -> &Sentence {
        &self.sentence
    }
}

/// The passages of a snapshot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passages<'s> {
    snapshot: &'s Snapshot,
}

impl<'s> Passages<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    /// The one document in which a word of this stem stands; `None` where it stands in several.
    pub(crate) fn only_in(self, stem: &str) -> Option<Node> {
        let mut holding = self.holding(stem)?.into_iter();
        holding.next().filter(|_| holding.next().is_none())
    }

    /// Whether a word of this stem stands in the texts of more documents than so many: in them, not
    /// around them.
    pub(crate) fn is_common(self, stem: &str, most: usize) -> bool {
        let Some(there) = self.snapshot.documents_holding(stem, WIDE) else { return true };
        let holding = there.iter().filter(|node| {
            let parts = kept::parts(node);
            parts.is_called(stem) || parts.with(stem).iter().any(|(_, close)| *close >= 1.0)
        });
        holding.count() > most
    }

    /// Whether a word of this stem stands anywhere in the content.
    pub(crate) fn knows(self, stem: &str) -> bool {
        let there = self.snapshot.documents_holding(stem, FEW);
        there.is_none_or(|there| there.iter().any(|node| kept::parts(node).holds(stem)))
    }

    /// The documents in whose passages a word stands; `None` if they are many. The snapshot's own
    /// index knows more texts than are quoted from.
    fn holding(self, stem: &str) -> Option<Vec<Node>> {
        let there = self.snapshot.documents_holding(stem, FEW)?.into_iter();
        let holding = there.filter(|node| kept::parts(node).holds(stem));
        Some(holding.collect())
    }
}
