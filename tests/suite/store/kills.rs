//! Writers push while the database and the servers over it are killed: whatever was acknowledged is there,
//! once and whole, and every server comes to the same.
//!
//! `FINSAM_STORE_KILLS=50` plays as many, `FINSAM_STORE_KILLS_SEED=n` begins with another one.

use std::time::Duration;

use finsam_tests::{finsam::Server, postgres::Postgres};
use tokio::time::{Instant, sleep};

use super::{
    SUMMER, push, tree_of,
    writers::{Writer, holds_what_was_written},
};

/// Kills in an ordinary run: half of them of the database, half of a server.
const KILLS: u64 = 6;

/// How many pushes each of the two writers makes around a kill.
const PUSHES: usize = 4;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap())
}

#[tokio::test]
async fn what_was_acknowledged_is_there_once_whatever_is_killed() {
    let kills = number("FINSAM_STORE_KILLS", KILLS);
    let mut random = fastrand::Rng::with_seed(number("FINSAM_STORE_KILLS_SEED", 1));
    let mut postgres = Postgres::start().await;
    let url = postgres.url();
    push(&tree_of(3).path(), &url).await;
    let mut writers = [Writer::new("ada", &url).await, Writer::new("bo", &url).await];
    let mut nodes =
        vec![Server::over_store(&url, SUMMER).await, Server::over_store(&url, SUMMER).await];
    let mut converged = Vec::new();
    for kill in 0..kills {
        let after = Duration::from_millis(random.u64(0..1_500));
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
        let [ada, bo] = &mut writers;
        tokio::join!(ada.write(PUSHES, &url), bo.write(PUSHES, &url), killing);
        let written = Instant::now();
        for node in &nodes {
            level_with(node, &[&writers[0], &writers[1]]).await;
        }
        converged.push(written.elapsed());
    }
    holds_what_was_written(&url, &writers).await;
    println!("{kills} kills; servers were level after at most {:?}", converged.iter().max());
}

/// Waits until a server tells what was written last.
pub(super) async fn level_with(node: &Server, writers: &[&Writer]) {
    let query = r#"{ ada: person(slug: "ada-nu") { name } bo: person(slug: "bo-nu") { name } }"#;
    let is_there = |data: &serde_json::Value| {
        let names = [&data["ada"]["name"], &data["bo"]["name"]];
        writers.iter().all(|writer| names.iter().any(|name| **name == writer.last()))
    };
    node.until(query, is_there).await;
}
