//! Whether an occasion has begun, still goes on, or is over: "håller de fortfarande på?", "har jag
//! missat den?".

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Kind, Seminar};
use finsam_swedish::{print, when::When};

use super::occasion;
use crate::{
    AnswerKind,
    occasion::{How, Occasion, Occasions, asks_how_far, meant},
    phrases::fill,
    question::{BackReference, Intent},
    reply::{Case, Reply},
};

/// More words than these ask something else: "när slutar", "kan man fortfarande anmäla sig".
const ASKING: &[&str] = &[
    "nar", "var", "vem", "vilka", "vilken", "vilket", "hur", "varfor", "when", "where", "who",
    "how", "which", "what", "bada", "both",
];

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let asks = asks_how_far(&question.tokens) && !question.has_word(ASKING);
    // "är den fortfarande i Kulissen?" is not about how far it has come.
    let of_now = question.time.as_ref().is_none_or(|time| {
        let is_night = matches!(time.when, When::PartOfDay { .. });
        let is_gone = time.window.until.as_ref().is_some_and(|until| until <= case.now);
        is_night || is_gone || time.window.contains(case.now) || matches!(time.when, When::Upcoming)
    });
    let other_claims = question.hour.is_some_and(|_| question.time.is_none())
        || question.about(Kind::Venue).next().is_some();
    if !of_now || other_claims {
        return None;
    }
    let points_at_one = question.occasion.mentioned
        || question.about(Kind::Seminar).next().is_some()
        || question.back == Some(BackReference::Several)
            && question.subjects.is_empty()
            && question.time.is_none();
    let other = [
        Intent::Registration,
        Intent::Capacity,
        Intent::Price,
        Intent::Recording,
        Intent::Status,
        Intent::Serving,
        Intent::Clash,
        Intent::Said,
        Intent::Contact,
    ];
    if !asks || !points_at_one || question.cues.iter().any(|cue| other.contains(&cue.intent)) {
        return None;
    }
    let seminar = one_meant(case)?;
    let span = seminar.span();
    let phrases = case.phrases();
    let end = seminar.ends_at.as_ref().map(|end| {
        let day = print::date_long(end.date(), case.language());
        format!("{day}, {}", print::clock(end.time(), case.language()))
    });
    let mut reply = Reply::new(AnswerKind::Time);
    if !seminar.takes_place() {
        reply.line(phrases.no);
    } else if *case.now < span.from {
        reply.line(phrases.not_begun);
    } else if *case.now < span.until {
        reply.line(match &end {
            Some(end) => fill(phrases.goes_on_until, &[("when", end)]),
            None => phrases.goes_on.to_owned(),
        });
    } else {
        reply.line(match &end {
            Some(end) => fill(phrases.ended, &[("when", end)]),
            None => phrases.has_been.to_owned(),
        });
    }
    occasion::facts(case, &seminar, &mut reply);
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(&seminar)));
    Some(reply)
}

/// The one that is meant; where none is named, the one that goes on or was the last today.
fn one_meant(case: &Case<'_>) -> Option<Occasion> {
    let meant = meant(case);
    let all = Occasions::of(case, None);
    let is_today = |seminar: &Seminar| seminar.span().until.date() == case.now.date();
    match meant.seminars.as_slice() {
        [one] if meant.how != How::Nearest => Some(Arc::clone(one)),
        several => {
            let on = several.iter().rev().find(|one| {
                let span = one.span();
                span.from <= *case.now && *case.now < span.until
            });
            let on = on.cloned().or_else(|| all.latest(case.now).filter(|one| is_today(one)));
            on.or_else(|| several.first().cloned())
        }
    }
}
