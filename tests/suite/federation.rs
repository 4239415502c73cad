//! Our graph in others: composed with somebody else's by Apollo's composition, and joined with it in
//! the gateways of Apollo and of The Guild.
//!
//! What they need, and the other graph, is in `tests/federation`; `tests/run` installs it.

use std::{path::PathBuf, time::Duration};

use finsam_tests::finsam::{Server, Tree};
use serde_json::{Value, json};
use tokio::{process::Command, time::timeout};

/// Starting Node and a gateway takes seconds; only so that a test ends.
const TOOL: Duration = Duration::from_secs(120);

/// Runs a script to its end; what it printed. It must be content.
async fn node(script: &str, arguments: &[&str]) -> String {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "federation"].iter().collect();
    assert!(folder.join("node_modules").exists(), "run tests/run, or: npm ci --prefix {folder:?}");
    let mut node = Command::new("node");
    node.arg(folder.join(script)).args(arguments).kill_on_drop(true);
    let output = timeout(TOOL, node.output()).await.unwrap().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script} {arguments:?}\n{printed}\n{complained}");
    printed
}

#[tokio::test]
async fn the_committed_schemas_compose_without_a_hint() {
    for schema in ["federation.graphql", "federation-costs.graphql"] {
        // A hint is no error, but each wants its reason in docs/federation.md; there is none.
        let path = format!("{}/../schema/{schema}", env!("CARGO_MANIFEST_DIR"));
        let told: Value = serde_json::from_str(&node("compose.mjs", &[&path]).await).unwrap();
        assert_eq!(told, json!({ "errors": [], "hints": [] }), "{schema}");
    }
}

#[tokio::test]
async fn apollo_s_gateway_joins_our_graph_with_another() {
    answers_rightly_in("apollo").await;
}

#[tokio::test]
async fn hive_s_gateway_joins_our_graph_with_another() {
    answers_rightly_in("hive").await;
}

async fn answers_rightly_in(gateway: &str) {
    // The other graph knows venues by these addresses.
    let clock = "2032-09-01T12:00:00+02:00";
    let settings =
        ["--clock", clock, "--listen", "127.0.0.1:0", "--public-url", "https://exempel.test"];
    let server = Server::start_with(&Tree::twin(), &settings).await;
    println!("{}", node("join.mjs", &[gateway, server.address()]).await);
}
