//! How long content takes to load and change, at one size: `scale SEMINARS`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "for a look at figures")]

use std::time::Instant;

use finsam_benches::Tree;
use finsam_content::{Archive, Change};
use finsam_model::Kind;
use jiff::Zoned;

fn rss() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = |name: &str| status.lines().find(|l| l.starts_with(name)).unwrap().to_owned();
    println!("  {} {}", line("VmRSS"), line("VmHWM"));
    0
}

/// Milliseconds this thread has worked.
fn worked_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

fn main() {
    let seminars = std::env::args().nth(1).map_or(1000, |n| n.parse().unwrap());
    let now: Zoned = "2031-07-01T08:00[Europe/Stockholm]".parse().unwrap();
    let tree = Tree::new(seminars, 1);
    let changes = tree.changes();
    let bytes: usize = changes.iter().filter_map(|c| c.bytes.as_ref()).map(Vec::len).sum();
    println!("{} documents, {} MB", changes.len(), bytes / 1_000_000);
    rss();
    let timed = |what: &str, from: Instant| {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
        let ticks: u64 = stat.split(' ').skip(13).take(2).map(|t| t.parse::<u64>().unwrap()).sum();
        let ms = from.elapsed().as_secs_f64() * 1e3;
        println!("{what}: {ms:.2} ms (all threads so far worked {} ms)", ticks * 10);
    };
    let start = Instant::now();
    let mut archive = Archive::default().update(changes);
    timed("update", start);
    rss();
    println!("  problems: {}", archive.problems().len());
    let publish = Instant::now();
    let mut snapshot = archive.publish(&now);
    timed("publish", publish);
    timed("load", start);
    rss();
    let edit = |kind, n: usize, what: &str, archive: &mut Archive, snapshot: &mut _| {
        let path = tree.path(kind, n);
        let text = tree.text(kind, n) + what;
        let (start, cpu) = (Instant::now(), worked_ms());
        let next = archive.update(vec![Change { path, bytes: Some(text.into()) }]);
        let updated = start.elapsed();
        let published = next.publish(&now);
        let all = start.elapsed();
        let at = next.next_publication(&now);
        let after = at.map(|at| next.publish(&at));
        let both = start.elapsed();
        let cpu = worked_ms() - cpu;
        drop(after);
        let before = std::mem::replace(snapshot, published);
        let difference = snapshot.difference(&before);
        let compared = start.elapsed();
        *archive = next;
        drop(before);
        println!(
            "edit {kind}: update {:.2} publish {:.2} = {:.2}; next {:.2}; (worked for all {cpu:.2}); difference ({}) {:.2}; dropped {:.2} ms",
            updated.as_secs_f64() * 1e3,
            (all - updated).as_secs_f64() * 1e3,
            all.as_secs_f64() * 1e3,
            (both - all).as_secs_f64() * 1e3,
            difference.len(),
            (compared - both).as_secs_f64() * 1e3,
            (start.elapsed() - compared).as_secs_f64() * 1e3,
        );
    };
    for n in 0..4 {
        edit(
            Kind::Seminar,
            n * 7 % seminars,
            "\nNågot nytt och oväntat.",
            &mut archive,
            &mut snapshot,
        );
    }
    edit(Kind::Person, 0, "\nMer.", &mut archive, &mut snapshot);
    edit(Kind::Venue, 0, "\nMer.", &mut archive, &mut snapshot);
    edit(Kind::Source, 0, "\nMer.", &mut archive, &mut snapshot);
    let path = tree.path(Kind::Person, 1);
    let text = tree.text(Kind::Person, 1);
    let start = Instant::now();
    let slug = tree.slug(Kind::Person, 1);
    let renamed = text.replacen("name = ", &format!("formerly = [\"{slug}\"]\nname = "), 1);
    archive = archive.update(vec![
        Change { path: path.clone(), bytes: None },
        Change { path: path.replace(".md", "-ny.md"), bytes: Some(renamed.into()) },
    ]);
    snapshot = archive.publish(&now);
    timed("rename person", start);
    println!("  problems: {}", archive.problems().len());
    for query in ["Testsson", "prövar nollkoll", "smörgas i Exempelköping", "seminarium"] {
        let start = Instant::now();
        let hits = snapshot.search(query, &[], 20).len();
        timed(&format!("search {query:?} ({hits})"), start);
    }
    rss();
}
