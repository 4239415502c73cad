//! `finsam eval`: whether members get right answers, by files of questions and what an answer holds.
//!
//! A file is read in `questions`, asked and judged in `outcome`, told in `report`; `coverage` finds
//! what no question reaches.

mod coverage;
mod links;
mod outcome;
mod questions;
mod report;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{
    check::{Content, in_swedish},
    verdict::{Verdict, exit},
};
use crate::settings::Eval;
use outcome::{Outcome, Public};
use report::Count;

/// Asks every question of the files: 0 when enough answers of each are right and cited and no kind
/// that is to be without fault has one, 1 when not, 2 when the folder or a file cannot be read.
#[must_use]
pub fn run(settings: &Eval) -> ExitCode {
    exit(&evaluate(settings, &mut io::stdout().lock(), &mut io::stderr().lock()))
}

fn evaluate(settings: &Eval, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Verdict> {
    let content = match Content::read(&settings.content) {
        Ok(content) => content,
        Err(error) => {
            writeln!(errors, "{}", in_swedish(&error))?;
            return Ok(Verdict::Unreadable);
        }
    };
    let mut verdict = Verdict::Good;
    let mut files = Vec::new();
    for file in &settings.files {
        match questions::read(file) {
            Ok(questions) => files.push((file, questions)),
            Err(wrong) => {
                wrong.iter().try_for_each(|line| writeln!(errors, "{}: {line}", file.display()))?;
                verdict = Verdict::Unreadable;
            }
        }
    }
    if verdict == Verdict::Unreadable {
        return Ok(verdict);
    }
    let mut public = Public::new(&content.archive);
    let mut all = Vec::new();
    for (file, questions) in &files {
        let outcomes = ask(questions, &mut public, &content);
        writeln!(out, "{}", file.display())?;
        report::write(&outcomes, out)?;
        if !suffices(&outcomes, settings, out)? {
            verdict = Verdict::Wanting;
        }
        all.extend(outcomes);
    }
    if settings.coverage {
        let (unreached, documents) = coverage::unreached(&all, &public);
        writeln!(out, "\n{} of {documents} documents are reached by no question", unreached.len())?;
        unreached.iter().try_for_each(|place| writeln!(out, "  {place}"))?;
    }
    Ok(verdict)
}

/// Asks all questions; and once more, last first and of content that is made anew.
fn ask<'q>(
    questions: &'q [questions::Question],
    public: &mut Public<'_>,
    content: &Content,
) -> Vec<Outcome<'q>> {
    let mut outcomes: Vec<Outcome<'q>> =
        questions.iter().map(|one| Outcome::of(one, public.at(&one.now))).collect();
    let mut anew = Public::new(&content.archive);
    for outcome in outcomes.iter_mut().rev() {
        outcome.again(anew.at(&outcome.question.now));
    }
    outcomes
}

/// Whether enough is right, and nothing wrong that must not be; says what is lacking.
fn suffices(outcomes: &[Outcome<'_>], settings: &Eval, out: &mut dyn Write) -> io::Result<bool> {
    let mut suffices = true;
    let percent = Count::of(outcomes).percent();
    if percent < settings.at_least {
        writeln!(
            out,
            "\n  {percent:.1} % is too little: {} % are to be right and cited",
            settings.at_least
        )?;
        suffices = false;
    }
    for (kind, outcomes) in report::by_kind(outcomes) {
        let count = Count::of(outcomes);
        let misses = count.asked - count.right_and_cited;
        if misses > 0 && settings.flawless.iter().any(|flawless| flawless == kind) {
            writeln!(out, "\n  {misses} missed of {kind}, where none may be")?;
            suffices = false;
        }
    }
    Ok(suffices)
}

#[cfg(test)]
mod tests;
