//! `/sok`: what fits some words, and the answer where they are a question.

use askama::Template;
use axum::http::Uri;
use finsam_content::{Highlight, Hit, Search};
use finsam_model::Kind;

use super::{
    frame::Frame,
    lists,
    parts::{Value, brief},
    shown::Shown,
    start::{ShownAnswer, answer},
};
use crate::graphql::Scope;

const ON_A_PAGE: usize = 20;

/// So long may a search be, in characters; what is beyond that is not read.
const MOST: usize = 500;

/// So many words together are taken for a question, also without its mark.
const WORDS_OF_A_QUESTION: usize = 3;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: Frame,
    text: &'a str,
    answer: Option<ShownAnswer>,
    hits: Vec<FoundHit>,
    total: usize,
    did_you_mean: Option<String>,
    /// How many of each kind there are: its folder, what it is called, and whether only it is shown.
    kinds: Vec<(&'static str, &'static str, usize, bool)>,
    only: Option<&'static str>,
    page: usize,
    pages: usize,
}

struct FoundHit {
    what: Value,
    kind: &'static str,
    /// A passage, in pieces: what was found, and what stands around it.
    passage: Vec<(String, bool)>,
}

pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let query = uri.query().unwrap_or_default();
    let (text, kind) = asked(query);
    let only: Vec<Kind> = kind.into_iter().collect();
    let page = lists::page_in(query).clamp(1, 50);
    let found = scope.snapshot.search(&Search {
        text: &text,
        kinds: &only,
        years: None,
        site: None,
        skip: (page - 1) * ON_A_PAGE,
        limit: ON_A_PAGE,
    });
    let is_question =
        text.trim_end().ends_with('?') || text.split_whitespace().count() >= WORDS_OF_A_QUESTION;
    let answer = (is_question && page == 1 && kind.is_none())
        .then(|| answer(scope, &text, None))
        .filter(|answer| answer.is_understood);
    let kinds = found.kinds.iter().map(|(of_kind, count)| {
        let heading = if *of_kind == Kind::Seminar { "Seminarier" } else { lists::of(*of_kind).1 };
        (of_kind.folder(), heading, *count, kind == Some(*of_kind))
    });
    let page = SearchPage {
        frame: Frame::of(scope, "Sök", "/sok"),
        text: &text,
        answer,
        hits: found.hits.iter().map(shown).collect(),
        total: found.total,
        did_you_mean: found.did_you_mean.clone(),
        kinds: kinds.collect(),
        only: kind.map(Kind::folder),
        page,
        pages: found.total.div_ceil(ON_A_PAGE).clamp(1, 50),
    };
    if page.answer.is_some() { Shown::passing(&page) } else { Shown::lasting(&page) }
}

/// What was typed, and the kind it is about, if one was chosen.
fn asked(query: &str) -> (String, Option<Kind>) {
    let (mut text, mut kind) = (String::new(), None);
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "q" => text = value.chars().take(MOST).collect(),
            "slag" => kind = Kind::of_folder(&value),
            _ => {}
        }
    }
    (text, kind)
}

fn shown(hit: &Hit) -> FoundHit {
    // What only says the name again tells nothing.
    let telling = |highlight: &&Highlight| highlight.text != hit.node.label();
    let passage = hit.highlights.iter().find(telling).map(pieces).unwrap_or_default();
    let what = if passage.is_empty() { brief(&hit.node) } else { Value::node(&hit.node) };
    FoundHit { what, kind: hit.node.kind().in_swedish(), passage }
}

fn pieces(highlight: &Highlight) -> Vec<(String, bool)> {
    let piece = |from, until| highlight.text.get(from..until).unwrap_or_default().to_owned();
    let (mut pieces, mut done) = (Vec::new(), 0);
    for found in &highlight.found {
        pieces.push((piece(done, found.start), false));
        pieces.push((piece(found.start, found.end), true));
        done = found.end;
    }
    pieces.push((piece(done, highlight.text.len()), false));
    pieces
}
