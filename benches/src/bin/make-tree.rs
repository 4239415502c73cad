//! Writes a big made-up content tree: `cargo run -p finsam-benches --bin make-tree -- DIR`.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use finsam_benches::Tree;

/// Writes a big made-up content tree. The same numbers give the same tree.
#[derive(Parser)]
struct Settings {
    /// Where: a new or empty folder.
    dir: PathBuf,
    /// How many seminars; the other kinds follow in proportion.
    #[arg(long, default_value_t = 1000)]
    seminars: usize,
    /// Another seed gives another tree.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let Settings { dir, seminars, seed } = Settings::parse();
    let written = empty(&dir).and_then(|()| Tree::new(seminars, seed).write(&dir));
    let (told, code) = match written {
        Ok(written) => (format!("{written} documents in {}", dir.display()), ExitCode::SUCCESS),
        Err(reason) => (format!("make-tree: {}: {reason}", dir.display()), ExitCode::FAILURE),
    };
    let _ = writeln!(io::stderr(), "{told}");
    code
}

/// Makes sure there is a folder with nothing in it, so that two trees never mix.
fn empty(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    if fs::read_dir(dir)?.next().is_some() {
        return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, "there is something in it"));
    }
    Ok(())
}
