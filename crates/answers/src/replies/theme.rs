//! The theme of a series, and what an occasion is about.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Id, Initiative, Kind, Series, Term};
use finsam_swedish::print;

use super::{occasion, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, plain},
    occasion::{How, meant},
    phrases::{capitalised, fill},
    question::Intent,
    reply::{Case, Reply},
};

/// More series without a theme than these are not named.
const SILENT: usize = 2;
/// What more occasions than these are about is not told at once.
const TOLD: usize = 3;
/// Shorter paragraphs are told only where there is no longer one, in characters.
const SHORT: usize = 60;

/// What the theme is.
pub(super) fn theme(case: &Case<'_>) -> Option<Reply> {
    let all: Vec<Arc<Entry<Series>>> = case.snapshot.all::<Series>().to_vec();
    let mut named = case.ids(Kind::Series);
    let said = case.question.time.is_some() || case.question.occasion.mentioned;
    // "när är den och vad är temat?"
    if named.is_empty() && !said {
        named = told_before(case, &all).into_iter().collect();
    }
    let of_occasions: Vec<_> = if said {
        meant(case).seminars.iter().filter_map(|one| one.series.clone()).collect()
    } else {
        Vec::new()
    };
    let asked: Vec<_> = all
        .iter()
        .filter(|series| if named.is_empty() { true } else { named.contains(&series.id) })
        .filter(|series| !said || in_time(case, series) || of_occasions.contains(&series.slug))
        .filter(|series| {
            case.question.time.is_none()
                || in_time(case, series)
                || named.is_empty() && of_occasions.contains(&series.slug)
        })
        .collect();
    // "vilka frågor gick igenom alla seminarierna?" asks for more than the motto.
    let more = asked.len() == 1
        && case.question.tokens.iter().any(|token| {
            ["fraga", "fragor", "question", "genom", "igenom", "through"]
                .iter()
                .any(|start| token.folded.starts_with(start))
        });
    let mut reply = Reply::new(AnswerKind::Programme);
    for series in asked.iter().filter(|series| series.theme.is_some()) {
        let theme = series.theme.as_deref().map(bold).unwrap_or_default();
        let title = plain(&series.title);
        reply.line(fill(case.phrases().theme, &[("series", &title), ("theme", &theme)]));
        if more && !series.body.first_paragraph().is_empty() {
            reply.line(plain(series.body.first_paragraph()));
        }
        reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
    }
    let silent: Vec<_> = asked.iter().filter(|series| series.theme.is_none()).collect();
    if !reply.lines.is_empty() && silent.len() <= SILENT {
        for series in &silent {
            let not =
                fill(case.phrases().not_stated, &[("what", (case.phrases().asked)(Intent::Theme))]);
            reply.line(format!("{}: {not}", plain(&series.title)));
            reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
        }
    }
    if reply.lines.is_empty() {
        let mut reply = unknown::reply(case, Intent::Theme);
        for series in asked {
            reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
        }
        return Some(reply);
    }
    Some(reply)
}

/// The series that the answer before was about, or an occasion of.
fn told_before(case: &Case<'_>, all: &[Arc<Entry<Series>>]) -> Option<Id> {
    let first = case.question.memory.nodes.first()?;
    let slug = match first {
        Node::Series(series) => &series.slug,
        Node::Seminar(seminar) => seminar.series.as_ref()?,
        _ => return None,
    };
    all.iter().find(|series| series.slug == *slug).map(|series| series.id.clone())
}

fn in_time(case: &Case<'_>, series: &Series) -> bool {
    let Some(time) = &case.question.time else { return false };
    let (Some(from), until) = (series.period.from, series.period.until) else { return false };
    let years = from.year()..=until.unwrap_or(from).year();
    let touches = |year: i16| years.contains(&year);
    let ends = [time.window.from.as_ref(), time.window.until.as_ref()];
    // A window ends at the first instant after it, so its last day is the one before.
    let [first, after] = ends.map(|end| end.map(|at| at.date()));
    let last = after.and_then(|date| date.yesterday().ok()).or(first);
    first.is_some_and(|date| touches(date.year())) || last.is_some_and(|date| touches(date.year()))
}

/// What an occasion is about.
pub(super) fn about(case: &Case<'_>) -> Option<Reply> {
    // "temat 2018, vilka frågor handlade det om?"
    if case.question.asks(Intent::Theme) && !case.question.occasion.mentioned {
        return theme(case);
    }
    let meant = meant(case);
    let points_at_one = meant.how != How::All
        || case.question.occasion.mentioned
        || case.question.about(Kind::Seminar).next().is_some();
    if !points_at_one || meant.seminars.is_empty() {
        return None;
    }
    if !case.question.occasion.mentioned
        && case.question.subjects.iter().any(|subject| subject.of(Kind::Seminar).is_none())
    {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Programme);
    reply.lines.extend(super::verify::not_but(case, &meant));
    let to_come = meant.seminars.first().is_some_and(|one| one.span().until > *case.now);
    let mut seminars: Vec<_> = meant.seminars.iter().collect();
    if !to_come {
        seminars.reverse();
    }
    seminars.truncate(TOLD);
    for seminar in &seminars {
        if let Some(status) = occasion::status(case, seminar) {
            reply.line(status);
        }
        reply.line(format!(
            "{} ({})",
            occasion::full_title(seminar),
            occasion::time(case, seminar)
        ));
        let mut paragraphs: Vec<&str> =
            seminar.body.paragraphs().map(|paragraph| paragraph.text).collect();
        let is_long = |text: &&str| text.chars().count() > SHORT;
        if paragraphs.iter().any(is_long) {
            paragraphs.retain(is_long);
        }
        let length = if seminars.len() > 1 { 1 } else { 2 };
        for paragraph in paragraphs.iter().take(length) {
            reply.line(plain(paragraph));
        }
        if paragraphs.is_empty() {
            let initiatives = case.snapshot.named::<Initiative>(&seminar.initiatives);
            let terms = case.snapshot.named::<Term>(&seminar.terms);
            let names: Vec<String> = initiatives
                .map(|initiative| plain(&initiative.name))
                .chain(terms.map(|term| plain(&term.name)))
                .take(6)
                .collect();
            if !names.is_empty() {
                reply.line(capitalised(&print::list(&names, case.language())) + ".");
            }
        }
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    reply.suggest(case.phrases().ask_speakers).suggest(case.phrases().ask_where);
    Some(reply)
}
