//! Relations read backwards: who refers to a document.

use std::collections::{HashMap, HashSet};

use finsam_model::{Kind, Slug};

use crate::{Node, Snapshot, snapshot::Relation};

/// For every document, those that refer to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    referring: HashMap<(Kind, Slug), Vec<Node>>,
}

impl Relations {
    /// Turns relations round. A relation to something that is not here is dropped, one to a
    /// former slug counts for the document that had it.
    pub(crate) fn new(snapshot: &Snapshot, documents: &[(Node, Vec<Relation>)]) -> Self {
        let written: HashMap<(Kind, &Slug), &Vec<Relation>> = documents
            .iter()
            .map(|(node, relations)| ((node.kind(), node.slug()), relations))
            .collect();
        let mut referring: HashMap<(Kind, Slug), Vec<Node>> = HashMap::new();
        // In the order of the shelves, so that every list is in natural order.
        for node in snapshot.nodes() {
            let mut seen = HashSet::new();
            for relation in written.get(&(node.kind(), node.slug())).into_iter().copied().flatten()
            {
                let Some(target) = snapshot.find(relation.kind, relation.slug.as_str()) else {
                    continue;
                };
                let key = (target.kind(), target.slug().clone());
                if seen.insert(key.clone()) {
                    referring.entry(key).or_default().push(node.clone());
                }
            }
        }
        Self { referring }
    }

    pub(crate) fn referring_to(&self, kind: Kind, slug: &Slug) -> &[Node] {
        self.referring.get(&(kind, slug.clone())).map_or(&[], Vec::as_slice)
    }
}
