//! A content folder and what was last seen in it.

mod glimpse;
mod read;
mod walk;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Component, Path, PathBuf},
    time::Instant,
};

use finsam_content::{Change, Problem, WrittenAt};

use crate::held_back::{HeldBack, folders, shrunken};
use crate::{Moved, StoreError, Watch, watch::Effort};
use read::{Patience, Seen, Text, read};
use walk::{Found, ROOT, is_ignored, walk};
pub(crate) use write::{put, set_aside};

/// How often the folder is looked through before it is believed that what was seen is gone: a
/// document that is given another name meanwhile may be met by neither.
const LOOKS: usize = 3;

/// A content folder and what was last seen in it.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    seen: BTreeMap<String, Seen>,
    /// Paths in `seen` that are gone from the folder but not confirmed to be, each with the folder
    /// that lost most of its documents.
    held: BTreeMap<String, String>,
    /// What could not be used when the whole folder was last walked through.
    problems: Vec<Problem>,
    /// Whether there were links in it then.
    linked: bool,
    /// What that took.
    effort: Effort,
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
    /// When those of them that came or changed were written.
    pub written_at: WrittenAt,
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
            Ok(_) => Ok(Self {
                folder,
                seen: BTreeMap::new(),
                held: BTreeMap::new(),
                problems: Vec::new(),
                linked: false,
                effort: Effort::default(),
            }),
            Err(reason) => Err(StoreError::of_folder(folder, reason)),
        }
    }

    /// What changed since the last scan, by looking through the whole folder.
    ///
    /// A document that is gone is passed on as gone at once. But a folder that loses most of its
    /// documents in one step (more than half, and at least five, or all of two or more), or a
    /// content folder that is not there at all, is held back: its documents still count as being
    /// there until they are back or a scan says [`Confirm::Yes`]. A file that has only just become
    /// empty is left alone until it is filled or has been empty for some seconds, unless confirmed.
    ///
    /// # Errors
    /// When the folder has gone or cannot be read and nothing was ever seen in it. Later that is
    /// told in the [`Scan`], and what was seen before still holds.
    pub fn scan(&mut self, confirm: Confirm) -> Result<Scan, StoreError> {
        self.scan_but(&BTreeSet::new(), confirm)
    }

    /// What changed since the last scan or look, given what [moved](Watch::changed): looks at that
    /// alone where that is enough, else through the whole folder like [`scan`](Self::scan).
    ///
    /// # Errors
    /// As with [`scan`](Self::scan).
    pub fn look(&mut self, moved: &Moved) -> Result<Scan, StoreError> {
        if let Some(mut glimpse) = self.glimpse(moved) {
            let patience = Patience { unfinished: &moved.unfinished, with_empty: true };
            let texts = read(&mut glimpse.found, &self.seen, patience);
            if glimpse.found.problems.is_empty() && !glimpse.found.moved_on {
                let there = |path: &String| glimpse.found.files.contains_key(path);
                let (there, gone): (Vec<_>, Vec<_>) = glimpse.paths.into_iter().partition(there);
                self.held.retain(|path, _| !there.contains(path));
                let gone = gone.into_iter().filter(|path| self.seen.contains_key(path)).collect();
                return Ok(self.take(texts, gone, false, Confirm::No));
            }
        }
        self.scan_but(&moved.unfinished, Confirm::No)
    }

    fn scan_but(
        &mut self,
        unfinished: &BTreeSet<PathBuf>,
        confirm: Confirm,
    ) -> Result<Scan, StoreError> {
        let (mut found, vanished) = match self.walk() {
            Ok(found) => (found, false),
            Err(reason) if self.seen.is_empty() => {
                return Err(StoreError::of_folder(&self.folder, reason));
            }
            Err(reason) if is_gone(&reason) => (Found::default(), true),
            Err(reason) => {
                let mut found = Found::default();
                found.close(ROOT, &reason);
                (found, false)
            }
        };
        let patience = Patience { unfinished, with_empty: confirm == Confirm::No };
        let texts = read(&mut found, &self.seen, patience);
        let root = fs::canonicalize(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let is_moving =
            |path: &String| !vanished && (found.moved_on || unfinished.contains(&root.join(path)));
        let gone = self.missing_from(&found).filter(|path| !is_moving(path));
        let gone: BTreeSet<String> = gone.cloned().collect();
        self.held.retain(|path, _| gone.contains(path));
        found.problems.sort();
        self.problems = found.problems;
        self.linked = found.linked;
        Ok(self.take(texts, gone, vanished, confirm))
    }

    /// What is in the folder, by any of the names it has while it is looked through.
    fn walk(&self) -> io::Result<Found> {
        let started = Instant::now();
        let mut found = walk(&self.folder)?;
        self.effort.note(started.elapsed());
        for _ in 1..LOOKS {
            if !found.moved_on && self.missing_from(&found).next().is_none() {
                break;
            }
            let before = std::mem::replace(&mut found, walk(&self.folder)?).files;
            for (path, file) in before {
                found.files.entry(path).or_insert(file);
            }
        }
        Ok(found)
    }

    /// What was seen, and is not among what was found.
    fn missing_from(&self, found: &Found) -> impl Iterator<Item = &String> {
        self.seen.keys().filter(|path| !found.files.contains_key(*path) && !found.hides(path))
    }

    /// Takes over what was read and what is gone, unless too much is.
    fn take(
        &mut self,
        texts: Vec<Text>,
        gone: BTreeSet<String>,
        vanished: bool,
        confirm: Confirm,
    ) -> Scan {
        match confirm {
            Confirm::Yes => self.held.clear(),
            Confirm::No => self.hold_back(&gone, &texts, vanished),
        }
        let mut changes = Vec::new();
        let mut written_at = WrittenAt::new();
        for Text { path, seen, bytes } in texts {
            if bytes.is_some() {
                written_at.extend(seen.stamp.written_at().map(|at| (path.clone(), at)));
                changes.push(Change { path: path.clone(), bytes });
            }
            self.seen.insert(path, seen);
        }
        for path in gone {
            if !self.held.contains_key(&path) {
                self.seen.remove(&path);
                changes.push(Change { path, bytes: None });
            }
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        let (held_back, problems) = (self.held_back(), self.problems.clone());
        Scan { changes, written_at, held_back, problems }
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
        Watch::new(self.folder.clone(), self.effort.clone())
    }

    /// Holds back what disappeared in this step from a folder that lost most of its documents.
    fn hold_back(&mut self, gone: &BTreeSet<String>, texts: &[Text], vanished: bool) {
        // What was held back before this step is no part of it.
        let held = &self.held;
        let in_step = |path: &&String| !held.contains_key(*path);
        // Losing a single document is never losing most of them.
        if !vanished && gone.iter().filter(in_step).count() < 2 {
            return;
        }
        let new = texts.iter().map(|text| &text.path).filter(|path| !self.seen.contains_key(*path));
        let shrunken = if vanished {
            BTreeSet::from([""])
        } else {
            shrunken(
                self.seen.keys().filter(in_step).map(String::as_str),
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

fn is_gone(reason: &io::Error) -> bool {
    matches!(reason.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// A document is given another name and its own again all the time, and looked at all the time.
    fn while_names_change(looks: usize, look: impl Fn(&mut Files, &Moved) -> Scan) {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        let [one, other] = ["ett.md", "tva.md"].map(|name| root.join(name));
        fs::write(&one, "+++\n+++\n").unwrap();
        let mut files = Files::open(&root).unwrap();
        files.scan(Confirm::No).unwrap();
        let moved =
            Moved { paths: BTreeSet::from([one.clone(), other.clone()]), ..Moved::default() };
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    fs::rename(&one, &other).unwrap();
                    fs::rename(&other, &one).unwrap();
                }
            });
            let least = (0..looks).map(|_| {
                look(&mut files, &moved);
                files.seen.len()
            });
            let least = least.min();
            is_over.store(true, Ordering::Relaxed);
            assert!(least >= Some(1), "it was there by one of its names");
        });
    }

    #[test]
    fn a_document_is_met_by_one_of_its_names_in_a_look() {
        while_names_change(2_000, |files, moved| files.look(moved).unwrap());
    }

    #[test]
    fn a_document_is_met_by_one_of_its_names_in_a_scan() {
        while_names_change(2_000, |files, _| files.scan(Confirm::No).unwrap());
    }
}
