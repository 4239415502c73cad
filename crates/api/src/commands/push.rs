//! `finsam push`: takes what is newer in a content folder into a database.

use std::{fmt::Write, process::ExitCode};

use finsam_stores::{Pushed, Wants, push};

use super::exchange::{self, counts, lines};
use crate::settings::Push;

/// Pushes a folder.
#[must_use]
pub fn run(settings: Push) -> ExitCode {
    let Push { dir, store, author, ours, mirror, confirm } = settings;
    let wants = Wants { author, ours, mirror, confirm };
    exchange::run(async { Ok(told(&push(&dir, &store.url, wants).await?)) })
}

fn told(pushed: &Pushed) -> String {
    let Pushed { revision, moves, theirs } = pushed;
    let mut told = lines(moves);
    if moves.is_empty() {
        let _ = writeln!(told, "Ingenting nytt att skicka. Databasen är vid revision {revision}.");
    } else {
        let _ = writeln!(told, "Revision {revision}: {}.", counts(moves));
    }
    if !theirs.is_empty() {
        let _ = writeln!(
            told,
            "{} dokument är nyare i databasen och lämnades i fred: hämta dem med finsam pull.",
            theirs.len()
        );
    }
    told
}
