//! The calendar: Stockholm wall time, with the two nights a year that are not 24 hours long.

pub use finsam_swedish::stockholm;
use jiff::{
    ToSpan, Zoned,
    civil::{Date, Weekday},
};

/// A stretch of time from `from` up to, not including, `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first instant.
    pub from: Zoned,
    /// The first instant after it.
    pub until: Zoned,
}

impl Span {
    /// Whether two stretches share an instant. An empty stretch shares the one it stands at.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_within = |a: &Self, b: &Self| b.from <= a.from && a.from < b.until;
        starts_within(self, other) || starts_within(other, self) || self.from == other.from
    }

    /// Whether `instant` is in the stretch.
    #[must_use]
    pub fn contains(&self, instant: &Zoned) -> bool {
        self.from <= *instant && *instant < self.until
    }
}

/// The first instant of a day in Stockholm.
#[must_use]
pub fn start_of_day(date: Date) -> Zoned {
    // Every date jiff can hold but the very last ones has an instant; those fall back to the epoch.
    date.to_zoned(stockholm()).unwrap_or_else(|_| jiff::Timestamp::UNIX_EPOCH.to_zoned(stockholm()))
}

/// A day in Stockholm: 23, 24 or 25 hours.
#[must_use]
pub fn day(date: Date) -> Span {
    days(date, date)
}

/// The days from `first` to `last`, both included.
fn days(first: Date, last: Date) -> Span {
    let after = last.tomorrow().unwrap_or(last);
    Span { from: start_of_day(first), until: start_of_day(after) }
}

/// The ISO week (Monday to Sunday) that `date` is in.
#[must_use]
pub fn iso_week(date: Date) -> Span {
    let since_monday = i64::from(date.weekday().since(Weekday::Monday));
    let monday = date.saturating_sub(since_monday.days());
    days(monday, monday.saturating_add(6.days()))
}

/// The windows a list can be asked for, seen from a request's `now`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeWindow {
    /// Under way.
    Now,
    /// The day that `now` is in.
    Today,
    /// The day after.
    Tomorrow,
    /// The ISO week that `now` is in.
    ThisWeek,
    /// The ISO week after.
    NextWeek,
    /// Not yet ended.
    Upcoming,
    /// Ended.
    Past,
}

impl TimeWindow {
    /// The days that the window means, seen from `now`; none if it is about the instant alone.
    #[must_use]
    pub fn days(self, now: &Zoned) -> Option<Span> {
        let today = now.date();
        match self {
            Self::Today => Some(day(today)),
            Self::Tomorrow => Some(day(today.tomorrow().unwrap_or(today))),
            Self::ThisWeek => Some(iso_week(today)),
            Self::NextWeek => Some(iso_week(today.saturating_add(7.days()))),
            Self::Now | Self::Upcoming | Self::Past => None,
        }
    }

    /// Whether something that takes up `span` is in the window, seen from `now`.
    #[must_use]
    pub fn holds(self, span: &Span, now: &Zoned) -> bool {
        match self {
            Self::Now => span.contains(now),
            Self::Upcoming => span.until > *now,
            Self::Past => span.until <= *now,
            Self::Today | Self::Tomorrow | Self::ThisWeek | Self::NextWeek => {
                self.days(now).is_some_and(|days| span.overlaps(&days))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Unit, civil::date};

    use super::*;

    fn hours(span: &Span) -> f64 {
        span.from.until(&span.until).unwrap().total(Unit::Hour).unwrap()
    }

    #[test]
    fn days_are_as_long_as_they_are_in_stockholm() {
        let check =
            |d: Date, expected: f64| assert!((hours(&day(d)) - expected).abs() < 1e-9, "{d}");
        check(date(2018, 7, 5), 24.0);
        check(date(2018, 3, 25), 23.0);
        check(date(2018, 10, 28), 25.0);
        check(date(2026, 3, 29), 23.0);
        check(date(2026, 10, 25), 25.0);
    }

    #[test]
    fn weeks_run_from_monday_to_sunday() {
        let check = |d: Date, monday: Date| assert_eq!(iso_week(d).from.date(), monday, "{d}");
        check(date(2018, 7, 2), date(2018, 7, 2));
        check(date(2018, 7, 8), date(2018, 7, 2));
        check(date(2018, 7, 9), date(2018, 7, 9));
        check(date(2027, 1, 1), date(2026, 12, 28));
    }

    #[test]
    fn windows_seen_from_a_breakfast() {
        let at = |text: &str| {
            text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(stockholm()).unwrap()
        };
        let breakfast = Span { from: at("2018-07-05T08:00"), until: at("2018-07-05T08:50") };
        let check = |window: TimeWindow, now: &str, expected: bool| {
            assert_eq!(window.holds(&breakfast, &at(now)), expected, "{window:?} at {now}");
        };
        check(TimeWindow::Now, "2018-07-05T07:59:59", false);
        check(TimeWindow::Now, "2018-07-05T08:00", true);
        check(TimeWindow::Now, "2018-07-05T08:50", false);
        check(TimeWindow::Today, "2018-07-05T00:00", true);
        check(TimeWindow::Today, "2018-07-05T23:59:59", true);
        check(TimeWindow::Today, "2018-07-06T00:00", false);
        check(TimeWindow::Tomorrow, "2018-07-04T12:00", true);
        check(TimeWindow::Tomorrow, "2018-07-05T12:00", false);
        check(TimeWindow::ThisWeek, "2018-07-08T23:00", true);
        check(TimeWindow::ThisWeek, "2018-07-09T00:00", false);
        check(TimeWindow::NextWeek, "2018-06-25T00:00", true);
        check(TimeWindow::NextWeek, "2018-07-02T00:00", false);
        check(TimeWindow::Upcoming, "2018-07-05T08:49", true);
        check(TimeWindow::Upcoming, "2018-07-05T08:50", false);
        check(TimeWindow::Past, "2018-07-05T08:50", true);
        check(TimeWindow::Past, "2017-07-05T08:50", false);
    }

    #[test]
    fn a_night_across_midnight_belongs_to_both_days() {
        let at = |text: &str| {
            text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(stockholm()).unwrap()
        };
        let night = Span { from: at("2026-10-24T22:00"), until: at("2026-10-25T04:00") };
        assert!(night.overlaps(&day(date(2026, 10, 24))));
        assert!(night.overlaps(&day(date(2026, 10, 25))));
        assert!(!night.overlaps(&day(date(2026, 10, 26))));
    }
}
