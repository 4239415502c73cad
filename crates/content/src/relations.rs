//! Relations read backwards: who refers to a document.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

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

/// The documents that leave and join those at a slug, with their places, in order.
#[derive(Default)]
struct Moved<'a> {
    gone: Vec<Place>,
    come: Vec<(Place, &'a Node)>,
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
        let mut moves: HashMap<Key, Moved<'_>, RandomState> = HashMap::default();
        for loaded in gone {
            let place = loaded.node.place();
            for key in relations(loaded) {
                moves.entry(key).or_default().gone.push(place.clone());
            }
        }
        for loaded in come {
            let place = loaded.node.place();
            for key in relations(loaded) {
                moves.entry(key).or_default().come.push((place.clone(), &loaded.node));
            }
        }
        // Where lists have to be gathered anew, or may no longer be.
        let moved = gone.iter().chain(come).flat_map(|loaded| loaded.node.keys());
        let keys: BTreeSet<Key> = moves.keys().cloned().chain(moved).collect();
        for (key, moved) in moves {
            moved.apply(&mut next.written, key);
        }
        let present = keys.iter().filter_map(&find).map(|node| (node.key(), node));
        let present: HashMap<Key, Node> = present.collect();
        for key in keys.iter().filter(|key| !present.contains_key(*key)) {
            next.gathered.remove_mut(key);
        }
        for (key, node) in present {
            next.gather(key, &node);
        }
        next
    }

    /// Gathers what refers to a document by any of its slugs.
    fn gather(&mut self, key: Key, node: &Node) {
        if node.formerly().is_empty() {
            self.gathered.remove_mut(&key);
            return;
        }
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
            let come = self.come.iter().map(|(_, node)| Node::clone(node));
            let list: Vec<Node> = come.collect();
            if !list.is_empty() {
                lists.insert_mut(key, Arc::new(list));
            }
            return;
        };
        let (places, come): (Vec<Place>, Vec<&Node>) = self.come.into_iter().unzip();
        let change = Splice::new(&list, Node::place, &self.gone, &places);
        match change.apply(&list, come.into_iter().cloned()) {
            list if list.is_empty() => {
                lists.remove_mut(&key);
            }
            list => lists.insert_mut(key, Arc::new(list)),
        }
    }
}

/// What a document refers to, as written, each once.
fn relations(loaded: &Loaded) -> BTreeSet<Key> {
    let references = loaded.references.iter();
    references.map(|reference| (reference.kind, reference.slug.clone())).collect()
}
