//! What is worked out once for a snapshot: its names and its passages.

use std::sync::{Arc, Mutex, PoisonError};

use finsam_content::Snapshot;

use crate::{passages::Passages, reading::Lexicon};

/// The names and passages of one snapshot.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) lexicon: Lexicon,
    pub(crate) passages: Passages,
}

/// How many snapshots' indexes are kept: the present one, the one before while requests still hold
/// it, and some previews.
const KEPT: usize = 4;

impl Index {
    /// The index of a snapshot. A snapshot's version names exactly its content, so an index once
    /// made is as good as one made anew; only time is saved.
    pub(crate) fn of(snapshot: &Snapshot) -> Arc<Self> {
        static RECENT: Mutex<Vec<(String, Arc<Index>)>> = Mutex::new(Vec::new());
        let recent = || RECENT.lock().unwrap_or_else(PoisonError::into_inner);
        let version = snapshot.version();
        if let Some((_, index)) = recent().iter().find(|(kept, _)| kept == version) {
            return Arc::clone(index);
        }
        let index = Arc::new(Self::new(snapshot));
        let mut recent = recent();
        recent.insert(0, (version.to_owned(), Arc::clone(&index)));
        recent.truncate(KEPT);
        index
    }

    fn new(snapshot: &Snapshot) -> Self {
        let lexicon = Lexicon::new(snapshot);
        let passages = Passages::new(snapshot, &lexicon);
        Self { lexicon, passages }
    }
}
