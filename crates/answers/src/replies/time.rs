//! When something is: occasions, and what happened when.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{InitiativeKind, Kind};

use super::{history, initiative, occasion, otherwise, passage, series, unknown};
use crate::{
    AnswerKind,
    occasion::{How, Meant, Occasion, meant},
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// More occasions than these are not told of in one answer.
const MOST: usize = 4;

/// Words for the run of something: it takes effect, is under way.
const OF_A_RUN: &[&str] = &[
    "galla", "galler", "gallde", "gallt", "kraft", "tradde", "trader", "igang", "startade",
    "starta", "startat", "borja", "effect", "force", "apply", "running",
];

/// When it is, starts, ends.
pub(super) fn when(case: &Case<'_>) -> Option<Reply> {
    if case.question.asks(Intent::Serving) {
        return serving(case);
    }
    // "vilka datum är det resten av hösten?"
    if case.question.remaining && case.question.about(Kind::Series).next().is_some() {
        return super::programme::reply(case);
    }
    if let Some(reply) = series::usually(case).or_else(|| series::period(case)) {
        return Some(reply);
    }
    // "när stänger anmälan?"
    if case.question.asks(Intent::Registration) {
        return super::practical::registration(case);
    }
    if case.question.asks_itself(Intent::News) && !case.question.occasion.mentioned {
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
        return Some(super::programme::none(case));
    }
    let mut reply = told(case, &meant, |seminar, heading| {
        let serving =
            occasion::serving(case, seminar).map_or_else(String::new, |text| format!("; {text}"));
        Some(format!("{heading}{serving}."))
    });
    if case.question.has_word(&["samma", "same"])
        && let Some(same) = at_the_same_time(&meant.seminars)
    {
        let phrases = case.phrases();
        let line = if same { phrases.same_time } else { phrases.other_time };
        reply.lines.insert(0, line.to_owned());
    }
    reply.suggest(case.phrases().ask_where).suggest(case.phrases().ask_speakers);
    Some(reply)
}

/// How long it lasts, or over which years it ran.
pub(super) fn how_long(case: &Case<'_>) -> Option<Reply> {
    if let Some(reply) = of_something_else(case, Intent::HowLong) {
        return Some(reply);
    }
    let meant = meant(case);
    let reply = told(case, &meant, |seminar, heading| {
        Some(format!("{heading}: {}.", occasion::length(case, seminar)?))
    });
    Some(or_unknown(case, reply, &meant, Intent::HowLong))
}

/// "hur många timmar blir det?"
pub(super) fn of_hours(case: &Case<'_>) -> Option<Reply> {
    const HOURS: &[&str] = &["timmar", "minuter", "hours", "minutes"];
    let question = case.question;
    let one_is_told = question.about(Kind::Seminar).next().is_some() || question.occasion.mentioned;
    (question.has_word(HOURS) && one_is_told).then(|| how_long(case))?
}

/// When breakfast or lunch is served.
pub(super) fn serving(case: &Case<'_>) -> Option<Reply> {
    // "när börjar de servera?"
    let left_over = case.question.unexplained();
    if !left_over.is_empty() && !case.question.occasion.mentioned && case.question.time.is_none() {
        return None;
    }
    let meant = meant(case);
    let mut reply = told(case, &meant, |seminar, heading| {
        Some(format!("{heading}: {}.", occasion::serving(case, seminar)?))
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

/// Whether an initiative is a conference whose occasions are known.
fn is_of_occasions(case: &Case<'_>, node: &Node) -> bool {
    let Node::Initiative(initiative) = node else { return false };
    initiative.kind == InitiativeKind::Conference
        && case.snapshot.seminars_of(Kind::Initiative, &initiative.slug).next().is_some()
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
        // "vem är chef? sen när?"
        let of_a_post =
            matches!(question.memory.intent, Some(Intent::WhoIs | Intent::Leads | Intent::Before));
        if of_a_post && question.has_word(&["sen", "sedan", "since"]) {
            return super::posts::of_person(case, node);
        }
        // "när pratar X nästa gång?"
        if question.time.is_some() && !meant(case).seminars.is_empty() {
            return None;
        }
        return super::person::occasions_or_unknown(case);
    }
    let figures = question.about(Kind::Figure).next().is_some();
    if figures && let Some(reply) = super::figure::remembered(case) {
        return Some(reply);
    }
    let left_over = question.matter(Some(intent));
    let initiative = question.about(Kind::Initiative).find(|node| !is_of_occasions(case, node));
    // "när började den gälla?" asks for its period and nothing more.
    let only_of_its_run = left_over.iter().all(|token| OF_A_RUN.contains(&token.folded.as_str()));
    if let Some(node) = initiative.filter(|_| only_of_its_run && !left_over.is_empty()) {
        return initiative::period(case, node, intent);
    }
    if !left_over.is_empty() {
        // "när utvärderades arbetet": a sentence with a year in it.
        let with_a_time = passage::with_a_time(case, intent);
        let with_a_time = with_a_time.filter(|reply| otherwise::is_of_what_was_told(case, reply));
        if with_a_time.is_some() {
            return with_a_time;
        }
    }
    if let Some(node) = initiative {
        return initiative::period(case, node, intent);
    }
    if !left_over.is_empty() {
        return passage::reply(case, Some(intent))
            .or_else(|| Some(unknown::reply(case, Intent::WhatIs)));
    }
    // "vilka gick ihop? och när hände det?"
    let told = question
        .subjects
        .iter()
        .any(|one| one.origin == Origin::Remembered && one.of(Kind::Organisation).is_some());
    if told { history::reply(case) } else { None }
}

/// Whether they start and end at the same hours, or start alike where an end is unknown.
fn at_the_same_time(seminars: &[Occasion]) -> Option<bool> {
    let [first, rest @ ..] = seminars else { return None };
    let hours = |one: &Occasion| {
        Some((one.starts_at()?.time(), one.ends_at.as_ref().map(jiff::Zoned::time)))
    };
    let hours_of_first = hours(first)?;
    (!rest.is_empty()).then(|| rest.iter().all(|one| hours(one) == Some(hours_of_first)))
}

/// A line for each that there is something to tell of, under what does not hold.
fn told(
    case: &Case<'_>,
    meant: &Meant,
    tell: impl Fn(&Occasion, String) -> Option<String>,
) -> Reply {
    let mut reply = Reply::new(AnswerKind::Time);
    // What is to come in its order; of what has been, the latest first.
    let to_come = meant.seminars.first().is_some_and(|one| one.span().until > *case.now);
    let mut seminars: Vec<&Occasion> = meant.seminars.iter().collect();
    if !to_come {
        seminars.reverse();
    }
    for seminar in seminars.into_iter().take(MOST) {
        let heading = if meant.seminars.len() > 2 {
            occasion::brief(case, seminar)
        } else {
            occasion::headline(case, seminar)
        };
        if let Some(line) = tell(seminar, heading) {
            reply.line(line);
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
        }
    }
    if !reply.lines.is_empty()
        && let Some(line) = super::verify::not_but(case, meant)
    {
        reply.lines.insert(0, line);
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
