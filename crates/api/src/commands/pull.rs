//! `finsam pull`: takes what is newer in a database into a content folder.

use std::{fmt::Write, process::ExitCode};

use finsam_stores::{Pulled, pull};

use super::exchange::{self, counts, lines};
use crate::settings::Pull;

/// Pulls into a folder.
#[must_use]
pub fn run(settings: &Pull) -> ExitCode {
    let Pull { dir, store, theirs } = settings;
    exchange::run(async { Ok(told(&pull(dir, &store.url, *theirs).await?)) })
}

fn told(pulled: &Pulled) -> String {
    let Pulled { revision, moves, ours, set_aside } = pulled;
    let mut told = lines(moves);
    if moves.is_empty() {
        let _ = writeln!(told, "Ingenting nytt att hämta. Databasen är vid revision {revision}.");
    } else {
        let _ = writeln!(told, "Revision {revision}: {}.", counts(moves));
    }
    if !ours.is_empty() {
        let _ = writeln!(
            told,
            "{} dokument är nyare i mappen och lämnades i fred: skicka dem med finsam push.",
            ours.len()
        );
    }
    for path in set_aside {
        let _ = writeln!(told, "Det mappen sade finns kvar i {path}.bak.");
    }
    told
}
