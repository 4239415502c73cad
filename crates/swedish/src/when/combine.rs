//! Pieces put together: `torsdag` and `nästa vecka` are one day.

use std::ops::Range;

use jiff::{
    ToSpan as _, Zoned,
    civil::{Date, Weekday},
};

use super::{
    When,
    pieces::{Found, Piece, Which},
    window::{monday, plus},
};
use crate::{calendar::listed, words::NormalWord};

/// What the pieces say together.
#[derive(Debug)]
pub(super) struct Meaning {
    pub(super) when: When,
    pub(super) year_said: bool,
    pub(super) weekday: Option<Weekday>,
    pub(super) disagrees: bool,
    /// For every word, whether it was read.
    pub(super) used: Vec<bool>,
}

/// A reading before its words are marked.
struct Core {
    when: When,
    year_said: bool,
    /// The day the date beside it was expected to be, and is not.
    disagrees: bool,
}

/// The pieces by kind; of each kind the first counts.
#[derive(Default)]
struct Parts {
    dates: Option<(crate::dates::PrintedDate, Option<crate::dates::PrintedDate>)>,
    day: Option<Date>,
    weekday: Option<(Weekday, Which)>,
    part: Option<super::PartOfDay>,
    night_before: bool,
    week: Option<When>,
    week_number: Option<i8>,
    month: Option<i8>,
    season: Option<super::Season>,
    years: Vec<i16>,
    other: Option<When>,
    open: Option<When>,
}

impl Parts {
    fn of(pieces: &[Found]) -> Self {
        let mut parts = Self::default();
        for found in pieces {
            match found.piece {
                Piece::Dates(first, last) => set(&mut parts.dates, (first, last)),
                Piece::Weekday(day, which) => set(&mut parts.weekday, (day, which)),
                Piece::WeekNumber(week) => set(&mut parts.week_number, week),
                Piece::MonthName(month) => set(&mut parts.month, month),
                Piece::SeasonName(season) => set(&mut parts.season, season),
                Piece::Part(part) => set(&mut parts.part, part),
                Piece::NightBefore => parts.night_before = true,
                Piece::Known(When::Day(date)) => set(&mut parts.day, date),
                Piece::Known(When::PartOfDay { date, part }) => {
                    set(&mut parts.day, date);
                    set(&mut parts.part, part);
                }
                Piece::Known(when @ When::Week { .. }) => set(&mut parts.week, when),
                Piece::Known(When::Year(year)) => parts.years.push(year),
                Piece::Known(when) if is_open(&when) => set_open(&mut parts.open, when),
                Piece::Known(when) => set(&mut parts.other, when),
            }
        }
        parts
    }

    /// The reading, the narrowest first.
    fn core(&self, today: Date) -> Option<Core> {
        let year = self.years.first().copied();
        let told = |when| Core { when, year_said: true, disagrees: false };
        if let Some(core) = self.date_core(today) {
            return Some(core);
        }
        if let Some(date) = self.day {
            let disagrees = self.weekday.is_some_and(|(weekday, _)| weekday != date.weekday());
            return Some(Core { when: self.on(date), year_said: true, disagrees });
        }
        // "en torsdag i juli" and "onsdagen 2014" are no single day; the weekday goes with the answer.
        let wider = self.month.is_some() || self.season.is_some() || year.is_some();
        let week = self.week.is_some() || self.week_number.is_some();
        if let Some((weekday, which)) = self.weekday.filter(|_| week || !wider) {
            return Some(told(self.on(self.that(weekday, which, today)?)));
        }
        let named = |when| Core { when, year_said: year.is_some(), disagrees: false };
        let in_year = year.unwrap_or_else(|| today.year());
        if let Some(week) = self.week_number {
            return Some(named(When::Week { year: in_year, week }));
        }
        if let Some(when) = self.week {
            return Some(told(when));
        }
        if let Some(month) = self.month {
            return Some(named(When::Month { year: in_year, month }));
        }
        if let Some(season) = self.season {
            return Some(named(When::Season { year: in_year, season }));
        }
        match (self.other, year) {
            (Some(When::Season { season, .. }), Some(year)) => {
                return Some(told(When::Season { year, season }));
            }
            (Some(when), _) => return Some(told(when)),
            (None, _) => {}
        }
        let (first, last) = (self.years.iter().min(), self.years.iter().max());
        match (first, last, self.open) {
            (Some(first), Some(last), _) if first == last => Some(told(When::Year(*first))),
            (Some(first), Some(last), _) => Some(told(When::Years { first: *first, last: *last })),
            (_, _, Some(When::Now)) if self.part.is_some() => Some(told(self.on(today))),
            (_, _, open) => open.map(told),
        }
    }

