//! Judged queries: a JSON object a line.

use std::{collections::BTreeMap, path::Path};

use finsam_content::Snapshot;
use finsam_model::Kind;
use serde::Deserialize;

use crate::commands::json_lines;

/// A query, and what somebody who read all documents thinks is relevant to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    /// The query as typed.
    pub(super) query: String,
    /// What sort of query it is, for the figures per sort: `topic`, `typo` …
    pub(super) kind: String,
    /// The kinds it is confined to, by their names in GraphQL; none for all.
    #[serde(default, deserialize_with = "kinds")]
    pub(super) kinds: Vec<Kind>,
    /// Grades by `folder/slug`: 3 is just it, 2 useful, 1 touches it.
    #[serde(default)]
    pub(super) relevant: BTreeMap<String, u8>,
    /// The one document that is sought, if it is one.
    pub(super) known_item: Option<String>,
    /// Why, for people.
    #[serde(default, rename = "note")]
    _note: String,
}

impl Judged {
    /// How relevant a document is; 0 is not at all.
    pub(super) fn grade(&self, place: &str) -> u8 {
        self.relevant.get(place).copied().unwrap_or(0)
    }
}

/// The queries of a list.
///
/// # Errors
/// A line for everything that is wrong with it: with a list that does not fit the content its
/// figures would say nothing.
pub(super) fn read(list: &Path, snapshot: &Snapshot) -> Result<Vec<Judged>, Vec<String>> {
    json_lines::read(list, |judged: Judged| {
        let problems = problems(&judged, snapshot);
        if problems.is_empty() { Ok(judged) } else { Err(problems) }
    })
}

fn problems(judged: &Judged, snapshot: &Snapshot) -> Vec<String> {
    let is_there = |place: &str| {
        let found = place
            .split_once('/')
            .and_then(|(folder, slug)| Some((Kind::of_folder(folder)?, slug)))
            .map(|(kind, slug)| snapshot.find_called(kind, slug, None));
        found.is_some_and(|nodes| !nodes.is_empty())
    };
    let named = judged.relevant.keys().chain(&judged.known_item);
    let gone = named.filter(|place| !is_there(place));
    let mut problems: Vec<String> = gone.map(|place| format!("there is no {place}")).collect();
    if judged.relevant.values().any(|grade| !(1..=3).contains(grade)) {
        problems.push("a grade is 1, 2 or 3".to_owned());
    }
    if judged.known_item.as_ref().is_some_and(|place| judged.grade(place) != 3) {
        problems.push("a known item has grade 3".to_owned());
    }
    problems
}

/// Kinds by their names in GraphQL.
fn kinds<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Kind>, D::Error> {
    let names = Vec::<String>::deserialize(from)?;
    let named = |name: &String| Kind::ALL.into_iter().find(|kind| in_graphql(*kind) == *name);
    names
        .iter()
        .map(|name| named(name).ok_or_else(|| serde::de::Error::custom(format!("no kind {name}"))))
        .collect()
}

/// `NewsArticle` is `NEWS_ARTICLE`.
fn in_graphql(kind: Kind) -> String {
    let mut name = String::new();
    for letter in format!("{kind:?}").chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}
