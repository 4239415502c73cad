//! Relations read backwards: who refers to a document.

use std::{collections::HashMap, sync::Arc};

use finsam_model::{Kind, Slug};

use crate::{
    Node,
    loaded::Loaded,
    node::{Key, Place},
    shared_map::{RandomState, SharedMap},
    splice::Splice,
};

/// Documents, kind by kind, each kind in its natural order.
type Nodes = Arc<Vec<Node>>;

/// Who refers to what. Cheap to clone: what does not change is shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    /// For every slug, as written, the documents that refer to it. It may lead nowhere.
    written: SharedMap<Key, Nodes>,
    /// For the present slug of every document that has had others, the documents that refer to it
    /// by any of them.
    gathered: SharedMap<Key, Nodes>,
}

/// The documents that leave and join those at a slug, in order.
#[derive(Default)]
struct Moved<'a> {
    gone: Vec<&'a Node>,
    come: Vec<&'a Node>,
}

impl Relations {
    /// The relations after some documents went and others came, both in order; `find` tells where
    /// a slug leads now.
    pub(crate) fn with(
        &self,
        gone: &[Arc<Loaded>],
        come: &[Arc<Loaded>],
        find: impl Fn(&Key) -> Option<Node>,
    ) -> Self {
        let mut next = self.clone();
        let mut moves: HashMap<(Kind, &Slug), Moved<'_>, RandomState> = HashMap::default();
        for loaded in gone {
            for key in loaded.relations() {
                moves.entry(key).or_default().gone.push(&loaded.node);
            }
        }
        for loaded in come {
            for key in loaded.relations() {
                moves.entry(key).or_default().come.push(&loaded.node);
            }
        }
        // Where lists have to be gathered anew, or may no longer be.
        let referred_to = moves.keys().map(|(kind, slug)| (*kind, Slug::clone(slug)));
        let moved = gone.iter().chain(come).flat_map(|loaded| loaded.node.keys());
        let keys: Vec<Key> = referred_to.chain(moved).collect();
        for ((kind, slug), moved) in moves {
            moved.apply(&mut next.written, (kind, slug.clone()));
        }
        let mut renamed: HashMap<Key, Node, RandomState> = HashMap::default();
        for key in keys {
            let node = find(&key).filter(|node| node.keys().nth(1).is_some());
            if node.as_ref().is_none_or(|node| node.key() != key) {
                next.gathered.remove_mut(&key);
            }
            renamed.extend(node.map(|node| (node.key(), node)));
        }
        for (key, node) in renamed {
            next.gather(key, &node);
        }
        next
    }

    /// Gathers what refers to a document by any of its slugs.
    fn gather(&mut self, key: Key, node: &Node) {
        let mut nodes: Vec<Node> =
            node.keys().flat_map(|key| self.referring_as_written(&key).to_vec()).collect();
        nodes.sort_by_cached_key(Node::place);
        nodes.dedup_by(|a, b| a.id() == b.id());
        self.gathered.insert_mut(key, Arc::new(nodes));
    }

    /// The documents that refer to a slug, wherever it leads.
    pub(crate) fn referring_as_written(&self, key: &Key) -> &[Node] {
        self.written.get(key).map_or(&[], |nodes| nodes)
    }

    /// The documents that refer to a document, by its present slug.
    pub(crate) fn referring_to(&self, key: &Key) -> &[Node] {
        match self.gathered.get(key) {
            Some(nodes) => nodes,
            None => self.referring_as_written(key),
        }
    }
}

impl Moved<'_> {
    fn apply(self, lists: &mut SharedMap<Key, Nodes>, key: Key) {
        let Some(list) = lists.get(&key).cloned() else {
            let list: Vec<Node> = self.come.into_iter().cloned().collect();
            if !list.is_empty() {
                lists.insert_mut(key, Arc::new(list));
            }
            return;
        };
        let places =
            |nodes: &[&Node]| -> Vec<Place> { nodes.iter().map(|node| node.place()).collect() };
        let change = Splice::new(&list, Node::place, &places(&self.gone), &places(&self.come));
        match change.apply(&list, self.come.into_iter().cloned()) {
            list if list.is_empty() => {
                lists.remove_mut(&key);
            }
            list => lists.insert_mut(key, Arc::new(list)),
        }
    }
}