    fn date_core(&self, today: Date) -> Option<Core> {
        let (printed, last) = self.dates?;
        let said = printed.year.or_else(|| self.years.first().copied());
        let year = said.unwrap_or_else(|| today.year());
        let date = printed.in_year(year)?;
        let weekday = printed.weekday.or(self.weekday.map(|(weekday, _)| weekday));
        let disagrees = weekday.is_some_and(|weekday| weekday != date.weekday())
            || self.day.is_some_and(|day| day != date);
        let when = match last {
            Some(last) => {
                let years_on = last.year.zip(printed.year).map_or(0, |(last, first)| last - first);
                When::Days { first: date, last: last.in_year(year.checked_add(years_on)?)? }
            }
            None => self.on(date),
        };
        Some(Core { when, year_said: said.is_some(), disagrees })
    }

    /// The day, or the part of it that is named.
    fn on(&self, date: Date) -> When {
        if self.night_before
            && let Ok(date) = date.yesterday()
        {
            return When::PartOfDay { date, part: super::PartOfDay::Night };
        }
        self.part.map_or(When::Day(date), |part| When::PartOfDay { date, part })
    }

    /// The day a weekday means, in the week named beside it if there is one.
    fn that(&self, weekday: Weekday, which: Which, today: Date) -> Option<Date> {
        let numbered = self.week_number.map(|week| When::Week {
            year: self.years.first().copied().unwrap_or_else(|| today.year()),
            week,
        });
        if let Some(week) = self.week.or(numbered) {
            return of_week(week.days()?.0, weekday);
        }
        match which {
            Which::Coming if today.weekday() == weekday => Some(today),
            Which::Coming => today.nth_weekday(1, weekday).ok(),
            Which::Latest => today.nth_weekday(-1, weekday).ok(),
            Which::OfWeek(weeks) => of_week(plus(monday(today)?, weeks.weeks())?, weekday),
        }
    }

    fn named_weekday(&self) -> Option<Weekday> {
        let printed = self.dates.and_then(|(first, _)| first.weekday);
        printed.or(self.weekday.map(|(weekday, _)| weekday))
    }
}

fn of_week(monday: Date, weekday: Weekday) -> Option<Date> {
    plus(monday, i64::from(weekday.to_monday_zero_offset()).days())
}

fn set<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}

/// The first open word counts, but *nu* says less than any other.
fn set_open(slot: &mut Option<When>, when: When) {
    if slot.is_none_or(|held| held == When::Now) {
        *slot = Some(when);
    }
}

fn is_open(when: &When) -> bool {
    matches!(when, When::Now | When::Next | When::Last | When::Past | When::Upcoming)
}

