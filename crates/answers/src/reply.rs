//! What a kind of question gives back, before it becomes an [`Answer`](crate::Answer).

use finsam_content::{Node, Snapshot};
use finsam_model::{Entry, Id, Kind, Slug};
use finsam_swedish::{Language, when::Window};
use jiff::Zoned;

use crate::{
    AnswerKind,
    passages::Passages,
    phrases::Phrases,
    question::{Question, Subject},
};

/// A question and what it is answered from.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) question: &'a Question,
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) now: &'a Zoned,
}

impl<'a> Case<'a> {
    /// The wording of the question's language.
    pub(crate) fn phrases(&self) -> &'static Phrases {
        Phrases::of(self.question.language)
    }

    pub(crate) fn language(&self) -> Language {
        self.question.language
    }

    /// The sentences that can be quoted.
    pub(crate) fn passages(&self) -> Passages<'a> {
        Passages::of(self.snapshot)
    }

    /// The documents of a kind that a list of slugs names.
    pub(crate) fn find(&self, kind: Kind, slug: &Slug) -> Option<Node> {
        self.snapshot.find(kind, slug)
    }

    /// The subjects that have a node of a kind.
    pub(crate) fn subjects(&self, kind: Kind) -> impl Iterator<Item = &'a Subject> {
        self.question.subjects.iter().filter(move |subject| subject.of(kind).is_some())
    }

    /// The ids of all nodes of a kind that the question is about.
    pub(crate) fn ids(&self, kind: Kind) -> Vec<Id> {
        let of_kind = |node: &&Node| node.kind() == kind;
        let nodes = self.question.subjects.iter().flat_map(|subject| &subject.nodes);
        nodes.filter(of_kind).map(|node| node.id().clone()).collect()
    }
}

/// What a kind of question gives back.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) kind: AnswerKind,
    /// Markdown, a line each.
    pub(crate) lines: Vec<String>,
    /// What it rests on, the most important first.
    pub(crate) sources: Vec<Slug>,
    /// What it is about, the most important first.
    pub(crate) nodes: Vec<Node>,
    /// Questions that may be asked next.
    pub(crate) suggestions: Vec<String>,
    /// The stretch of time it is about.
    pub(crate) window: Option<Window>,
}

impl Reply {
    pub(crate) fn new(kind: AnswerKind) -> Self {
        Self {
            kind,
            lines: Vec::new(),
            sources: Vec::new(),
            nodes: Vec::new(),
            suggestions: Vec::new(),
            window: None,
        }
    }

    pub(crate) fn line(&mut self, line: impl Into<String>) -> &mut Self {
        self.lines.push(line.into());
        self
    }

    pub(crate) fn cite<'s>(&mut self, sources: impl IntoIterator<Item = &'s Slug>) -> &mut Self {
        for source in sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
        self
    }

    pub(crate) fn about(&mut self, node: Node) -> &mut Self {
        if !self.nodes.iter().any(|there| there.id() == node.id()) {
            self.nodes.push(node);
        }
        self
    }

    pub(crate) fn suggest(&mut self, question: impl Into<String>) -> &mut Self {
        self.suggestions.push(question.into());
        self
    }
}

/// The sources that a document's claims give for a field; all its sources where there are none.
pub(crate) fn sources_of_field<T>(entry: &Entry<T>, fields: &[&str]) -> Vec<Slug> {
    let claimed: Vec<Slug> = entry
        .claims
        .iter()
        .filter(|claim| claim.followed && fields.contains(&claim.field.as_str()))
        .filter_map(|claim| claim.source.clone())
        .collect();
    claimed.into_iter().chain(entry.sources.iter().cloned()).collect()
}
