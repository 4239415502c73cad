//! Dates and times of day as pages print them, read into values.
//!
//! Pages seldom print the year; what they print is kept as it is ([`PrintedDate`]) and the reader
//! asks which years fit. Pages also print wrong weekdays, so a weekday is a claim to be checked, not
//! a part of the date.

mod clocks;
mod read;

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};

pub use clocks::{PrintedClock, printed_clocks};
pub(crate) use read::{date, is_until, year};

use crate::{
    Span, calendar,
    scan::{Cursor, find, tokens},
};

/// A day of a month, with what else the page says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PrintedDate {
    /// The weekday printed before the date; it may be wrong.
    pub weekday: Option<Weekday>,
    /// 1 to 31, and no more than the month can have (29 February needs no year).
    pub day: i8,
    /// 1 to 12.
    pub month: i8,
    /// The year, where printed.
    pub year: Option<i16>,
}

impl PrintedDate {
    /// The date, when its year is printed.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.in_year(self.year?)
    }

    /// The same day in that year, whatever year is printed. Nothing for 29 February in a common year.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// Whether the day exists in that year and falls on the printed weekday, if one is printed.
    #[must_use]
    pub fn weekday_agrees(&self, year: i16) -> bool {
        self.in_year(year).is_some_and(|date| self.weekday.is_none_or(|day| day == date.weekday()))
    }

    /// The years among these in which the printed weekday, day and month go together. A printed year
    /// leaves only itself.
    #[must_use]
    pub fn years_that_fit(&self, years: RangeInclusive<i16>) -> Vec<i16> {
        let printed = |year: &i16| self.year.is_none_or(|printed| printed == *year);
        years.filter(printed).filter(|year| self.weekday_agrees(*year)).collect()
    }
}

/// One date, or the first and last of several days, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedDates {
    /// The date, or the first day.
    pub first: PrintedDate,
    /// The last day of a range: `26-27 mars`.
    pub last: Option<PrintedDate>,
    /// Where it stands, weekday and *den* included.
    pub span: Span,
}

/// Days of the week without a date, `måndag till fredag`, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedWeekdays {
    /// The first day.
    pub first: Weekday,
    /// The last day, the same for a single one.
    pub last: Weekday,
    /// Where they stand.
    pub span: Span,
}

/// Every date in a text, in order: `Torsdag den 5 juli`, `2018-03-02`, `Måndag 3/7`,
/// `2 - 5 juli 2018`, `27 March 2024`, `July 5th`.
#[must_use]
pub fn printed_dates(text: &str) -> Vec<PrintedDates> {
    find(&tokens(text), date)
        .into_iter()
        .map(|(span, (first, last))| PrintedDates { first, last, span })
        .collect()
}

/// Every weekday and range of weekdays in a text that is not part of a date.
#[must_use]
pub fn printed_weekdays(text: &str) -> Vec<PrintedWeekdays> {
    let weekdays = |cursor: &mut Cursor<'_, '_>| {
        // A date is stepped over, its weekday with it.
        if date(cursor).is_some() {
            return Some(None);
        }
        let first = cursor.take(|token| calendar::weekday(&token.folded))?;
        let mut ahead = *cursor;
        let last = if ahead.eat(is_until) {
            ahead.take(|token| calendar::weekday(&token.folded))
        } else {
            None
        };
        if last.is_some() {
            *cursor = ahead;
        }
        Some(Some((first, last.unwrap_or(first))))
    };
    find(&tokens(text), weekdays)
        .into_iter()
        .filter_map(|(span, days)| days.map(|(first, last)| PrintedWeekdays { first, last, span }))
        .collect()
}

#[cfg(test)]
mod tests;
