//! Strangers' tools against our server: an audit of GraphQL over HTTP, clients, a code generator.
//!
//! What they need is installed by `tests/run`: npm packages in `clients/node`, Python packages in
//! `clients/python/.venv`.

use std::{path::PathBuf, time::Duration};

use finsam_tests::finsam::{Server, Tree};
use tokio::{process::Command, time::timeout};

const ALMEDALEN: &str = "2018-07-05T07:15:00+02:00";

/// A code generator and the TypeScript compiler take seconds; only so that a test ends.
const TOOL: Duration = Duration::from_secs(180);

fn node(script: &str) -> Command {
    let folder = clients("node");
    assert!(folder.join("node_modules").exists(), "run tests/run, or: npm ci --prefix {folder:?}");
    let mut node = Command::new("node");
    node.arg(folder.join(script)).kill_on_drop(true);
    node
}

fn python(script: &str) -> Command {
    let folder = clients("python");
    let python = folder.join(".venv/bin/python");
    assert!(python.exists(), "tests/run makes {python:?}");
    let mut python = Command::new(python);
    python.arg(folder.join(script)).kill_on_drop(true);
    python
}

fn clients(language: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "clients", language].iter().collect()
}

/// Runs a tool to its end; what it printed. It must be content.
async fn run(mut tool: Command) -> String {
    let output = timeout(TOOL, tool.output()).await.unwrap().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool:?}\n{printed}\n{complained}");
    printed
}

#[tokio::test]
async fn the_published_audit_finds_no_fault() {
    let server = Server::start(&Tree::content(), ALMEDALEN).await;
    let mut audit = node("audit.mjs");
    audit.arg(server.address());
    println!("{}", run(audit).await);
}

#[tokio::test]
async fn graphql_js_reads_the_schema_and_agrees_about_what_is_right() {
    let server = Server::start(&Tree::content(), ALMEDALEN).await;
    let mut client = node("ask.mjs");
    client.arg(server.address());
    run(client).await;
}

#[tokio::test]
async fn a_code_generator_makes_types_that_fit() {
    let server = Server::start(&Tree::content(), ALMEDALEN).await;
    let folder = tempfile::tempdir().unwrap();
    let mut generator = node("generate.mjs");
    generator.arg(server.address()).arg(folder.path());
    run(generator).await;
}

#[tokio::test]
async fn a_python_client_reads_the_schema_and_asks() {
    let server = Server::start(&Tree::content(), ALMEDALEN).await;
    let mut client = python("ask.py");
    client.arg(server.address());
    run(client).await;
}
