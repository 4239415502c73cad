//! The shapes of printed dates, one function each.

use jiff::civil::Weekday;

use super::PrintedDate;
use crate::{
    calendar,
    scan::{Cursor, Kind, Token},
};

/// The first day and, of a range, the last.
pub(crate) type Days = (PrintedDate, Option<PrintedDate>);

/// Reads a date or a range of dates at the cursor, weekday and article first.
pub(crate) fn date(cursor: &mut Cursor<'_, '_>) -> Option<Days> {
    if cursor.is_tail() {
        return None;
    }
    if let Some(days) = iso_days(cursor) {
        return Some(days);
    }
    let mut ahead = *cursor;
    let weekday = weekday(&mut ahead);
    ahead.eat(|token| weekday.is_some() && token.is_mark(","));
    ahead.eat(|token| token.is("den") || token.is("the"));
    let (first, last) = numeric_days(&mut ahead)
        .or_else(|| days_of_month(&mut ahead))
        .or_else(|| month_then_day(&mut ahead))?;
    *cursor = ahead;
    Some((PrintedDate { weekday, ..first }, last))
}

/// Between the ends of a range: a dash of any length (folded to a hyphen), *till*, *to*.
pub(crate) fn is_until(token: &Token<'_>) -> bool {
    token.is_mark("-") || token.is("till") || token.is("to")
}

/// A year standing by itself or after a date: four digits that count nothing and belong to nothing
/// longer.
pub(crate) fn year(cursor: &mut Cursor<'_, '_>) -> Option<i16> {
    let mut ahead = *cursor;
    if ahead.is_tail() {
        return None;
    }
    let year = ahead.take(|token| token.number(4..=4, 1900..=2099))?;
    let counts = ahead.peek(0).is_some_and(|next| calendar::is_counted(&next.folded));
    if counts || ahead.number_goes_on(&[":", ".", ","]) {
        return None;
    }
    *cursor = ahead;
    i16::try_from(year).ok()
}

fn weekday(cursor: &mut Cursor<'_, '_>) -> Option<Weekday> {
    if let Some(weekday) = cursor.take(|token| calendar::weekday(&token.folded)) {
        return Some(weekday);
    }
    let short = cursor.take(|token| calendar::short_weekday(token.text))?;
    cursor.eat(|token| token.is_mark(".") && token.joined);
    Some(short)
}

/// `2018-03-02`, `2018-07-02 – 2018-07-05`.
fn iso_days(cursor: &mut Cursor<'_, '_>) -> Option<Days> {
    let first = iso_day(cursor)?;
    let last = range_end(cursor, iso_day, |last| last.date() > first.date());
    Some((first, last))
}

fn iso_day(cursor: &mut Cursor<'_, '_>) -> Option<PrintedDate> {
    let mut ahead = *cursor;
    let hyphen = |token: &Token<'_>| token.is_mark("-") && token.joined;
    let year = ahead.take(|token| token.number(4..=4, 1000..=9999))?;
    ahead.eat(hyphen).then_some(())?;
    let month = ahead.take(|token| token.number(2..=2, 1..=12).filter(|_| token.joined))?;
    ahead.eat(hyphen).then_some(())?;
    let day = ahead.take(|token| token.number(2..=2, 1..=31).filter(|_| token.joined))?;
    let year = i16::try_from(year).ok()?;
    let found = PrintedDate { year: Some(year), ..day_of_month(day, i8::try_from(month).ok()?)? };
    found.date()?;
    *cursor = ahead;
    Some(found)
}

/// `3/7`, `5/7 2018`, `3/7-5/7`, `3-5/7`.
fn numeric_days(cursor: &mut Cursor<'_, '_>) -> Option<Days> {
    if let Some(first) = numeric_day(cursor) {
        let last = range_end(cursor, numeric_day, |last| is_later(&first, last));
        return Some((with_year_of(first, last), last));
    }
    let mut ahead = *cursor;
    let day = ahead.take(|token| token.number(1..=2, 1..=31))?;
    ahead.eat(is_until).then_some(())?;
    let last = numeric_day(&mut ahead)?;
    let first = PrintedDate { year: last.year, ..day_of_month(day, last.month)? };
    is_later(&first, &last).then_some(())?;
    *cursor = ahead;
    Some((first, Some(last)))
}

fn numeric_day(cursor: &mut Cursor<'_, '_>) -> Option<PrintedDate> {
    let mut ahead = *cursor;
    let day = ahead.take(|token| token.number(1..=2, 1..=31))?;
    ahead.eat(|token| token.is_mark("/") && token.joined).then_some(())?;
    let month = ahead.take(|token| token.number(1..=2, 1..=12).filter(|_| token.joined))?;
    // "1/3 av kommunerna" is a share.
    let is_share = |token: &Token<'_>| token.is("av") || token.is("of") || token.is("del");
    if ahead.peek(0).is_some_and(is_share) {
        return None;
    }
    let mut found = day_of_month(day, i8::try_from(month).ok()?)?;
    if ahead.number_goes_on(&["/", "-"])
        && let Some(year) = ahead.peek(1).and_then(|token| token.number(4..=4, 1900..=2099))
    {
        ahead.at += 2;
        found.year = i16::try_from(year).ok();
    } else if ahead.number_goes_on(&["/"]) {
        return None;
    } else {
        found.year = year_after(&mut ahead);
    }
    found.year.is_none_or(|_| found.date().is_some()).then_some(())?;
    *cursor = ahead;
    Some(found)
}

