//! The days somebody means by what they wrote into `/program`, and what is on then.

use finsam_client::{Error, Seminar, SeminarsWanted};
use finsam_swedish::{TimeExpression, time_expression};
use jiff::{Timestamp, ToSpan, Zoned, civil::Date};
use tracing::warn;

use super::{Bot, Reply, lookup::repeated};
use crate::{
    metrics::Outcome,
    programme::{midnight, span},
    texts::Language,
    views::View,
};

/// The longest time whose programme is listed: the longest month with its neighbours.
const MAX_DAYS: i32 = 100;

/// How many years back and ahead something may be on that a day without a year can mean.
const YEARS_BACK: i16 = 20;
const YEARS_AHEAD: i16 = 3;

/// How many pages of seminars of all those years are looked at.
const MAX_PAGES: usize = 5;

/// From the first day to the last, which belongs to it.
type Days = (Date, Date);

impl Bot {
    /// The programme of the time somebody named.
    pub(super) async fn programme(
        &self,
        text: &str,
        of: Option<String>,
        language: Language,
    ) -> Reply {
        let talk = language.talk();
        let now = self.clock.now();
        let Some(days) = days_meant(text, &now) else {
            return Reply::plain((talk.no_date)(&repeated(text)));
        };
        if days_between(days) >= MAX_DAYS {
            return Reply::plain(talk.too_long_a_time);
        }
        let other = self.of_another_year(text, &now).await;
        let (first, last) = other.unwrap_or(days);
        let mut reply = self.show(&View::days(first, last, of), language).await;
        if other.is_some() && reply.outcome == Outcome::Answered {
            reply = reply.saying(Some((talk.of_that_year)(&repeated(text), first.year())));
        }
        reply
    }

    /// The same days of another year, where no year was said and something is on then, nearer to
    /// today than in any other year. None where this year will do.
    pub(super) async fn of_another_year(&self, text: &str, now: &Zoned) -> Option<Days> {
        let said = time_expression(text, now).filter(|said| !said.year_said)?;
        let this_year = days_meant(text, now)?;
        let years = years_around(&said, now.date());
        let seminars = match self.seminars_of(&years).await {
            Ok(seminars) => seminars,
            Err(why) => {
                warn!("which years have something on cannot be told: {why}");
                return None;
            }
        };
        nearest(years, &seminars, now.date()).filter(|nearest| *nearest != this_year)
    }

    async fn seminars_of(&self, years: &[Days]) -> Result<Vec<Seminar>, Error> {
        let within = years.iter().map(|days| window(*days)).collect();
        let wanted = SeminarsWanted { within, ..SeminarsWanted::default() };
        let (mut seminars, mut after) = (Vec::new(), None);
        for _ in 0..MAX_PAGES {
            let page =
                self.api.seminars(&wanted, finsam_client::MAX_PAGE, after.as_deref()).await?;
            seminars.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(seminars)
    }
}

/// The first and the last of the days a text names: a suggestion's value, or words.
pub(super) fn days_meant(text: &str, now: &Zoned) -> Option<Days> {
    if let Some((first, last)) = text.split_once("..") {
        return Some((first.parse().ok()?, last.parse().ok()?));
    }
    // Discord's English names and a bare number of a week are read as questions are.
    time_expression(text, now)?.when.days()
}

/// The days that were named, in each of the years that can be meant.
fn years_around(said: &TimeExpression, today: Date) -> Vec<Days> {
    let first = today.year().saturating_sub(YEARS_BACK);
    let last = today.year().saturating_add(YEARS_AHEAD);
    (first..=last).filter_map(|year| said.in_year(year)?.when.days()).collect()
}

/// Those of the days on which something is on that are nearest to today: what is ahead, where two
/// are as near.
fn nearest(years: Vec<Days>, seminars: &[Seminar], today: Date) -> Option<Days> {
    let has_something = |days: &Days| {
        let (from, until) = window(*days);
        let overlaps = |seminar: &Seminar| {
            let (begins, ends) = span(seminar);
            begins < until && ends > from
        };
        seminars.iter().any(overlaps)
    };
    let distance = |(first, last): &Days| match (today < *first, today > *last) {
        (true, _) => (days_between((today, *first)), false),
        (_, true) => (days_between((*last, today)), true),
        _ => (0, false),
    };
    years.into_iter().filter(has_something).min_by_key(distance)
}

fn window((first, last): Days) -> (Timestamp, Timestamp) {
    (midnight(first), midnight(last.saturating_add(1.day())))
}

fn days_between((first, last): Days) -> i32 {
    first.until(last).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up::seminar;

    #[test]
    fn the_days_a_text_names() {
        let now = "2018-07-02T09:00:00+02:00[Europe/Stockholm]".parse().unwrap();
        let check = |text: &str, expected: &str| {
            let read = days_meant(text, &now).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(read.unwrap_or_default(), expected, "{text}");
        };
        check("idag", "2018-07-02 2018-07-02");
        check("på torsdag", "2018-07-05 2018-07-05");
        check("torsdag", "2018-07-05 2018-07-05");
        check("5/7", "2018-07-05 2018-07-05");
        check("5 juli", "2018-07-05 2018-07-05");
        check("2018-07-05", "2018-07-05 2018-07-05");
        check("v. 27", "2018-07-02 2018-07-08");
        check("v 27", "2018-07-02 2018-07-08");
        check("vecka 27", "2018-07-02 2018-07-08");
        check("nästa vecka", "2018-07-09 2018-07-15");
        check("i augusti", "2018-08-01 2018-08-31");
        check("juli 2018", "2018-07-01 2018-07-31");
        check("Thursday", "2018-07-05 2018-07-05");
        check("5 July", "2018-07-05 2018-07-05");
        check("2018-07-02..2018-07-08", "2018-07-02 2018-07-08");
        check("2018-07-02..", "");
        check("banan", "");
    }

    #[test]
    fn the_year_that_is_meant() {
        let check = |text: &str, today: &str, on: &[&str], expected: Option<&str>| {
            let now: Zoned = format!("{today}T09:00:00[Europe/Stockholm]").parse().unwrap();
            let said = time_expression(text, &now).unwrap();
            assert!(!said.year_said, "{text}");
            let seminars: Vec<_> = on.iter().map(|day| seminar("a", day, 8)).collect();
            let found = nearest(years_around(&said, now.date()), &seminars, now.date());
            let found = found.map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), expected, "{text} on {today} with {on:?}");
        };
        let july_18 = Some("2018-07-05 2018-07-05");
        check("5 juli", "2018-07-02", &["2018-07-05", "2017-07-05"], july_18);
        check("5 juli", "2026-11-22", &["2018-07-05", "2017-07-05", "2025-07-06"], july_18);
        check("5 juli", "2018-07-02", &["2016-07-05"], Some("2016-07-05 2016-07-05"));
        // What is soon rather than what was this year; what was of late rather than what is far.
        let both = ["2031-01-10", "2032-01-10"];
        check("10 januari", "2031-12-01", &both, Some("2032-01-10 2032-01-10"));
        check("10 januari", "2031-02-01", &both, Some("2031-01-10 2031-01-10"));
        check("v. 27", "2026-11-22", &["2018-07-05"], Some("2018-07-02 2018-07-08"));
        check("i juli", "2026-11-22", &["2018-07-05"], Some("2018-07-01 2018-07-31"));
        check("5 juli", "2018-07-02", &[], None);
    }
}
