//! Asking both nodes at a steady rate, whatever they are busy with.

use std::{
    io,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use finsam_benches::{Shape, Tree, load::Connection};
use finsam_tests::finsam::Server;

/// Connections to each node.
const CONNECTIONS: u32 = 4;

/// How often each of them asks.
const EVERY: Duration = Duration::from_millis(20);

/// One in so many requests is new to the node; the others have been asked before, if not since the
/// last change.
const ONE_NEW_IN: u64 = 10;

/// How long answers took.
pub(super) struct Reading {
    pub(super) answers: usize,
    pub(super) median: Duration,
    pub(super) most_of_100: Duration,
}

/// Where a node listens.
pub(super) fn address(node: &Server) -> Option<SocketAddr> {
    node.address().strip_prefix("http://")?.parse().ok()
}

/// Asks for so long.
pub(super) fn read(nodes: &[SocketAddr], tree: Tree, window: Duration) -> io::Result<Reading> {
    let begin = Instant::now();
    let mut took = thread::scope(|scope| {
        let mut readers = Vec::new();
        for n in 0..CONNECTIONS {
            // They do not all ask at once.
            let first = begin + EVERY / CONNECTIONS * n;
            for node in nodes {
                readers.push(scope.spawn(move || ask(*node, tree, first, begin + window)));
            }
        }
        let mut took = Vec::new();
        for reader in readers {
            let these = reader.join().unwrap_or_else(|_| Err(io::Error::other("a reader failed")));
            took.extend(these?);
        }
        Ok::<_, io::Error>(took)
    })?;
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default();
    Ok(Reading { answers: took.len(), median: at(50), most_of_100: at(99) })
}

fn ask(node: SocketAddr, tree: Tree, first: Instant, until: Instant) -> io::Result<Vec<Duration>> {
    let mut connection = Connection::to(node)?;
    let (mut due, mut number, mut took) = (first, 0_u64, Vec::new());
    let mut shapes = Shape::ALL.iter().cycle();
    while due < until {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        number += 1;
        let is_new = number.is_multiple_of(ONE_NEW_IN);
        let shape = shapes.next().copied().unwrap_or(Shape::One);
        connection.post(&shape.body(&tree, if is_new { number } else { 0 }))?;
        took.push(due.elapsed());
        due += EVERY;
    }
    Ok(took)
}
