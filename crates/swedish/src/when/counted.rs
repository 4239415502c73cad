//! Time that is counted: so many days, weeks, months or years from today.

use jiff::ToSpan as _;

use super::{
    When,
    pieces::{Piece, Reader, Reading, week_of},
    window::plus,
};
use crate::calendar;

impl Reader<'_, '_> {
    /// `om två veckor`, `in 3 days`, `för ett år sedan`, `two weeks ago`, `senaste veckan`,
    /// `de närmaste tre dagarna`.
    pub(super) fn counted(&self, at: usize) -> Reading {
        let lead = self.word(at);
        if ["om", "in"].contains(&lead) {
            let (count, unit, used) = self.amount(at + 1)?;
            return Some((self.away(count, unit)?, used + 1));
        }
        if ["senaste", "sista", "last", "past"].contains(&lead) {
            let (count, unit, used) =
                self.amount(at + 1).or_else(|| self.one_unit(at + 1, "last"))?;
            let first = plus(self.today(), unit.times(-count))?;
            let when = When::Days { first, last: self.today() };
            return Some((Piece::Known(when), used + 1));
        }
        if ["narmaste", "kommande", "nasta", "next", "coming"].contains(&lead) {
            let (count, unit, used) =
                self.amount(at + 1).or_else(|| self.one_unit(at + 1, "next"))?;
            let last = plus(self.today(), unit.times(count))?;
            let when = When::Days { first: self.today(), last };
            return Some((Piece::Known(when), used + 1));
        }
        let skip = usize::from(lead == "for");
        let (count, unit, used) = self.amount(at + skip)?;
        let used = skip + used;
        ["sedan", "sen", "ago"].contains(&self.word(at + used)).then_some(())?;
        Some((self.away(-count, unit)?, used + 1))
    }

    /// `två veckor`, `3 days`, `ett par dagar`, `a couple of weeks`.
    fn amount(&self, at: usize) -> Option<(i64, Unit, usize)> {
        let pair = ["par", "couple"].contains(&self.word(at + 1));
        let of = usize::from(pair && self.word(at + 2) == "of");
        let skip = usize::from(pair) + of;
        let count = if pair { 2 } else { calendar::count(self.word(at))? };
        Some((count, Unit::of(self.word(at + 1 + skip))?, skip + 2))
    }

    /// The definite singular after *senaste*: `veckan`. English has `past week` only; `last week`
    /// and `next week` are calendar weeks.
    fn one_unit(&self, at: usize, lead: &str) -> Option<(i64, Unit, usize)> {
        let unit = self.word(at);
        let past = self.word(at.checked_sub(1)?) == "past" && lead == "last";
        let definite = ["veckan", "manaden", "aret", "dygnet"].contains(&unit);
        (definite || past).then_some(())?;
        Some((1, Unit::of(unit)?, 1))
    }

    /// The day, week, month or year so many units from today.
    fn away(&self, count: i64, unit: Unit) -> Option<Piece> {
        let date = plus(self.today(), unit.times(count))?;
        Some(Piece::Known(match unit {
            Unit::Day => When::Day(date),
            Unit::Week => week_of(date),
            Unit::Month => When::Month { year: date.year(), month: date.month() },
            Unit::Year => When::Year(date.year()),
        }))
    }
}

/// What time is counted in.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "dag" | "dagar" | "dagarna" | "dygn" | "dygnet" | "day" | "days" => Self::Day,
            "vecka" | "veckor" | "veckorna" | "veckan" | "week" | "weeks" => Self::Week,
            "manad" | "manader" | "manaderna" | "manaden" | "month" | "months" => Self::Month,
            "ar" | "aren" | "aret" | "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    fn times(self, count: i64) -> jiff::Span {
        match self {
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Year => count.years(),
        }
    }
}
