//! Writers push while the database and the servers over it are killed: whatever was acknowledged is there,
//! once and whole, and every server comes to the same.
//!
//! `FINSAM_STORE_KILLS=50` plays as many, `FINSAM_STORE_KILLS_SEED=n` begins with another one.

use std::{path::PathBuf, time::Duration};

use finsam_tests::{finsam::Server, postgres::Postgres};
use tempfile::{TempDir, tempdir};
use tokio::time::{Instant, sleep};

use super::{SUMMER, documents, finsam, person, pull, push, tree_of};

/// Kills in an ordinary run: half of them of the database, half of a server.
const KILLS: u64 = 6;

/// How many pushes each of the two writers makes around a kill.
const PUSHES: usize = 4;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap())
}

/// Somebody with a folder of their own, who edits one document and adds one with each push.
struct Writer {
    name: &'static str,
    folder: TempDir,
    pushed: usize,
}

impl Writer {
    fn path(&self, document: &str) -> PathBuf {
        self.folder.path().join(format!("people/{}-{document}.md", self.name))
    }

    /// Pushes some times; after each acknowledgement it counts as written.
    async fn write(&mut self, url: &str) {
        for _ in 0..PUSHES {
            let n = self.pushed + 1;
            std::fs::write(self.path("nu"), person(&format!("{} nu {n}", self.name))).unwrap();
            std::fs::write(self.path(&format!("{n:04}")), person(&format!("{} {n}", self.name)))
                .unwrap();
            // In doubt it may be asked again, as it says itself.
            loop {
                let (code, said) =
                    finsam(&["push", self.folder.path().to_str().unwrap(), "--store", url]).await;
                match code {
                    0 => break,
                    2 if said.contains("atabasen") => {}
                    _ => panic!("{}: {said}", self.name),
                }
            }
            self.pushed = n;
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_once_whatever_is_killed() {
    let kills = number("FINSAM_STORE_KILLS", KILLS);
    let mut random = fastrand::Rng::with_seed(number("FINSAM_STORE_KILLS_SEED", 1));
    let mut postgres = Postgres::start().await;
    let url = postgres.url();
    push(&tree_of(3).path(), &url).await;
    let mut writers =
        ["ada", "bo"].map(|name| Writer { name, folder: tempdir().unwrap(), pushed: 0 });
    for writer in &writers {
        pull(writer.folder.path(), &url).await;
    }
    let mut nodes =
        vec![Server::over_store(&url, SUMMER).await, Server::over_store(&url, SUMMER).await];
    let mut converged = Vec::new();
    for kill in 0..kills {
        let after = Duration::from_millis(random.u64(0..1_500));
        let [ada, bo] = &mut writers;
        let killing = async {
            sleep(after).await;
            if kill % 2 == 0 {
                postgres.kill().await;
                postgres.revive().await;
            } else {
                let victim = random.usize(0..nodes.len());
                nodes.remove(victim).kill().await;
                nodes.push(Server::over_store(&url, SUMMER).await);
            }
        };
        tokio::join!(ada.write(&url), bo.write(&url), killing);
        let written = Instant::now();
        let expected =
            [&*ada, &*bo].map(|writer| format!("{} nu {}\"", writer.name, writer.pushed));
        for node in &nodes {
            let is_there = |data: &serde_json::Value| {
                let people = data.to_string();
                expected.iter().all(|name| people.contains(name.as_str()))
            };
            node.until(
                "{ ada: person(slug: \"ada-nu\") { name } bo: person(slug: \"bo-nu\") { name } }",
                is_there,
            )
            .await;
        }
        converged.push(written.elapsed());
    }
    holds_what_was_written(&postgres, &writers).await;
    println!("{kills} kills; servers were level after at most {:?}", converged.iter().max());
}

/// Each push is a revision of its own with both its documents, and what stands is what was written last.
async fn holds_what_was_written(postgres: &Postgres, writers: &[Writer]) {
    let back = tempdir().unwrap();
    pull(back.path(), &postgres.url()).await;
    let there = documents(back.path());
    for Writer { name, pushed, .. } in writers {
        for n in 1..=*pushed {
            let path = format!("people/{name}-{n:04}.md");
            assert_eq!(there[&path], person(&format!("{name} {n}")).into_bytes());
            let once = format!("SELECT count(*) FROM finsam_document WHERE path = '{path}'");
            assert_eq!(postgres.run(&once).await, "1", "{path}");
        }
        let versions =
            format!("SELECT count(*) FROM finsam_document WHERE path = 'people/{name}-nu.md'");
        assert_eq!(postgres.run(&versions).await, pushed.to_string(), "{name}: one for each push");
    }
    let halves = "SELECT count(*) FROM (SELECT revision FROM finsam_document WHERE revision > 1 \
                  GROUP BY revision HAVING count(*) <> 2) AS half";
    assert_eq!(postgres.run(halves).await, "0", "no revision is half there");
    let revisions = "SELECT count(*) = max(number) + 1 FROM finsam_revision";
    assert_eq!(postgres.run(revisions).await, "t", "no number is missing or there twice");
}
