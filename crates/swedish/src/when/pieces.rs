//! The parts of a time expression, found one by one from left to right.

use std::ops::Range;

use jiff::{
    ToSpan as _, Zoned,
    civil::{Date, Weekday},
};

use super::{
    PartOfDay, Season, When,
    phrases::{Fixed, beginning_with, part},
    window::{monday, plus},
};
use crate::{
    calendar,
    dates::{self, PrintedDate},
    scan::{Cursor, Kind, Token},
    words::NormalWord,
};

/// One part of a time expression.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    /// A printed date or range of dates.
    Dates(PrintedDate, Option<PrintedDate>),
    /// A weekday and which of them.
    Weekday(Weekday, Which),
    /// Something that counts from today or says its year.
    Known(When),
    /// The number of a week.
    WeekNumber(i8),
    /// A month, 1 to 12.
    MonthName(i8),
    /// A season.
    SeasonName(Season),
    /// A part of the day named beside it.
    Part(PartOfDay),
    /// The night before the day named beside it.
    NightBefore,
}

/// Which of all Thursdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The coming one, today included.
    Coming,
    /// The latest before today.
    Latest,
    /// The one so many weeks from this.
    OfWeek(i64),
}

/// A piece and the words it was read from.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) piece: Piece,
    pub(super) words: Range<usize>,
}

/// What was read at a place, and how many words it took.
pub(super) type Reading = Option<(Piece, usize)>;

/// A question and the moment it is asked.
pub(super) struct Reader<'a, 't> {
    pub(super) tokens: &'a [Token<'t>],
    pub(super) words: &'a [NormalWord],
    pub(super) now: &'a Zoned,
}

