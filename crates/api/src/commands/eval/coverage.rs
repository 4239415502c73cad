//! Which documents no question reaches.

use std::collections::BTreeSet;

use finsam_content::Node;
use finsam_model::Kind;

use super::outcome::{Outcome, Public};

/// The documents that no answer is about and none cites, as `folder/slug`; and how many there are in
/// all.
pub(super) fn unreached(outcomes: &[Outcome<'_>], public: &Public<'_>) -> (Vec<String>, usize) {
    let answers: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.answers).collect();
    let about: BTreeSet<String> =
        answers.iter().flat_map(|answer| &answer.nodes).map(place).collect();
    let cited: BTreeSet<_> = answers
        .iter()
        .flat_map(|answer| &answer.citations)
        .map(|one| (one.title.as_str(), one.url.as_deref(), one.publisher.as_str()))
        .collect();
    let is_cited = |node: &Node| match node {
        Node::Source(source) => {
            cited.contains(&(&*source.title, source.url.as_deref(), &*source.publisher))
        }
        _ => false,
    };
    let (mut all, mut left) = (BTreeSet::new(), BTreeSet::new());
    for node in public.snapshots().flat_map(|snapshot| snapshot.nodes()) {
        let place = place(&node);
        if !about.contains(&place) && !is_cited(&node) {
            left.insert(place.clone());
        }
        all.insert(place);
    }
    (left.into_iter().collect(), all.len())
}

fn place(node: &Node) -> String {
    format!("{}/{}", Kind::folder(node.kind()), node.slug())
}
