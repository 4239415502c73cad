//! One article that somebody has read once, or wants summed up.

use std::sync::Arc;

use finsam_content::Shelved;
use finsam_model::NewsArticle;
use finsam_swedish::when::When;

use super::{ARTICLES, PUBLISHED, WHICH, is_in, latest, of_article, published};
use crate::{
    passages::{Fit, Key},
    question::{Intent, Origin, Part, Token},
    reply::{Case, Reply},
    words::{is_filler, same_meaning},
};

/// "läste nån nyhet i våras om …, vad var det?", "sammanfatta nyheten från mars": one article is to be
/// told, known by when it came and what it was about.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let vague = |intent: Intent| {
        use Intent::{About, Detail, More, News, Programme, Said, WhatIs};
        matches!(intent, About | Detail | More | News | Programme | Said | WhatIs)
    };
    let dated = question.time.as_ref().filter(|time| !matches!(time.when, When::Last | When::Now));
    let asks_for_one =
        dated.is_some() || question.mentions_word(READ) || question.mentions_word(TELLING);
    let of_something_else = question.has_word(WHICH) && !question.mentions_word(TELLING)
        || question.has_word(PUBLISHED)
        || question.asks(Intent::Quoted);
    let mut cues = question.cues.iter().map(|cue| cue.intent);
    if !asks_for_one || of_something_else || !cues.all(vague) || latest(case) {
        return None;
    }
    let mut articles = published(case);
    articles.retain(|article| dated.is_none_or(|time| is_in(article, time)));
    // What led up to "vad var det?" says what it was about.
    let says_what = |token: &&Token| {
        let word = token.folded.as_str();
        let of_articles = ARTICLES.iter().any(|start| word.starts_with(start));
        !matches!(token.part, Part::Time | Part::Name)
            && !token.number
            && !is_filler(word, question.language)
            && !of_articles
            && ![READ, TELLING, PUBLISHED].concat().contains(&word)
    };
    let about: Vec<&Token> = question.tokens.iter().filter(says_what).collect();
    if let ([], [one]) = (about.as_slice(), articles.as_slice()) {
        return Some(of_article(case, one));
    }
    if !question.mentions_word(READ) && !question.mentions_word(TELLING) {
        return None;
    }
    let of_word = |token: &&Token| Key::Word {
        stem: token.stem.clone(),
        others: same_meaning(&token.folded, question.language),
    };
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let named = named.map(|subject| Key::Subject(subject.nodes.clone()));
    let keys: Vec<Key> = about.iter().map(of_word).chain(named).collect();
    let ranked = case.passages().rank(&keys);
    let enough = if dated.is_some() { IN_TIME } else { AT_ANY_TIME };
    let fits = |fit: &Fit| {
        let article = NewsArticle::of(&fit.passage.node)?;
        let is_one = articles.iter().any(|one| one.id == article.id);
        (is_one && fit.coverage >= enough).then(|| Arc::clone(article))
    };
    ranked.iter().find_map(fits).map(|article| of_article(case, &article))
}

/// An article of the time named must hold this much of what was asked, and one of any time this much.
const IN_TIME: f64 = 0.25;
const AT_ANY_TIME: f64 = 0.5;
const READ: &[&str] =
    &["laste", "last", "sag", "horde", "minns", "read", "saw", "heard", "remember"];
const TELLING: &[&str] = &[
    "sammanfatta",
    "sammanfattning",
    "sammanfattar",
    "referera",
    "kort",
    "kortfattat",
    "handlade",
    "handlar",
    "gallde",
    "stod",
    "summarise",
    "summarize",
    "summary",
    "brief",
    "briefly",
    "about",
];
