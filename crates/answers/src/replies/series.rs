//! A whole series: on which days it usually is, and when it is as a whole.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, PartialDate, Seminar, Series};
use finsam_swedish::print;
use jiff::ToSpan;

use super::{initiative, occasion};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    question::{Origin, Subject},
    reply::{Case, Reply},
};

/// So many of its occasions are listed.
const LISTED: usize = 6;
/// What lasts longer is a run of occasions, and the next is asked for.
const DAYS_OF_AN_EVENT: i32 = 10;

/// The series that is asked about as a whole: named and no occasion of it, or told before.
fn asked<'c>(case: &'c Case<'_>, or_of_one: bool) -> Option<&'c Arc<Entry<Series>>> {
    let question = case.question;
    // A series and its occasions may be called the same.
    let named = |subject: &&Subject| {
        subject.origin != Origin::Remembered && (or_of_one || subject.of(Kind::Seminar).is_none())
    };
    let own = question.subjects.iter().filter(named).find_map(|one| one.of(Kind::Series));
    let told = || question.memory.nodes.iter().find_map(Series::of);
    own.and_then(Series::of).or_else(|| question.subjects.is_empty().then(told)?)
}

/// "vilken dag brukar det vara?", "hur ofta?"
pub(super) fn usually(case: &Case<'_>) -> Option<Reply> {
    const USUALLY: &[&str] = &[
        "brukar",
        "brukade",
        "ofta",
        "vanligen",
        "vanligtvis",
        "normalt",
        "usually",
        "often",
        "normally",
        "regularly",
        "typically",
    ];
    let asks_for_all = case.question.has_word(&["alla", "all", "samtliga"])
        && case.question.has_word(&["datum", "datumen", "dagar", "dagarna", "dates", "days"]);
    if !(asks_for_all || case.question.has_word(USUALLY)) {
        return None;
    }
    let of_one = || {
        let mut seminars = case.question.memory.nodes.iter().filter_map(Seminar::of);
        seminars.find_map(|one| case.snapshot.get::<Series>(one.series.as_ref()?))
    };
    let series = match asked(case, true) {
        Some(series) => series,
        None if case.question.subjects.is_empty() && !case.question.occasion.mentioned => of_one()?,
        None => return None,
    };
    let mut reply = told(case, series);
    let first = series.body.first_paragraph();
    if !first.is_empty() {
        reply.line(plain(first));
    }
    list(case, series, &mut reply);
    Some(reply)
}

/// "när är hela veckan?": the days of a series that is an event of a few days.
pub(super) fn period(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if question.occasion.mentioned || question.time.is_some() {
        return None;
    }
    let series = asked(case, false)?;
    let (Some(PartialDate::Day(from)), Some(PartialDate::Day(until))) =
        (series.period.from, series.period.until)
    else {
        return None;
    };
    if from.saturating_add(DAYS_OF_AN_EVENT.days()) < until {
        return None;
    }
    let mut reply = told(case, series);
    list(case, series, &mut reply);
    Some(reply)
}

/// Its name, its period and its place.
fn told(case: &Case<'_>, series: &Arc<Entry<Series>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::Time);
    let days = match (series.period.from, series.period.until) {
        (Some(PartialDate::Day(from)), Some(PartialDate::Day(until))) => {
            let day = |date| print::date_long(date, case.language());
            Some(format!("{}–{}", day(from), day(until)))
        }
        _ => initiative::period_text(case, series.period),
    };
    let place = series.place.as_deref().map(plain);
    let parts: Vec<String> = days.into_iter().chain(place).collect();
    reply.line(match parts.as_slice() {
        [] => bold(&series.title),
        _ => format!("{}: {}.", bold(&series.title), parts.join(", ")),
    });
    reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
    reply
}

/// Those of its occasions that are to come, or else the last.
fn list(case: &Case<'_>, series: &Arc<Entry<Series>>, reply: &mut Reply) {
    let all: Vec<_> = case.snapshot.seminars_of(Kind::Series, &series.slug).collect();
    let mut coming: Vec<_> =
        all.iter().filter(|one| one.span().until > *case.now).take(LISTED).collect();
    if coming.is_empty() {
        coming = all.iter().rev().take(LISTED).collect();
    }
    for seminar in coming {
        reply.line(item(&occasion::brief(case, seminar)));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
}
