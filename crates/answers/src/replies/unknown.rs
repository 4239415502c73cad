//! What the sources do not say, and what is no question for them.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Seminar};

use super::{described, occasion};
use crate::{
    AnswerKind,
    phrases::fill,
    question::Intent,
    reply::{Case, Reply},
};

/// The sources do not say it. What the question is about is named, so that the person sees what they
/// do know.
pub(super) fn reply(case: &Case<'_>, intent: Intent) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotStated);
    reply.line(match intent {
        Intent::WhatIs | Intent::WhoIs | Intent::Programme | Intent::More => {
            phrases.not_stated_plain.to_owned()
        }
        _ => fill(phrases.not_stated, &[("what", (phrases.asked)(intent))]),
    });
    let known = case.question.subjects.iter().find_map(|subject| {
        let node = subject.nodes.first()?;
        Some((node.clone(), described::in_one_line(case, node)?))
    });
    if let Some((node, line)) = known {
        reply.line(format!("{} {line}", phrases.this_is_known));
        reply.cite(node.sources()).about(node);
    }
    reply.suggest(phrases.ask_next).suggest(phrases.ask_news);
    reply
}

/// The occasions are known, but not this about them.
pub(super) fn of_occasions(
    case: &Case<'_>,
    intent: Intent,
    seminars: &[Arc<Entry<Seminar>>],
) -> Reply {
    let mut reply = Reply::new(AnswerKind::NotStated);
    if seminars.is_empty() {
        reply.line(case.phrases().no_such_occasion);
        reply.suggest(case.phrases().ask_next).suggest(case.phrases().ask_news);
        return reply;
    }
    reply.line(fill(case.phrases().not_stated, &[("what", (case.phrases().asked)(intent))]));
    reply.line(case.phrases().this_is_known);
    for seminar in seminars.iter().rev().take(3) {
        let place = occasion::place(case, seminar).map_or_else(String::new, |at| format!(", {at}"));
        let heading = if seminars.len() == 1 { occasion::headline } else { occasion::brief };
        reply.line(crate::markdown::item(&format!("{}{place}", heading(case, seminar))));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    reply.suggest(case.phrases().ask_speakers).suggest(case.phrases().ask_where);
    reply
}

/// One line for occasions that are silent where others are not.
pub(super) fn line(case: &Case<'_>, intent: Intent, seminars: &[Arc<Entry<Seminar>>]) -> String {
    let names: Vec<String> =
        seminars.iter().rev().take(3).map(|one| occasion::reference(case, one)).collect();
    let names = finsam_swedish::print::list(&names, case.language());
    let phrase = fill(case.phrases().not_stated, &[("what", (case.phrases().asked)(intent))]);
    format!("{names}: {phrase}")
}

/// No question for this content.
pub(super) fn not_understood(case: &Case<'_>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotUnderstood);
    let site = crate::markdown::plain(&case.snapshot.site().name);
    reply.line(fill(phrases.not_understood, &[("site", &site)]));
    super::help::examples(case, &mut reply);
    reply
}
