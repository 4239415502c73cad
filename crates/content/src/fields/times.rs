//! Dates and times: written as a Swedish clock shows them, and checked against the two nights
//! a year when it is changed.

use std::ops::Range;

use finsam_model::{Start, stockholm};
use jiff::{
    Zoned,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, Offset},
};
use toml::{Spanned, de::DeValue, value};

use super::Fields;

impl Fields<'_> {
    /// A day.
    pub(crate) fn date(&mut self, field: &'static str) -> Option<Date> {
        let value = self.value(field)?;
        let example = format!("{field} = 2018-07-05, utan klockslag och utan citattecken");
        let Some((Some(date), None, _)) = as_written(value) else {
            self.wrong_type(value, "ett datum", &example);
            return None;
        };
        self.as_date(date, &value.span())
    }

    /// A day that must be there.
    pub(crate) fn required_date(&mut self, field: &'static str) -> Option<Date> {
        self.require(field);
        self.date(field)
    }

    /// A moment, on a Swedish clock or with Sweden's offset written out.
    pub(crate) fn instant(&mut self, field: &'static str) -> Option<Zoned> {
        let value = self.value(field)?;
        let Some((Some(date), Some(time), offset)) = as_written(value) else {
            let example = format!("{field} = 2018-07-05T08:00, utan citattecken");
            self.wrong_type(value, "en tidpunkt med datum och klockslag", &example);
            return None;
        };
        self.as_instant(date, time, offset, &value.span())
    }

    /// A start that must be there: a moment, or only a day when the time is not known.
    pub(crate) fn required_start(&mut self, field: &'static str) -> Option<Start> {
        self.require(field);
        let value = self.value(field)?;
        let span = value.span();
        match as_written(value) {
            Some((Some(date), Some(time), offset)) => {
                self.as_instant(date, time, offset, &span).map(Start::At)
            }
            Some((Some(date), None, _)) => self.as_date(date, &span).map(Start::On),
            _ => {
                let example = format!(
                    "{field} = 2018-07-05T08:00, eller bara {field} = 2018-07-05 om klockslaget inte är känt"
                );
                self.wrong_type(value, "en tidpunkt", &example);
                None
            }
        }
    }

    fn as_date(&mut self, written: value::Date, at: &Range<usize>) -> Option<Date> {
        // What stands in a file has been read as a date of the calendar already.
        let date = civil_date(written)?;
        self.as_year(date.year(), at).map(|_| date)
    }

    fn as_instant(
        &mut self,
        date: value::Date,
        time: value::Time,
        offset: Option<value::Offset>,
        at: &Range<usize>,
    ) -> Option<Zoned> {
        let date = self.as_date(date, at)?;
        let Some(time) = civil_time(time) else {
            self.problem_at(
                "impossible-date",
                at,
                "Klockslaget finns inte: en minut har sekunderna 0–59.",
                "Skriv klockslaget utan sekunder, till exempel 2018-07-05T08:00.",
            );
            return None;
        };
        let written = date.to_datetime(time);
        match offset {
            Some(offset) => self.with_offset(written, offset, at),
            None => self.on_the_clock(written, at),
        }
    }

    /// A moment without an offset, as Swedish clocks show it.
    fn on_the_clock(&mut self, written: DateTime, at: &Range<usize>) -> Option<Zoned> {
        let moment = stockholm().to_ambiguous_zoned(written);
        match moment.offset() {
            AmbiguousOffset::Unambiguous { .. } => {}
            AmbiguousOffset::Gap { .. } => {
                let before = moment.clone().earlier().ok().map(|z| minute(z.datetime()));
                let after = moment.later().ok().map(|z| minute(z.datetime()));
                self.problem_at(
                    "time-in-gap",
                    at,
                    format!(
                        "Klockan är aldrig {} den {}: då ställs den fram en timme.",
                        clock(written),
                        written.date()
                    ),
                    format!(
                        "Skriv {} eller {}.",
                        before.unwrap_or_default(),
                        after.unwrap_or_default()
                    ),
                );
                return None;
            }
            AmbiguousOffset::Fold { before, after } => self.problem_at(
                "ambiguous-time",
                at,
                format!(
                    "Klockan är {} två gånger den {}: då ställs den tillbaka en timme. Den första räknas.",
                    clock(written),
                    written.date()
                ),
                format!(
                    "Skriv {} för den första gången eller {} för den andra.",
                    with_offset(written, before),
                    with_offset(written, after)
                ),
            ),
        }
        moment.compatible().ok()
    }

    /// A moment with an offset, which must be the one Sweden has then.
    fn with_offset(
        &mut self,
        written: DateTime,
        offset: value::Offset,
        at: &Range<usize>,
    ) -> Option<Zoned> {
        let minutes = match offset {
            value::Offset::Z => 0,
            value::Offset::Custom { minutes } => minutes,
        };
        let offset = Offset::from_seconds(i32::from(minutes) * 60).ok()?;
        let moment = offset.to_timestamp(written).ok()?.to_zoned(stockholm());
        if moment.offset() == offset {
            return Some(moment);
        }
        self.problem_at(
            "wrong-offset",
            at,
            format!(
                "Förskjutningen {} är inte den svenska då; den är {}.",
                plus(offset),
                plus(moment.offset())
            ),
            format!(
                "Skriv {}, eller tiden på en svensk klocka utan förskjutning.",
                with_offset(moment.datetime(), moment.offset())
            ),
        );
        None
    }
}

