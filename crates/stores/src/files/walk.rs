//! What is in a content folder right now, looked at without opening a single document.

use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use finsam_content::{Problem, Severity};
use jiff::Timestamp;
use rayon::prelude::*;

/// Folders in folders deeper than this are not entered.
pub(super) const DEEPEST: usize = 8;

/// How close to its reading a file may have been changed and still be changed again without a
/// new time stamp: the coarsest clock of common disks (FAT) ticks every other second.
const TICK: Duration = Duration::from_secs(2);

/// What the content folder itself is called in a report.
pub(super) const ROOT: &str = ".";

/// What there is.
#[derive(Default)]
pub(super) struct Found {
    /// The files that may be documents, by path within the folder.
    pub(super) files: BTreeMap<String, File>,
    /// What cannot be used and what to do about it.
    pub(super) problems: Vec<Problem>,
    /// Paths of what is there but cannot be looked into. Nothing is known of a document there,
    /// not even that it is gone.
    pub(super) closed: Vec<String>,
    /// Whether there are links: then what moves in one place may be read in another.
    pub(super) linked: bool,
    /// Whether something was there a moment ago and is not any more. It may only have another name
    /// by now, so that nothing can be said to be gone.
    pub(super) moved_on: bool,
}

/// A file that may be a document.
pub(super) struct File {
    pub(super) location: PathBuf,
    pub(super) stamp: Stamp,
}

impl Found {
    pub(super) fn report(&mut self, path: &str, rule: &'static str, message: &str, advice: &str) {
        self.problems.push(Problem {
            path: path.to_owned(),
            line: 1,
            column: 1,
            severity: Severity::Warning,
            rule,
            message: message.to_owned(),
            advice: advice.to_owned(),
        });
    }

    /// Reports that something is there but cannot be read.
    pub(super) fn close(&mut self, path: &str, reason: &io::Error) {
        let message = format!("Det går inte att läsa: {reason}.");
        let advice = "Se till att filen finns och får läsas av den som kör programmet. Tills vidare \
                      gäller det som senast gick att läsa.";
        self.report(path, "unreadable", &message, advice);
        self.closed.push(path.to_owned());
    }

