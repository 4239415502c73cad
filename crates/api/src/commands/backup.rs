//! `finsam backup` and `finsam restore`: all documents in one file, and a store made from it.

use std::{path::Path, process::ExitCode};

use finsam_stores::{BadBackup, ExchangeError, StoreError, Tree, all_of, read_backup, replace};

use super::exchange;
use crate::settings::{Backup, Place, Restore};

/// Writes the file.
#[must_use]
pub fn back_up(settings: &Backup) -> ExitCode {
    let Backup { file, from: Place { content, store } } = settings;
    exchange::run(async {
        let tree = match store {
            Some(url) => all_of(url).await?.1,
            // What cannot be read would be missing.
            None => match Tree::of_folder(content)? {
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
    let Restore { file, into: Place { content, store }, author, replace: may_replace } = settings;
    exchange::run(async {
        let tree = read_backup(file).map_err(|bad| unusable(file, bad))?;
        let place = match store {
            Some(url) => {
                replace(&tree, url, author, *may_replace).await?;
                url.to_string()
            }
            None => {
                tree.write_into(content)?;
                content.display().to_string()
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
