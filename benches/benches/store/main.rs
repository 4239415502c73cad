//! Two nodes over one database while a thousand documents a minute change: what a change costs, and
//! what readers notice of it. Before that, what `push` takes with so many documents.
//!
//! `cargo bench --profile ci -p finsam-benches --bench store`, with `FINSAM_BENCH_SEMINARS=10000` for
//! another size than 100,000 seminars (143,001 documents). The nodes are the real program, left beside
//! this one by `cargo build --workspace --profile ci --bins`; the database is Debian's PostgreSQL. All of
//! it shares this machine's processors: where each has its own, readers notice less.
//!
//! Five times a window of peace and one of changes, in turn. In both, each node is asked at a steady rate;
//! an answer's time counts from when its request was due.

#![expect(clippy::disallowed_methods, reason = "readers and the writer keep to the clock")]

mod reading;
mod writer;

use std::{
    env, fs,
    io::{self, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

use finsam_benches::{Spread, Tree, load::Connection, process, sizes};
use finsam_model::Kind;
use finsam_stores::{StoreUrl, Wants, push};
use finsam_tests::{finsam::Server, postgres::Postgres};
use reading::{Reading, read};
use writer::Writer;

/// A day in the middle of the made-up seminars.
const CLOCK: &str = "2030-05-15T10:00:00+02:00";

/// How long each window is.
const WINDOW: Duration = Duration::from_secs(12);

/// Changes in a second: a thousand a minute.
const CHANGES_PER_SECOND: f64 = 1_000.0 / 60.0;

const ROUNDS: usize = 5;

/// How long the nodes are left alone between windows, to put away what was served before.
const PAUSE: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "store: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> io::Result<()> {
    let seminars = match env::var("FINSAM_BENCH_SEMINARS") {
        Ok(_) => sizes().map_err(io::Error::other)?,
        Err(_) => vec![100_000],
    };
    for seminars in seminars {
        let tree = Tree::new(seminars, 1);
        let database = Postgres::start().await;
        pushes(tree, &database).await?;
        changes(tree, &database).await?;
    }
    Ok(())
}

/// What it takes to bring a whole tree to the database, and then one edit of it.
async fn pushes(tree: Tree, database: &Postgres) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let documents = tree.write(folder.path())?;
    let url: StoreUrl = database.url().parse().map_err(io::Error::other)?;
    let (path, text) = (tree.path(Kind::Seminar, 0), tree.text(Kind::Seminar, 0));
    for what in ["all of them", "one edit", "one more"] {
        let (started, before) = (Instant::now(), process::cpu_time(std::process::id())?);
        let pushed = push(folder.path(), &url, Wants::default()).await.map_err(io::Error::other)?;
        let cpu = process::cpu_time(std::process::id())?.saturating_sub(before);
        writeln!(
            io::stdout(),
            "{documents} documents, {what}: pushed as revision {} in {:.1} s, processor time {:.1} s",
            pushed.revision,
            started.elapsed().as_secs_f64(),
            cpu.as_secs_f64()
        )?;
        fs::write(folder.path().join(&path), format!("{text}\nRättad: {what}.\n"))?;
    }
    Ok(())
}

/// What is noticed in one window.
struct Window {
    reading: Reading,
    /// Processor time of the nodes, each.
    nodes: Duration,
    database: Duration,
    changes: u32,
    /// From when the last change was committed until both nodes served it.
    level_after: Duration,
}

async fn changes(tree: Tree, database: &Postgres) -> io::Result<()> {
    let mut nodes = Vec::new();
    for _ in 0..2 {
        let started = Instant::now();
        let node = Server::over_store(&database.url(), CLOCK).await;
        writeln!(io::stdout(), "a node ready after {:.1} s", started.elapsed().as_secs_f64())?;
        nodes.push(node);
    }
    let mut writer = Writer::start(&database.url(), tree)?;
    let (mut peace, mut busy) = (Vec::new(), Vec::new());
    // The first round warms up.
    for round in 0..=ROUNDS {
        for (rate, windows) in [(0.0, &mut peace), (CHANGES_PER_SECOND, &mut busy)] {
            std::thread::sleep(PAUSE);
            let window = window(&nodes, database, tree, &mut writer, rate)?;
            if round > 0 {
                windows.push(window);
            }
        }
    }
    report(&peace, &busy)?;
    for node in &nodes {
        writeln!(io::stdout(), "a node's memory at most: {} MiB", node.memory().peak_mib)?;
    }
    Ok(())
}

