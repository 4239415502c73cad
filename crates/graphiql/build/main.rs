//! Chooses the explorer page and embeds it, compressed, in the crate.
//!
//! The full GraphiQL is built from `page/` with npm, once for each state of that folder, in
//! `OUT_DIR`. Where that cannot be done (no npm, no registry) the build goes on with a warning and
//! embeds the small explorer of `small/`. Two variables change the choice:
//!
//! * `FINSAM_GRAPHIQL_DIST=DIR` embeds the bundle in DIR, built elsewhere from the same `page/`.
//! * `FINSAM_GRAPHIQL_NPM=off` embeds the small explorer and leaves npm alone.
//!
//! After a warning, touch a file of `page/` to try npm again.

// A build script speaks to cargo by printing.
#![allow(clippy::print_stdout)]

mod embed;
mod npm;

use std::env;
use std::path::{Path, PathBuf};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed=FINSAM_GRAPHIQL_DIST");
    println!("cargo::rerun-if-env-changed=FINSAM_GRAPHIQL_NPM");
    let here = folder("CARGO_MANIFEST_DIR")?;
    let out = folder("OUT_DIR")?;
    println!("cargo::rerun-if-changed=small");
    for input in npm::inputs(&here.join("page"))? {
        println!("cargo::rerun-if-changed={}", input.display());
    }

    if let Some(dist) = env::var_os("FINSAM_GRAPHIQL_DIST") {
        return embed_built_elsewhere(&PathBuf::from(dist), &out);
    }
    if env::var_os("FINSAM_GRAPHIQL_NPM").is_some_and(|value| value == "off") {
        return embed_small(&here, &out);
    }
    let built = npm::bundle(&here.join("page"), &out, &npm::Tools::default());
    match built.and_then(|bundle| embed::full(&bundle, &out)) {
        Ok(()) => Ok(()),
        Err(why) => {
            println!("cargo::warning=GraphiQL is embedded in its small form: {why}");
            embed_small(&here, &out)
        }
    }
}

/// Whoever names a folder wants that one: what is wrong with it stops the build.
fn embed_built_elsewhere(dist: &Path, out: &Path) -> Result<(), String> {
    let because = |why: String| format!("FINSAM_GRAPHIQL_DIST={}: {why}", dist.display());
    if dist.is_relative() {
        return Err(because("give the whole path, from the root".to_owned()));
    }
    println!("cargo::rerun-if-changed={}", dist.display());
    embed::full(dist, out).map_err(because)
}

fn embed_small(here: &Path, out: &Path) -> Result<(), String> {
    embed::small(&here.join("small"), &here.join("page/examples.graphql"), out)
}

fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("cargo did not set {variable}"))
}
