//! Tries a question out on a folder of content:
//!
//! `cargo run -p finsam-answers --example ask -- content 2018-07-04T12:00 "vad händer i morgon?" "vem talar då?"`
//!
//! Several questions make a conversation. Prints everything an answer holds.

#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::{env, error::Error, fs, path::Path};

use finsam_answers::{Answer, Asking, answer};
use finsam_content::{Archive, Change};
use jiff::{Zoned, civil::DateTime, tz::TimeZone};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, clock, questions @ ..] = arguments.as_slice() else {
        return Err("usage: ask FOLDER CLOCK QUESTION...".into());
    };
    let now = moment(clock)?;
    let mut changes = Vec::new();
    read(Path::new(folder), "", &mut changes)?;
    let snapshot = Archive::default().update(changes).publish(&now);
    let mut context = None;
    for question in questions {
        let asking =
            Asking { question, context: context.as_deref(), now: &now, snapshot: &snapshot };
        let answer = answer(&asking);
        print(question, &answer);
        context = Some(answer.context);
    }
    Ok(())
}

/// A moment with an offset, or on Stockholm's clocks.
fn moment(text: &str) -> Result<Zoned, Box<dyn Error>> {
    let stockholm = TimeZone::get("Europe/Stockholm")?;
    match text.parse::<jiff::Timestamp>() {
        Ok(instant) => Ok(instant.to_zoned(stockholm)),
        Err(_) => Ok(text.parse::<DateTime>()?.to_zoned(stockholm)?),
    }
}

fn read(folder: &Path, place: &str, changes: &mut Vec<Change>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{place}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{path}/"), changes)?;
        } else {
            changes.push(Change { path, bytes: Some(fs::read(entry.path())?) });
        }
    }
    Ok(())
}

fn print(question: &str, answer: &Answer) {
    println!("? {question}\n  [{:?}] {}\n", answer.kind, answer.interpretation);
    println!("{}\n", answer.text);
    for citation in &answer.citations {
        let url = citation.url.as_deref().unwrap_or("-");
        let date = citation.date.as_deref().unwrap_or("-");
        println!("  ^ {} ({}, {date}) {url}", citation.title, citation.publisher);
    }
    for suggestion in &answer.suggestions {
        println!("  > {suggestion}");
    }
    println!();
}
