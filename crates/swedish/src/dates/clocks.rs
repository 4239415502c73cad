//! Times of day as pages print them.

use jiff::civil::Time;

use super::{date, is_until};
use crate::{
    Span, calendar,
    scan::{Cursor, Token, find, tokens},
};

/// A time of day or a span of it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedClock {
    /// When it starts.
    pub start: Time,
    /// When it ends, where printed. May lie before the start on a page with an error, or past
    /// midnight.
    pub end: Option<Time>,
    /// Where it stands, *kl.* included.
    pub span: Span,
}

/// Every time of day in a text, in order: `klockan 8.00 – 8.50`, `kl. 9-10.30`,
/// `kl 15:00:00-16:00:00`, `från 7.30`. An hour without minutes needs *kl*, *klockan* or an end with
/// minutes; numbers that count something are not times.
#[must_use]
pub fn printed_clocks(text: &str) -> Vec<PrintedClock> {
    // Most questions have none, and none is without a number.
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    let clock_or_date = |cursor: &mut Cursor<'_, '_>| {
        // The numbers of a date are stepped over.
        if date(cursor).is_some() { Some(None) } else { clock(cursor).map(Some) }
    };
    find(&tokens(text), clock_or_date)
        .into_iter()
        .filter_map(|(span, clock)| clock.map(|(start, end)| PrintedClock { start, end, span }))
        .collect()
}

fn clock(cursor: &mut Cursor<'_, '_>) -> Option<(Time, Option<Time>)> {
    let mut ahead = *cursor;
    let named = ahead.eat(|token| ["kl", "klockan", "klo"].contains(&token.folded.as_str()));
    ahead.eat(|token| named && token.is_mark("."));
    let (start, start_has_minutes) = time(&mut ahead)?;
    let mut range = ahead;
    let end = if range.eat(is_until) { time(&mut range) } else { None };
    let end_has_minutes = end.is_some_and(|(_, minutes)| minutes);
    if end.is_some() && (named || start_has_minutes || end_has_minutes) {
        ahead = range;
    } else if !(named || start_has_minutes) {
        return None;
    }
    if ahead.peek(0).is_some_and(|next| calendar::is_counted(&next.folded)) {
        return None;
    }
    *cursor = ahead;
    Some((start, end.map(|(end, _)| end)))
}

/// `8`, `8.00`, `15:00:00`, and whether there were minutes.
fn time(cursor: &mut Cursor<'_, '_>) -> Option<(Time, bool)> {
    let mut ahead = *cursor;
    if ahead.is_tail() {
        return None;
    }
    let hour = ahead.take(|token| token.number(1..=2, 0..=23))?;
    let minute = sixtieths(&mut ahead, &[".", ":"]);
    let second = minute.and_then(|_| sixtieths(&mut ahead, &[":"]));
    if ahead.number_goes_on(&[".", ":", ",", "/"]) {
        return None;
    }
    let part = |value: Option<u32>| i8::try_from(value.unwrap_or(0));
    let time =
        Time::new(i8::try_from(hour).ok()?, part(minute).ok()?, part(second).ok()?, 0).ok()?;
    *cursor = ahead;
    Some((time, minute.is_some()))
}

/// Minutes or seconds: a mark and two digits, written together.
fn sixtieths(cursor: &mut Cursor<'_, '_>, marks: &[&str]) -> Option<u32> {
    let mut ahead = *cursor;
    let mark = |token: &Token<'_>| token.joined && marks.iter().any(|mark| token.is_mark(mark));
    ahead.eat(mark).then_some(())?;
    let value = ahead.take(|token| token.number(2..=2, 0..=59).filter(|_| token.joined))?;
    *cursor = ahead;
    Some(value)
}
