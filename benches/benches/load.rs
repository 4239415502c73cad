//! How long a content folder takes to read, and one edit to be served; how much memory it needs.
//!
//! `cargo bench -p finsam-benches --bench load`, with `FINSAM_BENCH_SEMINARS=1000,100000` for
//! other sizes than a thousand and ten thousand seminars.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may stop at the first surprise, and says what it found"
)]

use std::{
    cell::LazyCell,
    env, fs, hint,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion, Throughput};
use finsam_benches::{Tree, sizes};
use finsam_content::{Archive, Change};
use finsam_model::{Kind, stockholm};
use finsam_stores::{Confirm, Files, Watch};
use jiff::{Zoned, civil::date};
use tempfile::TempDir;

/// How much is loaded when asked to load and tell what memory that took.
const MEMORY: &str = "--memory-of";

fn main() {
    if let Some(folder) = env::args().skip_while(|argument| argument != MEMORY).nth(1) {
        return tell_memory(Path::new(&folder));
    }
    let mut criterion = Criterion::default().configure_from_args();
    for seminars in sizes().unwrap() {
        let folder = TempDir::new().unwrap();
        let tree = Tree::new(seminars, 1);
        let documents = tree.write(folder.path()).unwrap();
        load(&mut criterion, folder.path(), seminars, documents);
        reload(&mut criterion, folder.path(), tree, seminars);
        memory(folder.path(), seminars);
    }
    criterion.final_summary();
}

fn now() -> Zoned {
    date(2026, 9, 1).at(9, 0, 0, 0).to_zoned(stockholm()).unwrap()
}

fn read(folder: &Path) -> (Files, Vec<Change>) {
    let mut files = Files::open(folder).unwrap();
    let changes = files.scan(Confirm::Yes).unwrap().changes;
    (files, changes)
}

/// From a folder to a snapshot, and how much of that is reading the files.
fn load(criterion: &mut Criterion, folder: &Path, seminars: usize, documents: usize) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10).throughput(Throughput::Elements(u64::try_from(documents).unwrap()));
    group.bench_function(BenchmarkId::new("files", seminars), |bencher| {
        bencher.iter_with_large_drop(|| read(folder));
    });
    group.bench_function(BenchmarkId::new("whole", seminars), |bencher| {
        bencher.iter_with_large_drop(|| {
            let archive = Archive::default().update(read(folder).1);
            let snapshot = archive.publish(&now());
            (archive, snapshot)
        });
    });
    group.finish();
}

/// One edited seminar: until the store hands it over, told by the system; until the archive has
/// published it; and what it costs to look through the whole folder instead.
fn reload(criterion: &mut Criterion, folder: &Path, tree: Tree, seminars: usize) {
    let (mut files, changes) = read(folder);
    // Only if it is measured: it takes the longest.
    let mut archive = LazyCell::new(|| Archive::default().update(changes));
    let mut watch = files.watch().unwrap();
    let mut edit = Edit::of(folder, tree);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();

    let mut group = criterion.benchmark_group("reload");
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("handed over", seminars), |bencher| {
        bencher.iter_custom(|times| {
            let handed_over = |_| {
                let started = Instant::now();
                edit.write();
                runtime.block_on(next_change(&mut files, &mut watch));
                started.elapsed()
            };
            (0..times).map(handed_over).sum::<Duration>()
        });
    });
    group.bench_function(BenchmarkId::new("walk", seminars), |bencher| {
        bencher.iter(|| files.scan(Confirm::No).unwrap().changes.len());
    });
    group.bench_function(BenchmarkId::new("archive", seminars), |bencher| {
        bencher.iter(|| {
            *archive = archive.update(vec![edit.change()]);
            hint::black_box(archive.publish(&now()))
        });
    });
    group.finish();
}

async fn next_change(files: &mut Files, watch: &mut Watch) -> Change {
    loop {
        let moved = watch.changed().await;
        if let Some(change) = files.look(&moved).unwrap().changes.pop() {
            return change;
        }
    }
}

/// A seminar in the middle, a little longer every time and then short again.
struct Edit {
    location: PathBuf,
    path: String,
    text: String,
    times: usize,
}

impl Edit {
    fn of(folder: &Path, tree: Tree) -> Self {
        let n = tree.count(Kind::Seminar) / 2;
        let path = tree.path(Kind::Seminar, n);
        Self { location: folder.join(&path), path, text: tree.text(Kind::Seminar, n), times: 0 }
    }

    fn next(&mut self) -> String {
        self.times += 1;
        format!("{}\nRättad {} gånger.\n", self.text, self.times)
    }

    fn write(&mut self) {
        let text = self.next();
        fs::write(&self.location, text).unwrap();
    }

    fn change(&mut self) -> Change {
        Change { path: self.path.clone(), bytes: Some(self.next().into()) }
    }
}

/// In a process of its own, so that nothing but the content is counted.
fn memory(folder: &Path, seminars: usize) {
    let told = Command::new(env::current_exe().unwrap()).arg(MEMORY).arg(folder).output().unwrap();
    println!("memory/{seminars}: {}", String::from_utf8(told.stdout).unwrap());
}

fn tell_memory(folder: &Path) {
    let (files, changes) = read(folder);
    let archive = Archive::default().update(changes);
    let snapshot = archive.publish(&now());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?");
    println!("resident{}, at most{}", of("VmRSS:"), of("VmHWM:"));
    hint::black_box((files, archive, snapshot));
}
