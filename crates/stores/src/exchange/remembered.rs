//! What a folder and a store had in common when they last met, in a hidden file of the folder.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{StoreError, files};

const FILE: &str = ".finsam-store";
const FORMAT: &str = "finsam-store 1";

/// What both had, by path.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Remembered {
    format: String,
    /// Which store it was.
    store: String,
    revision: i64,
    documents: BTreeMap<String, String>,
}

impl Remembered {
    pub(super) fn new(store: &str, revision: i64, documents: BTreeMap<String, String>) -> Self {
        Self { format: FORMAT.to_owned(), store: store.to_owned(), revision, documents }
    }

    /// What the folder remembers of this store; none if they never met, or what was written down
    /// cannot be read, which is the same.
    pub(super) fn of(folder: &Path, store: &str) -> Option<BTreeMap<String, String>> {
        let bytes = fs::read(folder.join(FILE)).ok()?;
        let remembered: Self = serde_json::from_slice(&bytes).ok()?;
        let is_it = remembered.format == FORMAT && remembered.store == store;
        is_it.then_some(remembered.documents)
    }

    pub(super) fn keep(&self, folder: &Path) -> Result<(), StoreError> {
        let unwritable = |reason| StoreError::Unwritable { path: FILE.to_owned(), reason };
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::from).map_err(unwritable)?;
        files::put(&folder.join(FILE), &text).map_err(unwritable)
    }
}
