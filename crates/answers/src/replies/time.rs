//! When something is: occasions, and what happened when.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::Kind;
use jiff::Unit;

use super::{initiative, occasion, passage, unknown};
use crate::{
    AnswerKind,
    occasion::{How, Meant, meant},
    phrases::fill,
    question::Intent,
    reply::{Case, Reply},
};

/// When it is, starts, ends.
pub(super) fn when(case: &Case<'_>) -> Option<Reply> {
    if case.question.asks(Intent::Serving) {
        return serving(case);
    }
    if case.question.asks(Intent::News) && !case.question.occasion.mentioned {
        return super::news::reply(case);
    }
    if let Some(reply) = of_something_else(case, Intent::When) {
        return Some(reply);
    }
    let meant = meant(case);
    // "vad är klockan" is about no occasion.
    let asks_when = case.question.cues.first().is_some_and(|cue| cue.intent == Intent::When)
        && !case.question.asks(Intent::WhatIs);
    if meant.how == How::All && !case.question.occasion.mentioned && !asks_when {
        return None;
    }
    if meant.seminars.is_empty() {
        return Some(unknown::of_occasions(case, Intent::When, &meant.seminars));
    }
    let mut reply = told(case, &meant, |seminar, reply| {
        let serving =
            occasion::serving(case, seminar).map_or_else(String::new, |text| format!("; {text}"));
        reply.line(format!("{}{serving}.", occasion::brief(case, seminar)));
        Some(())
    });
    reply.suggest(case.phrases().ask_where).suggest(case.phrases().ask_speakers);
    Some(reply)
}

/// How long it lasts, or over which years it ran.
pub(super) fn how_long(case: &Case<'_>) -> Option<Reply> {
    if let Some(reply) = of_something_else(case, Intent::HowLong) {
        return Some(reply);
    }
    let meant = meant(case);
    let reply = told(case, &meant, |seminar, reply| {
        let (start, end) = (seminar.starts_at()?, seminar.ends_at.as_ref()?);
        let minutes = start.until((Unit::Minute, end)).ok()?.get_minutes().to_string();
        let length = fill(case.phrases().length, &[("minutes", &minutes)]);
        reply.line(format!("{}: {length}.", occasion::brief(case, seminar)));
        Some(())
    });
    Some(or_unknown(case, reply, &meant, Intent::HowLong))
}

/// When breakfast or lunch is served.
pub(super) fn serving(case: &Case<'_>) -> Option<Reply> {
    // "när börjar de servera?"
    let left_over = case.question.unexplained();
    if !left_over.is_empty() && !case.question.occasion.mentioned && case.question.time.is_none() {
        return None;
    }
    let meant = meant(case);
    let mut reply = told(case, &meant, |seminar, reply| {
        let serving = occasion::serving(case, seminar)?;
        reply.line(format!("{}: {serving}.", occasion::brief(case, seminar)));
        Some(())
    });
    // What one occasion serves says nothing of another: the silent ones are named too.
    let silent: Vec<_> =
        meant.seminars.iter().filter(|one| one.serving_from.is_none()).cloned().collect();
    if !reply.lines.is_empty() && !silent.is_empty() && meant.seminars.len() <= 4 {
        let missing = unknown::line(case, Intent::Serving, &silent);
        reply.line(missing);
    }
    Some(or_unknown(case, reply, &meant, Intent::Serving))
}

/// The question may be about the time of something that is no occasion.
fn of_something_else(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    let question = case.question;
    let an_occasion = question.occasion.mentioned
        || question.refers_to_an_occasion()
        || question.about(Kind::Seminar).next().is_some()
        || question.about(Kind::Series).next().is_some();
    if an_occasion {
        return None;
    }
    if let Some(node) = question.about(Kind::Person).next() {
        // "hur länge har hon varit det?": a post tells its years.
        if intent == Intent::HowLong {
            return super::described::of_node(case, node);
        }
        return super::person::occasions_or_unknown(case);
    }
    let figures = question.about(Kind::Figure).next().is_some();
    if figures && let Some(reply) = super::figure::remembered(case) {
        return Some(reply);
    }
    let left_over = question.matter(Some(intent));
    let initiative = question.about(Kind::Initiative).next();
    if !left_over.is_empty() {
        // "när utvärderades arbetet": a sentence with a year in it.
        if let Some(reply) = passage::with_a_time(case, intent) {
            return Some(reply);
        }
    }
    if let Some(node) = initiative {
        return initiative::period(case, node, intent);
    }
    if !left_over.is_empty() {
        return passage::reply(case, Some(intent))
            .or_else(|| Some(unknown::reply(case, Intent::WhatIs)));
    }
    None
}

fn told(
    case: &Case<'_>,
    meant: &Meant,
    mut tell: impl FnMut(&Arc<finsam_model::Entry<finsam_model::Seminar>>, &mut Reply) -> Option<()>,
) -> Reply {
    let mut reply = Reply::new(AnswerKind::Time);
    for seminar in meant.seminars.iter().rev().take(4) {
        if tell(seminar, &mut reply).is_some() {
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
        }
    }
    if meant.how == How::Said
        && let (Some(time), [one]) = (&case.question.time, meant.seminars.as_slice())
    {
        for claim in &one.claims {
            let unsure = claim.field == "startsAt" && !claim.followed && time.weekday_disagrees;
            if unsure {
                reply.line(super::programme::also_printed(case, claim));
            }
        }
    }
    reply
}

fn or_unknown(case: &Case<'_>, reply: Reply, meant: &Meant, intent: Intent) -> Reply {
    if reply.lines.is_empty() {
        unknown::of_occasions(case, intent, &meant.seminars)
    } else {
        reply
    }
}
