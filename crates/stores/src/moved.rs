//! What moved in a folder, gathered from what the system tells.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode},
};

/// More than this is "everything": looking through the folder is quicker.
const MOST_PATHS: usize = 2000;

/// How long a file may be open for writing and still be waited for.
const WRITING: Duration = Duration::from_secs(2);

/// How long nothing may happen to a name before it is believed that what it named is gone: a
/// document that is given another name again and again is always there by one of them.
pub(crate) const QUIET: Duration = Duration::from_millis(40);

/// How long the new version of a document whose old one was set aside is waited for.
const ASIDE: Duration = Duration::from_millis(500);

/// How long after a file was emptied it is worth looking whether it still is empty: a little more
/// than its time stamp takes to be of use.
const EMPTY: Duration = Duration::from_millis(2_200);

/// Where it is worth looking, because something moved there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Anything may have moved.
    pub(crate) everything: bool,
    /// What did. Whole paths: nobody knows yet what is there.
    pub(crate) paths: BTreeSet<PathBuf>,
    /// What is still being written or given other names: better not read, and not known to be gone.
    pub(crate) unfinished: BTreeSet<PathBuf>,
}

impl Moved {
    /// Anything may have moved: only looking through the whole folder tells.
    #[must_use]
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        !self.everything && self.paths.is_empty()
    }

    /// Adds what moved later.
    pub(crate) fn add(&mut self, later: Self) {
        self.everything |= later.everything;
        self.unfinished = later.unfinished;
        self.add_paths(later.paths);
    }

    fn add_paths(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        if !self.everything {
            self.paths.extend(paths);
            self.everything = self.paths.len() > MOST_PATHS;
        }
        if self.everything {
            self.paths.clear();
        }
    }
}

/// What is going on in a folder, from one telling to the next.
#[derive(Debug, Default)]
pub(crate) struct Happening {
    moved: Moved,
    /// What is being written, since when.
    writing: HashMap<PathBuf, Instant>,
    /// Names that came or went.
    renamed: HashMap<PathBuf, Renamed>,
    /// What was emptied, when.
    emptied: HashMap<PathBuf, Instant>,
    /// How many files and folders went, less those that only took another name.
    removed: usize,
    new_folder: bool,
}

/// What happened to a name.
#[derive(Clone, Copy, Debug)]
struct Renamed {
    /// When, last.
    last: Instant,
    /// Whether what had it now has a name that no document has: an editor puts the old version
    /// aside like that before it writes the new one.
    aside: bool,
}

impl Renamed {
    fn is_waited_for(self, path: &Path, now: Instant) -> bool {
        let quiet = now.duration_since(self.last);
        quiet < QUIET || (self.aside && quiet < ASIDE && fs::symlink_metadata(path).is_err())
    }
}

impl Happening {
    /// Takes in what the system told; whether it is more than somebody reading, which scanning
    /// does too.
    pub(crate) fn note(&mut self, told: notify::Result<Event>, at: Instant) -> bool {
        // Nobody knows what was missed, or what it means.
        let Ok(event) = told else { return self.lose_track() };
        if event.need_rescan() || event.paths.is_empty() {
            return self.lose_track();
        }
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            let aside = matches!(event.paths.as_slice(), [_, to] if !is_document(to));
            let renamed = Renamed { last: at, aside };
            self.renamed.extend(event.paths.iter().map(|path| (path.clone(), renamed)));
        }
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                self.finish(&event.paths);
                let emptied = event.paths.iter().filter(|path| is_empty(path));
                self.emptied.extend(emptied.map(|path| (path.clone(), at)));
            }
            EventKind::Access(_) => return false,
            // Only Linux tells when the writing is done.
            EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
                for path in event.paths {
                    self.writing.entry(path).or_insert(at);
                }
                return true;
            }
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
                self.removed += 1;
                self.finish(&event.paths);
            }
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
                self.removed = self.removed.saturating_sub(1);
            }
            EventKind::Modify(ModifyKind::Name(_)) => {
                self.new_folder |= event.paths.iter().any(|path| path.is_dir());
            }
            EventKind::Create(CreateKind::Folder) => self.new_folder = true,
            _ => {}
        }
        self.moved.add_paths(event.paths);
        true
    }

    /// Anything may have happened.
    pub(crate) fn lose_track(&mut self) -> bool {
        self.moved.add(Moved::everything());
        true
    }

    fn finish(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.writing.remove(path);
        }
    }

    /// How many files and folders have gone since the last telling.
    pub(crate) fn removed(&self) -> usize {
        self.removed
    }

    /// Whether a folder has come since the last telling. What is in it when the system begins to
    /// watch it is never told of.
    pub(crate) fn has_new_folder(&self) -> bool {
        self.new_folder
    }

    /// What moved since the last telling, but for what is still moving.
    pub(crate) fn tell(&mut self, now: Instant) -> Moved {
        let after =
            |wait| move |_: &PathBuf, since: &mut Instant| now.duration_since(*since) >= wait;
        let late =
            self.writing.extract_if(after(WRITING)).chain(self.emptied.extract_if(after(EMPTY)));
        let late: Vec<PathBuf> = late.map(|(path, _)| path).collect();
        self.moved.add_paths(late);
        self.renamed.retain(|path, renamed| renamed.is_waited_for(path, now));
        if self.new_folder {
            self.lose_track();
        }
        self.removed = 0;
        self.new_folder = false;
        let mut moved = std::mem::take(&mut self.moved);
        for path in self.writing.keys() {
            moved.paths.remove(path);
            moved.unfinished.insert(path.clone());
        }
        for path in self.renamed.keys() {
            moved.paths.remove(path);
            moved.unfinished.insert(path.clone());
            self.moved.add_paths([path.clone()]);
        }
        moved
    }
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

