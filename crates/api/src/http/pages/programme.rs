//! `/program`: what is on, as a list, a week or a month. Which one, and when, stands in the address.

use askama::Template;
use axum::http::Uri;
use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Seminar, Venue, day, start_of_day};
use finsam_swedish::{Language::Swedish, print};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::{
    frame::Frame,
    parts::{address, clock},
    seminar::status,
    shown::Shown,
};
use crate::graphql::Scope;

/// So many that are to come, and that have been, are listed; weeks and months show all.
const LISTED: usize = 50;

/// Days that can be shown: beyond them nobody looks, and calendars end somewhere.
const DAYS: std::ops::RangeInclusive<Date> = date(1900, 1, 1)..=date(2199, 12, 31);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    List,
    Week,
    Month,
}

impl View {
    const fn name(self) -> &'static str {
        match self {
            Self::List => "lista",
            Self::Week => "vecka",
            Self::Month => "manad",
        }
    }
}

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    frame: Frame,
    view: View,
    heading: String,
    /// The day the other views are about.
    day: Date,
    today: Date,
    before: Option<Turn>,
    after: Option<Turn>,
    /// What is to come or in the span, by day or month.
    groups: Vec<Group>,
    past: Vec<Group>,
    weeks: Vec<Week>,
    nothing: Option<String>,
}

/// A way to the span before or after.
struct Turn {
    date: Date,
    name: String,
}

struct Group {
    heading: String,
    occasions: Vec<Occasion>,
}

/// A row of the month.
struct Week {
    number: i8,
    days: Vec<Day>,
}

struct Day {
    date: Date,
    is_today: bool,
    is_in_month: bool,
    occasions: Vec<Occasion>,
}

#[derive(Clone)]
struct Occasion {
    href: String,
    title: String,
    status: Option<&'static str>,
    day: String,
    clock: Option<String>,
    datetime: String,
    venue: Option<String>,
    is_today: bool,
}

pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let (view, day) = asked(uri.query().unwrap_or_default());
    let today = scope.now.date();
    let day = day.filter(|day| DAYS.contains(day)).unwrap_or(today);
    let page = match view {
        View::List => list(scope, today),
        View::Week => week(scope, day, today),
        View::Month => month(scope, day, today),
    };
    Shown::lasting(&page)
}

fn asked(query: &str) -> (View, Option<Date>) {
    let (mut view, mut day) = (View::List, None);
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "vy" => {
                let views = [View::List, View::Week, View::Month];
                view = views.into_iter().find(|view| view.name() == value).unwrap_or(View::List);
            }
            "datum" => day = value.parse().ok(),
            _ => {}
        }
    }
    (view, day)
}

fn list(scope: &Scope, today: Date) -> ProgrammePage {
    let snapshot = &scope.snapshot;
    let coming: Vec<_> = snapshot.seminars_within(Some(&scope.now), None).take(LISTED).collect();
    let past = snapshot.seminars_within(None, Some(&scope.now)).rev();
    let past = past.filter(|seminar| seminar.span().until <= scope.now).take(LISTED);
    let nothing = coming.is_empty().then(|| "Inget är inlagt framöver.".to_owned());
    ProgrammePage {
        frame: Frame::of(scope, "Program", "/program")
            .described("Seminarier och andra träffar, de som kommer och de som har varit."),
        view: View::List,
        heading: "Program".to_owned(),
        day: today,
        today,
        before: None,
        after: None,
        groups: by_month(snapshot, coming.into_iter(), today),
        past: by_month(snapshot, past, today),
        weeks: Vec::new(),
        nothing,
    }
}

fn week(scope: &Scope, day: Date, today: Date) -> ProgrammePage {
    let iso = day.iso_week_date();
    let heading = format!("Vecka {} {}", iso.week(), iso.year());
    let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let days = (0..7).map(|n| monday.saturating_add(n.days()));
    let groups = days.map(|date| Group {
        heading: print::date_long(date, Swedish),
        occasions: on(scope, date, today),
    });
    let groups: Vec<Group> = groups.filter(|group| !group.occasions.is_empty()).collect();
    let turn = |date: Date| {
        let week = date.iso_week_date().week();
        DAYS.contains(&date).then(|| Turn { date, name: format!("Vecka {week}") })
    };
    ProgrammePage {
        frame: Frame::of(scope, &heading, &format!("/program?vy=vecka&datum={monday}")),
        view: View::Week,
        heading,
        day,
        today,
        before: turn(monday.saturating_sub(7.days())),
        after: turn(monday.saturating_add(7.days())),
        nothing: groups.is_empty().then(|| nothing_then(scope, monday, 7)),
        groups,
        past: Vec::new(),
        weeks: Vec::new(),
    }
}