/// A date and time as TOML has them; none for any other value.
type Written = (Option<value::Date>, Option<value::Time>, Option<value::Offset>);

fn as_written(value: &Spanned<DeValue<'_>>) -> Option<Written> {
    match value.get_ref() {
        DeValue::Datetime(written) => Some((written.date, written.time, written.offset)),
        _ => None,
    }
}

fn civil_date(date: value::Date) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// A time to the second; what is finer is no part of any programme.
fn civil_time(time: value::Time) -> Option<Time> {
    let second = i8::try_from(time.second.unwrap_or(0)).ok()?;
    Time::new(i8::try_from(time.hour).ok()?, i8::try_from(time.minute).ok()?, second, 0).ok()
}

/// `02.30`
fn clock(at: DateTime) -> String {
    format!("{:02}.{:02}", at.hour(), at.minute())
}

/// `2018-07-05T08:00`
fn minute(at: DateTime) -> String {
    format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// `2018-10-28T02:30:00+01:00`
fn with_offset(at: DateTime, offset: Offset) -> String {
    format!("{}:{:02}{}", minute(at), at.second(), plus(offset))
}

/// `+02:00`
fn plus(offset: Offset) -> String {
    let sign = if offset.is_negative() { '-' } else { '+' };
    let minutes = offset.seconds().abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use crate::{
        document::Document,
        fields::{self, Slugs},
    };

    /// Reads `at = …` as a moment: what it is, or the rule it breaks.
    fn read(written: &str) -> (Option<String>, Vec<&'static str>) {
        let text = format!("+++\nat = {written}\n+++\n");
        let document = Document::read("seminars/x.md", text.as_bytes()).unwrap();
        let (moment, found) =
            fields::read(&document, &Slugs::default(), |fields| fields.instant("at"));
        let rules = found.problems.iter().map(|problem| problem.rule).collect();
        (moment.flatten().map(|moment| moment.to_string()), rules)
    }

    #[test]
    fn a_moment_is_on_a_swedish_clock() {
        let check = |written: &str, expected: &str, rules: &[&str]| {
            let (moment, found) = read(written);
            assert_eq!(moment.unwrap_or_default(), expected, "{written}");
            assert_eq!(found, rules, "{written}");
        };
        check("2018-07-05T08:00", "2018-07-05T08:00:00+02:00[Europe/Stockholm]", &[]);
        check("2018-07-05 08:00:30", "2018-07-05T08:00:30+02:00[Europe/Stockholm]", &[]);
        check("2018-01-05T08:00", "2018-01-05T08:00:00+01:00[Europe/Stockholm]", &[]);
        check("2018-07-05T08:00+02:00", "2018-07-05T08:00:00+02:00[Europe/Stockholm]", &[]);
        check("2018-07-05T08:00Z", "", &["wrong-offset"]);
        check("2018-07-05T08:00-05:00", "", &["wrong-offset"]);
        // The night the clock is put forward.
        check("2018-03-25T01:59", "2018-03-25T01:59:00+01:00[Europe/Stockholm]", &[]);
        check("2018-03-25T02:00", "", &["time-in-gap"]);
        check("2018-03-25T02:59", "", &["time-in-gap"]);
        check("2018-03-25T03:00", "2018-03-25T03:00:00+02:00[Europe/Stockholm]", &[]);
        // And the night it is put back.
        check("2018-10-28T01:59", "2018-10-28T01:59:00+02:00[Europe/Stockholm]", &[]);
        check(
            "2018-10-28T02:30",
            "2018-10-28T02:30:00+02:00[Europe/Stockholm]",
            &["ambiguous-time"],
        );
        check("2018-10-28T02:30+01:00", "2018-10-28T02:30:00+01:00[Europe/Stockholm]", &[]);
        check("2018-10-28T02:30+02:00", "2018-10-28T02:30:00+02:00[Europe/Stockholm]", &[]);
        check("2018-10-28T03:00", "2018-10-28T03:00:00+01:00[Europe/Stockholm]", &[]);
        // What is no moment.
        check("2018-07-05", "", &["wrong-type"]);
        check("08:00", "", &["wrong-type"]);
        check("\"2018-07-05T08:00\"", "", &["wrong-type"]);
        check("2018-07-05T08:00:60", "", &["impossible-date"]);
        check("2018-06-31T08:00", "", &["impossible-date"]);
        check("9999-12-31T23:59", "", &["odd-year"]);
        check("0000-01-01T00:00", "", &["odd-year"]);
    }
}
