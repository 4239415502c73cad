//! The primary of a cluster is lost while servers answer and people push: readers notice nothing, writers
//! wait, and what they were told is written is there.

use std::time::Duration;

use finsam_tests::{cluster::Cluster, finsam::Server};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use super::{
    SUMMER,
    kills::level_with,
    push, tree_of,
    writers::{Writer, holds_what_was_written},
};

/// How often each reader asks.
const EVERY: Duration = Duration::from_millis(5);

/// Asks until told to stop, and never in vain; how often, and how long the slowest answer took.
async fn keep_reading(node: &Server, stop: watch::Receiver<bool>) -> (usize, Duration) {
    let (mut reads, mut slowest) = (0, Duration::ZERO);
    while !*stop.borrow() {
        let started = Instant::now();
        let people = node.query("{ people(first: 100) { nodes { name } } }").await.to_string();
        assert!(people.contains("Person 2"), "{people}");
        slowest = slowest.max(started.elapsed());
        reads += 1;
        sleep(EVERY).await;
    }
    (reads, slowest)
}

#[tokio::test]
async fn the_loss_of_the_primary_is_seen_by_no_reader_and_takes_nothing_away() {
    let mut cluster = Cluster::start(3).await;
    let url = cluster.url();
    push(&tree_of(3).path(), &url).await;
    let from_replicas = format!("{url}?target_session_attrs=prefer-standby");
    let nodes =
        [Server::over_store(&url, SUMMER).await, Server::over_store(&from_replicas, SUMMER).await];
    let mut writers = [Writer::new("ada", &url).await, Writer::new("bo", &url).await];
    let (stop, stopped) = watch::channel(false);

    let [ada, bo] = &mut writers;
    let losing = async {
        sleep(Duration::from_millis(400)).await;
        let lost = cluster.primary().await;
        cluster.kill(lost);
        let started = Instant::now();
        let primary = cluster.until_primary(lost).await;
        println!("another primary after {:?}", started.elapsed());
        (lost, primary)
    };
    let writing = async {
        let ((lost, primary), (), ()) = tokio::join!(losing, ada.write(8, &url), bo.write(8, &url));
        for node in &nodes {
            level_with(node, &[&*ada, &*bo]).await;
        }
        stop.send_replace(true);
        (lost, primary)
    };
    let ((lost, primary), one, other) = tokio::join!(
        writing,
        keep_reading(&nodes[0], stopped.clone()),
        keep_reading(&nodes[1], stopped)
    );
    assert_ne!(lost, primary);
    println!("reads and their slowest: {one:?}, {other:?}");
    println!("the longest a push took: {:?}", writers.iter().map(|writer| writer.longest).max());
    assert!(one.0 > 100 && other.0 > 100, "hardly anybody read");
    holds_what_was_written(&cluster.url_of(primary), &writers).await;
    cluster.revive(lost);
    cluster.until_whole().await;
}
