//! What no kind of question takes: the sentences that fit best, what is known of what is named, or that
//! it is unknown.

use finsam_model::{Id, Kind};

use super::{
    described, evidence, figure, initiative, organisation, passage, posts, practical, programme,
    said, unknown, who,
};
use crate::{
    AnswerKind,
    markdown::item,
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
    // "är X en förening eller en myndighet?"
    let of_kind = who::words_beside_kinds(question, intent.unwrap_or(Intent::WhatIs)).is_empty();
    if !question.matter(intent).is_empty()
        && of_kind
        && let Some(reply) = of_what_kind(case)
    {
        return reply;
    }
    let others = initiative::others(case).or_else(|| takes_part(case));
    if let Some(reply) = others.or_else(|| organisation::page(case)) {
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
    let of_an_occasion =
        !named && (refers && question.refers_to_an_occasion() || question.occasion.is_specific());
    if of_an_occasion {
        let seminars = crate::occasion::meant(case).seminars;
        return unknown::of_occasions(case, intent.unwrap_or(Intent::WhatIs), &seminars);
    }
    let one_is_meant = question.occasion.mentioned && question.about(Kind::Person).next().is_none();
    if one_is_meant && let [seminar] = meant(case).seminars.as_slice() {
        let seminar = std::slice::from_ref(seminar);
        return unknown::of_occasions(case, intent.unwrap_or(Intent::WhatIs), seminar);
    }
    // "kan jag gå på lunchen på onsdag", where there is none
    if question.occasion.mentioned && question.time.is_some() && meant(case).seminars.is_empty() {
        return programme::reply(case).unwrap_or_else(|| programme::none(case));
    }
    if named || question.occasion.mentioned || 2 * known > left_over.len() {
        return unknown::reply(case, intent.unwrap_or(Intent::WhatIs));
    }
    unknown::not_understood(case)
}

/// "är X med i Y?": the parts of what is named that the other named is one of.
fn takes_part(case: &Case<'_>) -> Option<Reply> {
    const IN_IT: &[&str] =
        &["med", "ingar", "ingick", "deltar", "deltog", "involved", "part", "takes", "in"];
    let of_it = |kind: Kind| case.subjects(kind).any(|one| one.origin != Origin::Remembered);
    let named = of_it(Kind::Initiative) && (of_it(Kind::Organisation) || of_it(Kind::Person));
    if !named || !case.question.has_word(IN_IT) {
        return None;
    }
    let who = [Kind::Organisation, Kind::Person].into_iter().flat_map(|kind| case.ids(kind));
    let who: Vec<Id> = who.collect();
    let reply = initiative::partners(case)?;
    reply.nodes.iter().any(|node| who.contains(node.id())).then_some(reply)
}

/// What an organisation is; of several that the answer before gave to choose from, a line each.
fn of_what_kind(case: &Case<'_>) -> Option<Reply> {
    let organisations: Vec<_> = case.question.about(Kind::Organisation).collect();
    let remembered = case.question.subjects.iter().all(|one| one.origin == Origin::Remembered);
    match organisations.as_slice() {
        [] => None,
        [_, _, ..] if remembered => {
            let mut reply = Reply::new(AnswerKind::Organisation);
            for node in organisations {
                reply.line(item(&described::in_one_line(case, node)?));
                reply.cite(node.sources()).about(node.clone());
            }
            Some(reply)
        }
        _ => described::reply(case),
    }
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
    of_its_state
        .or_else(|| figure::why_they_differ(case))
        .or_else(|| {
            passage::reply(case, Some(Intent::Why)).filter(|reply| is_of_what_was_told(case, reply))
        })
        // "varför?" and no more, of what was told before.
        .or_else(|| {
            let bare = case.question.unexplained().is_empty();
            bare.then(|| evidence::under_its_heading(case, Some(Intent::Why))).flatten()
        })
}

/// Whether a reply is about what a pronoun stands for: any other sentence would be beside the point.
pub(super) fn is_of_what_was_told(case: &Case<'_>, reply: &Reply) -> bool {
    let question = case.question;
    let refers = question.back.is_some_and(|back| back != BackReference::Unsaid);
    let named = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let told = &question.memory.nodes;
    !refers || named || told.is_empty() || reply.nodes.iter().any(|node| told.contains(node))
}
