//! What no kind of question takes: the sentences that fit best, what is known of what is named, or that
//! it is unknown.

use super::{described, figure, initiative, passage, posts, practical, unknown, who};
use crate::{
    occasion::meant,
    question::{BackReference, Intent, Origin, Token},
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

/// Whether a word of the question is one of the content's; a digit or a stem of three letters says too
/// little.
pub(super) fn is_known(case: &Case<'_>, token: &Token) -> bool {
    let shortest = if token.number { 2 } else { 4 };
    let says_little = token.stem.chars().count() < shortest;
    !says_little && case.passages().knows(&token.stem)
}

/// Why something is; of an occasion, why it was called off or moved.
pub(super) fn why(case: &Case<'_>) -> Option<Reply> {
    let of_its_state = (case.question.asks(Intent::Status) || is_of_one_called_off(case))
        .then(|| practical::status(case))
        .flatten();
    of_its_state.or_else(|| {
        passage::reply(case, Some(Intent::Why)).filter(|reply| is_of_what_was_told(case, reply))
    })
}

/// "varför är det inget på måndag?": of an occasion that does not take place as planned.
fn is_of_one_called_off(case: &Case<'_>) -> bool {
    let says_which = case.question.time.is_some() || case.question.occasion.mentioned;
    let meant = meant(case);
    let [one] = meant.seminars.as_slice() else { return false };
    says_which
        && !one.takes_place()
        && case.question.has_word(&["inget", "ingen", "inga", "inte", "no", "not", "isn", "none"])
}

/// Whether a reply is about what a pronoun stands for: any other sentence would be beside the point.
fn is_of_what_was_told(case: &Case<'_>, reply: &Reply) -> bool {
    let question = case.question;
    let refers = question.back.is_some_and(|back| back != BackReference::Unsaid);
    let named = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let told = &question.memory.nodes;
    !refers || named || told.is_empty() || reply.nodes.iter().any(|node| told.contains(node))
}
