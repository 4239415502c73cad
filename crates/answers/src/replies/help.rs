//! Greetings, thanks, and what can be asked.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Figure, Initiative, Measure, NewsArticle, Seminar, Term};

use crate::{
    AnswerKind,
    markdown::plain,
    phrases::fill,
    question::Intent,
    reply::{Case, Reply},
};

/// Examples are chosen among so many documents of a kind: for a big archive has many that would do.
const WEIGHED: usize = 200;

/// Whole messages that greet or thank (folded).
const GREETINGS: &[&str] = &[
    "hej",
    "hejsan",
    "halla",
    "tja",
    "tjena",
    "tjenare",
    "hallo",
    "god",
    "morgon",
    "kvall",
    "dag",
    "morron",
    "hello",
    "hi",
    "hey",
    "good",
    "morning",
    "evening",
    "afternoon",
    "yo",
    "pa",
    "dig",
    "er",
    "there",
    "bot",
    "boten",
    "alla",
    "i",
];
const THANKS: &[&str] = &[
    "tack", "tackar", "tusen", "snalla", "bra", "toppen", "super", "perfekt", "ok", "okej",
    "thanks", "thank", "you", "thx", "great", "fint", "kanon", "sa", "mycket", "for", "hjalpen",
    "det", "a", "lot", "jattebra", "kul", "cool", "nice", "very", "much", "the", "help", "da",
    "ha",
];
const OF_ITSELF: &[&str] = &[
    "hej", "hejsan", "halla", "tja", "tjena", "tjenare", "hello", "hi", "hey", "morgon", "morning",
    "kvall", "yo", "hallo", "evening",
];
const THANKFUL: &[&str] = &[
    "tack", "tackar", "thanks", "thank", "thx", "toppen", "perfekt", "kanon", "great", "super",
    "fint", "nice", "jattebra",
];

/// A message that is nothing but a greeting or thanks.
pub(super) fn manners(case: &Case<'_>) -> Option<Reply> {
    let words: Vec<&str> = case.question.tokens.iter().map(|token| token.folded.as_str()).collect();
    let only = |list: &[&str], heart: &[&str]| {
        words.iter().all(|word| list.contains(word))
            && words.iter().any(|word| heart.contains(word))
    };
    let text = if only(GREETINGS, OF_ITSELF) {
        case.phrases().greeting
    } else if only(THANKS, THANKFUL) {
        case.phrases().thanks
    } else {
        return None;
    };
    let mut reply = Reply::new(AnswerKind::Greeting);
    reply.line(text);
    examples(case, &mut reply);
    Some(reply)
}

/// What can be asked.
pub(super) fn help(case: &Case<'_>) -> Option<Reply> {
    let left_over = case.question.matter(Some(Intent::Help));
    if !case.question.subjects.is_empty() || !left_over.is_empty() {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Help);
    let site = plain(&case.snapshot.site().name);
    reply.line(fill(case.phrases().help, &[("site", &site)]));
    examples(case, &mut reply);
    Some(reply)
}

/// Questions that this very content has answers to.
pub(super) fn examples(case: &Case<'_>, reply: &mut Reply) {
    let phrases = case.phrases();
    let snapshot = case.snapshot;
    let is_to_come = |one: &Arc<Entry<Seminar>>| one.span().until > *case.now;
    if snapshot.seminars_within(Some(case.now), None).any(is_to_come) {
        reply.suggest(phrases.ask_next);
    }
    // What the most documents refer to is what people most likely ask about.
    let referred = |node: &Node| snapshot.referring_to(node.kind(), node.slug()).len();
    let terms = snapshot.all::<Term>().iter().take(WEIGHED).cloned().map(Node::Term);
    if let Some(term) = terms.max_by_key(referred) {
        reply.suggest(fill(phrases.ask_what_is, &[("what", &plain(term.label()))]));
    }
    let figures = snapshot.all::<Figure>().iter().take(WEIGHED);
    let counted = figures
        .filter(|figure| figure.measures == Measure::People)
        .flat_map(|figure| snapshot.named::<Term>(&figure.terms))
        .cloned()
        .map(Node::Term)
        .max_by_key(referred);
    if let Some(term) = counted {
        reply.suggest(fill(phrases.ask_how_many, &[("what", &plain(term.label()))]));
    }
    let initiatives = snapshot.all::<Initiative>().iter().take(WEIGHED);
    let initiatives = initiatives.cloned().map(Node::Initiative);
    if let Some(initiative) = initiatives.max_by_key(referred) {
        reply.suggest(fill(phrases.ask_aim, &[("what", &plain(initiative.label()))]));
    }
    if !snapshot.all::<NewsArticle>().is_empty() {
        reply.suggest(phrases.ask_news);
    }
    if let Some(last) = snapshot.all::<Seminar>().last() {
        reply.suggest(fill(phrases.ask_year, &[("what", &last.date().year().to_string())]));
    }
}
