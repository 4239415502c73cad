//! A content folder and what was last seen in it.

mod held_back;
mod walk;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read, Write},
    path::{Component, Path, PathBuf},
    time::SystemTime,
};

use finsam_content::{Change, Problem};
use sha2::{Digest, Sha256};

use crate::{StoreError, Watch};
pub use held_back::HeldBack;
use held_back::{folders, shrunken};
use walk::{Found, Stamp, is_ignored, walk};

/// No more of a file is ever read: one byte over what a document may hold, so that whoever checks
/// the document can see that it is too large.
const MOST_BYTES: u64 = 1024 * 1024 + 1;

/// A content folder and what was last seen in it.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    seen: BTreeMap<String, Seen>,
    /// Paths in `seen` that are gone from the folder but not confirmed to be, each with the folder
    /// that lost most of its documents.
    held: BTreeMap<String, String>,
}

/// A document as it was last read.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    settled: bool,
    hash: [u8; 32],
}

/// Whether the disappearance of most documents is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirm {
    /// It may be a mishap: hold it back.
    No,
    /// It is: pass it on.
    Yes,
}

/// What a look at the folder gave.
#[derive(Debug, Default)]
pub struct Scan {
    /// What changed since the last look, by path.
    pub changes: Vec<Change>,
    /// What disappeared but is not passed on.
    pub held_back: Option<HeldBack>,
    /// Everything in the folder that cannot be used, also what was reported before. Paths are as
    /// in [`Change`].
    pub problems: Vec<Problem>,
}

