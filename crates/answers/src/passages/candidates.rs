//! Which documents may hold an answer.

use finsam_content::{Node, Snapshot};
use finsam_model::Kind;

use super::{kept, rank::Asked};

/// No more documents than these are read for their words.
const BY_WORDS: usize = 150;
/// No more than these for what they refer to.
const REFERRING: usize = 60;
/// No more documents than these are followed to those that refer to them.
const FOLLOWED: usize = 12;
/// What a document's name counts for beside a word of the question.
const NAME: f64 = 1.0;

/// Documents to read.
pub(super) struct Candidates {
    /// Each once, in no order.
    pub(super) nodes: Vec<Node>,
    /// Whether there are more with the words asked for.
    pub(super) are_all: bool,
}

/// The documents that hold the words asked for, those asked about, and those that have to do with
/// either.
pub(super) fn candidates(snapshot: &Snapshot, asked: &[Asked<'_>]) -> Candidates {
    let mut stems: Vec<(&str, f64)> = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    for asked in asked {
        match asked {
            Asked::Word(forms) => {
                stems.extend(forms.iter().map(|(form, closeness)| (form.as_ref(), *closeness)));
            }
            Asked::Hint(hints) => stems.extend(hints.iter().map(|hint| (hint.as_str(), 0.1))),
            Asked::Subject(namings) => {
                for naming in namings.iter().take(FOLLOWED) {
                    nodes.push(naming.node.clone());
                    nodes.extend(referring(snapshot, naming.node));
                    stems.extend(naming.signs().map(|sign| (sign, NAME)));
                }
            }
        }
    }
    let holding = snapshot.candidates(&[], &stems, BY_WORDS);
    let are_all = holding.len() < BY_WORDS;
    let labels = holding.iter().map(|(node, _)| node).filter(|node| is_tag(node.kind()));
    let is_called = |node: &&Node| {
        let parts = kept::parts(node);
        asked.iter().any(|asked| match asked {
            Asked::Word(forms) => forms.iter().any(|(form, _)| parts.is_called(form)),
            Asked::Hint(_) | Asked::Subject(_) => false,
        })
    };
    for node in labels.filter(is_called).take(FOLLOWED) {
        nodes.extend(referring(snapshot, node));
    }
    nodes.extend(holding.into_iter().map(|(node, _)| node));
    nodes.retain(|node| node.kind() != Kind::Source);
    nodes.sort_unstable_by(|a, b| (a.kind(), a.slug()).cmp(&(b.kind(), b.slug())));
    nodes.dedup_by(|a, b| a.id() == b.id());
    Candidates { nodes, are_all }
}

/// Whether statements and figures are marked with such documents.
pub(super) fn is_tag(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation | Kind::Term | Kind::Initiative)
}

fn referring(snapshot: &Snapshot, node: &Node) -> Vec<Node> {
    snapshot.referring_to(node.kind(), node.slug()).iter().take(REFERRING).cloned().collect()
}