/// `5 juli`, `den femte juli 2018`, `5th of July`, `26-27 mars`, `30 juni – 2 juli 2018`.
fn days_of_month(cursor: &mut Cursor<'_, '_>) -> Option<Days> {
    if let Some(first) = day_then_month(cursor) {
        let last = range_end(cursor, day_then_month, |last| is_later(&first, last));
        return Some((with_year_of(first, last), last));
    }
    let mut ahead = *cursor;
    let day = day(&mut ahead)?;
    ahead.eat(|token| is_until(token) || token.is("och") || token.is("and")).then_some(())?;
    ahead.eat(|token| token.is("den") || token.is("the"));
    let last = day_then_month(&mut ahead)?;
    let first = PrintedDate { year: last.year, ..day_of_month(day, last.month)? };
    is_later(&first, &last).then_some(())?;
    *cursor = ahead;
    Some((first, Some(last)))
}

fn day_then_month(cursor: &mut Cursor<'_, '_>) -> Option<PrintedDate> {
    let mut ahead = *cursor;
    ahead.eat(|token| token.is("den") || token.is("the"));
    let day = day(&mut ahead)?;
    ahead.eat(|token| token.is("of"));
    let month = ahead.take(|token| calendar::month(&token.folded))?;
    let found = day_of_month(day, month)?;
    let found = PrintedDate { year: year_after(&mut ahead), ..found };
    found.year.is_none_or(|_| found.date().is_some()).then_some(())?;
    *cursor = ahead;
    Some(found)
}

/// `July 5`, `July 5th, 2018`. Swedish puts the day first, so of the names both languages share only
/// those count where the day does not count something: not `i april 5 kommuner`.
fn month_then_day(cursor: &mut Cursor<'_, '_>) -> Option<Days> {
    const ON: [&str; 6] = ["at", "in", "on", "and", "to", "from"];
    const SHARED: [&str; 4] = ["april", "september", "november", "december"];
    const ENGLISH: [&str; 8] =
        ["january", "february", "march", "may", "june", "july", "august", "october"];
    let mut ahead = *cursor;
    let name = ahead.take(|token| Some(token.folded.as_str()))?;
    (ENGLISH.contains(&name) || SHARED.contains(&name)).then_some(())?;
    let month = calendar::month(name)?;
    let day = day(&mut ahead)?;
    let next = ahead.peek(0).filter(|token| token.kind == Kind::Letters);
    let counted = next.is_some_and(|token| calendar::is_counted(&token.folded));
    let shared = SHARED.contains(&name);
    let unclear = shared && next.is_some_and(|token| !ON.contains(&token.folded.as_str()));
    (!counted && !unclear).then_some(())?;
    let found = PrintedDate { year: year_after(&mut ahead), ..day_of_month(day, month)? };
    found.year.is_none_or(|_| found.date().is_some()).then_some(())?;
    *cursor = ahead;
    Some((found, None))
}

/// A day in digits (`5`, `5:e`, `5th`) or in words (`femte`).
fn day(cursor: &mut Cursor<'_, '_>) -> Option<u32> {
    let mut ahead = *cursor;
    if ahead.is_tail() {
        return None;
    }
    let day = ahead.take(|token| match token.kind {
        Kind::Digits => token.number(1..=2, 1..=31),
        _ => calendar::ordinal(&token.folded).or_else(|| digits_with_ending(&token.folded)),
    })?;
    if ahead.number_goes_on(&[".", ":", ",", "/"]) {
        return None;
    }
    if let (Some(colon), Some(ending)) = (ahead.peek(0), ahead.peek(1))
        && colon.is_mark(":")
        && (ending.is("e") || ending.is("a"))
        && ending.joined
    {
        ahead.at += 2;
    }
    *cursor = ahead;
    Some(day)
}

/// `5e`, `5th`, `1st`.
fn digits_with_ending(folded: &str) -> Option<u32> {
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = folded.strip_prefix(digits)?;
    let ordinal = ["e", "a", "st", "nd", "rd", "th"].contains(&ending) && digits.len() <= 2;
    let day: u32 = ordinal.then(|| digits.parse().ok())??;
    (1..=31).contains(&day).then_some(day)
}

/// The year after a date, with or without a comma or the point of an abbreviated month.
fn year_after(cursor: &mut Cursor<'_, '_>) -> Option<i16> {
    let mut ahead = *cursor;
    ahead.eat(|token| token.is_mark(",") || token.is_mark("."));
    let year = year(&mut ahead)?;
    *cursor = ahead;
    Some(year)
}

/// The end of a range, if one follows and comes after its start.
fn range_end(
    cursor: &mut Cursor<'_, '_>,
    read: impl Fn(&mut Cursor<'_, '_>) -> Option<PrintedDate>,
    follows: impl Fn(&PrintedDate) -> bool,
) -> Option<PrintedDate> {
    let mut ahead = *cursor;
    ahead.eat(is_until).then_some(())?;
    let weekday = weekday(&mut ahead);
    let last = read(&mut ahead).filter(follows)?;
    *cursor = ahead;
    Some(PrintedDate { weekday, ..last })
}

/// A date of no year yet, if the month has such a day in any year.
fn day_of_month(day: u32, month: i8) -> Option<PrintedDate> {
    let day = i8::try_from(day).ok()?;
    let found = PrintedDate { weekday: None, day, month, year: None };
    const LEAP_YEAR: i16 = 2000;
    found.in_year(LEAP_YEAR).map(|_| found)
}

/// Whether a range may end here: later in the year, or in a year that is said.
fn is_later(first: &PrintedDate, last: &PrintedDate) -> bool {
    (first.month, first.day) < (last.month, last.day)
        || first.year.zip(last.year).is_some_and(|(first, last)| first < last)
}

/// In `30 juni – 2 juli 2018` the year belongs to both.
fn with_year_of(first: PrintedDate, last: Option<PrintedDate>) -> PrintedDate {
    PrintedDate { year: first.year.or_else(|| last.and_then(|last| last.year)), ..first }
}