fn is_empty(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0)
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, RemoveKind};

    use super::*;

    fn event(kind: EventKind, path: &str) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.into()))
    }

    const WRITE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSE: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

    #[test]
    fn scanning_does_not_wake_its_own_watch() {
        let check = |kind: EventKind, expected: bool| {
            let noted = Happening::default().note(event(kind, "/c/a.md"), Instant::now());
            assert_eq!(noted, expected, "{kind:?}");
        };
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), false);
        check(EventKind::Access(AccessKind::Read), false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), false);
        check(CLOSE, true);
        check(EventKind::Create(CreateKind::File), true);
        check(WRITE, true);
        check(EventKind::Remove(RemoveKind::Folder), true);
        check(EventKind::Other, true);
    }

    /// What is told after some events, as paths or `everything`.
    fn told(events: &[(EventKind, &str)]) -> Vec<String> {
        let mut happening = Happening::default();
        for (kind, path) in events {
            happening.note(event(*kind, path), Instant::now());
        }
        let moved = happening.tell(Instant::now());
        if moved.everything {
            return vec!["everything".to_owned()];
        }
        moved.paths.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn new_folders_and_lost_events_are_reason_to_look_everywhere() {
        let check = |events: &[(EventKind, &str)], expected: &[&str]| {
            assert_eq!(told(events), expected, "{events:?}");
        };
        check(&[(CLOSE, "/c/a.md"), (CLOSE, "/c/b.md")], &["/c/a.md", "/c/b.md"]);
        check(&[(EventKind::Create(CreateKind::Folder), "/c/a")], &["everything"]);
        let mut happening = Happening::default();
        happening.note(event(CLOSE, "/c/a.md"), Instant::now());
        happening.note(Err(notify::Error::generic("full")), Instant::now());
        assert_eq!(happening.tell(Instant::now()), Moved::everything());
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        happening.note(Ok(lost), Instant::now());
        assert_eq!(happening.tell(Instant::now()), Moved::everything());
        assert!(happening.tell(Instant::now()).is_nothing());
    }

    #[test]
    fn more_than_can_be_counted_is_everything() {
        let mut happening = Happening::default();
        for n in 0..=MOST_PATHS {
            happening.note(event(CLOSE, &format!("/c/{n}.md")), Instant::now());
        }
        assert_eq!(happening.tell(Instant::now()), Moved::everything());
    }

    #[test]
    fn a_name_is_told_of_when_it_is_left_in_peace() {
        let from = EventKind::Modify(ModifyKind::Name(RenameMode::From));
        let mut happening = Happening::default();
        let started = Instant::now();
        happening.note(event(from, "/c/a.md"), started);
        happening.note(event(CLOSE, "/c/b.md"), started);
        let moved = happening.tell(started);
        assert_eq!(moved.paths, BTreeSet::from(["/c/b.md".into()]));
        assert_eq!(moved.unfinished, BTreeSet::from(["/c/a.md".into()]));
        // It stays with what moved until then.
        assert!(happening.tell(started + QUIET / 2).is_nothing());
        let moved = happening.tell(started + QUIET);
        assert_eq!(moved.paths, BTreeSet::from(["/c/a.md".into()]));
        assert_eq!(moved.unfinished, BTreeSet::new());
        assert!(happening.tell(started + QUIET).is_nothing());
    }

    #[test]
    fn a_document_set_aside_is_waited_for_while_its_name_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let [document, backup] = ["a.md", "a.md~"].map(|name| folder.path().join(name));
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let started = Instant::now();
        let set_aside = || {
            let mut happening = Happening::default();
            let event = Event::new(both).add_path(document.clone()).add_path(backup.clone());
            happening.note(Ok(event), started);
            happening
        };
        let told = |happening: &mut Happening, after: Duration| {
            happening.tell(started + after).paths.contains(&document)
        };
        let mut never_written = set_aside();
        assert!(!told(&mut never_written, QUIET));
        assert!(told(&mut never_written, ASIDE));
        let mut written = set_aside();
        assert!(!told(&mut written, QUIET));
        fs::write(&document, "ny").unwrap();
        assert!(told(&mut written, QUIET));
    }

    #[test]
    fn an_emptied_file_is_looked_at_once_more() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        let mut happening = Happening::default();
        let started = Instant::now();
        happening.note(event(CLOSE, path), started);
        assert_eq!(happening.tell(started).paths.len(), 1);
        assert!(happening.tell(started + EMPTY / 2).is_nothing());
        assert_eq!(happening.tell(started + EMPTY).paths.len(), 1);
        assert!(happening.tell(started + EMPTY).is_nothing());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_is_told_of_when_it_is_written_to_its_end() {
        let mut happening = Happening::default();
        let started = Instant::now();
        happening.note(event(EventKind::Create(CreateKind::File), "/c/a.md"), started);
        happening.note(event(WRITE, "/c/a.md"), started);
        let moved = happening.tell(started);
        assert!(moved.is_nothing() && moved.unfinished.len() == 1, "{moved:?}");
        happening.note(event(CLOSE, "/c/a.md"), started);
        assert_eq!(happening.tell(started).paths.len(), 1);
        // A writer that never ends is not waited for.
        happening.note(event(WRITE, "/c/a.md"), started);
        let moved = happening.tell(started + WRITING);
        assert!(moved.paths.len() == 1 && moved.unfinished.is_empty(), "{moved:?}");
    }
}
