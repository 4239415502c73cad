//! Reading the files that may have changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    is_gone,
    walk::{Found, Stamp},
};

/// No more of a file is ever read: one byte over what a document may hold, so that whoever checks
/// the document can see that it is too large.
const MOST_BYTES: u64 = 1024 * 1024 + 1;

/// A document as it was last read.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    settled: bool,
    hash: [u8; 32],
}

/// A document that may say something new.
pub(super) struct Text {
    pub(super) path: String,
    pub(super) seen: Seen,
    /// What it says; none when that is what it said before.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Which files are left alone for now.
#[derive(Clone, Copy)]
pub(super) struct Patience<'a> {
    /// Somebody is in the middle of writing these.
    pub(super) unfinished: &'a BTreeSet<PathBuf>,
    /// Whether an empty file is given a moment to be filled: some editors empty a file first and
    /// write it then.
    pub(super) with_empty: bool,
}

/// Reads, on all cores, every file that is not known to be as it was. Takes those out of `found`
/// that cannot be read, and reports them.
pub(super) fn read(
    found: &mut Found,
    known: &BTreeMap<String, Seen>,
    patience: Patience<'_>,
) -> Vec<Text> {
    let suspects: Vec<_> = found
        .files
        .iter()
        .filter(|(path, file)| {
            let as_it_was = |seen: &Seen| seen.settled && seen.stamp == file.stamp;
            !known.get(*path).is_some_and(as_it_was)
                && !patience.unfinished.contains(&file.location)
        })
        .collect();
    let outcomes: Vec<(&String, io::Result<Option<Text>>)> = suspects
        .into_par_iter()
        .map(|(path, file)| {
            // Before reading, so that whatever is written meanwhile is read again.
            let settled = file.stamp.is_settled(file_clock());
            let text = bytes_of(&file.location, file.stamp.len).map(|bytes| {
                if bytes.is_empty() && !settled && patience.with_empty {
                    return None;
                }
                let hash = Sha256::digest(&bytes).into();
                let same = known.get(path).is_some_and(|seen| seen.hash == hash);
                let seen = Seen { stamp: file.stamp, settled, hash };
                Some(Text { path: path.clone(), seen, bytes: (!same).then_some(bytes) })
            });
            (path, text)
        })
        .collect();
    let mut texts = Vec::with_capacity(outcomes.len());
    let mut failures = Vec::new();
    for (path, outcome) in outcomes {
        match outcome {
            Ok(text) => texts.extend(text),
            Err(reason) => failures.push((path.clone(), reason)),
        }
    }
    for (path, reason) in failures {
        if is_gone(&reason) {
            found.moved_on = true;
        } else {
            found.files.remove(&path);
            found.close(&path, &reason);
        }
    }
    texts
}

/// The clock that time stamps of files are compared with.
#[expect(clippy::disallowed_methods, reason = "how old a file is has nothing to do with calendars")]
fn file_clock() -> SystemTime {
    SystemTime::now()
}

/// What a file of about `len` bytes holds.
fn bytes_of(location: &Path, len: u64) -> io::Result<Vec<u8>> {
    // One more tells the end.
    let room = len.min(MOST_BYTES).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    fs::File::open(location)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
