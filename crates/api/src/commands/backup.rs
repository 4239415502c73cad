//! `finsam backup` and `finsam restore`: all documents in one file, and a store made from it.

use std::{path::Path, process::ExitCode};

use finsam_stores::{BadBackup, ExchangeError, StoreError, Tree, all_of, read_backup, replace};

use super::exchange;
use crate::settings::{Backup, Restore, Which};

/// Writes the file.
#[must_use]
pub fn back_up(settings: &Backup) -> ExitCode {
    let Backup { file, from } = settings;
    exchange::run(async {
        let tree = match from.which() {
            Which::Store(url) => all_of(url).await?.1,
            // What cannot be read would be missing.
            Which::Folder(folder) => match Tree::of_folder(folder)? {
                (tree, problems) if problems.is_empty() => tree,
                (_, problems) => return Err(ExchangeError::Problems(problems)),
            },
        };
        finsam_stores::back_up(&tree, file).map_err(|bad| unusable(file, bad))?;
        Ok(format!("{} dokument i {}.\n", tree.len(), file.display()))
    })
}

/// Makes a store from the file.
#[must_use]
pub fn restore(settings: &Restore) -> ExitCode {
    let Restore { file, into, author, replace: may_replace } = settings;
    exchange::run(async {
        let tree = read_backup(file).map_err(|bad| unusable(file, bad))?;
        let place = match into.which() {
            Which::Store(url) => {
                replace(&tree, url, author, *may_replace).await?;
                url.to_string()
            }
            Which::Folder(folder) => {
                tree.write_into(folder)?;
                folder.display().to_string()
            }
        };
        Ok(format!("{} dokument i {place}.\n", tree.len()))
    })
}

fn unusable(file: &Path, bad: BadBackup) -> ExchangeError {
    let path = file.display().to_string();
    ExchangeError::Store(match bad {
        BadBackup::Io(reason) => StoreError::Unwritable { path, reason },
        bad => StoreError::NoBackup { path, bad },
    })
}
