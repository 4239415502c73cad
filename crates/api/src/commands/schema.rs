//! `finsam schema`: prints the schema.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use crate::graphql::{Sdl, Service};

/// Prints the plain schema, or the subgraph's, with or without what fields cost.
#[must_use]
pub fn run(federation: bool, costs: bool) -> ExitCode {
    let which = match (federation, costs) {
        (false, _) => Sdl::Plain,
        (true, false) => Sdl::Federation,
        (true, true) => Sdl::FederationWithCosts,
    };
    let sdl = Service::default().sdl(which);
    match io::stdout().write_all(sdl.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever was reading has gone.
        Err(_) => ExitCode::FAILURE,
    }
}
