//! How a reading is said back.

use jiff::{ToSpan as _, civil::Date};

use super::{
    PartOfDay::{Afternoon, Evening, Forenoon, Morning, Night},
    Season::{self, Autumn, Spring, Summer, Winter},
    When,
    window::{monday, plus},
};
use crate::{language::Language, print};

/// The reading in words, relative words first: `i morgon, torsdag 5 juli 2018`.
pub(super) fn said(when: &When, today: Date, language: Language) -> String {
    let either = |swedish: &str, english: &str| -> String {
        if language.is_swedish() { swedish } else { english }.to_owned()
    };
    match *when {
        When::Day(date) => {
            with_lead(day_lead(date, today, language), print::date_long(date, language))
        }
        When::PartOfDay { date, part: Night } => {
            let morning = print::date_long(plus_days(date, 1), language);
            either("natten till ", "the night before ") + &morning
        }
        When::PartOfDay { date, part } => {
            let day = with_lead(day_lead(date, today, language), print::date_long(date, language));
            day + &match part {
                Morning => either(" på morgonen", " in the morning"),
                Forenoon => either(" på förmiddagen", " before noon"),
                Afternoon => either(" på eftermiddagen", " in the afternoon"),
                Evening | Night => either(" på kvällen", " in the evening"),
            }
        }
        When::Week { week, .. } => {
            let Some((first, last)) = when.days() else { return String::new() };
            let lead = match weeks_between(today, first) {
                Some(0) => either("den här veckan", "this week"),
                Some(1) => either("nästa vecka", "next week"),
                Some(-1) => either("förra veckan", "last week"),
                _ => format!("{} {week}", either("vecka", "week")),
            };
            with_lead(&lead, print::date_range(first, last, language))
        }
        When::Year(year) => {
            let lead = match year.saturating_sub(today.year()) {
                0 => either("i år", "this year"),
                1 => either("nästa år", "next year"),
                -1 => either("förra året", "last year"),
                _ => String::new(),
            };
            with_lead(&lead, year.to_string())
        }
        When::Days { first, last } => print::date_range(first, last, language),
        When::Month { year, month } => format!("{} {year}", print::month(month, language)),
        When::Season { year, season } => format!("{} {year}", season_name(season, language)),
        When::Years { first, last } => format!("{first}–{last}"),
        When::Since(date) => either("från och med ", "from ") + &print::date_short(date, language),
        When::Before(date) => either("före ", "before ") + &print::date_short(date, language),
        When::Now => either("just nu", "right now"),
        When::Next => either("härnäst", "next"),
        When::Last => either("senast", "most recently"),
        When::Past => either("tidigare", "earlier"),
        When::Upcoming => either("framöver", "from now on"),
    }
}

fn with_lead(lead: &str, text: String) -> String {
    if lead.is_empty() { text } else { format!("{lead}, {text}") }
}

fn day_lead(date: Date, today: Date, language: Language) -> &'static str {
    const LEADS: [(i64, &str, &str); 5] = [
        (0, "i dag", "today"),
        (1, "i morgon", "tomorrow"),
        (2, "i övermorgon", "the day after tomorrow"),
        (-1, "i går", "yesterday"),
        (-2, "i förrgår", "the day before yesterday"),
    ];
    let lead = LEADS.iter().find(|lead| plus_days(today, lead.0) == date);
    lead.map_or("", |lead| if language.is_swedish() { lead.1 } else { lead.2 })
}

fn season_name(season: Season, language: Language) -> &'static str {
    match (season, language) {
        (Spring, Language::Swedish) => "våren",
        (Summer, Language::Swedish) => "sommaren",
        (Autumn, Language::Swedish) => "hösten",
        (Winter, Language::Swedish) => "vintern",
        (Spring, Language::English) => "spring",
        (Summer, Language::English) => "summer",
        (Autumn, Language::English) => "autumn",
        (Winter, Language::English) => "winter",
    }
}

fn plus_days(date: Date, days: i64) -> Date {
    plus(date, days.days()).unwrap_or(date)
}

fn weeks_between(today: Date, first: Date) -> Option<i64> {
    let days = monday(today)?.until(first).ok()?.get_days();
    Some(i64::from(days) / 7)
}
