//! Not committed.
#![allow(warnings, clippy::all, clippy::pedantic, clippy::restriction)]
use std::{fs, io::Read, path::Path};
use finsam_answers::{Answer, Asking, answer};
use finsam_content::{Archive, Change};
use jiff::{Timestamp, Zoned, tz::TimeZone};
fn read(folder: &Path, place: &str, changes: &mut Vec<Change>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(|e| e.file_name());
    for entry in entries {
        let path = format!("{place}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() { read(&entry.path(), &format!("{path}/"), changes); }
        else { changes.push(Change { path, bytes: Some(fs::read(entry.path()).unwrap()) }); }
    }
}
fn at(s: &str) -> Zoned { s.parse::<Timestamp>().unwrap().to_zoned(TimeZone::get("Europe/Stockholm").unwrap()) }
fn main() {
    let tree = std::env::args().nth(1).unwrap();
    let mut changes = Vec::new();
    read(Path::new(&tree), "", &mut changes);
    let snapshot = Archive::default().update(changes).publish(&at("2026-11-22T06:00:00Z"));
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).unwrap();
    for line in input.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let now = at(value["now"].as_str().unwrap());
        let mut context: Option<String> = None;
        let mut all: Vec<&str> = value["after"].as_array().map(|a| a.iter().map(|x| x.as_str().unwrap()).collect()).unwrap_or_default();
        all.push(value["question"].as_str().unwrap());
        let mut last: Option<Answer> = None;
        for question in all {
            let a = answer(&Asking { question, context: context.as_deref(), now: &now, snapshot: &snapshot });
            context = Some(a.context.clone());
            last = Some(a);
        }
        let a = last.unwrap();
        let cites: Vec<_> = a.citations.iter().map(|c| serde_json::json!({"title": c.title, "url": c.url})).collect();
        println!("{}", serde_json::json!({"id": value["id"], "kind": format!("{:?}", a.kind), "text": a.text, "interpretation": a.interpretation, "citations": cites, "suggestions": a.suggestions}));
    }
}
