//! Every document as it was last read, found by path, by slug and by what it refers to.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use finsam_model::{Kind, Slug};
use finsam_swedish::distance;
use rpds::RedBlackTreeMapSync;

use crate::{
    Problem,
    checks::{Lead, Others},
    loaded::{Loaded, Reading},
    node::Key,
    parallel,
    shared_map::{RandomState, SharedMap},
    splice::Splice,
};

/// Paths in order.
type Paths = Arc<Vec<Arc<str>>>;

/// Every document as it was last read. Cheap to clone: what does not change is shared.
#[derive(Clone, Debug, Default)]
pub(super) struct Register {
    documents: SharedMap<Arc<str>, Arc<Document>>,
    /// Every present slug, in order.
    slugs: RedBlackTreeMapSync<Key, ()>,
    /// For each slug, the documents that had it before, by their latest or their last good version.
    claimants: SharedMap<Key, Paths>,
    /// For each slug, the documents that refer to it, as last read.
    referrers: SharedMap<Key, Paths>,
    /// The slugs that are referred to and lead nowhere, with what was probably meant.
    dead: SharedMap<Key, Option<Slug>>,
}

/// A document of a kind.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What it is; none when its file name is no slug.
    pub(super) identity: Option<Key>,
    pub(super) held: Held<Loaded>,
    /// The version that serves: as last read, else the last good one, else none.
    pub(super) serving: Option<Arc<Loaded>>,
    /// That its latest version has a former slug which is another document's.
    pub(super) slug_taken: Option<Box<Problem>>,
}

/// A document as it was last read, and as it last was good.
#[derive(Clone, Debug)]
pub(super) struct Held<T> {
    pub(super) latest: Reading<T>,
    pub(super) good: Option<Arc<T>>,
}

impl Document {
    /// Every slug it has or has had, as it was last read and as it last was good.
    pub(super) fn slugs(&self) -> impl Iterator<Item = Key> + '_ {
        let formerly = self.formerly().into_iter().map(|(kind, slug)| (kind, slug.clone()));
        self.identity.iter().cloned().chain(formerly)
    }

    /// The slugs it had before, each once and in order.
    pub(super) fn formerly(&self) -> Vec<(Kind, &Slug)> {
        let versions = self.held.latest.sound.iter().chain(&self.held.good);
        let formerly = versions.flat_map(|loaded| {
            loaded.node.formerly().iter().map(|slug| (loaded.node.kind(), slug))
        });
        let mut formerly: Vec<_> = formerly.collect();
        formerly.sort_unstable();
        formerly.dedup();
        formerly
    }

    fn relations(&self) -> Vec<(Kind, &Slug)> {
        self.held.latest.sound.as_deref().map(Loaded::relations).unwrap_or_default()
    }
}

/// The path of the document that has a slug now, if there is one.
fn path(key: &Key) -> String {
    format!("{}/{}.md", key.0.folder(), key.1)
}

impl Register {
    pub(super) fn len(&self) -> usize {
        self.documents.size()
    }

    pub(super) fn get(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.documents.keys()
    }

    /// Changes what is kept of a document, but not what it is.
    pub(super) fn change(&mut self, path: &str, change: impl FnOnce(&mut Document)) {
        if let Some(document) = self.documents.get_mut(path) {
            change(Arc::make_mut(document));
        }
    }

    /// Puts a document in place of what was there, without a look at the others.
    pub(super) fn put(&mut self, path: Arc<str>, document: Option<Document>) {
        let had = self.get(&path).and_then(|document| document.identity.clone());
        let has = document.as_ref().and_then(|document| document.identity.clone());
        match (had, has) {
            (None, Some(key)) => self.slugs.insert_mut(key, ()),
            (Some(key), None) => {
                self.slugs.remove_mut(&key);
            }
            _ => {}
        }
        match document {
            Some(document) => self.documents.insert_mut(path, Arc::new(document)),
            None => {
                self.documents.remove_mut(&path);
            }
        }
    }

    /// The path of the document that has a slug now.
    pub(super) fn owner(&self, key: &Key) -> Option<&Arc<str>> {
        self.documents.get_key_value(path(key).as_str()).map(|(path, _)| path)
    }

    /// The documents that had a slug before, or say so.
    pub(super) fn claimants(&self, key: &Key) -> &[Arc<str>] {
        self.claimants.get(key).map_or(&[], |paths| paths)
    }

    /// The documents that refer to a slug, as last read.
    pub(super) fn referrers(&self, key: &Key) -> &[Arc<str>] {
        self.referrers.get(key).map_or(&[], |paths| paths)
    }

    /// The slugs that are referred to and lead nowhere, with what was probably meant.
    pub(super) fn dead(&self) -> impl Iterator<Item = (&Key, &Option<Slug>)> {
        self.dead.iter()
    }

    /// What was probably meant by a slug that leads nowhere, if it is one.
    pub(super) fn meant(&self, key: &Key) -> Option<&Option<Slug>> {
        self.dead.get(key)
    }

