//! What is worked out once for a snapshot: its names and its passages.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use finsam_content::Snapshot;

use crate::{passages::Passages, reading::Lexicon};

/// The names and passages of one snapshot.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) lexicon: Lexicon,
    pub(crate) passages: Passages,
}

/// How many snapshots' indexes are kept: the present one, and the one before while requests still
/// hold it. An index is several times as large as its snapshot.
const KEPT: usize = 2;

/// The index of a snapshot, by the snapshot's version; made by whoever asks first.
type Kept = (String, Arc<OnceLock<Arc<Index>>>);

impl Index {
    /// The index of a snapshot. A snapshot's version names exactly its content, so an index once
    /// made is as good as one made anew; only time is saved. Who asks while it is made waits for
    /// it.
    pub(crate) fn of(snapshot: &Snapshot) -> Arc<Self> {
        static RECENT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());
        let version = snapshot.version();
        let index = {
            let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
            let known = recent.iter().find(|(kept, _)| kept == version);
            match known.map(|(_, index)| Arc::clone(index)) {
                Some(index) => index,
                None => {
                    let index = Arc::default();
                    recent.insert(0, (version.to_owned(), Arc::clone(&index)));
                    recent.truncate(KEPT);
                    index
                }
            }
        };
        Arc::clone(index.get_or_init(|| Arc::new(Self::new(snapshot))))
    }

    fn new(snapshot: &Snapshot) -> Self {
        let lexicon = Lexicon::new(snapshot);
        let passages = Passages::new(snapshot, &lexicon);
        Self { lexicon, passages }
    }
}
