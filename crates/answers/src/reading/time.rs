//! The time a question asks about, where its names or the answer before have a say in it.

use std::ops::Range;

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::{
    dates::printed_clocks,
    when::{self, TimeExpression, When, Window, stockholm},
};
use jiff::{
    ToSpan as _, Zoned,
    civil::{Date, Time},
};

use crate::{
    Asking,
    context::Memory,
    question::{Part, Subject, Token},
    words::is_filler,
};

/// Reads the time and marks the words that tell it.
pub(super) fn read(
    text: &str,
    tokens: &mut [Token],
    memory: &Memory,
    asking: &Asking<'_>,
) -> Option<TimeExpression> {
    let now = asking.now;
    let text = &without_conjunctions(text);
    let time = when::time_expression(text, now).map(|time| in_a_week(time, asking));
    let time = time.filter(|time| !is_a_last_day(time, tokens));
    let time = time.or_else(|| the_day_beside(tokens, memory, now));
    mark(tokens, time.as_ref());
    time
}

/// "senaste dag att anmäla sig" is a day to come.
fn is_a_last_day(time: &TimeExpression, tokens: &[Token]) -> bool {
    const DAY: [&str; 5] = ["dag", "dagen", "datum", "day", "date"];
    let told = |token: &Token| time.spans.contains(&token.span);
    let is_last_day = |pair: &[Token]| matches!(pair, [last, day] if told(last) && DAY.contains(&day.folded.as_str()));
    // "när ska man senast anmäla sig" asks for a last day, too.
    let by_then = |token: &Token| {
        told(token)
            && token.folded == "senast"
            && tokens.iter().any(|other| {
                ["anmal", "boka", "avbok", "osa"]
                    .iter()
                    .any(|start| other.folded.starts_with(start))
            })
    };
    time.when == When::Last && (tokens.windows(2).any(is_last_day) || tokens.iter().any(by_then))
}

/// "vad gäller nu när den är inställd": the words say no time. Blanks keep every word where it was.
fn without_conjunctions(text: &str) -> String {
    let mut without = text.to_owned();
    let lower = text.to_lowercase();
    for conjunction in ["nu när", "nu nar", "now that"] {
        for (at, _) in lower.match_indices(conjunction) {
            let end = at + conjunction.len();
            let alone = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric());
            let before = lower.get(..at).and_then(|before| before.chars().next_back());
            let after = lower.get(end..).and_then(|after| after.chars().next());
            if lower.len() == text.len() && alone(before) && after == Some(' ') {
                without.replace_range(at..end, &" ".repeat(conjunction.len()));
            }
        }
    }
    without
}

fn mark(tokens: &mut [Token], time: Option<&TimeExpression>) {
    for token in tokens {
        let told = |span: &finsam_swedish::Span| {
            span.start < token.span.end && token.span.start < span.end
        };
        if time.into_iter().flat_map(|time| &time.spans).any(told) {
            token.part = Part::Time;
        }
    }
}

/// "på torsdag", said on a Thursday with nothing on: the next one.
fn in_a_week(time: TimeExpression, asking: &Asking<'_>) -> TimeExpression {
    let When::Day(date) = time.when else { return time };
    let is_only_a_weekday = time.weekday == Some(date.weekday()) && time.spans.len() == 1;
    if date != asking.now.date() || !is_only_a_weekday || !time.year_said {
        return time;
    }
    let is_on = |window: &Window| {
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        asking.snapshot.seminars_within(from, until).next().is_some()
    };
    let in_a_week = date.checked_add(7.days()).ok();
    let next = in_a_week.and_then(|date| when::time_expression(&date.to_string(), asking.now));
    match next {
        Some(next) if !is_on(&time.window) && is_on(&next.window) => {
            let mut time = time;
            (time.when, time.window) = (next.when, next.window);
            time
        }
        _ => time,
    }
}

/// "och dan innan?", "the day after?": counted from the day of the answer before.
fn the_day_beside(tokens: &[Token], memory: &Memory, now: &Zoned) -> Option<TimeExpression> {
    const DAY: [&str; 4] = ["dan", "dagen", "kvallen", "day"];
    const BEFORE: [&str; 3] = ["innan", "fore", "before"];
    const AFTER: [&str; 5] = ["efter", "darpa", "darefter", "after", "following"];
    let pair = tokens.windows(2).find_map(|pair| {
        let [day, side] = pair else { return None };
        let days = if BEFORE.contains(&side.folded.as_str()) {
            -1
        } else if AFTER.contains(&side.folded.as_str()) {
            1
        } else {
            return None;
        };
        DAY.contains(&day.folded.as_str())
            .then(|| (days, vec![day.span.clone(), side.span.clone()]))
    });
    let (days, spans) = pair?;
    let date = day_of(memory)?.checked_add(days.days()).ok()?;
    let mut time = when::time_expression(&date.to_string(), now)?;
    time.spans = spans;
    Some(time)
}

/// The day the answer before was about.
fn day_of(memory: &Memory) -> Option<Date> {
    let of_occasion = memory.nodes.iter().find_map(|node| match node {
        Node::Seminar(seminar) => Some(seminar.date()),
        _ => None,
    });
    let (from, _) = memory.window.unwrap_or_default();
    of_occasion.or_else(|| Some(from?.to_zoned(stockholm()).date()))
}

/// The time told by the clause that asks, where it tells one: what leads up to it may tell another.
pub(super) fn of_clause(
    text: &str,
    tokens: &[Token],
    asked: Option<&Range<usize>>,
    asking: &Asking<'_>,
) -> Option<TimeExpression> {
    let asked = tokens.get(asked?.clone())?;
    let span = asked.first()?.span.start..asked.last()?.span.end;
    // Blanks keep every word where it was.
    let blank = |part: Option<&str>| " ".repeat(part.map_or(0, str::len));
    let alone = format!("{}{}", blank(text.get(..span.start)), text.get(span).unwrap_or_default());
    when::time_expression(&without_conjunctions(&alone), asking.now)
        .map(|time| in_a_week(time, asking))
}

/// The time once more, without the words that are part of a longer name: in "nästa Måndag i
/// mellanläget" nobody named a Monday.
pub(super) fn beside_names(
    time: Option<TimeExpression>,
    text: &str,
    tokens: &mut [Token],
    subjects: &[Subject],
    now: &Zoned,
) -> Option<TimeExpression> {
    let names = subjects.iter().filter(|one| one.tokens.len() > 1 && !one.is_only(Kind::Term));
    let in_names: Vec<usize> = names.flat_map(|subject| subject.tokens.iter().copied()).collect();
    let is_named = |at: usize, token: &Token| {
        token.part == Part::Time && !token.number && in_names.contains(&at)
    };
    if !tokens.iter().enumerate().any(|(at, token)| is_named(at, token)) {
        return time;
    }
    let mut beside = text.to_owned();
    for (at, token) in tokens.iter_mut().enumerate() {
        if is_named(at, token) {
            beside.replace_range(token.span.clone(), &"x".repeat(token.span.len()));
            token.part = Part::Name;
        } else if token.part == Part::Time {
            let filler = is_filler(&token.folded, finsam_swedish::Language::Swedish);
            token.part = if filler { Part::Filler } else { Part::Matter };
        }
    }
    let time = when::time_expression(&beside, now);
    mark(tokens, time.as_ref());
    time
}

/// The first hour that is named: "kl 10", "12.15".
pub(super) fn hour(text: &str) -> Option<Time> {
    printed_clocks(text).first().map(|clock| clock.start)
}
