//! Several sites' documents about one seminar are one node, which goes by one of their ids and lives as
//! long as any of them. The API tells what changed by document; we know seminars by node.

use std::collections::HashSet;

use finsam_client::{Change, Changed, NodeId};

/// Changes of nodes, each told once, as it is last.
#[derive(Debug)]
pub(super) struct Nodes {
    pub(super) changes: Vec<Change>,
    /// The ids of documents that are shown under another, with that one.
    pub(super) moves: Vec<(NodeId, NodeId)>,
}

impl Nodes {
    /// The nodes behind changed documents.
    pub(super) fn of(documents: Vec<Change>) -> Self {
        let mut moves = Vec::new();
        let by_node = documents.into_iter().map(|change| {
            let shown_as = match &change.node {
                Some(Changed::Seminar(seminar)) => seminar.id.clone(),
                Some(Changed::NewsArticle(article)) => article.id.clone(),
                Some(Changed::Other(_)) | None => return change,
            };
            if shown_as != change.id {
                moves.push((change.id.clone(), shown_as.clone()));
            }
            Change { id: shown_as, ..change }
        });
        let changes = latest(by_node.collect());
        Self { changes, moves }
    }
}

/// Of each node the last change alone.
fn latest(all: Vec<Change>) -> Vec<Change> {
    let mut seen = HashSet::new();
    let mut latest: Vec<_> =
        all.into_iter().rev().filter(|change| seen.insert(change.id.clone())).collect();
    latest.reverse();
    latest
}

#[cfg(test)]
mod tests {
    use finsam_client::Kind;

    use super::*;
    use crate::made_up::seminar;

    /// A document that changed, and the hour of the node that it is part of, if it is of any.
    fn change(document: &str, node: Option<(&str, i8)>) -> Change {
        Change {
            id: seminar(document, "2031-05-15", 8).id,
            kind: Kind::Seminar,
            slug: document.to_owned(),
            deleted: node.is_none(),
            node: node
                .map(|(node, hour)| Changed::Seminar(Box::new(seminar(node, "2031-05-15", hour)))),
        }
    }

    #[test]
    fn what_is_on_two_pages_is_as_on_the_later_one() {
        let alone =
            |slug: &'static str, hour: Option<i8>| change(slug, hour.map(|hour| (slug, hour)));
        let pages = [("a", Some(8)), ("b", Some(8)), ("c", Some(8)), ("a", Some(9)), ("b", None)];
        let pages = pages.map(|(slug, hour)| alone(slug, hour));
        let [_, _, c, a, b] = pages.clone();
        let nodes = Nodes::of(pages.into());
        assert_eq!((nodes.changes, nodes.moves), (vec![c, a, b], vec![]));
    }

    #[test]
    fn documents_of_one_node_are_one_change_of_it() {
        let check = |documents: Vec<Change>, expected: &[(&str, bool)], moved: &[(&str, &str)]| {
            let nodes = Nodes::of(documents);
            let changes: Vec<_> =
                nodes.changes.iter().map(|one| (one.id.as_str(), one.node.is_some())).collect();
            assert_eq!(changes, expected);
            let moves: Vec<_> =
                nodes.moves.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
            assert_eq!(moves, moved);
        };
        // Both are written anew.
        let both = vec![change("a", Some(("a", 8))), change("b", Some(("a", 8)))];
        check(both, &[("id-a", true)], &[("id-b", "id-a")]);
        // The one that was named is gone, and the other keeps its id alive.
        let first = Change { deleted: true, ..change("a", Some(("a", 8))) };
        check(vec![first, change("b", Some(("a", 8)))], &[("id-a", true)], &[("id-b", "id-a")]);
        // The other is gone: nobody knows a node of its name.
        check(vec![change("b", None)], &[("id-b", false)], &[]);
        // All are gone.
        check(vec![change("a", None), change("b", None)], &[("id-a", false), ("id-b", false)], &[]);
    }
}
