//! The pages, in a real browser: no other host, no errors, accessible, and doing what they are for.

use std::{path::Path, time::Duration};

use finsam_tests::finsam::{Server, Tree};
use tokio::{process::Command, time::timeout};

/// Starting Chromium takes seconds on a small machine, and there are many pages; only so that a test ends.
const BROWSER: Duration = Duration::from_secs(420);

async fn visit(page: &str) {
    in_chromium(&["visit.mjs", page], "2018-07-05T07:15:00+02:00").await;
}

/// Runs a script, which is told where a server is whose calendar stands still.
async fn in_chromium(script: &[&str], clock: &str) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"));
    let installed = folder.join("node_modules/playwright-core").exists();
    assert!(installed, "run tests/run, or: npm ci --prefix tests/browser");
    let server = Server::start(&Tree::content(), clock).await;
    let mut node = Command::new("node");
    node.args(script).arg(server.address()).current_dir(folder).kill_on_drop(true);
    let output = timeout(BROWSER, node.output()).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script:?}:\n{said}");
}

#[tokio::test]
async fn a_person_lands_on_the_start_page_and_asks() {
    visit("start").await;
}

#[tokio::test]
async fn a_developer_explores_with_graphiql() {
    visit("graphiql").await;
}

#[tokio::test]
async fn another_site_shows_the_programme_and_the_question_box() {
    in_chromium(&["embed.mjs"], "2018-07-01T09:00:00+02:00").await;
}

#[tokio::test]
async fn every_page_is_valid_and_accessible_and_leads_somewhere() {
    in_chromium(&["pages.mjs"], "2018-07-04T09:00:00+02:00").await;
}
