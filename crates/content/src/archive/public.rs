//! What of an archive is public, followed from one moment to the next at the cost of what moved.

use std::{collections::HashSet, sync::Arc};

use finsam_model::{Site, stockholm};
use jiff::{Timestamp, Zoned};

use super::{Archive, unknown_site};
use crate::{
    Snapshot,
    loaded::Loaded,
    shared_map::{RandomState, SharedMap},
};

/// What was public when somebody last asked.
#[derive(Clone, Debug)]
pub(super) struct Public {
    /// By path.
    documents: SharedMap<Arc<str>, Arc<Loaded>>,
    at: Timestamp,
    /// Documents that may serve in another version since then.
    pub(super) stale: HashSet<Arc<str>, RandomState>,
    /// The same as a snapshot; empty for an archive of which none is made.
    snapshot: Snapshot,
}

/// Documents that went and came; one that changed did both.
#[derive(Debug, Default)]
pub(crate) struct Step {
    pub(crate) gone: Vec<Arc<Loaded>>,
    pub(crate) come: Vec<Arc<Loaded>>,
}

impl Step {
    pub(crate) fn add(&mut self, mut other: Self) {
        self.gone.append(&mut other.gone);
        self.come.append(&mut other.come);
    }
}

impl Default for Public {
    fn default() -> Self {
        Self {
            documents: SharedMap::default(),
            at: Timestamp::MIN,
            stale: HashSet::default(),
            snapshot: Snapshot::empty(unknown_site()),
        }
    }
}

impl Public {
    /// Goes on to what is public at `now`, which may be before what was last asked for.
    pub(super) fn step(&mut self, archive: &Archive, now: &Zoned) -> Step {
        let passed = [self.at.min(now.timestamp()), self.at.max(now.timestamp())];
        let [from, until] = passed.map(|at| (at, "".into()));
        let moved = archive.publications.range(from..).map(|(publication, ())| publication);
        // Those at `until` itself are after it in order, for every path is longer than none.
        let moved = moved.take_while(|(at, _)| *at <= until.0).map(|(_, path)| path);
        let mut paths = std::mem::take(&mut self.stale);
        paths.extend(moved.cloned());
        let mut step = Step::default();
        for path in paths {
            let before = self.documents.get(&path);
            let document = archive.register.get(&path).and_then(|held| held.serving.as_ref());
            let after = document.filter(|loaded| loaded.node.publication().is_public(now));
            if before.map(Arc::as_ptr) == after.map(Arc::as_ptr) {
                continue;
            }
            step.gone.extend(before.cloned());
            step.come.extend(after.cloned());
            match after {
                Some(loaded) => self.documents.insert_mut(path, Arc::clone(loaded)),
                None => {
                    self.documents.remove_mut(&path);
                }
            }
        }
        self.at = now.timestamp();
        step
    }

    /// What is public at `now`, of a site.
    pub(super) fn publish(&mut self, archive: &Archive, site: &Site, now: &Zoned) -> Snapshot {
        let Step { gone, come } = self.step(archive, now);
        self.snapshot = self.snapshot.with(&site.clone().into(), &gone, &come);
        self.snapshot.clone()
    }

    /// Every document that is public.
    pub(super) fn documents(&self) -> impl Iterator<Item = &Arc<Loaded>> {
        self.documents.values()
    }

    /// The public document at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Arc<Loaded>> {
        self.documents.get(path)
    }
}

impl Archive {
    /// The next instant after `now` at which something becomes public or stops being so.
    #[must_use]
    pub fn next_publication(&self, now: &Zoned) -> Option<Zoned> {
        let from_now = self.publications.range((now.timestamp(), "".into())..);
        let mut coming = from_now.map(|((at, _), ())| *at).skip_while(|at| *at <= now.timestamp());
        coming.next().map(|at| at.to_zoned(stockholm()))
    }
}
