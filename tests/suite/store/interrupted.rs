//! Pushes that stop in the middle: killed while they make the tables, or frozen while they hold everybody up.

use std::{process::Stdio, time::Duration};

use finsam_tests::{finsam::Tree, postgres::Postgres, programs};
use tempfile::tempdir;
use tokio::{
    process::{Child, Command},
    time::{sleep, timeout},
};

use super::{documents, person, pull, push, tree_of};

/// A bound on waiting for what takes seconds; only so that a test ends.
const LONG: Duration = Duration::from_secs(60);

/// A push that has begun.
fn begin(tree: &Tree, url: &str) -> Child {
    let mut command = programs::command("finsam");
    command.arg("push").arg(tree.path()).args(["--store", url]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until a push waits itself, for somebody else to let go.
async fn is_held_up(postgres: &Postgres) {
    let waits = "SELECT count(*) FROM pg_stat_activity \
        WHERE application_name = 'finsam' AND wait_event_type = 'Lock'";
    let held_up = async {
        while postgres.run(waits).await == "0" {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(LONG, held_up).await.expect("the push comes that far");
}

async fn signal(push: &Child, name: &str) {
    let id = push.id().unwrap().to_string();
    assert!(Command::new("kill").args([name, &id]).status().await.unwrap().success());
}

#[tokio::test]
async fn tables_half_made_are_made_by_the_next_push() {
    let (tree, postgres) = (tree_of(3), Postgres::start().await);
    for (round, table) in ["finsam_store", "finsam_revision", "finsam_document"].iter().enumerate()
    {
        // Somebody else makes a table of this name and does not say yet whether it stays.
        let other = postgres.hold(&format!("CREATE TABLE {table} (x integer)")).await;
        let mut pushing = begin(&tree, &postgres.url());
        is_held_up(&postgres).await;
        pushing.kill().await.unwrap();
        drop(other);
        if round < 2 {
            let tables = "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'finsam%'";
            let none = async { while postgres.run(tables).await != "0" {} };
            timeout(LONG, none).await.expect("nothing is left of it");
        }
    }
    push(&tree.path(), &postgres.url()).await;
    let back = tempdir().unwrap();
    pull(back.path(), &postgres.url()).await;
    assert_eq!(documents(back.path()), documents(&tree.path()));
    let stores = "SELECT count(*), max(revision) FROM finsam_store";
    assert_eq!(postgres.run(stores).await, "1|1");
}

#[tokio::test]
async fn who_freezes_in_the_middle_holds_others_up_for_seconds_only() {
    let (ada, postgres) = (tree_of(3), Postgres::start().await);
    push(&ada.path(), &postgres.url()).await;
    let bo = Tree::of_site("prov");
    pull(&bo.path(), &postgres.url()).await;

    // Ada holds the counter, and may read, but not write documents.
    let other = postgres.hold("LOCK TABLE finsam_document IN SHARE MODE").await;
    ada.write("people/ada.md", &person("Ada Frusen"));
    let mut pushing = begin(&ada, &postgres.url());
    is_held_up(&postgres).await;
    signal(&pushing, "-STOP").await;
    drop(other);
    bo.write("people/bo.md", &person("Bo Strax"));
    push(&bo.path(), &postgres.url()).await;

    // She wakes, finds that it was not written, and does it again.
    signal(&pushing, "-CONT").await;
    assert!(timeout(LONG, pushing.wait()).await.unwrap().unwrap().success());
    let revisions = "SELECT count(*) FROM finsam_revision WHERE number > 0";
    assert_eq!(postgres.run(revisions).await, "3");
    let back = tempdir().unwrap();
    pull(back.path(), &postgres.url()).await;
    let all = documents(back.path());
    assert!(all.contains_key("people/ada.md") && all.contains_key("people/bo.md"), "{all:?}");
}
