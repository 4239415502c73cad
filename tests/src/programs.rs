//! The programs built beside the tests.

use std::path::PathBuf;

use tokio::process::Command;

/// Where a program stands that was built with the tests.
///
/// # Panics
/// When it was not built: `cargo build --workspace` does it, and `tests/run` runs that first.
#[must_use]
#[expect(clippy::expect_used, reason = "a test may stop at the first surprise")]
pub fn path(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own place");
    // …/target/debug/deps/suite-1a2b and …/target/debug/finsam-bot
    let built = test.ancestors().nth(2).expect("tests are built in target").join(name);
    assert!(built.exists(), "{} is missing: `cargo build --workspace` first", built.display());
    built
}

/// A program with nothing set in its environment, ended with its test.
#[must_use]
pub fn command(name: &str) -> Command {
    let mut command = Command::new(path(name));
    command.env_clear().kill_on_drop(true);
    command
}
