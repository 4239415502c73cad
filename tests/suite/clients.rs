//! Strangers' tools against our server: an audit of GraphQL over HTTP, clients, a code generator.
//!
//! What they need is installed by `tests/run`: npm packages in `clients/node`, Python packages in
//! `clients/python/.venv`.

use std::{path::PathBuf, process::Stdio, time::Duration};

use finsam_tests::finsam::{SOON, Server, Tree};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

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

#[tokio::test]
async fn a_web_socket_client_hears_of_a_change() {
    hears_of_a_change("websocket").await;
}

#[tokio::test]
async fn an_event_stream_client_hears_of_a_change() {
    hears_of_a_change("events").await;
}

/// A client that is subscribed to terms hears of one that changes, and not of a person.
async fn hears_of_a_change(how: &str) {
    let tree = Tree::twin();
    let server = Server::start(&tree, "2031-07-01T07:15:00+02:00").await;
    let mut client = node("subscribe.mjs");
    client.args([how, server.address()]).stdout(Stdio::piped());
    let mut client: Child = client.spawn().unwrap();
    let mut lines = BufReader::new(client.stdout.take().unwrap()).lines();
    assert_eq!(line(&mut lines).await.as_deref(), Some("subscribed"));

    let (person, term) = ("people/testa-testsson.md", "terms/provplats.md");
    let (person_text, term_text) = (tree.read(person), tree.read(term));
    // The server may hear of the subscription a little after the client has sent it: what it
    // misses is changed again.
    let changing = async {
        for round in 0.. {
            tree.write(person, &format!("{person_text}\nVarv {round}.\n"));
            tree.write(term, &format!("{term_text}\nVarv {round}.\n"));
            let query = r#"{ term(slug: "provplats") { body { text } } }"#;
            let shown = |data: &Value| data.to_string().contains(&format!("Varv {round}."));
            server.until(query, shown).await;
        }
    };
    let change = tokio::select! {
        change = line(&mut lines) => change.expect("a change"),
        () = changing => unreachable!("it goes on for ever"),
    };
    let change: Value = serde_json::from_str(&change).unwrap();
    assert_eq!(change, json!({ "kind": "TERM", "slug": "provplats", "deleted": false }));
    assert!(timeout(SOON, client.wait()).await.unwrap().unwrap().success());
}

async fn line(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    timeout(SOON, lines.next_line()).await.expect("the client says something").unwrap()
}
