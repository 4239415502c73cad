//! Stretches of Stockholm time.

use jiff::{
    Span, ToSpan, Zoned,
    civil::{Date, ISOWeekDate, Time, Weekday, time},
    tz::TimeZone,
};

use super::{PartOfDay, Season, When};

/// The time zone of the calendar.
#[must_use]
pub fn stockholm() -> TimeZone {
    static STOCKHOLM: TimeZone = jiff::tz::get!("Europe/Stockholm");
    STOCKHOLM.clone()
}

/// A stretch of time, half-open: its start belongs to it, its end does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Where it starts; nothing when it has no beginning.
    pub from: Option<Zoned>,
    /// Where it ends; nothing when it goes on for ever.
    pub until: Option<Zoned>,
}

/// One day from midnight to midnight: 24 hours, but 23 or 25 when the clocks change. Nothing only at
/// the last day of the calendar (the year 9999).
#[must_use]
pub fn day_window(date: Date) -> Option<Window> {
    Window::of_days(date, date)
}

impl Window {
    /// Whether the moment lies in the window.
    #[must_use]
    pub fn contains(&self, moment: &Zoned) -> bool {
        self.from.as_ref().is_none_or(|from| from <= moment)
            && self.until.as_ref().is_none_or(|until| moment < until)
    }

    /// Whether something that lasts from `start` until `end` falls at least partly in the window.
    /// What lasts no time at all counts as the moment it starts.
    #[must_use]
    pub fn overlaps(&self, start: &Zoned, end: &Zoned) -> bool {
        if end <= start {
            return self.contains(start);
        }
        self.from.as_ref().is_none_or(|from| from < end)
            && self.until.as_ref().is_none_or(|until| start < until)
    }

    /// The days from the first to the last, both included.
    fn of_days(first: Date, last: Date) -> Option<Self> {
        let until = last.tomorrow().ok()?;
        Some(Self {
            from: Some(moment(first, Time::midnight())?),
            until: Some(moment(until, Time::midnight())?),
        })
    }

    /// The window an expression means, `now` in Stockholm.
    pub(super) fn of(when: &When, now: &Zoned) -> Option<Self> {
        match when {
            When::Now => {
                let until = now.checked_add(1.second()).ok()?;
                Some(Self { from: Some(now.clone()), until: Some(until) })
            }
            When::Next | When::Upcoming => Some(Self { from: Some(now.clone()), until: None }),
            When::Last | When::Past => Some(Self { from: None, until: Some(now.clone()) }),
            _ => Self::of_calendar(when),
        }
    }

    /// The window of an expression that is the same whenever it is said.
    pub(super) fn of_calendar(when: &When) -> Option<Self> {
        let midnight = |date| moment(date, Time::midnight());
        match *when {
            When::PartOfDay { date, part } => {
                let (from, until) = part.hours();
                let end_date = if until <= from { date.tomorrow().ok()? } else { date };
                Some(Self {
                    from: Some(moment(date, from)?),
                    until: Some(moment(end_date, until)?),
                })
            }
            When::Since(date) => Some(Self { from: Some(midnight(date)?), until: None }),
            When::Before(date) => Some(Self { from: None, until: Some(midnight(date)?) }),
            _ => {
                let (first, last) = when.days()?;
                Self::of_days(first, last)
            }
        }
    }
}

impl When {
    /// The first and the last day of an expression that means whole days.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        match *self {
            Self::Day(date) => Some((date, date)),
            Self::Days { first, last } => (first <= last).then_some((first, last)),
            Self::Week { year, week } => {
                let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                Some((monday, plus(monday, 6.days())?))
            }
            Self::Month { year, month } => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Season { year, season } => {
                let (year, month) = match season {
                    Season::Winter => (year.checked_sub(1)?, 12),
                    Season::Spring => (year, 3),
                    Season::Summer => (year, 6),
                    Season::Autumn => (year, 9),
                };
                let first = Date::new(year, month, 1).ok()?;
                Some((first, plus(first, 2.months())?.last_of_month()))
            }
            Self::Year(year) => Self::Years { first: year, last: year }.days(),
            Self::Years { first, last } => {
                let days = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
                (days.0 <= days.1).then_some(days)
            }
            _ => None,
        }
    }
}

impl PartOfDay {
    fn hours(self) -> (Time, Time) {
        let (from, until) = match self {
            Self::Morning => (5, 12),
            Self::Forenoon => (8, 12),
            Self::Afternoon => (12, 18),
            Self::Evening => (17, 0),
            Self::Night => (22, 6),
        };
        (time(from, 0, 0, 0), time(until, 0, 0, 0))
    }
}

/// A date some days, weeks, months or years away.
pub(super) fn plus(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

/// The Monday of a date's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    plus(date, (-i64::from(date.weekday().to_monday_zero_offset())).days())
}

fn moment(date: Date, time: Time) -> Option<Zoned> {
    date.to_datetime(time).to_zoned(stockholm()).ok()
}
