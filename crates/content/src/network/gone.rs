//! Documents that were there and are gone: what says it is the same as one of them still goes by its id.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use finsam_model::{Id, Slug};

use crate::{node::Key, shared_map::RandomState};

/// How many slugs of documents that are gone are remembered. Those who named one of more stand
/// alone.
const MOST: usize = 100_000;

/// A document that was there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) id: Id,
    /// Those that led to it and lead nowhere now.
    pub(super) slugs: BTreeSet<Slug>,
}

/// All of them. What is remembered depends on what was noted and forgotten, not on the order in which
/// several went at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    by_id: HashMap<Id, Arc<Gone>, RandomState>,
    /// Whose a slug was: several times somebody's, perhaps.
    by_slug: HashMap<Key, BTreeSet<Id>, RandomState>,
}

impl Remembered {
    /// Notes that a document with these slugs is gone.
    pub(super) fn note(&mut self, id: &Id, slugs: &[Slug]) {
        if self.by_slug.len() >= MOST {
            return;
        }
        let known = self.by_id.get(id).map(|gone| gone.slugs.clone()).unwrap_or_default();
        let slugs: BTreeSet<Slug> = known.into_iter().chain(slugs.iter().cloned()).collect();
        for slug in &slugs {
            self.by_slug.entry((id.kind, slug.clone())).or_default().insert(id.clone());
        }
        self.by_id.insert(id.clone(), Arc::new(Gone { id: id.clone(), slugs }));
    }

    /// Forgets whose a slug was: it leads somewhere again.
    pub(super) fn forget(&mut self, key: &Key) {
        for id in self.by_slug.remove(key).into_iter().flatten() {
            let Some(gone) = self.by_id.remove(&id) else { continue };
            let mut slugs = gone.slugs.clone();
            slugs.remove(&key.1);
            if !slugs.is_empty() {
                self.by_id.insert(id.clone(), Arc::new(Gone { id, slugs }));
            }
        }
    }

    /// Whose a slug was; of several, the one that was born with it.
    pub(super) fn get(&self, key: &Key) -> Option<&Arc<Gone>> {
        let ids = self.by_slug.get(key)?;
        let born = ids.iter().find(|id| id.born.as_str() == key.1.as_str());
        self.by_id.get(born.or_else(|| ids.first())?)
    }

    /// By their ids, with each of their slugs.
    pub(super) fn all(&self) -> Vec<(Id, Slug)> {
        let slugs = |gone: &Arc<Gone>| {
            gone.slugs.iter().map(|slug| (gone.id.clone(), slug.clone())).collect::<Vec<_>>()
        };
        let mut all: Vec<_> = self.by_id.values().flat_map(slugs).collect();
        all.sort();
        all
    }
}
