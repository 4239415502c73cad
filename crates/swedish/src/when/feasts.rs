//! Days with a name of their own: *midsommarafton*, *i påsk*, *annandag jul*.

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use super::{
    When,
    pieces::{Piece, Reader, Reading},
    window::plus,
};

/// How the first day of a feast is found in a year.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// The same date every year.
    On(i8, i8),
    /// So many days from Easter Sunday.
    FromEaster(i64),
    /// The first such weekday on a date or after it.
    FirstFrom(i8, i8, Weekday),
}

use Rule::{FirstFrom, FromEaster, On};

/// Folded names, the rule for the first day, and how many days it is.
#[rustfmt::skip]
const FEASTS: &[(&[&str], Rule, i64)] = &[
    (&["pask", "pasken", "paskhelgen", "easter", "easter weekend"], FromEaster(-2), 4),
    (&["skartorsdag", "skartorsdagen", "maundy thursday"], FromEaster(-3), 1),
    (&["langfredag", "langfredagen", "good friday"], FromEaster(-2), 1),
    (&["paskafton", "paskaftonen"], FromEaster(-1), 1),
    (&["paskdagen", "paskdan", "easter sunday"], FromEaster(0), 1),
    (&["annandag pask", "annandagen pask", "easter monday"], FromEaster(1), 1),
    (&["kristi himmelsfard", "kristi himmelsfardsdag", "ascension day"], FromEaster(39), 1),
    (&["pingst", "pingsten", "pingsthelgen", "whitsun", "pentecost"], FromEaster(48), 2),
    (&["pingstdagen"], FromEaster(49), 1),
    (&["valborg", "valborgsmassoafton", "sista april"], On(4, 30), 1),
    (&["forsta maj", "may day"], On(5, 1), 1),
    (&["nationaldagen", "national day"], On(6, 6), 1),
    (&["midsommar", "midsommaren", "midsommarhelgen", "midsummer"], FirstFrom(6, 19, Weekday::Friday), 2),
    (&["midsommarafton", "midsummer eve", "midsummer s eve"], FirstFrom(6, 19, Weekday::Friday), 1),
    (&["midsommardagen", "midsummer day"], FirstFrom(6, 20, Weekday::Saturday), 1),
    (&["alla helgons dag", "allhelgona", "allhelgonahelgen", "all saints day"], FirstFrom(10, 31, Weekday::Saturday), 1),
    (&["lucia", "luciadagen"], On(12, 13), 1),
    (&["i jul", "till jul", "vid jul", "over jul", "under jul",
       "jul", "julen", "julhelgen", "christmas", "xmas"], On(12, 24), 3),
    (&["julafton", "julaftonen", "christmas eve"], On(12, 24), 1),
    (&["juldagen", "christmas day"], On(12, 25), 1),
    (&["annandag jul", "annandagen", "annandagen jul", "boxing day"], On(12, 26), 1),
    (&["nyar", "nyarshelgen", "new year"], On(12, 31), 2),
    (&["nyarsafton", "nyarsaftonen", "new year s eve"], On(12, 31), 1),
    (&["nyarsdagen", "new year s day"], On(1, 1), 1),
    (&["trettondagen", "trettondag jul", "trettondedag jul", "epiphany"], On(1, 6), 1),
];
/// The latest that has been.
const LATEST: &[(&str, &str)] =
    &[("paskas", "pask"), ("julas", "julen"), ("midsomras", "midsommar"), ("nyaras", "nyar")];

impl Reader<'_, '_> {
    /// `i påsk`, `midsommarafton`, `påsken 2033`, `i julas`: of the year beside it, else the coming
    /// one.
    pub(super) fn feast(&self, at: usize) -> Reading {
        if self.word(at) == "i"
            && let Some((_, name)) = LATEST.iter().find(|(word, _)| *word == self.word(at + 1))
        {
            let (_, rule, days) = FEASTS.iter().find(|(names, ..)| names.contains(name))?;
            let this_year = self.today().year();
            let when = |year| days_of(*rule, *days, year);
            let has_been = when(this_year).filter(|when| is_before(when, self.today()));
            return Some((Piece::Known(has_been.or_else(|| when(this_year - 1))?), 2));
        }
        let stands_here = |name: &str| {
            name.split(' ').enumerate().all(|(ahead, word)| self.word(at + ahead) == word)
        };
        let all = FEASTS.iter().flat_map(|(names, rule, days)| {
            names.iter().filter(|name| stands_here(name)).map(|name| (*name, *rule, *days))
        });
        let (name, rule, days) = all.max_by_key(|(name, ..)| name.len())?;
        // Alone it is July in short.
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        (name != "jul" || ["fore", "innan", "efter"].contains(&before)).then_some(())?;
        let used = name.split(' ').count();
        if let Some(year) = self.year(at + used) {
            return Some((Piece::Known(days_of(rule, days, year)?), used + 1));
        }
        let when = |year| days_of(rule, days, year);
        let this_year = self.today().year();
        let to_come = when(this_year).filter(|when| !is_before(when, self.today()));
        Some((Piece::Known(to_come.or_else(|| when(this_year + 1))?), used))
    }
}

fn is_before(when: &When, today: Date) -> bool {
    when.days().is_some_and(|(_, last)| last < today)
}

fn days_of(rule: Rule, days: i64, year: i16) -> Option<When> {
    let first = match rule {
        On(month, day) => Date::new(year, month, day).ok()?,
        FromEaster(days) => plus(easter(year)?, days.days())?,
        FirstFrom(month, day, weekday) => {
            let from = Date::new(year, month, day).ok()?;
            let ahead = from.weekday().until(weekday);
            plus(from, i64::from(ahead).days())?
        }
    };
    if days == 1 {
        return Some(When::Day(first));
    }
    Some(When::Days { first, last: plus(first, (days - 1).days())? })
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (a, b, c) = (year_number % 19, year_number / 100, year_number % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let from_march = h + l - 7 * m + 114;
    let month = i8::try_from(from_march / 31).ok()?;
    let day = i8::try_from(from_march % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}
