//! Values written for people to read, in Swedish or English.

use jiff::civil::{Date, Time, Weekday};

use crate::{calendar, language::Language};

/// `torsdag 5 juli 2018`, `Thursday 5 July 2018`.
#[must_use]
pub fn date_long(date: Date, language: Language) -> String {
    format!("{} {}", weekday(date.weekday(), language), date_short(date, language))
}

/// `5 juli 2018`, `5 July 2018`.
#[must_use]
pub fn date_short(date: Date, language: Language) -> String {
    format!("{} {} {}", date.day(), month(date.month(), language), date.year())
}

/// From the first day to the last, saying once what both share: `2–8 juli 2018`,
/// `30 juni–2 juli 2018`, `30 december 2017–2 januari 2018`.
#[must_use]
pub fn date_range(first: Date, last: Date, language: Language) -> String {
    let end = date_short(last, language);
    if first == last {
        end
    } else if first.year() != last.year() {
        format!("{}–{end}", date_short(first, language))
    } else if first.month() != last.month() {
        format!("{} {}–{end}", first.day(), month(first.month(), language))
    } else {
        format!("{}–{end}", first.day())
    }
}

/// `torsdag`, `Thursday`.
#[must_use]
pub fn weekday(weekday: Weekday, language: Language) -> &'static str {
    calendar::weekday_name(weekday, language.is_swedish())
}

/// `juli`, `July`; empty outside 1 to 12.
#[must_use]
pub fn month(month: i8, language: Language) -> &'static str {
    calendar::month_name(month, language.is_swedish())
}

/// A time of day in whole minutes: `8.00`, `8:00`.
#[must_use]
pub fn clock(time: Time, language: Language) -> String {
    let mark = if language.is_swedish() { '.' } else { ':' };
    format!("{}{mark}{:02}", time.hour(), time.minute())
}

/// `8.00–8.50`, `8:00–8:50`, or the start alone.
#[must_use]
pub fn clock_range(start: Time, end: Option<Time>, language: Language) -> String {
    let start = clock(start, language);
    end.map_or(start.clone(), |end| format!("{start}–{}", clock(end, language)))
}

/// A whole number with its thousands apart: `34 808`, `9 100`, `−5`. The space is a no-break one,
/// so that no line ends inside a number.
#[must_use]
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut written = String::from(if value < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push('\u{a0}');
        }
        written.push(digit);
    }
    written
}

/// `a, b och c`, `a, b and c`.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S], language: Language) -> String {
    let and = if language.is_swedish() { " och " } else { " and " };
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{}{and}{last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::{clock, clock_range, date_long, date_range, date_short, list, month, number};
    use crate::language::Language::{English, Swedish};

    #[test]
    fn dates() {
        assert_eq!(date_long(date(2018, 7, 5), Swedish), "torsdag 5 juli 2018");
        assert_eq!(date_long(date(2014, 3, 1), Swedish), "lördag 1 mars 2014");
        assert_eq!(date_long(date(2018, 7, 5), English), "Thursday 5 July 2018");
        assert_eq!(date_short(date(2026, 11, 21), Swedish), "21 november 2026");
        assert_eq!(month(13, English), "");
        assert_eq!(month(5, English), "May");
    }

    #[test]
    fn ranges_say_once_what_both_ends_share() {
        let check = |first, last, expected| {
            assert_eq!(date_range(first, last, Swedish), expected);
        };
        check(date(2018, 7, 2), date(2018, 7, 8), "2–8 juli 2018");
        check(date(2018, 6, 30), date(2018, 7, 2), "30 juni–2 juli 2018");
        check(date(2017, 12, 30), date(2018, 1, 2), "30 december 2017–2 januari 2018");
        check(date(2018, 7, 5), date(2018, 7, 5), "5 juli 2018");
    }

    #[test]
    fn times_of_day() {
        assert_eq!(clock(time(8, 0, 0, 0), Swedish), "8.00");
        assert_eq!(clock(time(12, 45, 0, 0), English), "12:45");
        assert_eq!(clock_range(time(8, 0, 0, 0), Some(time(8, 50, 0, 0)), Swedish), "8.00–8.50");
        assert_eq!(clock_range(time(8, 0, 0, 0), None, English), "8:00");
    }

    #[test]
    fn numbers() {
        let check =
            |value, expected: &str| assert_eq!(number(value), expected.replace(' ', "\u{a0}"));
        check(0, "0");
        check(999, "999");
        check(9_100, "9 100");
        check(34_808, "34 808");
        check(2_000_000, "2 000 000");
        check(-1_000, "−1 000");
        check(i64::MIN, "−9 223 372 036 854 775 808");
    }

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[], Swedish), "");
        assert_eq!(list(&["a"], Swedish), "a");
        assert_eq!(list(&["a", "b"], Swedish), "a och b");
        assert_eq!(list(&["a", "b", "c"], Swedish), "a, b och c");
        assert_eq!(list(&["a", "b", "c"], English), "a, b and c");
    }
}
