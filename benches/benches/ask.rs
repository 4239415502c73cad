//! What an answer costs, in processor time: seven kinds of question, of the real content and of big
//! made-up trees in memory.
//!
//! `cargo bench -p finsam-benches --bench ask`, with `FINSAM_BENCH_SEMINARS=1000,100000` for other
//! sizes than a thousand and ten thousand seminars. "After an edit" is the first question of a kind
//! once a seminar was edited, by the clock; the edit is not counted.

#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

use std::{
    cell::RefCell,
    hint,
    path::Path,
    process,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion};
use finsam_answers::{Asking, answer};
use finsam_benches::{Tree, process::cpu_time, sizes};
use finsam_content::{Archive, Change, Snapshot};
use finsam_model::{Kind, stockholm};
use finsam_stores::{Confirm, Files};
use jiff::{Zoned, civil::DateTime};

/// Kinds of question.
const KINDS: [&str; 7] =
    ["what is on", "seminar", "person", "term", "figure", "free passage", "unanswerable"];
/// Questions of each kind to the real content, …
const REAL: [&str; 7] = [
    "vad händer på torsdag?",
    "vilka talar på torsdagens frukost?",
    "vem är Liza Prytz?",
    "vad betyder nollplacerad?",
    "hur många är nollplacerade?",
    "varför blev det en annan utmaning för förbunden?",
    "vem vann fotbolls-VM?",
];
/// … asked at this time, …
const REAL_CLOCK: &str = "2018-07-04T09:00";
/// … and to the made-up trees.
const MADE_UP: [&str; 7] = [
    "vad händer i morgon?",
    "vilka talar på nästa seminarium?",
    "vem är Exempla Provström?",
    "vad betyder mönsterkarta?",
    "hur många har nollkoll?",
    "varför ritar skissverkstan om mönsterplanen?",
    "vem vann fotbolls-VM?",
];
/// A day in the middle of the made-up seminars.
const MADE_UP_CLOCK: &str = "2030-05-15T10:00";

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    ask(&mut criterion, "content", &real(), &clock(REAL_CLOCK), REAL);
    for size in sizes().unwrap() {
        let tree = Tree::new(size, 1);
        let size = &size.to_string();
        let now = clock(MADE_UP_CLOCK);
        let mut archive = Archive::default().update(tree.changes());
        ask(&mut criterion, size, &archive.publish(&now), &now, MADE_UP);
        after_an_edit(&mut criterion, size, &mut archive, tree, &now);
    }
    criterion.final_summary();
}

fn ask(criterion: &mut Criterion, size: &str, snapshot: &Snapshot, now: &Zoned, all: [&str; 7]) {
    let mut group = criterion.benchmark_group(format!("ask of {size}"));
    for (kind, question) in KINDS.into_iter().zip(all) {
        group.bench_function(kind, |bencher| {
            bencher.iter_custom(|times| cost_of(times, || one(snapshot, now, question)));
        });
    }
    group.finish();
}

/// One question after each edit of a seminar in the middle.
fn after_an_edit(
    criterion: &mut Criterion,
    size: &str,
    archive: &mut Archive,
    tree: Tree,
    now: &Zoned,
) {
    let n = tree.count(Kind::Seminar) / 2;
    let (path, text) = (tree.path(Kind::Seminar, n), tree.text(Kind::Seminar, n));
    let edits = RefCell::new(0);
    let mut edited = || {
        *edits.borrow_mut() += 1;
        let text = format!("{text}\nRättad {} gånger.\n", edits.borrow());
        *archive = archive.update(vec![Change { path: path.clone(), bytes: Some(text.into()) }]);
        archive.publish(now)
    };
    let mut group = criterion.benchmark_group("ask after an edit");
    group.sample_size(10);
    for (kind, question) in KINDS.into_iter().zip(MADE_UP) {
        group.bench_function(BenchmarkId::new(kind, size), |bencher| {
            bencher.iter_custom(|times| {
                (0..times)
                    .map(|_| {
                        let snapshot = edited();
                        let started = Instant::now();
                        one(&snapshot, now, question);
                        started.elapsed()
                    })
                    .sum()
            });
        });
    }
    group.finish();
}

fn one(snapshot: &Snapshot, now: &Zoned, question: &str) {
    hint::black_box(answer(&Asking { question, context: None, now, snapshot }));
}

/// The processor time that something takes so many times. Linux counts it in steps of a few
/// milliseconds, so it is done a good many times more.
fn cost_of(times: u64, done: impl Fn()) -> Duration {
    const MORE: u32 = 20;
    let own = process::id();
    let before = cpu_time(own).unwrap();
    (0..times * u64::from(MORE)).for_each(|_| done());
    (cpu_time(own).unwrap() - before) / MORE
}

fn clock(text: &str) -> Zoned {
    text.parse::<DateTime>().unwrap().to_zoned(stockholm()).unwrap()
}

/// The content in this repository.
fn real() -> Snapshot {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let documents = Files::open(folder).unwrap().scan(Confirm::Yes).unwrap().changes;
    Archive::default().update(documents).publish(&clock(REAL_CLOCK))
}
