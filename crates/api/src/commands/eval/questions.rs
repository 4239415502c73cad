//! Questions, and what a right answer to each of them holds.

use std::{collections::BTreeSet, path::Path};

use fancy_regex::{Regex, RegexBuilder};
use finsam_answers::Answer;
use finsam_model::stockholm;
use jiff::{Timestamp, Zoned};
use serde::Deserialize;

use crate::commands::json_lines;

/// A question as a line of a file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    kind: String,
    now: String,
    #[serde(default)]
    after: Vec<String>,
    question: String,
    #[serde(default)]
    must_contain: Vec<String>,
    #[serde(default)]
    must_not_contain: Vec<String>,
    #[serde(default)]
    cites: Vec<String>,
    max_len: Option<usize>,
    #[serde(default, rename = "lang")]
    _lang: String,
    #[serde(default, rename = "answerable")]
    _answerable: bool,
    #[serde(default, rename = "reference")]
    _reference: String,
}

/// A question, and what a right answer holds.
#[derive(Debug)]
pub(super) struct Question {
    /// What it is known by in its file.
    pub(super) id: String,
    /// What sort of question it is; results are told per sort.
    pub(super) kind: String,
    /// When it is asked.
    pub(super) now: Zoned,
    /// What the same person asked before, in the same conversation.
    pub(super) after: Vec<String>,
    /// As it is typed.
    pub(super) question: String,
    /// All of these are found in the answer.
    pub(super) must_contain: Vec<Regex>,
    /// None of these is.
    pub(super) must_not_contain: Vec<Regex>,
    /// Of each of these, one of the names is the address or the title of a source cited.
    pub(super) cites: Vec<Vec<String>>,
    /// An answer has at most so many characters.
    pub(super) max_len: usize,
}

/// The questions of a file.
///
/// # Errors
/// A sentence for everything that is wrong with it.
pub(super) fn read(file: &Path) -> Result<Vec<Question>, Vec<String>> {
    let mut ids = BTreeSet::new();
    let questions = json_lines::read(file, |line: Line| {
        let mut question = Question::of(line);
        if let Ok(one) = &question
            && !ids.insert(one.id.clone())
        {
            question = Err(vec![format!("another line has the id {}: give each its own", one.id)]);
        }
        question
    })?;
    if questions.is_empty() {
        return Err(vec!["there is no question in it: write one a line, as JSON".to_owned()]);
    }
    Ok(questions)
}

impl Question {
    fn of(line: Line) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        if [&line.id, &line.kind, &line.question].iter().any(|text| text.trim().is_empty()) {
            wrong.push("id, kind and question must not be empty".to_owned());
        }
        if [&line.must_contain, &line.must_not_contain, &line.cites]
            .iter()
            .all(|held| held.is_empty())
        {
            wrong
                .push("any answer would do: say in must_contain, must_not_contain or cites what a right one holds".to_owned());
        }
        let now = line.now.parse::<Timestamp>().map(|now| now.to_zoned(stockholm()));
        if now.is_err() {
            let now = &line.now;
            wrong.push(format!(
                "now is {now:?}: write it with its offset, as 2018-07-05T07:15:00+02:00"
            ));
        }
        let must_contain = patterns("must_contain", &line.must_contain, &mut wrong);
        let must_not_contain = patterns("must_not_contain", &line.must_not_contain, &mut wrong);
        let names = |one: &String| one.split('|').map(|name| name.trim().to_owned()).collect();
        match now {
            Ok(now) if wrong.is_empty() => Ok(Self {
                now,
                must_contain,
                must_not_contain,
                cites: line.cites.iter().map(names).collect(),
                max_len: line.max_len.unwrap_or(Answer::MAX_CHARS),
                id: line.id,
                kind: line.kind,
                after: line.after,
                question: line.question,
            }),
            _ => Err(wrong),
        }
    }
}

/// The patterns, whatever the case of their letters.
fn patterns(key: &str, written: &[String], wrong: &mut Vec<String>) -> Vec<Regex> {
    let mut patterns = Vec::new();
    for pattern in written {
        match RegexBuilder::new(pattern).case_insensitive(true).build() {
            Ok(pattern) => patterns.push(pattern),
            Err(error) => wrong.push(format!("{key} has a broken pattern {pattern}: {error}")),
        }
    }
    patterns
}