impl Files {
    /// A content folder, nothing of it seen yet.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        match fs::read_dir(&folder) {
            Ok(_) => Ok(Self { folder, seen: BTreeMap::new(), held: BTreeMap::new() }),
            Err(reason) => Err(StoreError::of_folder(folder, reason)),
        }
    }

    /// What changed since the last scan.
    ///
    /// A document that is gone is passed on as gone at once. But a folder that loses most of its
    /// documents in one step (more than half, and at least five, or all of two or more), or a
    /// content folder that is not there at all, is held back: its documents still count as being
    /// there until they are back or a scan says [`Confirm::Yes`].
    ///
    /// # Errors
    /// When the folder cannot be read, or has gone before anything was ever seen in it. What was
    /// seen before still holds.
    pub fn scan(&mut self, confirm: Confirm) -> Result<Scan, StoreError> {
        let (mut found, vanished) = match walk(&self.folder) {
            Ok(found) => (found, false),
            Err(reason) if self.seen.is_empty() || !is_gone(&reason) => {
                return Err(StoreError::of_folder(&self.folder, reason));
            }
            Err(_) => (Found::default(), true),
        };
        let known: BTreeSet<String> = self.seen.keys().cloned().collect();
        let mut changes = self.read(&mut found);
        let gone: BTreeSet<String> = known
            .iter()
            .filter(|path| !found.files.contains_key(*path) && !found.hides(path))
            .cloned()
            .collect();
        self.held.retain(|path, _| gone.contains(path));
        match confirm {
            Confirm::Yes => self.held.clear(),
            Confirm::No => self.hold_back(&known, &gone, &found, vanished),
        }
        for path in gone {
            if !self.held.contains_key(&path) {
                self.seen.remove(&path);
                changes.push(Change { path, bytes: None });
            }
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        found.problems.sort();
        Ok(Scan { changes, held_back: self.held_back(), problems: found.problems })
    }

    /// Where documents are brought back to: a new document, whole at once or not at all. The
    /// folder it belongs in is made if it is not there.
    ///
    /// # Errors
    /// When there already is something at `path`, which is never touched; when `path` (within the
    /// folder, with `/`) is no place for a document; when it cannot be written.
    pub fn create(&self, path: &str, text: &str) -> Result<PathBuf, StoreError> {
        let no_place = || StoreError::NoPlace(path.to_owned());
        let unwritable = |reason| StoreError::Unwritable { path: path.to_owned(), reason };
        let plain = Path::new(path).components().all(|part| match part {
            Component::Normal(name) => name.to_str().is_some_and(|name| !is_ignored(name)),
            _ => false,
        });
        let location = self.folder.join(path);
        let Some(parent) = location.parent().filter(|_| plain && !path.is_empty()) else {
            return Err(no_place());
        };
        fs::create_dir_all(parent).map_err(unwritable)?;
        let root = fs::canonicalize(&self.folder).map_err(unwritable)?;
        if !fs::canonicalize(parent).map_err(unwritable)?.starts_with(root) {
            return Err(no_place());
        }
        // Hidden while it is being written, then given its name in one step.
        let mut draft = draft_in(parent).map_err(unwritable)?;
        draft.write_all(text.as_bytes()).map_err(unwritable)?;
        draft.as_file().sync_all().map_err(unwritable)?;
        match draft.persist_noclobber(&location) {
            Ok(_) => Ok(location),
            Err(failure) if failure.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(StoreError::AlreadyExists(path.to_owned()))
            }
            Err(failure) => Err(unwritable(failure.error)),
        }
    }

    /// Tells when it is worth scanning.
    ///
    /// # Errors
    /// When the system has no thread to spare.
    pub fn watch(&self) -> Result<Watch, StoreError> {
        Watch::new(self.folder.clone())
    }

    /// Reads the files that may have changed.
    fn read(&mut self, found: &mut Found) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut failures = Vec::new();
        found.files.retain(|path, file| {
            let seen = self.seen.get(path);
            if seen.is_some_and(|seen| seen.settled && seen.stamp == file.stamp) {
                return true;
            }
            let settled = file.stamp.is_settled(file_clock());
            match read(&file.location) {
                Ok(bytes) => {
                    let hash = Sha256::digest(&bytes).into();
                    let same = seen.is_some_and(|seen| seen.hash == hash);
                    self.seen.insert(path.clone(), Seen { stamp: file.stamp, settled, hash });
                    if !same {
                        changes.push(Change { path: path.clone(), bytes: Some(bytes) });
                    }
                    true
                }
                Err(reason) => {
                    failures.push((path.clone(), reason));
                    false
                }
            }
        });
        for (path, reason) in failures.iter().filter(|(_, reason)| !is_gone(reason)) {
            found.close(path, reason);
        }
        changes
    }

    /// Holds back what disappeared in this step from a folder that lost most of its documents.
    fn hold_back(
        &mut self,
        known: &BTreeSet<String>,
        gone: &BTreeSet<String>,
        found: &Found,
        vanished: bool,
    ) {
        // What was held back before this step is no part of it.
        let held = &self.held;
        let in_step = |path: &&String| !held.contains_key(*path);
        let new = found.files.keys().filter(|path| !known.contains(*path));
        let shrunken = if vanished {
            BTreeSet::from([""])
        } else {
            shrunken(
                known.iter().filter(in_step).map(String::as_str),
                gone.iter().filter(in_step).map(String::as_str),
                new.map(String::as_str),
            )
        };
        let mishaps: Vec<(String, String)> = gone
            .iter()
            .filter(in_step)
            .filter_map(|path| {
                let folder = folders(path).find(|folder| shrunken.contains(folder))?;
                Some((path.clone(), folder.to_owned()))
            })
            .collect();
        self.held.extend(mishaps);
    }

    fn held_back(&self) -> Option<HeldBack> {
        let folders: BTreeSet<&String> = self.held.values().collect();
        (!self.held.is_empty()).then(|| HeldBack {
            missing: self.held.len(),
            of: self.seen.len(),
            folders: folders.into_iter().cloned().collect(),
        })
    }
}

/// The clock that time stamps of files are compared with.
#[expect(clippy::disallowed_methods, reason = "how old a file is has nothing to do with calendars")]
fn file_clock() -> SystemTime {
    SystemTime::now()
}

fn is_gone(reason: &io::Error) -> bool {
    matches!(reason.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn read(location: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(location)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A nameless file with the permissions of any other new file.
fn draft_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut draft = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        draft.permissions(fs::Permissions::from_mode(0o666));
    }
    draft.prefix(".new-").tempfile_in(folder)
}
