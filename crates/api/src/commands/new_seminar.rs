//! `finsam new seminar`: a valid document from a few questions.
//!
//! Read `interview` for what is asked; `talk` asks until it gets an answer, `answers` says what an
//! answer is, `document` writes it all down.

mod answers;
mod document;
mod interview;
mod talk;

use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use finsam_content::{Change, Problem, Snapshot};
use finsam_model::{Kind, Seminar, Slug};
use finsam_stores::StoreError;
use finsam_swedish::letters;
use jiff::Zoned;

use super::check::{Content, in_swedish};
use crate::clock::Clock;
use document::Draft;
use talk::{Stop, Talk};

/// Asks and writes: 0 when there is a new document, 1 when there is not, 2 when the folder cannot
/// be read.
#[must_use]
pub fn run(dir: &Path) -> ExitCode {
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    match new_seminar(dir, &Clock::Real.now(), &mut input, &mut out) {
        Ok(Outcome::Written(_)) => ExitCode::SUCCESS,
        Ok(Outcome::NotWritten) | Err(_) => ExitCode::FAILURE,
        Ok(Outcome::Unreadable) => ExitCode::from(2),
    }
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Written(PathBuf),
    NotWritten,
    Unreadable,
}

fn new_seminar(
    dir: &Path,
    now: &Zoned,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let content = match Content::read(dir) {
        Ok(content) => content,
        Err(error) => {
            writeln!(out, "{}", in_swedish(&error))?;
            return Ok(Outcome::Unreadable);
        }
    };
    let snapshot = content.archive.publish(now);
    let draft = match interview::hold(&mut Talk { input, out }, &snapshot, now) {
        Ok(draft) => draft,
        Err(Stop::Left) => {
            writeln!(out, "\nAvbrutet. Inget är skrivet.")?;
            return Ok(Outcome::NotWritten);
        }
        Err(Stop::Broken(error)) => return Err(error),
    };
    match write(&content, &snapshot, &draft) {
        Ok(path) => {
            writeln!(out, "\nSkrev {}", path.display())?;
            writeln!(
                out,
                "Fyll på med källor (sources), begrepp (terms) och löptext, och kör sedan\n  \
                 finsam check {}",
                dir.display()
            )?;
            Ok(Outcome::Written(path))
        }
        Err(why) => {
            writeln!(out, "\nInget är skrivet. {why}")?;
            Ok(Outcome::NotWritten)
        }
    }
}

/// Writes the document under the first free slug, if it is sound.
fn write(content: &Content, snapshot: &Snapshot, draft: &Draft) -> Result<PathBuf, String> {
    let text = draft.to_string();
    for slug in slugs(&draft.title, draft.date.year()) {
        if !snapshot.called::<Seminar>(slug.as_str(), None).is_empty() {
            continue;
        }
        let path = format!("{}/{slug}.md", Kind::Seminar.folder());
        let problems = new_problems(content, &path, &text);
        // Somebody, perhaps a draft, had the slug before.
        if problems.iter().any(|problem| problem.rule == "slug-taken") {
            continue;
        }
        if !problems.is_empty() {
            let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
            return Err(format!("Dokumentet skulle inte godkännas:\n{}", problems.join("\n")));
        }
        match content.files.create(&path, &text) {
            Err(StoreError::AlreadyExists(_)) => {}
            Err(error) => return Err(in_swedish(&error)),
            Ok(path) => return Ok(path),
        }
    }
    Err("Alla kortnamn är upptagna: ge seminariet en annan titel.".to_owned())
}

/// What would be wrong with the content that is not wrong already.
fn new_problems(content: &Content, path: &str, text: &str) -> Vec<Problem> {
    let change = Change { path: path.to_owned(), bytes: Some(text.as_bytes().to_vec()) };
    let after = content.archive.update(vec![change]);
    let before = content.archive.problems();
    after.problems().iter().filter(|problem| !before.contains(problem)).cloned().collect()
}

/// The slugs a seminar may get, the best first: its title and year, then numbered.
fn slugs(title: &str, year: i16) -> impl Iterator<Item = Slug> {
    const ROOM_FOR_YEAR_AND_NUMBER: usize = "-2018-99".len();
    let slug = match letters::slug(title) {
        slug if slug.is_empty() => "seminarium".to_owned(),
        slug => slug,
    };
    let short: String = slug.chars().take(Slug::MAX_CHARS - ROOM_FOR_YEAR_AND_NUMBER).collect();
    // Cut between words, if there is more than one.
    let short = match short.rsplit_once('-') {
        Some((words, _)) if short.len() < slug.len() => words,
        _ => &short,
    };
    let first = match short.strip_suffix(&format!("-{year}")) {
        Some(_) => short.to_owned(),
        None => format!("{short}-{year}"),
    };
    let numbered = (2..=99).map({
        let first = first.clone();
        move |number| format!("{first}-{number}")
    });
    std::iter::once(first).chain(numbered).filter_map(|slug| Slug::new(&slug).ok())
}

#[cfg(test)]
mod tests;
