//! From a store to a folder.

use std::{collections::BTreeMap, fs, io, path::Path};

use super::{
    ExchangeError, Moves, ONE_ANSWER,
    merge::{Side, compare},
    patiently,
    remembered::Remembered,
};
use crate::{
    StoreError, StoreUrl, Tree,
    digest::digest,
    files,
    postgres::{Head, Session, Standing, contents, head, standing},
    tree::place_of,
};

/// What a pull did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// What the store is at.
    pub revision: i64,
    /// What is different in the folder.
    pub moves: Moves,
    /// What is newer in the folder, and was left alone.
    pub ours: Vec<String>,
    /// What was written over here, and is kept beside it as `.bak`.
    pub set_aside: Vec<String>,
}

/// What the store has that is taken.
struct Theirs {
    head: Head,
    standing: Standing,
    sides: BTreeMap<String, Side>,
    contents: BTreeMap<String, Vec<u8>>,
}

/// Takes what is newer in the store into the folder, which is made if it is not there. What changed on both
/// sides is refused, or taken with `theirs`.
///
/// # Errors
/// When something keeps it from being taken whole. What the folder said stays, but for an error of the disk
/// in the middle, after which a pull goes on.
pub async fn pull(folder: &Path, url: &StoreUrl, theirs: bool) -> Result<Pulled, ExchangeError> {
    let unwritable = |reason| StoreError::Unwritable { path: folder.display().to_string(), reason };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let (tree, _) = Tree::of_folder(folder)?;
    let ours = tree.digests();
    let found = patiently(async || {
        let mut session = Session::to_primary(url, ONE_ANSWER).await?;
        let head = head(&mut session).await?;
        let standing = standing(&mut session, head.revision).await?;
        let base = Remembered::of(folder, &head.store);
        let sides = compare(&ours, base.as_ref(), &standing);
        let wanted = |(path, side): (&String, &Side)| {
            (*side != Side::Ours && standing.contains_key(path)).then(|| path.clone())
        };
        let paths: Vec<String> = sides.iter().filter_map(wanted).collect();
        let contents = contents(&mut session, head.revision, &paths).await?;
        Ok(Theirs { head, standing, sides, contents })
    })
    .await?;
    let both = found.sides.iter().filter(|(_, side)| **side == Side::Both);
    let both: Vec<String> = both.map(|(path, _)| path.clone()).collect();
    if !both.is_empty() && !theirs {
        return Err(ExchangeError::Conflicts(both));
    }
    Ok(write(folder, &ours, found)?)
}

fn write(folder: &Path, ours: &Standing, theirs: Theirs) -> Result<Pulled, StoreError> {
    let Theirs { head, standing, sides, contents } = theirs;
    let mut pulled = Pulled {
        revision: head.revision,
        moves: Moves::default(),
        ours: Vec::new(),
        set_aside: Vec::new(),
    };
    for (path, side) in &sides {
        if *side == Side::Ours {
            pulled.ours.push(path.clone());
            continue;
        }
        let unwritable = |reason| StoreError::Unwritable { path: path.clone(), reason };
        let location = place_of(folder, path)?;
        let was = ours.get(path);
        // Somebody may have written meanwhile.
        let is_as_seen = fs::read(&location).ok().map(digest).as_ref() == was;
        if was.is_some() && (*side == Side::Both || !is_as_seen) {
            files::set_aside(&location).map_err(unwritable)?;
            pulled.set_aside.push(path.clone());
        }
        match contents.get(path) {
            Some(bytes) => files::put(&location, bytes).map_err(unwritable)?,
            None => match fs::remove_file(&location) {
                Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
                    return Err(unwritable(reason));
                }
                _ => {}
            },
        }
        pulled.moves.note(path, was.is_some(), contents.contains_key(path));
    }
    Remembered::new(&head.store, head.revision, standing).keep(folder)?;
    Ok(pulled)
}