fn month(scope: &Scope, day: Date, today: Date) -> ProgrammePage {
    let first = day.first_of_month();
    let name = |date: Date| format!("{} {}", print::month(date.month(), Swedish), date.year());
    let turn = |date: Date| DAYS.contains(&date).then(|| Turn { date, name: capital(&name(date)) });
    let offset = i64::from(first.weekday().to_monday_zero_offset());
    let monday = first.saturating_sub(offset.days());
    let rows = (offset + i64::from(first.days_in_month()) + 6) / 7;
    let weeks: Vec<Week> = (0..rows)
        .map(|row| {
            let start = monday.saturating_add((row * 7).days());
            let days = (0..7).map(|n| {
                let date = start.saturating_add(n.days());
                let is_in_month = date.month() == first.month();
                let occasions = if is_in_month { on(scope, date, today) } else { Vec::new() };
                Day { date, is_today: date == today, is_in_month, occasions }
            });
            Week { number: start.iso_week_date().week(), days: days.collect() }
        })
        .collect();
    let is_empty = weeks.iter().flat_map(|week| &week.days).all(|day| day.occasions.is_empty());
    let length = i64::from(first.days_in_month());
    let heading = capital(&name(first));
    ProgrammePage {
        frame: Frame::of(scope, &heading, &format!("/program?vy=manad&datum={first}")),
        view: View::Month,
        heading,
        day,
        today,
        before: turn(first.saturating_sub(1.day()).first_of_month()),
        after: turn(first.saturating_add(length.days())),
        nothing: is_empty.then(|| nothing_then(scope, first, length)),
        groups: Vec::new(),
        past: Vec::new(),
        weeks,
    }
}

/// What is said of a span without anything in it: when the next is, or the latest was.
fn nothing_then(scope: &Scope, from: Date, days: i64) -> String {
    let snapshot = &scope.snapshot;
    let (start, end) = (start_of_day(from), start_of_day(from.saturating_add(days.days())));
    let next = snapshot.seminars_within(Some(&end), None).next();
    let latest = snapshot.seminars_within(None, Some(&start)).next_back();
    let told = |what: &str, seminar: &Entry<Seminar>| {
        let date = print::date_long(seminar.date(), Swedish);
        format!("Inget är inlagt då. {what} {date}: {}.", seminar.title)
    };
    match (next, latest) {
        (Some(next), _) => told("Nästa är", next),
        (None, Some(latest)) => told("Senast före det var", latest),
        (None, None) => "Inget är inlagt.".to_owned(),
    }
}

/// What begins on a day, or is still going on.
fn on(scope: &Scope, date: Date, today: Date) -> Vec<Occasion> {
    let span = day(date);
    let found = scope.snapshot.seminars_within(Some(&span.from), Some(&span.until));
    found.map(|seminar| occasion(&scope.snapshot, seminar, today)).collect()
}

fn by_month<'a>(
    snapshot: &Snapshot,
    seminars: impl Iterator<Item = &'a std::sync::Arc<Entry<Seminar>>>,
    today: Date,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for seminar in seminars {
        let date = seminar.date();
        let heading = capital(&format!("{} {}", print::month(date.month(), Swedish), date.year()));
        let occasion = occasion(snapshot, seminar, today);
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.occasions.push(occasion),
            _ => groups.push(Group { heading, occasions: vec![occasion] }),
        }
    }
    groups
}

fn occasion(snapshot: &Snapshot, seminar: &Entry<Seminar>, today: Date) -> Occasion {
    let venue = seminar.venue.as_ref().and_then(|slug| snapshot.get::<Venue>(slug));
    let start = seminar.starts_at();
    Occasion {
        href: address(Kind::Seminar, &seminar.slug),
        title: seminar.title.clone(),
        status: status(seminar),
        day: print::date_long(seminar.date(), Swedish),
        clock: start.map(|start| clock(start, seminar.ends_at.as_ref())),
        datetime: start.map_or_else(
            || seminar.date().to_string(),
            |start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        ),
        venue: venue.map(|venue| venue.name.clone()),
        is_today: seminar.date() == today,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown() {
        let check = |query: &str, view: View, day: Option<Date>| {
            assert_eq!(asked(query), (view, day), "{query}");
        };
        let day = Some(date(2018, 7, 5));
        check("", View::List, None);
        check("vy=vecka&datum=2018-07-05", View::Week, day);
        check("vy=manad&datum=2018-07-05", View::Month, day);
        check("vy=n%C3%A5got&datum=i+dag", View::List, None);
        check("datum=2018-02-30", View::List, None);
    }
}