    /// Whether nothing can be said about a path because it, or a folder it is in, is closed.
    pub(super) fn hides(&self, path: &str) -> bool {
        self.closed.iter().any(|closed| {
            closed == ROOT
                || path
                    .strip_prefix(closed.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// What tells one version of a file from another without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    pub(super) len: u64,
    /// Which file it is and when anything about it last changed, where the system tells:
    /// notices a copy with its time stamp kept.
    inode: (u64, i64, i64),
}

impl Stamp {
    pub(super) fn of(file: &Metadata) -> Self {
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt;
            (file.ino(), file.ctime(), file.ctime_nsec())
        };
        #[cfg(not(unix))]
        let inode = (0, 0, 0);
        Self { modified: file.modified().ok(), len: file.len(), inode }
    }

    /// When its content was last written, where the system tells.
    pub(super) fn written_at(&self) -> Option<Timestamp> {
        Timestamp::try_from(self.modified?).ok()
    }

    /// Whether a change after `read_at` must show in the stamp.
    pub(super) fn is_settled(&self, read_at: SystemTime) -> bool {
        self.modified
            .and_then(|modified| modified.checked_add(TICK))
            .is_some_and(|settled| settled <= read_at)
    }
}

/// Whether a name belongs to an editor or a system rather than to a writer: hidden files, back-up
/// copies, swap files and files that are still being written.
pub(super) fn is_ignored(name: &str) -> bool {
    const ENDINGS: [&str; 8] =
        ["~", ".swp", ".swo", ".swx", ".tmp", ".bak", "___jb_tmp___", "___jb_old___"];
    name.starts_with('.')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        // Vim writes and removes this one to find out what it may do in a folder.
        || name == "4913"
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Looks through a folder.
///
/// # Errors
/// When the folder itself cannot be read. What is wrong inside it is reported in [`Found`].
pub(super) fn walk(folder: &Path) -> io::Result<Found> {
    let root = fs::canonicalize(folder)?;
    let mut walk = Walk {
        root: root.clone(),
        entered: HashSet::from([root.clone()]),
        links: VecDeque::new(),
        files: Vec::new(),
        found: Found::default(),
    };
    walk.folder("", &root, 0)?;
    // Links to folders come last, so that a folder is read under its own name if it has one.
    while let Some((path, target, depth)) = walk.links.pop_front() {
        walk.enter(&path, &target, depth);
    }
    walk.stamp_files();
    Ok(walk.found)
}

struct Walk {
    /// The folder with every link in its own path resolved.
    root: PathBuf,
    /// Every folder is read once, so loops of links end and the work is bounded.
    entered: HashSet<PathBuf>,
    links: VecDeque<(String, PathBuf, usize)>,
    /// What is no folder, by path, and where it is.
    files: Vec<(String, PathBuf)>,
    found: Found,
}

impl Walk {
    fn folder(&mut self, path: &str, location: &Path, depth: usize) -> io::Result<()> {
        let mut entries = fs::read_dir(location)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_cached_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let within = |name: &str| match path {
                "" => name.to_owned(),
                _ => format!("{path}/{name}"),
            };
            let Some(name) = name.to_str() else {
                let path = within(&name.to_string_lossy());
                let advice = "Byt namn på filen: små bokstäver a–z, siffror och bindestreck.";
                self.found.report(&path, "name-not-utf-8", "Filnamnet går inte att läsa.", advice);
                continue;
            };
            if is_ignored(name) {
                continue;
            }
            let (path, location) = (within(name), entry.path());
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => self.link(&path, &location, depth + 1),
                Ok(kind) if kind.is_dir() => self.enter(&path, &location, depth + 1),
                Ok(_) => self.files.push((path, location)),
                Err(reason) => self.missing_or_closed(&path, &reason),
            }
        }
        Ok(())
    }

    fn enter(&mut self, path: &str, location: &Path, depth: usize) {
        if depth > DEEPEST {
            let advice = "Flytta dokumenten närmare toppen: en mapp för varje slag räcker.";
            self.found.report(path, "folder-too-deep", "Mappen ligger för djupt.", advice);
        } else if !self.entered.insert(location.to_owned()) {
            let advice = "Ta bort länken.";
            let message = "Länken leder till en mapp som redan läses.";
            self.found.report(path, "link-to-read-folder", message, advice);
        } else if let Err(reason) = self.folder(path, location, depth) {
            self.missing_or_closed(path, &reason);
        }
    }

    fn link(&mut self, path: &str, location: &Path, depth: usize) {
        self.found.linked = true;
        match fs::canonicalize(location) {
            Ok(target) if !target.starts_with(&self.root) => {
                let message = "Länken leder ut ur innehållsmappen och följs inte.";
                let advice = "Lägg själva filen i mappen i stället för en länk.";
                self.found.report(path, "link-out-of-folder", message, advice);
            }
            Ok(target) if target.is_dir() => self.links.push_back((path.to_owned(), target, depth)),
            Ok(target) => self.files.push((path.to_owned(), target)),
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
                let advice = "Ta bort länken, eller lägg filen den ska leda till på plats.";
                self.found.report(path, "link-broken", "Länken leder ingenstans.", advice);
            }
            Err(reason) => self.found.close(path, &reason),
        }
    }

    /// Looks at every file, on all cores: most of the time of a walk.
    fn stamp_files(&mut self) {
        let files = std::mem::take(&mut self.files);
        let stamped: Vec<_> = files
            .into_par_iter()
            .map(|(path, location)| (path, fs::metadata(&location), location))
            .collect();
        for (path, metadata, location) in stamped {
            match metadata {
                Ok(file) if file.is_file() => {
                    self.found.files.insert(path, File { location, stamp: Stamp::of(&file) });
                }
                // A pipe would wait for somebody to write in it, so such things are never opened.
                Ok(_) => {
                    let message = "Det här är ingen vanlig fil och läses inte.";
                    self.found.report(&path, "not-a-file", message, "Ta bort den ur mappen.");
                }
                Err(reason) => self.missing_or_closed(&path, &reason),
            }
        }
    }

    fn missing_or_closed(&mut self, path: &str, reason: &io::Error) {
        if reason.kind() == io::ErrorKind::NotFound {
            self.found.moved_on = true;
        } else {
            self.found.close(path, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_ignored;

    #[test]
    fn names_that_are_not_documents() {
        let check = |name: &str, ignored: bool| assert_eq!(is_ignored(name), ignored, "{name}");
        for name in [".x.md.swp", ".git", "x.md~", "#x.md#", ".#x.md", "4913", "x.md.swp", "x.tmp"]
        {
            check(name, true);
        }
        for name in ["x.md", "4913.md", "a#.md", "README.md", "x"] {
            check(name, false);
        }
    }
}
