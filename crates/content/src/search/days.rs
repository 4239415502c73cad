//! Days and weeks as words, so that a date is found however it is printed.
//!
//! A document of a day has *marks*: words nobody can write, one for each way to ask for the day.

use finsam_model::{PartialDate, Period};
use finsam_swedish::{Language, Span, dates, print, words};
use jiff::{ToSpan, civil::Date};

use crate::Node;

/// So many days of a run of days are marked and sought.
const MOST_DAYS: usize = 31;
/// Everything printed as the day, not what takes place on it.
const PRINTED: f64 = 0.6;

/// Whether a stem is a mark.
pub(super) fn is_mark(stem: &str) -> bool {
    stem.starts_with('=')
}

/// The marks of a document.
pub(super) fn marks(node: &Node) -> Vec<String> {
    let days: Vec<Date> = match node {
        Node::Seminar(seminar) => vec![seminar.date()],
        Node::NewsArticle(article) => vec![article.published_on],
        Node::Series(series) => days_of(series.period),
        Node::Source(source) => day(source.date).into_iter().collect(),
        _ => Vec::new(),
    };
    let mut marks: Vec<String> = days
        .into_iter()
        .flat_map(|day| {
            let week = day.iso_week_date();
            [
                of_day(day),
                of_day_of_any_year(day),
                of_week(Some(week.year()), week.week()),
                of_week(None, week.week()),
            ]
        })
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn day(date: Option<PartialDate>) -> Option<Date> {
    match date? {
        PartialDate::Day(day) => Some(day),
        PartialDate::Year(_) | PartialDate::Month(..) => None,
    }
}

fn days_of(period: Period) -> Vec<Date> {
    let Some(first) = day(period.from) else { return Vec::new() };
    let last = day(period.until).unwrap_or(first);
    first.series(1.day()).take_while(|day| *day <= last).take(MOST_DAYS).collect()
}

fn of_day(day: Date) -> String {
    format!("={day}")
}

fn of_day_of_any_year(day: Date) -> String {
    format!("={:02}-{:02}", day.month(), day.day())
}

fn of_week(year: Option<i16>, week: i8) -> String {
    format!("={}w{week}", year.map(|year| year.to_string()).unwrap_or_default())
}

/// What some words of a query may be the print of.
#[derive(Debug)]
pub(super) struct Sought {
    /// Where the words stand.
    pub(super) span: Span,
    /// What a document must have.
    pub(super) stems: Vec<String>,
    /// How sure it is.
    pub(super) certainty: f64,
}

/// The days and weeks printed in a text.
pub(super) fn sought(text: &str) -> Vec<Sought> {
    let mut sought = Vec::new();
    for printed in dates::printed_dates(text) {
        // Of a leap year, so that every day can be.
        let year = printed.first.year.or(printed.last.and_then(|last| last.year));
        let any_year = year.unwrap_or(2000);
        let Some(first) = printed.first.in_year(any_year) else { continue };
        let last = printed.last.and_then(|last| last.in_year(any_year)).unwrap_or(first);
        let days = first.series(1.day()).take_while(|day| *day <= last).take(MOST_DAYS);
        for day in days.take(if year.is_some() { MOST_DAYS } else { 7 }) {
            let mark = if year.is_some() { of_day(day) } else { of_day_of_any_year(day) };
            sought.push(Sought { span: printed.span.clone(), stems: vec![mark], certainty: 1.0 });
        }
        let month = words::stem(print::month(first.month(), Language::Swedish));
        let mut stems = vec![first.day().to_string(), month];
        stems.extend(year.map(|year| year.to_string()));
        sought.push(Sought { span: printed.span, stems, certainty: PRINTED });
    }
    sought.extend(weeks(text));
    sought
}

/// "v. 27", "v27", "vecka 27 2018".
fn weeks(text: &str) -> Vec<Sought> {
    let words = words::words(text);
    let mut sought = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let mut until = at + 1;
        let number = match word.folded.as_str() {
            "v" | "vecka" | "veckan" | "week" => {
                until += 1;
                words.get(at + 1).map(|next| next.folded.as_str())
            }
            joined => joined.strip_prefix('v'),
        };
        let week = number.and_then(|number| number.parse::<i8>().ok());
        let Some(week) = week.filter(|week| (1..=53).contains(week)) else { continue };
        let year = words.get(until).filter(|word| word.folded.len() == 4);
        let year = year.and_then(|word| word.folded.parse::<i16>().ok());
        until += usize::from(year.is_some());
        let last = words.get(until - 1).unwrap_or(word);
        sought.push(Sought {
            span: word.span.start..last.span.end,
            stems: vec![of_week(year, week)],
            certainty: 1.0,
        });
    }
    sought
}
