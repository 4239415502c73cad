//! What changed and in which order, so that others can follow the content without reading all of
//! it again.
//!
//! For every document that is or was public, the journal knows the sequence of its last change.
//! [`History`] is what it knows as of one snapshot, for reading; [`Journal`] writes, and keeps
//! what it knows in a state folder (`journal/file`), so that a change made while the server was
//! down is told of too and a reader's [`Position`] outlives a restart.

mod file;
mod history;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, path::Path, sync::Arc};

use finsam_content::{Difference, Snapshot};
use finsam_model::{Document, Id, Slug};

use file::{JournalFile, Kept, Lost};
use history::Epoch;
pub use history::{BadPosition, History, Page, Position, Record};

/// How many deletions are remembered. A reader who was away for more of them begins again.
const MOST_DELETED: usize = 10_000;

/// Follows what is public, change by change.
#[derive(Debug)]
pub struct Journal {
    history: Arc<History>,
    /// The sequence of each document's last change.
    sequences: HashMap<Id, u64>,
    /// The content as of the last change.
    snapshot: Arc<Snapshot>,
    /// Where it is kept; none when it is in memory only.
    file: Option<JournalFile>,
    most_deleted: usize,
}

impl Journal {
    /// A journal that is forgotten with the program: whoever read the last one begins again.
    #[must_use]
    pub fn in_memory(snapshot: Arc<Snapshot>) -> Self {
        Self::of(Kept::new(), None, snapshot)
    }

    /// The journal kept in a state folder, which is made if it is not there. What changed in the
    /// content since the journal was last written is written now.
    ///
    /// Never fails: where the folder cannot be used, or another server uses it, the journal is in
    /// memory, and a warning says so. A damaged one is begun anew; its readers begin again too.
    #[must_use]
    pub fn open(folder: &Path, snapshot: Arc<Snapshot>) -> Self {
        let (file, kept) = match JournalFile::open(folder) {
            Ok(opened) => opened,
            Err(reason) => {
                tracing::warn!(
                    %reason,
                    "the journal of changes is kept in memory: after a restart its readers begin again"
                );
                return Self::in_memory(snapshot);
            }
        };
        let kept = kept.unwrap_or_else(|lost| {
            if let Lost::Damaged(reason) = lost {
                tracing::warn!(
                    reason,
                    "the journal of changes is begun anew; its readers begin again"
                );
            }
            Kept::new()
        });
        Self::of(kept, Some(file), snapshot)
    }

    fn of(kept: Kept, file: Option<JournalFile>, snapshot: Arc<Snapshot>) -> Self {
        let Kept { epoch, forgotten, records } = kept;
        let sequences = records.iter().map(|record| (record.id.clone(), record.sequence)).collect();
        let history = Arc::new(History::new(epoch, forgotten, records));
        let mut journal = Self { history, sequences, snapshot, file, most_deleted: MOST_DELETED };
        let differences = journal.since_last_kept();
        journal.record(differences);
        journal
    }

    /// What is known as of the last snapshot.
    #[must_use]
    pub fn history(&self) -> Arc<History> {
        Arc::clone(&self.history)
    }

    /// Goes on to the next content: what differs is written, then known.
    pub fn follow(&mut self, snapshot: &Arc<Snapshot>) {
        let differences = snapshot.difference(&self.snapshot);
        self.snapshot = Arc::clone(snapshot);
        self.record(differences);
    }

    /// How the content differs from what was last known, whoever knew it.
    fn since_last_kept(&self) -> Vec<Difference> {
        let public = self.history.records().iter().filter(|record| record.hash.is_some());
        let mut gone: HashMap<&Id, &Record> =
            public.map(|record| (&record.id, record.as_ref())).collect();
        let mut differences = Vec::new();
        for node in self.snapshot.nodes() {
            for Document { id, slug, hash, .. } in node.documents() {
                let same =
                    |known: &&Record| known.hash.as_ref() == Some(hash) && known.slug == *slug;
                if gone.remove(id).filter(same).is_none() {
                    differences.push(difference(id, slug, Some(hash)));
                }
            }
        }
        let mut gone: Vec<_> = gone.into_values().collect();
        gone.sort_unstable_by_key(|record| record.sequence);
        differences.extend(gone.into_iter().map(|known| difference(&known.id, &known.slug, None)));
        differences
    }

    fn record(&mut self, differences: Vec<Difference>) {
        if differences.is_empty() {
            return;
        }
        let next = self.history.head() + 1;
        let new: Vec<_> = differences
            .into_iter()
            .zip(next..)
            .map(|(Difference { id, slug, hash, .. }, sequence)| {
                Arc::new(Record { sequence, id, slug, hash })
            })
            .collect();
        let before = new
            .iter()
            .filter_map(|record| self.sequences.insert(record.id.clone(), record.sequence));
        let mut superseded: Vec<u64> = before.collect();
        superseded.sort_unstable();
        let (mut history, forgotten) =
            self.history.followed_by(&new, &superseded, self.most_deleted);
        for record in forgotten {
            self.sequences.remove(&record.id);
        }
        // Kept before it is known: a sequence that somebody has seen is never used again.
        if let Some(file) = &mut self.file
            && let Err(reason) = file.append(&new, &history)
        {
            tracing::warn!(
                %reason,
                "the journal of changes cannot be written and goes on in memory; its readers begin again"
            );
            self.file = None;
            history.epoch = Epoch::new();
        }
        self.history = Arc::new(history);
    }
}

fn difference(id: &Id, slug: &Slug, hash: Option<&Arc<str>>) -> Difference {
    Difference { id: id.clone(), kind: id.kind, slug: slug.clone(), hash: hash.cloned() }
}
