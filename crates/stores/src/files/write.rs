//! Writing documents: whole at once or not at all.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Writes a file in one step, in place of what is there. The folder it is in is made.
pub(crate) fn put(location: &Path, bytes: &[u8]) -> io::Result<()> {
    let parent = location.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(parent)?;
    let mut draft = super::draft_in(parent)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(location)?;
    Ok(())
}

/// Keeps what a file says beside it, under a name that is never read as a document.
pub(crate) fn set_aside(location: &Path) -> io::Result<()> {
    let mut name = location.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    fs::copy(location, location.with_file_name(name)).map(|_| ())
}
