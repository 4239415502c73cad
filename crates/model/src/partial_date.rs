//! Dates known only to the year or month, and periods between them.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A date as exactly as it is known: `2016`, `2016-06` or `2016-06-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i16),
    /// The year and the month (1–12).
    Month(i16, i8),
    /// The day.
    Day(Date),
}

impl PartialDate {
    /// The first day it can mean.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => first_of_month(year, 1),
            Self::Month(year, month) => first_of_month(year, month),
            Self::Day(date) => date,
        }
    }

    /// The last day it can mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => first_of_month(year, 12).last_of_month(),
            Self::Month(year, month) => first_of_month(year, month).last_of_month(),
            Self::Day(date) => date,
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(date) => date.year(),
        }
    }
}

/// The first of a month; every month that parsed exists, so the fallback is never met.
fn first_of_month(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::ZERO)
}

impl FromStr for PartialDate {
    type Err = NotAPartialDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
                .ok_or(NotAPartialDate)
        };
        match parts.as_slice() {
            [year] => Ok(Self::Year(number(year, 4)?)),
            [year, month] => {
                let (year, month) = (number(year, 4)?, number(month, 2)?);
                let month = i8::try_from(month).map_err(|_| NotAPartialDate)?;
                Date::new(year, month, 1).map_err(|_| NotAPartialDate)?;
                Ok(Self::Month(year, month))
            }
            [_, _, _] => text.parse().map(Self::Day).map_err(|_| NotAPartialDate),
            _ => Err(NotAPartialDate),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

/// The text is not a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written 2016, 2016-06 or 2016-06-12")]
pub struct NotAPartialDate;

/// A period with ends as exactly as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// When it began, if known.
    pub from: Option<PartialDate>,
    /// When it ended, if it has and it is known.
    pub until: Option<PartialDate>,
}

impl Period {
    /// Whether it is known to have ended before a day.
    #[must_use]
    pub fn is_over(self, day: Date) -> bool {
        self.until.is_some_and(|until| until.last_day() < day)
    }

    /// Whether it is known to begin only after a day.
    #[must_use]
    pub fn is_to_come(self, day: Date) -> bool {
        self.from.is_some_and(|from| from.first_day() > day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_written_alike() {
        for text in ["2016", "2016-06", "2016-06-12"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "16", "2016-13", "2016-6", "2016-02-30", "juni 2016", "2016-06-12-1"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text:?}");
        }
    }
}
