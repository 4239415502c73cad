//! What can be wrong with a store as a whole.

use std::{io, path::PathBuf};

use crate::BadBackup;

/// The store cannot be used. What is wrong with one document is a
/// [`Problem`](finsam_content::Problem) instead.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at the path.
    #[error("there is no folder {}", .0.display())]
    NoSuchFolder(PathBuf),
    /// There is something else than a folder at the path.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder is there, but cannot be read.
    #[error("the folder {} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A document would have to replace one that is there.
    #[error("{0} already exists")]
    AlreadyExists(String),
    /// A document would end up where none can be: outside the folder, or under a name that is
    /// never read.
    #[error("{0} is no place for a document")]
    NoPlace(String),
    /// A document cannot be written.
    #[error("{path} cannot be written: {reason}")]
    Unwritable {
        /// The document's path within the folder.
        path: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The file is no backup, or not whole.
    #[error("{path}: {bad}")]
    NoBackup {
        /// The file.
        path: String,
        /// What is the matter.
        bad: BadBackup,
    },
    /// The folder cannot be watched, not even by looking at it now and then.
    #[error("the folder cannot be watched: {0}")]
    Unwatchable(io::Error),
}

impl StoreError {
    /// What it means that `path` cannot be read as a folder.
    pub(crate) fn of_folder(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        let path = path.into();
        match reason.kind() {
            io::ErrorKind::NotFound => Self::NoSuchFolder(path),
            io::ErrorKind::NotADirectory => Self::NotAFolder(path),
            _ => Self::Unreadable { path, reason },
        }
    }
}
