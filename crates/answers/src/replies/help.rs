//! What can be asked.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Figure, Initiative, Measure, NewsArticle, Seminar, Term};

use crate::{
    AnswerKind,
    markdown::plain,
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// Examples are chosen among so many documents of a kind: for a big archive has many that would do.
const WEIGHED: usize = 200;

/// What can be asked.
pub(super) fn help(case: &Case<'_>) -> Option<Reply> {
    let left_over = case.question.matter(Some(Intent::Help));
    let named = case.question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    if named || !left_over.is_empty() {
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