/// Puts the pieces together; nothing when they are none, or only a part of no day.
pub(super) fn combine(pieces: &[Found], words: &[NormalWord], now: &Zoned) -> Option<Meaning> {
    let parts = Parts::of(pieces);
    let several = either(pieces, &parts.years, words, now.date());
    // "i morgon och på onsdag" is not on a Wednesday.
    let weekday = parts.named_weekday().filter(|_| several.is_none());
    let core = several.or_else(|| parts.core(now.date()))?;
    let mut used = vec![false; words.len()];
    let open = is_open(&core.when);
    let mut start = None;
    for found in pieces {
        // "nästa seminarium i veckan": the week is the time, *nästa* stays with the seminar.
        let counts = match found.piece {
            Piece::Known(When::Now) => true,
            Piece::Known(when) if is_open(&when) => open && when == core.when,
            _ => !open,
        };
        if counts {
            let words_used = with_lead(&found.words, words, !open);
            start = start.or((!open).then_some(words_used.start));
            mark(&mut used, words_used);
        }
    }
    let (when, lead) = start
        .and_then(|start| relative(core.when, start, words))
        .map_or((core.when, None), |(when, lead)| (when, Some(lead)));
    if let Some(lead) = lead {
        mark(&mut used, lead);
    }
    Some(Meaning { when, year_said: core.year_said, weekday, disagrees: core.disagrees, used })
}

/// `torsdag eller fredag`, `i juni och juli 2014`: from the first to the last of several that are
/// joined by nothing else. A year said once goes for all of them.
fn either(pieces: &[Found], years: &[i16], words: &[NormalWord], today: Date) -> Option<Core> {
    // "å" is an "och", without its ring as well.
    const JOINTS: &str = "eller och samt a or and i pa den on in the";
    let is_joined = |before: &Found, after: &Found| {
        let gap = words.get(before.words.end..after.words.start).unwrap_or_default();
        let word = |word: &str| gap.iter().any(|found| found.folded == word);
        ["eller", "och", "samt", "a", "or", "and"].into_iter().any(word)
            && gap.iter().all(|word| listed(JOINTS, &word.folded))
    };
    let alternatives: Vec<&[Found]> = pieces.chunk_by(|a, b| !is_joined(a, b)).collect();
    if alternatives.len() < 2 {
        return None;
    }
    let mut cores = Vec::with_capacity(alternatives.len());
    for pieces in alternatives {
        let mut parts = Parts::of(pieces);
        if let ([year], true) = (years, parts.years.is_empty()) {
            parts.years.push(*year);
        }
        cores.push(parts.core(today)?);
    }
    let days = cores.iter().map(|core| core.when.days()).collect::<Option<Vec<_>>>()?;
    let first = days.iter().map(|(first, _)| *first).min()?;
    let last = days.iter().map(|(_, last)| *last).max()?;
    let all_years = cores.iter().all(|core| matches!(core.when, When::Year(_)));
    Some(Core {
        when: if all_years {
            When::Years { first: first.year(), last: last.year() }
        } else {
            When::Days { first, last }
        },
        year_said: cores.iter().all(|core| core.year_said),
        disagrees: cores.iter().any(|core| core.disagrees),
    })
}

fn mark(used: &mut [bool], words: Range<usize>) {
    for word in used.get_mut(words).unwrap_or_default() {
        *word = true;
    }
}

/// Takes in the preposition and article before a piece.
fn with_lead(found: &Range<usize>, words: &[NormalWord], take: bool) -> Range<usize> {
    const LEADS: &str = "i pa den under in on of the at during till to fran from for \
        mellan between";
    let leads = words.get(..found.start).unwrap_or_default().iter().rev().take(2);
    let taken = leads.take_while(|word| take && listed(LEADS, &word.folded)).count();
    found.start - taken..found.end
}

/// `sedan 2012`, `efter den 5 juli`, `före i morgon`: what the word before makes of the days.
fn relative(when: When, start: usize, words: &[NormalWord]) -> Option<(When, Range<usize>)> {
    let (first, last) = when.days()?;
    let at = start.checked_sub(1)?;
    let when = match words.get(at)?.folded.as_str() {
        "sedan" | "sen" | "since" => When::Since(first),
        "efter" | "after" => When::Since(last.tomorrow().ok()?),
        "fore" | "innan" | "before" => When::Before(first),
        _ => return None,
    };
    Some((when, at..start))
}
