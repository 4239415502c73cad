//! What runs until it is told to stop.

use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Runs something to its end, on all of the machine's cores. Whatever it ends badly with is told in one
/// line.
pub(super) fn until_stopped(work: impl Future<Output = Result<(), String>>) -> ExitCode {
    let ran = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the machine gives no threads: {error}"))
        .and_then(|runtime| runtime.block_on(work));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "finsam: {why}");
            ExitCode::FAILURE
        }
    }
}
