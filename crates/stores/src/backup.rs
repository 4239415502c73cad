//! All documents of a site in one file, which any store can be made from: lines of JSON, compressed with
//! gzip. The first says what it is, the last how many there are, so that a file cut short is not
//! taken for a whole one.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

use data_encoding::BASE64;
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Tree, digest::digest, tree::place_of, wall_clock};

const FORMAT: &str = "finsam-backup 1";

/// No document is larger when it is read again; more of a line than it takes to hold one is not read.
const LONGEST_LINE: u64 = 8 * 1024 * 1024;

/// A file that cannot be written, or is no whole backup.
#[derive(Debug, thiserror::Error)]
pub enum BadBackup {
    /// What the system says.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is something else.
    #[error("it is no backup of finsam")]
    Other,
    /// A line of it is not what it should be.
    #[error("line {0} is damaged")]
    Damaged(usize),
    /// It ends too early.
    #[error("it is cut short after {0} documents")]
    CutShort(usize),
}

#[derive(Deserialize, Serialize)]
struct First {
    format: String,
    made_at: Timestamp,
}

/// A document; in base 64 where it is no text.
#[derive(Deserialize, Serialize)]
struct Document {
    path: String,
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct Last {
    documents: usize,
}

/// Writes all documents into a file, in place of what is there when all of it is written.
///
/// # Errors
/// When it cannot be written.
pub fn back_up(tree: &Tree, file: &Path) -> Result<(), BadBackup> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let draft = tempfile::Builder::new().prefix(".backup-").tempfile_in(folder)?;
    let mut out = GzEncoder::new(BufWriter::new(draft), Compression::default());
    let mut line = |value: serde_json::Result<String>| -> io::Result<()> {
        writeln!(out, "{}", value.map_err(io::Error::from)?)
    };
    let first = First { format: FORMAT.to_owned(), made_at: wall_clock::now() };
    line(serde_json::to_string(&first))?;
    for (path, bytes) in &tree.0 {
        let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
        let base64 = text.is_none().then(|| BASE64.encode(bytes));
        let document = Document { path: path.clone(), digest: digest(bytes), text, base64 };
        line(serde_json::to_string(&document))?;
    }
    line(serde_json::to_string(&Last { documents: tree.len() }))?;
    let draft = out.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    draft.as_file().sync_all()?;
    draft.persist(file).map_err(|failure| failure.error)?;
    Ok(())
}

/// Reads all documents from a file.
///
/// # Errors
/// When it cannot be read, is none of ours, or not whole.
pub fn read_backup(file: &Path) -> Result<Tree, BadBackup> {
    let mut lines =
        Lines { reader: BufReader::new(MultiGzDecoder::new(File::open(file)?)), read: 0 };
    let first = lines.next()?.ok_or(BadBackup::Other)?;
    let is_ours = serde_json::from_slice(&first).is_ok_and(|first: First| first.format == FORMAT);
    if !is_ours {
        return Err(BadBackup::Other);
    }
    let mut tree = Tree::default();
    loop {
        let Some(line) = lines.next()? else { return Err(BadBackup::CutShort(tree.len())) };
        if let Ok(Last { documents }) = serde_json::from_slice(&line) {
            let is_whole = documents == tree.len() && lines.next()?.is_none();
            return is_whole.then_some(tree).ok_or(BadBackup::Damaged(lines.read));
        }
        let document = serde_json::from_slice(&line).ok();
        let (path, bytes) = document.and_then(read).ok_or(BadBackup::Damaged(lines.read))?;
        tree.0.insert(path, bytes);
    }
}

fn read(document: Document) -> Option<(String, Vec<u8>)> {
    let Document { path, digest: expected, text, base64 } = document;
    let bytes = match (text, base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(base64)) => BASE64.decode(base64.as_bytes()).ok()?,
        _ => return None,
    };
    let is_sound = place_of(Path::new(""), &path).is_ok() && digest(&bytes) == expected;
    is_sound.then_some((path, bytes))
}

struct Lines<R> {
    reader: R,
    read: usize,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, BadBackup> {
        let mut line = Vec::new();
        self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|error| {
            match error.kind() {
                io::ErrorKind::UnexpectedEof => BadBackup::CutShort(self.read.saturating_sub(1)),
                io::ErrorKind::InvalidInput if self.read == 0 => BadBackup::Other,
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                    BadBackup::Damaged(self.read + 1)
                }
                _ => BadBackup::Io(error),
            }
        })?;
        self.read += 1;
        Ok((!line.is_empty()).then_some(line))
    }
}
