//! What a search costs the processor, and what the index costs in memory and when a document changes.
//!
//! `cargo bench -p finsam-benches --bench search`, with `FINSAM_BENCH_SEMINARS=100000` for other
//! sizes than a thousand and ten thousand seminars. All is in memory and on one thread, so that the
//! time measured is the processor's.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may stop at the first surprise, and says what it found"
)]

use std::{env, fs, hint, process::Command};

use criterion::{BenchmarkId, Criterion};
use finsam_benches::{Tree, sizes};
use finsam_content::{Archive, Change, Search, Snapshot};
use finsam_model::{Kind, stockholm};
use jiff::{Zoned, civil::date};
use mimalloc::MiMalloc;

/// As the server has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How much is indexed when asked to tell what memory that took.
const MEMORY: &str = "--memory-of";

/// One query for each way in which a search can be dear.
const QUERIES: &[(&str, &str)] = &[
    ("name", "testa testsson"),
    ("rare", "halvkarta exempelköping"),
    ("common", "provgruppen prövar testkedjan med testdeltagarna i flera provkommuner"),
    (
        "most common",
        "seminarium prova testa exempel påhittad väg till arbete låtsade handläggare utan lunch",
    ),
    ("misspelt", "nollmätnningen tstpanelen skisverkstan mönsterrplanen"),
    ("prefix", "prov*"),
    ("unfinished", "mönst"),
    ("phrase", "\"en påhittad väg till arbete\" provgruppen"),
    ("date", "torsdag 5 juli 2029"),
    ("number", "34 808"),
];

const TYPED: &[(&str, &str)] =
    &[("letter", "p"), ("name", "testa t"), ("misspelt", "exempelkoppin"), ("unknown", "xyzzyqq")];

fn main() {
    if let Some(seminars) = env::args().skip_while(|argument| argument != MEMORY).nth(1) {
        return tell_memory(seminars.parse().unwrap());
    }
    let mut criterion = Criterion::default().configure_from_args();
    for seminars in sizes().unwrap() {
        let tree = Tree::new(seminars, 1);
        let archive = Archive::default().update(tree.changes());
        let snapshot = archive.publish(&now());
        search(&mut criterion, &snapshot, seminars);
        suggest(&mut criterion, &snapshot, seminars);
        update(&mut criterion, archive, tree, seminars);
        memory(seminars);
    }
    criterion.final_summary();
}

fn now() -> Zoned {
    date(2026, 9, 1).at(9, 0, 0, 0).to_zoned(stockholm()).unwrap()
}

fn search(criterion: &mut Criterion, snapshot: &Snapshot, seminars: usize) {
    let mut group = criterion.benchmark_group("search");
    for (name, text) in QUERIES {
        let search = Search { text, limit: 20, ..Search::default() };
        group.bench_function(BenchmarkId::new(*name, seminars), |bencher| {
            bencher.iter(|| snapshot.search(hint::black_box(&search)).total);
        });
    }
    // As much as one query may hold, of words everything has.
    let text = QUERIES.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ").repeat(10);
    let search = Search { text: &text, limit: 20, ..Search::default() };
    group.bench_function(BenchmarkId::new("longest", seminars), |bencher| {
        bencher.iter(|| snapshot.search(hint::black_box(&search)).total);
    });
    group.finish();
}

fn suggest(criterion: &mut Criterion, snapshot: &Snapshot, seminars: usize) {
    let mut group = criterion.benchmark_group("suggest");
    for (name, typed) in TYPED {
        group.bench_function(BenchmarkId::new(*name, seminars), |bencher| {
            bencher.iter(|| snapshot.suggest(hint::black_box(typed), &[], 25).len());
        });
    }
    group.finish();
}

/// One edited seminar, from its text to the next snapshot.
fn update(criterion: &mut Criterion, mut archive: Archive, tree: Tree, seminars: usize) {
    let n = tree.count(Kind::Seminar) / 2;
    let (path, text) = (tree.path(Kind::Seminar, n), tree.text(Kind::Seminar, n));
    let mut times = 0;
    criterion.bench_function(&format!("update/{seminars}"), |bencher| {
        bencher.iter(|| {
            times += 1;
            let bytes = Some(format!("{text}\nRättad {times} gånger.\n").into_bytes());
            archive = archive.update(vec![Change { path: path.clone(), bytes }]);
            hint::black_box(archive.publish(&now()))
        });
    });
}

/// In a process of its own, so that nothing else is counted.
fn memory(seminars: usize) {
    let count = seminars.to_string();
    let told = Command::new(env::current_exe().unwrap()).arg(MEMORY).arg(count).output().unwrap();
    print!("memory/{seminars}: {}", String::from_utf8(told.stdout).unwrap());
}

/// What is resident after the documents are read, and after they are published: what they refer to
/// and how they are found.
fn tell_memory(seminars: usize) {
    let resident = || {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0)
    };
    let tree = Tree::new(seminars, 1);
    let archive = Archive::default().update(tree.changes());
    let before = resident();
    let snapshot = archive.publish(&now());
    let after = resident();
    let documents = u64::try_from(snapshot.nodes().count()).unwrap();
    let each = (after.saturating_sub(before) * 1024).checked_div(documents).unwrap_or(0);
    println!("{before} kB read, {after} kB published: {each} bytes for each of {documents}");
    hint::black_box((archive, snapshot));
}
