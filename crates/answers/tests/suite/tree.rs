//! Content trees and questions to them.

use std::{fs, path::Path, sync::LazyLock};

use finsam_answers::{Answer, AnswerKind, Asking, answer};
use finsam_content::{Archive, Change, Snapshot};
use jiff::{Zoned, civil::DateTime, tz::TimeZone};

/// Long after everything in the real content.
pub(crate) const NOW: &str = "2026-11-21T10:00";

/// The documents in a folder of this repository.
pub(crate) fn documents(folder: &str) -> Vec<Change> {
    fn read(folder: &Path, place: &str, changes: &mut Vec<Change>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = format!("{place}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                read(&entry.path(), &format!("{path}/"), changes);
            } else {
                changes.push(Change { path, bytes: Some(fs::read(entry.path()).unwrap()) });
            }
        }
    }
    let mut changes = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), "", &mut changes);
    changes
}

pub(crate) fn snapshot(documents: Vec<Change>, now: &Zoned) -> Snapshot {
    Archive::default().update(documents).publish(now)
}

/// A moment on Stockholm's clocks.
pub(crate) fn moment(text: &str) -> Zoned {
    let stockholm = TimeZone::get("Europe/Stockholm").unwrap();
    text.parse::<DateTime>().unwrap().to_zoned(stockholm).unwrap()
}

pub(crate) fn real() -> &'static Snapshot {
    static REAL: LazyLock<Snapshot> =
        LazyLock::new(|| snapshot(documents("content"), &moment(NOW)));
    &REAL
}

/// The made-up tree, as it is on the last day of June 2031.
pub(crate) fn twin() -> &'static Snapshot {
    static TWIN: LazyLock<Snapshot> =
        LazyLock::new(|| snapshot(documents("tests/twin"), &moment("2031-06-30T09:00")));
    &TWIN
}

/// Asks the questions one after the other; the answer to the last.
pub(crate) fn ask(snapshot: &Snapshot, now: &str, questions: &[&str]) -> Answer {
    let now = moment(now);
    let mut given: Option<Answer> = None;
    for question in questions {
        let context = given.as_ref().map(|answer| answer.context.as_str());
        given = Some(answer(&Asking { question, context, now: &now, snapshot }));
    }
    given.unwrap()
}

/// What an answer must be.
#[derive(Default)]
pub(crate) struct Expected {
    /// One of these kinds; any if there are none.
    pub(crate) kind: Option<AnswerKind>,
    /// All of these stand in the text, whatever the case; of `a|b` one does.
    pub(crate) says: &'static [&'static str],
    /// None of these does.
    pub(crate) never: &'static [&'static str],
    /// Each of these is the address or title of a source cited.
    pub(crate) cites: &'static [&'static str],
}

/// Asks, and compares.
pub(crate) fn check(snapshot: &Snapshot, now: &str, questions: &[&str], expected: &Expected) {
    let answer = ask(snapshot, now, questions);
    let told = format!("{questions:?} at {now}: [{:?}]\n{}", answer.kind, answer.text);
    let text = answer.text.to_lowercase();
    let stands = |part: &str| text.contains(&part.to_lowercase());
    if let Some(kind) = expected.kind {
        assert_eq!(answer.kind, kind, "{told}");
    }
    for part in expected.says {
        assert!(part.split('|').any(stands), "no {part:?} in {told}");
    }
    for part in expected.never {
        assert!(!stands(part), "{part:?} in {told}");
    }
    for source in expected.cites {
        let cited = answer
            .citations
            .iter()
            .any(|one| one.url.as_deref() == Some(*source) || one.title == *source);
        assert!(cited, "{source} not cited by {told}");
    }
    let length = answer.text.chars().count();
    assert!(length <= 1500, "{length} characters: {told}");
}
