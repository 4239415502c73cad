//! What a command that looks at content comes to.

use std::{io, process::ExitCode};

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All is as it should be.
    Good,
    /// Something is not, and was told.
    Wanting,
    /// What was to be looked at could not be read.
    Unreadable,
}

/// 0 when all is well, 1 when not, 2 when nothing could be looked at.
pub(super) fn exit(verdict: &io::Result<Verdict>) -> ExitCode {
    match verdict {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        // Whoever was reading has gone before the end.
        Ok(Verdict::Wanting) | Err(_) => ExitCode::FAILURE,
        Ok(Verdict::Unreadable) => ExitCode::from(2),
    }
}
