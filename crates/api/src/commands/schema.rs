//! `finsam schema`: prints the schema.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use crate::graphql::{Sdl, Service};

/// Prints the plain schema, or the subgraph's.
#[must_use]
pub fn run(federation: bool) -> ExitCode {
    let which = if federation { Sdl::Federation } else { Sdl::Plain };
    let sdl = Service::default().sdl(which);
    match io::stdout().write_all(sdl.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever was reading has gone.
        Err(_) => ExitCode::FAILURE,
    }
}
