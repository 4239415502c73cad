//! `finsam eval-search`: how well search finds what people look for, on lists that people judged.
//!
//! A list is read in `judged`, a query's hits are measured in `measures`; here they are put side by
//! side and told.

mod judged;
mod measures;

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use finsam_content::{Hit, Search, Snapshot};
use finsam_model::Kind;
use jiff::Zoned;

use super::{
    check::{Content, in_swedish},
    verdict::{Verdict, exit},
};
use judged::Judged;
use measures::{LOOKED_AT, Measured, median};

/// Measures search on judged lists over a content folder, as public at `now`: 0 when the mean
/// nDCG@10 of every list reaches the bar and every known item is among the first three, 1 when not,
/// 2 when the folder or a list cannot be read. Without a bar the figures are told and it is 0.
#[must_use]
pub fn run(lists: &[PathBuf], dir: &Path, now: &Zoned, bar: Option<f64>) -> ExitCode {
    exit(&evaluate(lists, dir, now, bar, &mut io::stdout().lock(), &mut io::stderr().lock()))
}

fn evaluate(
    lists: &[PathBuf],
    dir: &Path,
    now: &Zoned,
    bar: Option<f64>,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Verdict> {
    let snapshot = match Content::read(dir) {
        Ok(content) => content.archive.publish(now),
        Err(error) => {
            writeln!(errors, "{}", in_swedish(&error))?;
            return Ok(Verdict::Unreadable);
        }
    };
    let mut verdict = Verdict::Good;
    for list in lists {
        let queries = match judged::read(list, &snapshot) {
            Ok(queries) => queries,
            Err(wrong) => {
                wrong.iter().try_for_each(|line| writeln!(errors, "{}: {line}", list.display()))?;
                return Ok(Verdict::Unreadable);
            }
        };
        let results: Vec<Result<'_>> =
            queries.iter().map(|judged| Result::of(judged, &snapshot)).collect();
        writeln!(out, "{}", list.display())?;
        report(&results, out)?;
        if bar.is_some_and(|bar| !reaches(&results, bar)) {
            verdict = Verdict::Wanting;
        }
    }
    Ok(verdict)
}

/// A query of a list, with what was found.
struct Result<'j> {
    judged: &'j Judged,
    found: Vec<String>,
    measured: Measured,
}

impl<'j> Result<'j> {
    fn of(judged: &'j Judged, snapshot: &Snapshot) -> Self {
        let search = Search {
            text: &judged.query,
            kinds: &judged.kinds,
            limit: LOOKED_AT,
            ..Search::default()
        };
        let found: Vec<String> = snapshot.search(&search).hits.iter().map(place).collect();
        let measured = measures::measure(judged, &found);
        Self { judged, found, measured }
    }
}

/// A hit as a judge names it: its folder and slug.
fn place(hit: &Hit) -> String {
    format!("{}/{}", Kind::folder(hit.node.kind()), hit.node.slug())
}

fn reaches(results: &[Result<'_>], bar: f64) -> bool {
    let known = |result: &&Result<'_>| result.judged.known_item.is_some();
    let first_three = |rank: Option<usize>| rank.is_some_and(|rank| rank <= 3);
    mean(results.iter().filter_map(|result| result.measured.ndcg)).is_none_or(|mean| mean >= bar)
        && results.iter().filter(known).all(|result| first_three(result.measured.rank))
}

fn report(results: &[Result<'_>], out: &mut dyn Write) -> io::Result<()> {
    let scored = || results.iter().filter(|result| result.measured.ndcg.is_some());
    let ndcg = mean(scored().filter_map(|result| result.measured.ndcg));
    writeln!(out, "  nDCG@10      {} over {} queries", figure(ndcg), scored().count())?;
    let mut of_kind: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for result in scored() {
        of_kind.entry(&result.judged.kind).or_default().extend(result.measured.ndcg);
    }
    for (kind, values) in of_kind {
        let mean = figure(mean(values.iter().copied()));
        writeln!(out, "    {kind:<14} {mean} over {}", values.len())?;
    }
    let known = || results.iter().filter(|result| result.judged.known_item.is_some());
    let ranks: Vec<usize> = known().filter_map(|result| result.measured.rank).collect();
    let within = |most: usize| ranks.iter().filter(|rank| **rank <= most).count();
    writeln!(
        out,
        "  known items  {} sought: {} first, {} within three, {} beyond or not found; median rank {}",
        known().count(),
        within(1),
        within(3),
        known().count() - within(3),
        median(&ranks).map_or("-".to_owned(), |rank| rank.to_string()),
    )?;
    let mut misses: Vec<&Result<'_>> =
        results.iter().filter(|one| one.measured.is_a_miss()).collect();
    misses.sort_by(|a, b| {
        a.measured.ndcg.partial_cmp(&b.measured.ndcg).unwrap_or(std::cmp::Ordering::Equal)
    });
    writeln!(out, "  misses       {}", misses.len())?;
    misses.iter().try_for_each(|miss| tell(miss, out))?;
    let nothing = results.iter().filter(|result| result.judged.relevant.is_empty());
    for result in nothing.filter(|result| !result.found.is_empty()) {
        let (query, found) = (&result.judged.query, result.found.len());
        writeln!(out, "  nothing is relevant to “{query}”, but {found} were found")?;
    }
    Ok(())
}

/// One line of what was looked for, one of what came, each with its grade.
fn tell(result: &Result<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Result { judged, found, measured } = result;
    writeln!(out, "    {} “{}” ({})", figure(measured.ndcg), judged.query, judged.kind)?;
    let found: Vec<String> =
        found.iter().take(5).map(|place| format!("{place} {}", judged.grade(place))).collect();
    let mut best: Vec<(&String, &u8)> = judged.relevant.iter().collect();
    best.sort_by_key(|(place, grade)| (std::cmp::Reverse(**grade), *place));
    let best: Vec<String> =
        best.into_iter().take(5).map(|(place, grade)| format!("{place} {grade}")).collect();
    writeln!(out, "         sought {}", best.join(", "))?;
    writeln!(out, "         found  {}", found.join(", "))
}

fn figure(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.3}"))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests;
