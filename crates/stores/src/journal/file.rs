//! The journal on disk: lines that are only ever added, each with its checksum, rewritten as a
//! whole when most of them are about changes that later ones have replaced.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use finsam_model::{Id, Slug};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::history::{Epoch, History, Record};

/// What begins the first line: the format and its version.
const FORMAT: &str = "finsam-journal 1";

/// The journal's file within the state folder.
const JOURNAL: &str = "journal";

/// The file that is locked by the one server that writes the journal, which itself is replaced
/// now and then.
const LOCK: &str = "journal.lock";

/// Lines that may be in the file beyond twice what is needed before it is rewritten.
const SPARE_LINES: usize = 1_000;

/// The journal's file, locked for as long as this lives.
#[derive(Debug)]
pub(super) struct JournalFile {
    folder: PathBuf,
    file: File,
    lines: usize,
    _lock: File,
}

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
    #[error("another server keeps its journal in the state folder")]
    Taken,
    #[error("the state folder cannot be used: {0}")]
    Unwritable(#[from] io::Error),
}

/// Why nothing is known from before.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// There was nothing.
    New,
    /// What there was cannot be trusted.
    Damaged(&'static str),
}

/// What was kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) epoch: Epoch,
    pub(super) forgotten: u64,
    /// In the order of their sequences, one for each document.
    pub(super) records: Vec<Arc<Record>>,
}

impl Kept {
    /// Nothing, in an epoch of its own.
    pub(super) fn new() -> Self {
        Self { epoch: Epoch::new(), forgotten: 0, records: Vec::new() }
    }
}

impl JournalFile {
    /// Takes the folder, and reads what is kept there.
    pub(super) fn open(folder: &Path) -> Result<(Self, Result<Kept, Lost>), Unusable> {
        fs::create_dir_all(folder)?;
        let lock =
            OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(LOCK))?;
        lock.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Unusable::Taken,
            TryLockError::Error(reason) => Unusable::Unwritable(reason),
        })?;
        let path = folder.join(JOURNAL);
        let file = OpenOptions::new().append(true).create(true).open(&path)?;
        let mut bytes = fs::read(&path)?;
        // What was being written when the machine stopped nobody has seen.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        if whole < bytes.len() {
            tracing::warn!("the last line of the journal of changes is torn and dropped");
            file.set_len(u64::try_from(whole).unwrap_or(u64::MAX))?;
            bytes.truncate(whole);
        }
        let kept = read(&bytes);
        // A file that cannot be trusted is rewritten with the first change.
        let lines = match &kept {
            Ok(_) => bytes.iter().filter(|byte| **byte == b'\n').count(),
            Err(_) => usize::MAX,
        };
        Ok((Self { folder: folder.to_owned(), file, lines, _lock: lock }, kept))
    }

    /// Adds changes, or rewrites the file with all that is now known if it has grown too long.
    /// They are on the disk when this returns.
    pub(super) fn append(&mut self, new: &[Arc<Record>], history: &History) -> io::Result<()> {
        let lines = self.lines.saturating_add(new.len());
        if lines > history.records().len().saturating_mul(2).saturating_add(SPARE_LINES) {
            return self.rewrite(history);
        }
        let text: String = new.iter().map(|record| line(&written(record))).collect();
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        self.lines = lines;
        Ok(())
    }

    fn rewrite(&mut self, history: &History) -> io::Result<()> {
        let Epoch(epoch) = history.epoch();
        let mut text = line(&format!("{FORMAT} {epoch:016x} {}", history.forgotten()));
        for record in history.records() {
            text.push_str(&line(&written(record)));
        }
        let mut draft = NamedTempFile::new_in(&self.folder)?;
        draft.write_all(text.as_bytes())?;
        draft.as_file().sync_all()?;
        let path = self.folder.join(JOURNAL);
        draft.persist(&path).map_err(|refused| refused.error)?;
        // The new name is on the disk only when the folder is.
        File::open(&self.folder)?.sync_all()?;
        self.file = OpenOptions::new().append(true).open(&path)?;
        self.lines = history.records().len().saturating_add(1);
        Ok(())
    }
}

fn written(record: &Record) -> String {
    let Record { sequence, id, slug, hash } = record;
    format!("{sequence} {id} {slug} {}", hash.as_deref().unwrap_or("-"))
}

fn line(content: &str) -> String {
    format!("{} {content}\n", checksum(content))
}

fn checksum(content: &str) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn read(bytes: &[u8]) -> Result<Kept, Lost> {
    if bytes.is_empty() {
        return Err(Lost::New);
    }
    let text = str::from_utf8(bytes).map_err(|_| Lost::Damaged("it is not text"))?;
    let mut lines = text.lines().map(|line| {
        let whole = line.split_once(' ').filter(|(sum, content)| checksum(content) == *sum);
        whole.map(|(_, content)| content).ok_or(Lost::Damaged("a line does not match its checksum"))
    });
    let header = lines.next().ok_or(Lost::New)??;
    let (epoch, forgotten) =
        header_values(header).ok_or(Lost::Damaged("it is of an unknown format"))?;
    let mut latest: HashMap<Id, Arc<Record>> = HashMap::new();
    let mut last = 0;
    for line in lines {
        let record = record(line?)
            .filter(|record| record.sequence > last)
            .ok_or(Lost::Damaged("a line does not say what it should"))?;
        last = record.sequence;
        latest.insert(record.id.clone(), Arc::new(record));
    }
    let mut records: Vec<_> = latest.into_values().collect();
    records.sort_unstable_by_key(|record| record.sequence);
    Ok(Kept { epoch, forgotten, records })
}

fn header_values(line: &str) -> Option<(Epoch, u64)> {
    let (epoch, forgotten) = line.strip_prefix(FORMAT)?.strip_prefix(' ')?.split_once(' ')?;
    Some((Epoch(u64::from_str_radix(epoch, 16).ok()?), forgotten.parse().ok()?))
}

fn record(line: &str) -> Option<Record> {
    let mut parts = line.split(' ');
    let sequence = parts.next()?.parse().ok()?;
    let id = Id::parse(parts.next()?)?;
    let slug = Slug::new(parts.next()?).ok()?;
    let hash = parts.next().map(|hash| (hash != "-").then(|| hash.into()))?;
    parts.next().is_none().then_some(Record { sequence, id, slug, hash })
}
