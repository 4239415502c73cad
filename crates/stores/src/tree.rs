//! All documents of a site, as they are taken from one store to another.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use finsam_content::{Archive, Change, Problem, SITE_PATH, document_at};

use crate::{Confirm, Files, StoreError, digest::digest, files};

/// Where a document has its place in a folder. Others' words tell its path: it may not lead out.
pub(crate) fn place_of(folder: &Path, path: &str) -> Result<PathBuf, StoreError> {
    let is_document = path == SITE_PATH || document_at(path).is_some();
    is_document.then(|| folder.join(path)).ok_or_else(|| StoreError::NoPlace(path.to_owned()))
}

/// What every document says, by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(pub(crate) BTreeMap<String, Vec<u8>>);

impl Tree {
    /// The documents of a folder, and what is wrong with its files. What is no document, such as a
    /// `README.md`, is none of ours.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of_folder(folder: &Path) -> Result<(Self, Vec<Problem>), StoreError> {
        let scan = Files::open(folder)?.scan(Confirm::Yes)?;
        let documents = scan.changes.into_iter().filter_map(|change| {
            let is_document = change.path == SITE_PATH || document_at(&change.path).is_some();
            Some((change.path, change.bytes.filter(|_| is_document)?))
        });
        Ok((Self(documents.collect()), scan.problems))
    }

    /// Writes every document into a folder that has none of them; whatever else is there stays.
    ///
    /// # Errors
    /// When a document is there already, has no place in a folder, or cannot be written.
    pub fn write_into(&self, folder: &Path) -> Result<(), StoreError> {
        for path in self.0.keys() {
            let location = place_of(folder, path)?;
            if location.exists() {
                return Err(StoreError::AlreadyExists(path.clone()));
            }
        }
        for (path, bytes) in &self.0 {
            let unwritable = |reason| StoreError::Unwritable { path: path.clone(), reason };
            files::put(&place_of(folder, path)?, bytes).map_err(unwritable)?;
        }
        Ok(())
    }

    /// How many documents there are, `site.md` among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The digest of each, by path.
    pub(crate) fn digests(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(path, bytes)| (path.clone(), digest(bytes))).collect()
    }

    /// Everything that is wrong with it as a whole, and what its site is called.
    pub(crate) fn check(&self) -> (String, Vec<Problem>) {
        let change = |(path, bytes): (&String, &Vec<u8>)| Change {
            path: path.clone(),
            bytes: Some(bytes.clone()),
        };
        let archive = Archive::default().update(self.0.iter().map(change).collect());
        (archive.site_slug().to_string(), archive.problems().to_vec())
    }
}
