//! What happens to the bundle when npm or vite works, fails, or hangs: with stand-ins for both.
#![cfg(unix)]
// All of this file is test code, which clippy sees only inside the test functions.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[path = "../build/npm.rs"]
mod npm;

/// A page of one file, a place for the bundle, and stand-ins for npm and node.
struct Bench {
    folder: tempfile::TempDir,
    tools: npm::Tools,
}

impl Bench {
    /// `npm` and `node` are shell scripts; both run in the copy of the page.
    fn new(npm: &str, node: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["page", "out"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("page/package.json"), "{}").unwrap();
        let script = |name: &str, body: &str| -> PathBuf {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            path
        };
        let limit = Duration::from_secs(20);
        let tools = npm::Tools { npm: script("npm", npm), node: script("node", node), limit };
        Self { folder, tools }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bundle(&self) -> Result<PathBuf, String> {
        npm::bundle(&self.path("page"), &self.path("out"), &self.tools)
    }

    fn bundles(&self) -> usize {
        let out = fs::read_dir(self.path("out")).unwrap();
        out.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count()
    }
}

const BUILDS: &str = "mkdir dist && echo page > dist/index.html";

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_bundle_is_built_once_for_the_same_page() {
    let bench = Bench::new("echo run >> ../../npm-runs", BUILDS);
    let first = bench.bundle().unwrap();
    assert_eq!(read(&first.join("index.html")), "page\n");
    assert_eq!(bench.bundle().unwrap(), first);
    assert_eq!(read(&bench.path("npm-runs")), "run\n");
}

#[test]
fn a_changed_page_is_built_anew() {
    let bench = Bench::new("true", BUILDS);
    let first = bench.bundle().unwrap();
    fs::write(bench.path("page/package.json"), "[]").unwrap();
    assert_ne!(bench.bundle().unwrap(), first);
}

#[test]
fn the_page_itself_is_left_as_it_was() {
    let bench = Bench::new("touch package-lock.json", BUILDS);
    bench.bundle().unwrap();
    assert_eq!(fs::read_dir(bench.path("page")).unwrap().count(), 1);
}

#[test]
fn a_failed_build_leaves_no_bundle_and_the_next_one_starts_clean() {
    for (npm, node, said) in [
        ("echo no registry; exit 7", BUILDS, "npm ci failed"),
        ("true", "mkdir dist && echo half > dist/index.html; exit 1", "vite build failed"),
        ("true", "mkdir dist", "vite build left no index.html"),
    ] {
        let bench = Bench::new(npm, node);
        let why = bench.bundle().unwrap_err();
        assert!(why.contains(said) && !why.contains('\n'), "{why}");
        assert_eq!(bench.bundles(), 0, "{said}");
    }
}

#[test]
fn what_a_failed_program_printed_is_kept_for_the_reader() {
    let bench = Bench::new("echo no registry >&2; exit 7", BUILDS);
    let why = bench.bundle().unwrap_err();
    assert!(why.ends_with(&bench.path("out/npm.log").display().to_string()), "{why}");
    assert_eq!(read(&bench.path("out/npm.log")), "no registry\n");
}

#[test]
fn a_machine_without_npm_is_told_so() {
    let mut bench = Bench::new("true", BUILDS);
    bench.tools.npm = "no-such-program".into();
    let why = bench.bundle().unwrap_err();
    assert!(why.starts_with("cannot run npm ci: "), "{why}");
    assert_eq!(bench.bundles(), 0);
}

#[test]
fn a_program_that_hangs_is_stopped() {
    // It would wait for ever, having nothing to read from.
    let mut bench = Bench::new("exec tail -f /dev/null", BUILDS);
    bench.tools.limit = Duration::from_millis(200);
    let why = bench.bundle().unwrap_err();
    assert!(why.starts_with("npm ci took longer than"), "{why}");
    assert_eq!(bench.bundles(), 0);
}
