//! What became of the few files that moved, seen without looking through the whole folder.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path},
};

use super::{
    Files, is_gone,
    walk::{DEEPEST, File, Found, Stamp, is_ignored},
};
use crate::Moved;

/// How often it is glanced at names before it is believed that what they named is gone: a document
/// that is given another name meanwhile may be met by neither. A glance costs microseconds.
const GLANCES: usize = 10;

/// What is left of what moved.
#[derive(Default)]
pub(super) struct Glimpse {
    /// The documents that moved, there or not.
    pub(super) paths: BTreeSet<String>,
    /// Those that are there.
    pub(super) found: Found,
}

/// What one path has come to.
enum Sight {
    /// Nothing that is read.
    Nothing,
    /// A document that is there.
    There(String, File),
    /// A document that is not.
    Gone(String),
}

impl Files {
    /// Looks at what moved; none when that would not tell everything, for anything else than
    /// plain files came, went or is in the way: then only a walk gives the truth.
    pub(super) fn glimpse(&self, moved: &Moved) -> Option<Glimpse> {
        if moved.everything || self.linked || self.seen.is_empty() {
            return None;
        }
        let root = fs::canonicalize(&self.folder).ok()?;
        let mut glimpse = Glimpse::default();
        for _ in 0..GLANCES {
            for location in &moved.paths {
                match self.sight(&root, location)? {
                    Sight::Nothing => {}
                    Sight::There(path, file) => {
                        glimpse.paths.insert(path.clone());
                        glimpse.found.files.insert(path, file);
                    }
                    Sight::Gone(path) => {
                        glimpse.paths.insert(path);
                    }
                }
            }
            let is_there = |path: &String| glimpse.found.files.contains_key(path);
            let is_missing = |path: &String| self.seen.contains_key(path) && !is_there(path);
            if !glimpse.paths.iter().any(is_missing) {
                break;
            }
        }
        Some(glimpse)
    }

    fn sight(&self, root: &Path, location: &Path) -> Option<Sight> {
        let path = path_within(root, location)?;
        let names = path.split('/');
        if names.clone().any(is_ignored) {
            return Some(Sight::Nothing);
        }
        // The folder itself, one too deep, or one that has documents, or once had; something that
        // could not be used before.
        if path.is_empty()
            || names.count() > DEEPEST + 1
            || self.has_documents_below(&path)
            || self.problems.iter().any(|problem| problem.path.starts_with(&path))
        {
            return None;
        }
        match fs::symlink_metadata(location) {
            Ok(file) if file.is_file() && is_where_it_says(location) => {
                let file = File { location: location.to_owned(), stamp: Stamp::of(&file) };
                Some(Sight::There(path, file))
            }
            Err(reason) if is_gone(&reason) => Some(Sight::Gone(path)),
            _ => None,
        }
    }

    fn has_documents_below(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.seen.range(below.clone()..).next().is_some_and(|(seen, _)| seen.starts_with(&below))
    }
}

/// The path of a document within the content folder.
fn path_within(root: &Path, location: &Path) -> Option<String> {
    let within = location.strip_prefix(root).ok()?;
    let names = within.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(names.collect::<Option<Vec<_>>>()?.join("/"))
}

/// Whether no folder on the way to a file is a link.
fn is_where_it_says(location: &Path) -> bool {
    let folder = || {
        let parent = location.parent().ok_or(io::ErrorKind::NotFound)?;
        io::Result::Ok(fs::canonicalize(parent)? == parent)
    };
    folder().unwrap_or(false)
}
