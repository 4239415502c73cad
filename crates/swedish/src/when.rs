//! The time a question asks about: `i morgon bitti`, `förra veckan`, `v 27`, `5/7`, `last summer`.
//!
//! [`time_expression`] finds the words, says what they mean ([`When`]) and which stretch of time that
//! is ([`Window`]). Where ordinary speech is loose, these are the decisions:
//!
//! * `torsdag`, `på torsdag`, `on Thursday`: the coming one, today included.
//! * `nästa torsdag`: in next week; `förra torsdagen`: in last week; weeks begin on Monday.
//! * `i torsdags`, `last Thursday`: the latest one before today.
//! * `i helgen`: Saturday and Sunday of this week. `i veckan`: this week, Monday to Sunday.
//! * `i sommar`: this year's, or next year's when it is over; `i somras`: the latest that has begun.
//! * A day and month, a week number, a month or a season without a year: the current year's, with
//!   [`TimeExpression::year_said`] false, so that the asker of an archive can be offered other years.
//! * `om två veckor`: the whole week two weeks ahead; `om 3 dagar` is a day.
//! * `senaste veckan`: the seven days up to today; `förra veckan` is a calendar week.
//! * `i påsk`, `midsommarafton`: the coming one; `i julas`: the latest.
//! * `natten till den 5`: the night that ends on the morning of that day.
//! * Where a date and a weekday (or *idag*) disagree, the date holds.

mod combine;
mod counted;
mod feasts;
mod phrases;
mod pieces;
mod said;
mod window;

use std::collections::BTreeSet;

use jiff::{
    Zoned,
    civil::{Date, Weekday},
};

pub use window::{Window, day_window, stockholm};

use crate::{Span, language::Language, words::with_tokens};

/// What a time expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// One day.
    Day(Date),
    /// Several days, the last included: a weekend, `2-5 juli`, `senaste veckan`.
    Days {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// A part of one day.
    PartOfDay {
        /// The day; of a night, the one it begins on.
        date: Date,
        /// Which part.
        part: PartOfDay,
    },
    /// An ISO week, Monday to Sunday.
    Week {
        /// The year the week belongs to, which differs from the calendar's around New Year.
        year: i16,
        /// 1 to 53.
        week: i8,
    },
    /// A month.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// A season of three months.
    Season {
        /// The year; a winter has the year it ends in.
        year: i16,
        /// Which season.
        season: Season,
    },
    /// A year.
    Year(i16),
    /// Several years, the last included.
    Years {
        /// The first year.
        first: i16,
        /// The last year.
        last: i16,
    },
    /// That day and all after it: `sedan 2012`.
    Since(Date),
    /// All before that day: `före 2016`.
    Before(Date),
    /// This moment: `just nu`.
    Now,
    /// What comes first from now on: `härnäst`, `nästa` without a unit of time.
    Next,
    /// What came last before now: `senast`, `förra` without a unit of time.
    Last,
    /// Everything before now: `tidigare`.
    Past,
    /// Everything from now on: `kommande`, `framöver`.
    Upcoming,
}

/// A part of a day, by Stockholm's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartOfDay {
    /// 5 to 12.
    Morning,
    /// 8 to 12.
    Forenoon,
    /// 12 to 18.
    Afternoon,
    /// 17 to midnight.
    Evening,
    /// 22 to 6 the next day.
    Night,
}

/// A season by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December of the year before to February.
    Winter,
}

/// A time expression found in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// What it means.
    pub when: When,
    /// The stretch of time that is.
    pub window: Window,
    /// The words used, in order, at least one; prepositions included.
    pub spans: Vec<Span>,
    /// False when the year is the current one for want of a better: `5 juli`, `vecka 27`, `i juli`.
    /// Words that count from today (`i morgon`, `i fjol`) leave nothing open.
    pub year_said: bool,
    /// The weekday named, if any.
    pub weekday: Option<Weekday>,
    /// The weekday, or a word like *idag*, points at another day than the date beside it.
    pub weekday_disagrees: bool,
    today: Date,
}

/// The time a question asks about, seen from `now`; nothing when it names none. Several parts are
/// read as one (`torsdag nästa vecka`, `idag 2 juli`, `på kvällen den 5 juli`, `juli i fjol`).
#[must_use]
pub fn time_expression(question: &str, now: &Zoned) -> Option<TimeExpression> {
    let now = now.with_time_zone(stockholm());
    let today = now.date();
    let (tokens, words) = with_tokens(question);
    let pieces = pieces::Reader { tokens: &tokens, words: &words, now: &now }.pieces();
    let meaning = combine::combine(&pieces, &words, &now)?;
    let used = words.iter().zip(&meaning.used).filter(|(_, used)| **used);
    let used_tokens: BTreeSet<usize> = used.map(|(word, _)| word.token).collect();
    let mut spans: Vec<Span> = Vec::new();
    let mut last_used = None;
    for (at, token) in tokens.iter().enumerate() {
        if !used_tokens.contains(&at) {
            continue;
        }
        match spans.last_mut() {
            Some(span) if at > 0 && last_used == Some(at - 1) => span.end = token.span.end,
            _ => spans.push(token.span.clone()),
        }
        last_used = Some(at);
    }
    Some(TimeExpression {
        when: meaning.when,
        window: Window::of(&meaning.when, &now)?,
        spans,
        year_said: meaning.year_said,
        weekday: meaning.weekday,
        weekday_disagrees: meaning.disagrees,
        today,
    })
}

impl TimeExpression {
    /// The expression as it was read, so that a misreading shows: `i morgon, torsdag 5 juli 2018`.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        said::said(&self.when, self.today, language)
    }

    /// The same day, days, week, month or season of another year, with the year now said. Nothing
    /// when that year has no such day or week, or when the expression names neither.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Option<Self> {
        let move_date = |date: Date| Date::new(year, date.month(), date.day()).ok();
        let (when, date) = match self.when {
            When::Day(date) => (When::Day(move_date(date)?), move_date(date)),
            When::PartOfDay { date, part } => {
                (When::PartOfDay { date: move_date(date)?, part }, move_date(date))
            }
            When::Days { first, last } => {
                let last_year = year.checked_add(last.year().checked_sub(first.year())?)?;
                let last = Date::new(last_year, last.month(), last.day()).ok()?;
                (When::Days { first: move_date(first)?, last }, move_date(first))
            }
            When::Week { week, .. } => (When::Week { year, week }, None),
            When::Month { month, .. } => (When::Month { year, month }, None),
            When::Season { season, .. } => (When::Season { year, season }, None),
            _ => return None,
        };
        let weekday_disagrees =
            self.weekday.zip(date).is_some_and(|(weekday, date)| weekday != date.weekday());
        Some(Self {
            when,
            window: Window::of_calendar(&when)?,
            year_said: true,
            weekday_disagrees,
            ..self.clone()
        })
    }

    /// The question without the words of the expression, single-spaced.
    #[must_use]
    pub fn rest_of(&self, question: &str) -> String {
        let mut rest = String::new();
        let mut from = 0;
        for span in &self.spans {
            rest.push_str(question.get(from..span.start).unwrap_or_default());
            rest.push(' ');
            from = span.end;
        }
        rest.push_str(question.get(from..).unwrap_or_default());
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests;
