//! That what the store believes comes to be what is there, whatever happened in between.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::Path,
    time::Duration,
};

use finsam_content::Change;
use finsam_stores::{Confirm, Files, Moved, Watch};
use proptest::prelude::*;
use tempfile::TempDir;
use tokio::time::timeout;

/// Well before the next look that nothing prompts.
const IN_TIME: Duration = Duration::from_secs(6);

/// Something that happens to a content folder. What cannot happen, for what it needs is not
/// there, does not.
#[derive(Clone, Debug)]
enum Happens {
    /// A file is written, in its folder, which is made.
    Write(String, String),
    /// It is emptied and then filled.
    Refill(String, String),
    /// It is written in two steps.
    Torn(String, String),
    /// It is written under another name and renamed.
    Save(String, String),
    Remove(String),
    Rename(String, String),
    RemoveFolder(String),
    RenameFolder(String, String),
    /// Another file gets a name that leads to it.
    Link(String, String),
    /// The store looks, if it is told to within a moment.
    Look,
}

fn happens() -> impl Strategy<Value = Happens> {
    let file = "(|a/|b/|a/c/)[0-4]\\.md";
    let folder = "a|b|a/c|d";
    let text = "[xyz]{1,3}";
    prop_oneof![
        4 => (file, text).prop_map(|(path, text)| Happens::Write(path, text)),
        1 => (file, text).prop_map(|(path, text)| Happens::Refill(path, text)),
        1 => (file, text).prop_map(|(path, text)| Happens::Torn(path, text)),
        2 => (file, text).prop_map(|(path, text)| Happens::Save(path, text)),
        2 => file.prop_map(Happens::Remove),
        2 => (file, file).prop_map(|(from, to)| Happens::Rename(from, to)),
        1 => folder.prop_map(Happens::RemoveFolder),
        2 => (folder, folder).prop_map(|(from, to)| Happens::RenameFolder(from, to)),
        1 => (file, file).prop_map(|(target, link)| Happens::Link(target, link)),
        3 => Just(Happens::Look),
    ]
}

impl Happens {
    /// Lets it happen on disk.
    fn happen(&self, folder: &Path) -> std::io::Result<()> {
        let at = |path: &str| folder.join(path);
        let ready = |path: &str| {
            fs::create_dir_all(at(path).parent().unwrap())?;
            std::io::Result::Ok(at(path))
        };
        match self {
            Self::Write(path, text) => fs::write(ready(path)?, text),
            Self::Refill(path, text) => {
                fs::write(ready(path)?, "")?;
                fs::write(at(path), text)
            }
            Self::Torn(path, text) => {
                let mut file = fs::File::create(ready(path)?)?;
                file.write_all(text.as_bytes())?;
                file.write_all(text.as_bytes())
            }
            Self::Save(path, text) => {
                let draft = format!("{path}.new");
                fs::write(ready(&draft)?, text)?;
                fs::rename(at(&draft), at(path))
            }
            Self::Remove(path) => fs::remove_file(at(path)),
            Self::Rename(from, to) => {
                ready(to)?;
                fs::rename(at(from), at(to))
            }
            Self::RemoveFolder(path) => fs::remove_dir_all(at(path)),
            Self::RenameFolder(from, to) => {
                ready(to)?;
                fs::rename(at(from), at(to))
            }
            #[cfg(unix)]
            Self::Link(target, link) => std::os::unix::fs::symlink(at(target), ready(link)?),
            #[cfg(not(unix))]
            Self::Link(..) => Ok(()),
            Self::Look => Ok(()),
        }
    }
}

/// A store and what it has passed on.
struct Follower {
    files: Files,
    watch: Watch,
    believed: BTreeMap<String, Vec<u8>>,
    /// How many are held back.
    missing: usize,
    /// What cannot be read now (links in circles), so that its last text still counts.
    unreadable: BTreeSet<String>,
}

impl Follower {
    fn new(folder: &Path) -> Self {
        let mut files = Files::open(folder).unwrap();
        let watch = files.watch().unwrap();
        files.scan(Confirm::Yes).unwrap();
        Self { files, watch, believed: BTreeMap::new(), missing: 0, unreadable: BTreeSet::new() }
    }

    async fn look_within(&mut self, bound: Duration) -> bool {
        let Ok(moved) = timeout(bound, self.watch.changed()).await else { return false };
        self.look(&moved);
        true
    }

    fn look(&mut self, moved: &Moved) {
        let scan = self.files.look(moved).unwrap();
        for Change { path, bytes } in scan.changes {
            match bytes {
                Some(bytes) => self.believed.insert(path, bytes),
                None => self.believed.remove(&path),
            };
        }
        self.missing = scan.held_back.map_or(0, |held_back| held_back.missing);
        let unreadable = scan.problems.into_iter().filter(|problem| problem.rule == "unreadable");
        self.unreadable = unreadable.map(|problem| problem.path).collect();
    }

    /// Whether what is believed is what is there, but for what is held back or unreadable.
    fn is_right(&self, there: &BTreeMap<String, Vec<u8>>) -> bool {
        let believed = there.iter().all(|(path, text)| self.believed.get(path) == Some(text));
        let readable = self.believed.keys().filter(|path| !self.unreadable.contains(*path)).count();
        believed && readable == there.len() + self.missing
    }
}

/// What somebody sees who has never looked before.
fn seen_afresh(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let scan = Files::open(folder).unwrap().scan(Confirm::Yes).unwrap();
    scan.changes.into_iter().map(|change| (change.path, change.bytes.unwrap())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_believed_comes_to_be_what_is_there(
        story in proptest::collection::vec(happens(), 1..25)
    ) {
        let at = TempDir::new().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let settled = runtime.block_on(async {
            let mut follower = Follower::new(at.path());
            for happens in &story {
                // What cannot happen does not.
                let _ = happens.happen(at.path());
                if matches!(happens, Happens::Look) {
                    follower.look_within(Duration::from_millis(60)).await;
                }
            }
            let there = seen_afresh(at.path());
            let settles = async {
                while !follower.is_right(&there) {
                    follower.look_within(IN_TIME).await;
                }
            };
            let settled = timeout(IN_TIME, settles).await.is_ok();
            (settled, there, follower.believed)
        });
        prop_assert!(settled.0, "believed {:?}, there {:?}", settled.2, settled.1);
    }
}
