//! What no kind of question takes: the sentences that fit best, what is known of what is named, or that
//! it is unknown.

use finsam_model::Kind;

use super::{described, figure, initiative, passage, posts, practical, said, unknown, who};
use crate::{
    AnswerKind,
    occasion::meant,
    question::{BackReference, Intent, Origin, Subject, Token},
    reply::{Case, Reply},
};

/// No kind of question took it.
pub(super) fn otherwise(case: &Case<'_>) -> Reply {
    let question = case.question;
    let intent = question.cues.first().map(|cue| cue.intent);
    if let Some(reply) = figure::by_their_numbers(case).or_else(|| posts::confirmed(case)) {
        return reply;
    }
    if question.back == Some(BackReference::Several)
        && let Some(reply) = who::of_them_from(case)
    {
        return reply;
    }
    if let Some(reply) = passage::that_it_is_unknown(case, intent.unwrap_or(Intent::WhatIs)) {
        return reply;
    }
    if let Some(reply) = initiative::others(case) {
        return reply;
    }
    // A sentence without the number is no answer to "hur många".
    if intent != Some(Intent::HowMuch)
        && let Some(reply) = passage::reply(case, intent)
        && is_of_what_was_told(case, &reply)
    {
        return reply;
    }
    if let Some(reply) = views(case) {
        return reply;
    }
    let left_over = question.matter(intent);
    let known = left_over.iter().filter(|token| is_known(case, token)).count();
    if left_over.is_empty()
        && let Some(reply) = described::reply(case)
    {
        return reply;
    }
    let refers = question.back.is_some_and(|back| back != BackReference::Unsaid);
    let named =
        question.subjects.iter().any(|subject| refers || subject.origin != Origin::Remembered);
    let of_an_occasion = !named && refers && question.refers_to_an_occasion();
    if of_an_occasion {
        let seminars = crate::occasion::meant(case).seminars;
        return unknown::of_occasions(case, intent.unwrap_or(Intent::WhatIs), &seminars);
    }
    if named || question.occasion.mentioned || 2 * known > left_over.len() {
        return unknown::reply(case, intent.unwrap_or(Intent::WhatIs));
    }
    unknown::not_understood(case)
}

/// "gillar X Y?", "har X ändrat sig om Y?": what a person said of what is named beside.
fn views(case: &Case<'_>) -> Option<Reply> {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let (people, things): (Vec<_>, Vec<_>) = named.partition(|one| one.is_only(Kind::Person));
    let are_things =
        |one: &&Subject| [Kind::Term, Kind::Initiative].iter().any(|kind| one.of(*kind).is_some());
    (people.len() == 1 && things.iter().any(are_things))
        .then(|| said::reply(case))
        .flatten()
        .filter(|reply| reply.kind == AnswerKind::Person)
}

/// Whether a word of the question is one of the content's; a digit or a stem of three letters says too
/// little.
pub(super) fn is_known(case: &Case<'_>, token: &Token) -> bool {
    let shortest = if token.number { 2 } else { 4 };
    let says_little = token.stem.chars().count() < shortest;
    !says_little && case.passages().knows(&token.stem)
}

/// Why something is; of an occasion, why it was called off or moved.
pub(super) fn why(case: &Case<'_>) -> Option<Reply> {
    let has_changed = || {
        let question = case.question;
        let series = question.about(Kind::Series).chain(question.about(Kind::Seminar)).next();
        let seminars = meant(case).seminars;
        let changed = seminars.iter().all(|one| one.status_note.is_some());
        (series.is_some() || question.occasion.mentioned) && !seminars.is_empty() && changed
    };
    let of_its_state = (case.question.asks(Intent::Status) || has_changed())
        .then(|| practical::status(case))
        .flatten();
    of_its_state.or_else(|| figure::why_they_differ(case)).or_else(|| {
        passage::reply(case, Some(Intent::Why)).filter(|reply| is_of_what_was_told(case, reply))
    })
}

/// Whether a reply is about what a pronoun stands for: any other sentence would be beside the point.
fn is_of_what_was_told(case: &Case<'_>, reply: &Reply) -> bool {
    let question = case.question;
    let refers = question.back.is_some_and(|back| back != BackReference::Unsaid);
    let named = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let told = &question.memory.nodes;
    !refers || named || told.is_empty() || reply.nodes.iter().any(|node| told.contains(node))
}