impl Reader<'_, '_> {
    /// All pieces in order, none overlapping.
    pub(super) fn pieces(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let after_day =
                found.last().is_some_and(|last| last.words.end == at && is_day(last.piece));
            let part = part(self.word(at)).filter(|_| after_day).map(|part| (Piece::Part(part), 1));
            match part.or_else(|| self.piece_at(at)) {
                Some((piece, used)) => {
                    let end = at + used.max(1);
                    found.push(Found { piece, words: at..end });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn piece_at(&self, at: usize) -> Reading {
        self.dates(at)
            .or_else(|| self.day_of_this_month(at, None))
            .or_else(|| self.years(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.week_number(at))
            .or_else(|| self.season(at))
            .or_else(|| self.month(at))
            .or_else(|| self.phrase(at))
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.folded)
    }

    fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(self.words.get(at)?.token)
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    /// Reads at a word with a reader of tokens; the words it took come with the value.
    fn by_tokens<T>(
        &self,
        at: usize,
        read: impl FnOnce(&mut Cursor<'_, '_>) -> Option<T>,
    ) -> Option<(T, usize)> {
        let mut cursor = Cursor::new(self.tokens, self.words.get(at)?.token);
        let value = read(&mut cursor)?;
        let rest = self.words.get(at..).unwrap_or_default();
        Some((value, rest.iter().take_while(|word| word.token < cursor.at).count()))
    }

    fn dates(&self, at: usize) -> Reading {
        // "imorgon" holds two words in one token; a date begins with a token of its own.
        let inside = at > 0 && self.words.get(at - 1)?.token == self.words.get(at)?.token;
        let ((first, last), used) = self.by_tokens(at, dates::date).filter(|_| !inside)?;
        Some((Piece::Dates(first, last), used))
    }

    /// `den femte`, `den 5:e`, `the 5th`: of this month. Without a weekday before it, *den första*,
    /// *den andra* and *den tredje* are people and things.
    fn day_of_this_month(&self, at: usize, weekday: Option<Weekday>) -> Reading {
        ["den", "the"].contains(&self.word(at)).then_some(())?;
        let word = self.word(at + 1);
        let in_words = calendar::ordinal(word).filter(|day| weekday.is_some() || *day > 3);
        let in_words = in_words.filter(|_| self.word(at) == "den");
        let written = |word: &str| -> Option<u32> {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let known =
                ["", "e", "a", "st", "nd", "rd", "th"].contains(&word.strip_prefix(digits)?);
            known.then(|| digits.parse().ok())?
        };
        let day = i8::try_from(in_words.or_else(|| written(word))?).ok()?;
        let ordinal = self.word(at + 2) == ":" && ["e", "a"].contains(&self.word(at + 3));
        let used = if ordinal { 4 } else { 2 };
        self.phrase_ends(at + used).then_some(())?;
        let (year, month) = (self.today().year(), self.today().month());
        Date::new(year, month, day).ok()?;
        Some((Piece::Dates(PrintedDate { weekday, day, month, year: Some(year) }, None), used))
    }

    /// Whether nothing follows that the words before could belong to.
    fn phrase_ends(&self, at: usize) -> bool {
        const GOES_ON: [&str; 8] = ["och", "eller", "i", "pa", "kl", "klockan", "da", "and"];
        self.token(at).is_none_or(|token| token.kind == Kind::Mark && !token.is_mark("%"))
            || GOES_ON.contains(&self.word(at))
    }

    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let (year, _) = self.by_tokens(at, dates::year)?;
        (1990..=2099).contains(&year).then_some(year)
    }

    /// `2014`, `år 2014`, `2012–2014`, `mellan 2012 och 2014`, `1990-talet`.
    fn years(&self, at: usize) -> Reading {
        let lead = usize::from(["mellan", "between", "ar", "aren"].contains(&self.word(at)));
        let (at, decade) = (at + lead, [self.word(at + lead + 1), self.word(at + lead + 2)]);
        if decade == ["-", "talet"] && lead == 0 {
            let first = match self.word(at) {
                "90" => 1990,
                digits => digits.parse().ok().filter(|year| (1990..=2090).contains(year))?,
            };
            return Some((Piece::Known(When::Years { first, last: first + 9 }), 3));
        }
        let first = self.year(at)?;
        let is_range = ["-", "till", "to", "och", "and"].contains(&self.word(at + 1));
        if is_range && let Some(last) = self.year(at + 2).filter(|last| *last > first) {
            return Some((Piece::Known(When::Years { first, last }), lead + 3));
        }
        let genitive = usize::from(self.word(at + 1) == "ars");
        Some((Piece::Known(When::Year(first)), lead + 1 + genitive))
    }

    fn weekday(&self, at: usize) -> Reading {
        let weekday = |ahead: usize| calendar::weekday(self.word(at + ahead));
        if let Some(day) = weekday(0) {
            if let Some((piece, used)) = self.day_of_this_month(at + 1, Some(day)) {
                return Some((piece, used + 1));
            }
            let every = at.checked_sub(1).map(|before| self.word(before));
            let each = every.is_some_and(|word| ["varje", "every", "alla", "each"].contains(&word));
            return (!each).then_some((Piece::Weekday(day, Which::Coming), 1));
        }
        let (day, which, used) = match (self.word(at), self.word(at + 1)) {
            ("i", day) => (calendar::weekday(day.strip_suffix('s')?)?, Which::Latest, 2),
            ("nasta" | "next", _) => (weekday(1)?, Which::OfWeek(1), 2),
            ("forra", _) => (weekday(1)?, Which::OfWeek(-1), 2),
            ("last", _) => (weekday(1)?, Which::Latest, 2),
            ("denna" | "this", _) => (weekday(1)?, Which::OfWeek(0), 2),
            ("den", "har") | ("nu", "pa") => (weekday(2)?, Which::OfWeek(0), 3),
            ("pa" | "on", _) => {
                let short = calendar::short_weekday(self.token(at + 1)?.text)?;
                (short, Which::Coming, 2)
            }
            _ => return None,
        };
        Some((Piece::Weekday(day, which), used))
    }

    /// `vecka 27`, `v. 27`, `v27`, `week 27`.
    fn week_number(&self, at: usize) -> Reading {
        let number = |word: &str| {
            let week = word.parse().ok().filter(|_| word.len() <= 2);
            week.filter(|week: &i8| (1..=53).contains(week))
        };
        let together = self.word(at).strip_prefix('v').and_then(number);
        if let Some(week) = together {
            return Some((Piece::WeekNumber(week), 1));
        }
        ["vecka", "veckan", "v", "week"].contains(&self.word(at)).then_some(())?;
        let point = usize::from(self.word(at) == "v" && self.word(at + 1) == ".");
        let week = number(self.word(at + 1 + point))?;
        (!calendar::is_counted(self.word(at + 2 + point))).then_some(())?;
        Some((Piece::WeekNumber(week), 2 + point))
    }

    /// The seasons that need their neighbours: `sommar 2018`, `summer 2018`, and *i vår*, which is
    /// also "in our": it is a season with its ring on and nothing after it to own.
    fn season(&self, at: usize) -> Reading {
        let ringed = |at: usize| {
            let ring = |c: char| matches!(c, 'å' | 'Å' | '\u{30a}');
            self.token(at).is_some_and(|token| token.text.contains(ring))
        };
        let named = match self.word(at) {
            "sommar" | "summer" => Some(Season::Summer),
            "host" | "autumn" | "fall" => Some(Season::Autumn),
            "vinter" | "winter" => Some(Season::Winter),
            "var" if ringed(at) => Some(Season::Spring),
            "spring" => Some(Season::Spring),
            _ => None,
        };
        if let Some(season) = named {
            return self.year(at + 1).map(|_| (Piece::SeasonName(season), 1));
        }
        let spring = self.word(at) == "i" && self.word(at + 1) == "var" && ringed(at + 1);
        (spring && self.phrase_ends(at + 2)).then_some(())?;
        Some((self.fixed(Fixed::Coming(Season::Spring))?, 2))
    }

    /// A month with a preposition before it or a year after it, or with an unmistakable name.
    fn month(&self, at: usize) -> Reading {
        const LEADS: [&str; 9] =
            ["i", "in", "under", "during", "of", "av", "fran", "till", "sedan"];
        if let Some(month) = calendar::month(self.word(at)) {
            let year = self.word(at + 1) == "i" || self.year(at + 1).is_some();
            let clear = calendar::clear_month(self.word(at)).is_some();
            return (year || clear).then_some((Piece::MonthName(month), 1));
        }
        LEADS.contains(&self.word(at)).then_some(())?;
        Some((Piece::MonthName(calendar::month(self.word(at + 1))?), 2))
    }

    fn phrase(&self, at: usize) -> Reading {
        let stands_here = |phrase: &str| {
            phrase.split(' ').enumerate().all(|(ahead, word)| self.word(at + ahead) == word)
        };
        let found = beginning_with(self.word(at)).filter(|(phrase, _)| stands_here(phrase));
        let (phrase, fixed) = found.max_by_key(|(phrase, _)| phrase.split(' ').count())?;
        Some((self.fixed(fixed)?, phrase.split(' ').count()))
    }

    fn fixed(&self, fixed: Fixed) -> Option<Piece> {
        let today = self.today();
        let year = today.year();
        let season_over = |season| {
            let (_, last) = When::Season { year, season }.days()?;
            Some(last < today)
        };
        Some(Piece::Known(match fixed {
            Fixed::Day(days) => When::Day(plus(today, days.days())?),
            Fixed::PartOf(days, part) => When::PartOfDay { date: plus(today, days.days())?, part },
            Fixed::Tonight => {
                let still_night = self.now.hour() < 6;
                let date = plus(today, (-i64::from(still_night)).days())?;
                When::PartOfDay { date, part: PartOfDay::Night }
            }
            Fixed::Week(weeks) => week_of(plus(today, weeks.weeks())?),
            Fixed::Weekend(weeks) => {
                let monday = plus(monday(today)?, weeks.weeks())?;
                When::Days { first: plus(monday, 5.days())?, last: plus(monday, 6.days())? }
            }
            Fixed::Month(months) => {
                let date = plus(today.first_of_month(), months.months())?;
                When::Month { year: date.year(), month: date.month() }
            }
            Fixed::Year(years) => When::Year(year.checked_add(years)?),
            Fixed::Coming(season) => {
                let year = if season_over(season)? { year.checked_add(1)? } else { year };
                When::Season { year, season }
            }
            Fixed::Latest(season) => {
                let (first, _) = When::Season { year, season }.days()?;
                let year = if first <= today { year } else { year.checked_sub(1)? };
                When::Season { year, season }
            }
            Fixed::SeasonOf(years, season) => {
                When::Season { year: year.checked_add(years)?, season }
            }
            Fixed::Open(when) => when,
            Fixed::Part(part) => return Some(Piece::Part(part)),
            Fixed::NightBefore => return Some(Piece::NightBefore),
            Fixed::Named(season) => return Some(Piece::SeasonName(season)),
        }))
    }
}

fn is_day(piece: Piece) -> bool {
    matches!(piece, Piece::Dates(..) | Piece::Weekday(..) | Piece::Known(When::Day(_)))
}

/// The ISO week a date lies in.
pub(super) fn week_of(date: Date) -> When {
    let week = date.iso_week_date();
    When::Week { year: week.year(), week: week.week() }
}