/// Reads, and writes beside it so many times a second.
fn window(
    nodes: &[Server],
    database: &Postgres,
    tree: Tree,
    writer: &mut Writer,
    changes_per_second: f64,
) -> io::Result<Window> {
    let addresses: Vec<_> = nodes.iter().filter_map(reading::address).collect();
    let spent = || -> io::Result<_> {
        // A thread that ends takes its own count with it: the process's is what stays.
        let all: Duration = nodes.iter().map(Server::processor_time).sum();
        Ok((all, process::cpu_time_of_family(database.process())?))
    };
    let (nodes_before, database_before) = spent()?;
    let (reading, changes) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read(&addresses, tree, WINDOW));
        let changes = writer.write(changes_per_second, WINDOW);
        let reading = reader.join().unwrap_or_else(|_| Err(io::Error::other("a reader failed")));
        (reading, changes)
    });
    let (reading, changes) = (reading?, changes?);
    let last = Instant::now();
    if changes > 0 {
        for address in &addresses {
            let mut connection = Connection::to(*address)?;
            while !String::from_utf8_lossy(connection.post(&writer.question())?)
                .contains(&writer.said())
            {}
        }
    }
    let level_after = last.elapsed();
    let (nodes_after, database_after) = spent()?;
    let count = u32::try_from(nodes.len()).unwrap_or(1);
    Ok(Window {
        reading,
        nodes: nodes_after.saturating_sub(nodes_before) / count,
        database: database_after.saturating_sub(database_before),
        changes,
        level_after,
    })
}

fn report(peace: &[Window], busy: &[Window]) -> io::Result<()> {
    let mut out = io::stdout();
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    for (name, windows) in [("in peace", peace), ("with changes", busy)] {
        let of = |part: fn(&Window) -> Duration| Spread::of(windows.iter().map(part).map(millis));
        let asked: usize = windows.iter().map(|window| window.reading.answers).sum();
        writeln!(out, "{name}: {asked} answers")?;
        writeln!(out, "  median {:.2} ms", of(|window| window.reading.median))?;
        writeln!(out, "  99 in 100 within {:.2} ms", of(|window| window.reading.most_of_100))?;
        let per_node = Spread::of(
            windows.iter().map(|window| window.nodes.as_secs_f64() / WINDOW.as_secs_f64()),
        );
        writeln!(out, "  processors used by a node {per_node:.3}")?;
    }
    let pairs = || peace.iter().zip(busy);
    let ratio = |part: fn(&Reading) -> Duration| {
        Spread::of(
            pairs().map(|(peace, busy)| millis(part(&busy.reading)) / millis(part(&peace.reading))),
        )
    };
    writeln!(out, "changes : peace, median {:.2}", ratio(|reading| reading.median))?;
    writeln!(out, "changes : peace, 99 in 100 {:.2}", ratio(|reading| reading.most_of_100))?;
    let per_change = |part: fn(&Window) -> Duration| {
        Spread::of(pairs().map(|(peace, busy)| {
            millis(part(busy).saturating_sub(part(peace))) / f64::from(busy.changes.max(1))
        }))
    };
    let changes: u32 = busy.iter().map(|window| window.changes).sum();
    writeln!(
        out,
        "{changes} changes, processor time each: a node {:.2} ms",
        per_change(|window| window.nodes)
    )?;
    writeln!(out, "  the database {:.2} ms", per_change(|window| window.database))?;
    let level = Spread::of(busy.iter().map(|window| millis(window.level_after)));
    writeln!(out, "both nodes level after the last: {level:.0} ms")
}
