//! What the journal knows as of one snapshot, and how it is read page by page.

use std::{
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    str::FromStr,
    sync::Arc,
};

use data_encoding::BASE64URL_NOPAD;
use finsam_model::{Id, Slug};

/// A document's last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where in the order of all changes it stands.
    pub sequence: u64,
    /// The document.
    pub id: Id,
    /// Its slug then.
    pub slug: Slug,
    /// The hash of its text, as in `Entry::hash`; none when it stopped being public.
    pub hash: Option<Arc<str>>,
}

/// A numbering of changes. Positions of another one mean nothing in this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Epoch(pub(super) u64);

impl Epoch {
    /// One that has never been before.
    pub(super) fn new() -> Self {
        // The standard library keys its hashers with the system's randomness.
        Self(RandomState::new().build_hasher().finish())
    }
}

/// Every document's last change, in the order of the changes, as of one snapshot. The default knows
/// of none.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(super) epoch: Epoch,
    /// The deletions up to here may be forgotten.
    forgotten: u64,
    records: Vec<Arc<Record>>,
    /// How many of them are deletions.
    deleted: usize,
}

/// How far somebody has read. Opaque and versioned when written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    epoch: Epoch,
    /// The last change that was read.
    sequence: u64,
    /// Where the history ended when the reader began with nothing. Deletions up to there are no
    /// news to them.
    began: u64,
}

/// The text is no [`Position`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a position in a journal of changes")]
pub struct BadPosition;

/// Some changes, and how to go on after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The changes, oldest first.
    pub records: Vec<Arc<Record>>,
    /// Where to go on.
    pub position: Position,
    /// Whether there is more already.
    pub has_more: bool,
}

impl History {
    pub(super) fn new(epoch: Epoch, forgotten: u64, records: Vec<Arc<Record>>) -> Self {
        let deleted = count_deleted(&records);
        Self { epoch, forgotten, records, deleted }
    }

    pub(super) fn records(&self) -> &[Arc<Record>] {
        &self.records
    }

    pub(super) const fn epoch(&self) -> Epoch {
        self.epoch
    }

    pub(super) const fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// The sequence of the last change; 0 before the first.
    pub(super) fn head(&self) -> u64 {
        self.records.last().map_or(self.forgotten, |last| last.sequence.max(self.forgotten))
    }

    /// The history after some more changes, which replace those at the `superseded` sequences, in
    /// order; and the deletions that are forgotten, so that at most `most_deleted` are remembered.
    pub(super) fn followed_by(
        &self,
        new: &[Arc<Record>],
        superseded: &[u64],
        most_deleted: usize,
    ) -> (Self, Vec<Arc<Record>>) {
        let (mut records, mut replaced) = (Vec::with_capacity(self.records.len() + new.len()), 0);
        let mut rest = self.records.as_slice();
        for sequence in superseded {
            let at = rest.partition_point(|record| record.sequence < *sequence);
            let (before, after) = rest.split_at(at);
            records.extend_from_slice(before);
            if let Some((record, after)) = after.split_first() {
                replaced += usize::from(record.hash.is_none());
                rest = after;
            }
        }
        records.extend_from_slice(rest);
        records.extend_from_slice(new);
        let deleted = (self.deleted + count_deleted(new)).saturating_sub(replaced);
        let mut next = Self { epoch: self.epoch, forgotten: self.forgotten, records, deleted };
        let forgotten = next.forget(deleted.saturating_sub(most_deleted));
        (next, forgotten)
    }

    /// Forgets the oldest deletions.
    fn forget(&mut self, too_many: usize) -> Vec<Arc<Record>> {
        let deleted = self.records.iter().filter(|record| record.hash.is_none());
        let forgotten: Vec<_> = deleted.take(too_many).cloned().collect();
        if let Some(last) = forgotten.last() {
            self.forgotten = self.forgotten.max(last.sequence);
            self.records.retain(|record| record.hash.is_some() || record.sequence > last.sequence);
            self.deleted -= forgotten.len();
        }
        forgotten
    }

    /// Where somebody begins who knows nothing.
    #[must_use]
    pub fn beginning(&self) -> Position {
        Position { epoch: self.epoch, sequence: 0, began: self.head() }
    }

    /// Where somebody goes on who knows everything there is now.
    #[must_use]
    pub fn end(&self) -> Position {
        let head = self.head();
        Position { epoch: self.epoch, sequence: head, began: head }
    }

    /// Whether somebody who has read so far can go on: it is a position of this journal, and no
    /// deletion since then is forgotten.
    #[must_use]
    pub fn continues(&self, position: &Position) -> bool {
        position.epoch == self.epoch
            && position.sequence.max(position.began) >= self.forgotten
            && position.sequence.max(position.began) <= self.head()
    }

    /// The changes after a position that are `wanted`, at most `first`.
    #[must_use]
    pub fn page(&self, from: &Position, first: usize, wanted: impl Fn(&Record) -> bool) -> Page {
        let start = self.records.partition_point(|record| record.sequence <= from.sequence);
        let later = self.records.get(start..).unwrap_or_default().iter();
        let mut news = later.filter(|record| {
            (record.hash.is_some() || record.sequence > from.began) && wanted(record)
        });
        let records: Vec<_> = news.by_ref().take(first).cloned().collect();
        let has_more = news.next().is_some();
        let position = match records.last() {
            _ if !has_more => self.end(),
            Some(last) => self.position_after(from, last),
            None => *from,
        };
        Page { records, position, has_more }
    }

    /// Where somebody who read from a position stands after one of the changes.
    #[must_use]
    pub fn position_after(&self, from: &Position, record: &Record) -> Position {
        let began = from.began.max(record.sequence);
        Position { epoch: self.epoch, sequence: record.sequence, began }
    }
}

fn count_deleted(records: &[Arc<Record>]) -> usize {
    records.iter().filter(|record| record.hash.is_none()).count()
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { epoch: Epoch(epoch), sequence, began } = self;
        let plain = format!("1 {epoch:016x} {sequence} {began}");
        f.write_str(&BASE64URL_NOPAD.encode(plain.as_bytes()))
    }
}

impl FromStr for Position {
    type Err = BadPosition;

    fn from_str(opaque: &str) -> Result<Self, BadPosition> {
        Self::parse(opaque).ok_or(BadPosition)
    }
}

impl Position {
    fn parse(opaque: &str) -> Option<Self> {
        // A version, sixteen digits and two numbers in base64: far below this.
        if opaque.len() > 128 {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(opaque.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.split(' ');
        if parts.next()? != "1" {
            return None;
        }
        let epoch = Epoch(u64::from_str_radix(parts.next()?, 16).ok()?);
        let sequence = parts.next()?.parse().ok()?;
        let began = parts.next()?.parse().ok()?;
        parts.next().is_none().then_some(Self { epoch, sequence, began })
    }
}