    /// Notes what became of some documents, which are in their places already: who had which slug
    /// and who refers to what.
    pub(super) fn note(&mut self, before: &Self, paths: &BTreeSet<Arc<str>>) {
        for (key, moved) in moves(before, self, paths, Document::formerly) {
            moved.apply(&mut self.claimants, key);
        }
        for (key, moved) in moves(before, self, paths, Document::relations) {
            moved.apply(&mut self.referrers, key.clone());
            self.judge(&key);
        }
    }

    /// Finds out whether references to a slug lead nowhere.
    pub(super) fn judge(&mut self, key: &Key) {
        if !self.referrers(key).is_empty() && self.present(key).is_none() {
            self.dead.insert_mut(key.clone(), self.nearest(key));
        } else {
            self.dead.remove_mut(key);
        }
    }

    /// The slug that was probably meant.
    fn nearest(&self, (kind, slug): &Key) -> Option<Slug> {
        // No slug comes before this one.
        let first = (*kind, Slug::new("0").ok()?.within(slug.site()));
        let of_kind = self.slugs.range(first..).take_while(|((of, _), ())| of == kind);
        let slugs = of_kind
            .map(|((_, other), ())| other.as_str())
            .filter(|other| other.len().abs_diff(slug.as_str().len()) <= MOST_SLIPS);
        distance::nearest(slug.as_str(), slugs)
            .and_then(|near| Slug::new(near).ok())
            .map(|near| near.within(slug.site()))
    }

    /// The present slug of the document that a slug leads to. A document that cannot be read has
    /// its present slug too: a relation to it is not dead, and what is wrong with it is said once.
    pub(super) fn present(&self, key: &Key) -> Option<Slug> {
        if self.owner(key).is_some() {
            return Some(key.1.clone());
        }
        let serving =
            self.claimants(key).iter().filter_map(|path| self.get(path)?.serving.as_ref());
        let had = |loaded: &&Arc<Loaded>| loaded.node.formerly().contains(&key.1);
        serving.into_iter().find(had).map(|loaded| loaded.node.slug().clone())
    }
}

impl Others for Register {
    fn lead(&self, kind: Kind, slug: &Slug) -> Lead<'_> {
        if self.dead.is_empty() {
            return Lead::Somewhere;
        }
        match self.meant(&(kind, slug.clone())) {
            Some(meant) => Lead::Nowhere { meant: meant.as_ref() },
            None => Lead::Somewhere,
        }
    }

    fn present(&self, kind: Kind, slug: &Slug) -> Option<Slug> {
        Self::present(self, &(kind, slug.clone()))
    }

    fn document(&self, kind: Kind, slug: &Slug) -> Option<&Loaded> {
        self.get(&path(&(kind, slug.clone())))?.held.latest.sound.as_deref()
    }
}

/// The most slips that a slug is recognised with, as [`distance::allowed`] has it.
pub(super) const MOST_SLIPS: usize = 3;

/// Who leaves and who joins the documents at a slug.
#[derive(Default)]
struct Moved {
    gone: Vec<Arc<str>>,
    come: Vec<Arc<str>>,
}

impl Moved {
    fn apply(mut self, lists: &mut SharedMap<Key, Paths>, key: Key) {
        let Some(list) = lists.get(&key).cloned() else {
            if !self.come.is_empty() {
                self.come.shrink_to_fit();
                lists.insert_mut(key, Arc::new(self.come));
            }
            return;
        };
        let change = Splice::new(&list, Arc::clone, &self.gone, &self.come);
        match change.apply(&list, self.come) {
            list if list.is_empty() => {
                lists.remove_mut(&key);
            }
            list => lists.insert_mut(key, Arc::new(list)),
        }
    }
}

/// At which slugs some documents leave and join, when `slugs` tells where a document is, in order.
fn moves(
    before: &Register,
    after: &Register,
    paths: &BTreeSet<Arc<str>>,
    slugs: fn(&Document) -> Vec<(Kind, &Slug)>,
) -> HashMap<Key, Moved, RandomState> {
    fn not_in(slugs: &[(Kind, &Slug)], slug: &(Kind, &Slug)) -> bool {
        slugs.binary_search(slug).is_err()
    }
    let paths: Vec<&Arc<str>> = paths.iter().collect();
    let stretches = parallel::in_stretches(&paths, |paths| {
        let mut moves: HashMap<(Kind, &Slug), Moved, RandomState> = HashMap::default();
        for path in paths {
            let [old, new] = [before, after].map(|register| {
                register.get(path).map(|document| slugs(document)).unwrap_or_default()
            });
            for slug in old.iter().filter(|slug| not_in(&new, slug)) {
                moves.entry(*slug).or_default().gone.push(Arc::clone(path));
            }
            for slug in new.iter().filter(|slug| not_in(&old, slug)) {
                moves.entry(*slug).or_default().come.push(Arc::clone(path));
            }
        }
        moves
    });
    let mut all: HashMap<Key, Moved, RandomState> = HashMap::default();
    for ((kind, slug), moved) in stretches.into_iter().flatten() {
        let Moved { gone, come } = all.entry((kind, slug.clone())).or_default();
        gone.extend(moved.gone);
        come.extend(moved.come);
    }
    all
}
