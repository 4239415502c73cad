//! The programme of a day and of a week: when it is told, and what it says after something of it has
//! changed.

use std::collections::BTreeMap;

use finsam_client::{Seminar, SeminarStatus};
use jiff::{
    SignedDuration, Timestamp, ToSpan, Zoned,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::planned::{Plan, at, days};
use crate::{
    cards::{Whose, notice as card},
    programme::{is_on, midnight, span},
    state::{ChannelWishes, Notice, Target},
};

/// How long the day's programme is worth sending late.
const DAILY_USEFUL: SignedDuration = SignedDuration::from_hours(6);

/// How long the week's programme is worth sending late.
const WEEKLY_USEFUL: SignedDuration = SignedDuration::from_hours(36);

/// What a digest told of. It is kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    first: Date,
    last: Date,
    /// The seminars by id, and when each was to start, where that was known.
    seminars: BTreeMap<String, Option<Timestamp>>,
}

impl Told {
    /// From as it was kept; none where another version of the bot kept it in another way.
    pub(crate) fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// The ids of its seminars.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.seminars.keys().map(String::as_str)
    }

    /// Whether all its days are over.
    pub(crate) fn is_past(&self, now: Timestamp) -> bool {
        self.until() <= now
    }

    fn until(&self) -> Timestamp {
        midnight(self.last.saturating_add(1.day()))
    }

    /// What a digest that was due then says now. `seminars` are those it told of that are still
    /// there, and what else is on in its days, in the order they start.
    pub(crate) fn said_now(&self, due: Timestamp, seminars: &[Seminar], whose: Whose) -> Value {
        let from = due.max(midnight(self.first));
        let on_in_time = |seminar: &Seminar| overlaps(seminar, from, self.until());
        let shown: Vec<_> = seminars
            .iter()
            .filter(|seminar| {
                self.seminars.contains_key(seminar.id.as_str()) || on_in_time(seminar)
            })
            .map(|seminar| self.as_it_became(seminar))
            .collect();
        let shown: Vec<_> = shown.iter().collect();
        match shown.is_empty() {
            true => card::emptied(self.first, self.last).to_json(),
            false => card::digest(self.first, self.last, &shown, None, whose).to_json(),
        }
    }

    /// The seminar, with when it was to start where it is at another time now: whoever reads the
    /// digest again is to see what changed.
    fn as_it_became(&self, seminar: &Seminar) -> Seminar {
        let mut seminar = seminar.clone();
        let told = self.seminars.get(seminar.id.as_str()).copied().flatten();
        if let Some(told) = told.filter(|told| seminar.starts_at != Some(*told))
            && is_on(&seminar)
        {
            seminar.moved_from = Some(told);
            if seminar.status != SeminarStatus::MovedOnline {
                seminar.status = SeminarStatus::Moved;
            }
        }
        seminar
    }
}

/// When the day's programme comes on this day.
pub(super) fn daily_due(wishes: &ChannelWishes, day: Date) -> Option<Timestamp> {
    at(day, wishes.daily_at?)
}

/// When the week's programme comes on this day, if it does.
pub(super) fn weekly_due(wishes: &ChannelWishes, day: Date) -> Option<Timestamp> {
    let weekly = wishes.weekly?;
    (day.weekday() == weekly.on).then(|| at(day, weekly.at)).flatten()
}

/// The day's programme; nothing on a day without one.
pub(super) fn daily(
    plan: Plan<'_>,
    wishes: &ChannelWishes,
    since: Timestamp,
    now: &Zoned,
) -> Vec<Notice> {
    let due = |day: Date| {
        let due = daily_due(wishes, day).filter(|due| *due > since && *due <= now.timestamp())?;
        let notice = digest(plan, wishes, (day, day), due)?;
        let useful_until = due.saturating_add(DAILY_USEFUL).unwrap_or(due);
        Some(Notice { event: format!("day:{day}"), kind: "daily", useful_until, ..notice })
    };
    days(since, now).filter_map(due).collect()
}

/// The week's programme; nothing for a week without one.
pub(super) fn weekly(
    plan: Plan<'_>,
    wishes: &ChannelWishes,
    since: Timestamp,
    now: &Zoned,
) -> Vec<Notice> {
    let due = |day: Date| {
        let due = weekly_due(wishes, day).filter(|due| *due > since && *due <= now.timestamp())?;
        let notice = digest(plan, wishes, week_told_on(day), due)?;
        let useful_until = due.saturating_add(WEEKLY_USEFUL).unwrap_or(due);
        Some(Notice { event: format!("week:{day}"), kind: "weekly", useful_until, ..notice })
    };
    days(since, now).filter_map(due).collect()
}

/// The programme of these days, as far as it is not over when it comes; none where there is none.
fn digest(
    plan: Plan<'_>,
    wishes: &ChannelWishes,
    (first, last): (Date, Date),
    due: Timestamp,
) -> Option<Notice> {
    let mut told = Told { first, last, seminars: BTreeMap::new() };
    let from = due.max(midnight(first));
    let is_told = |seminar: &&Seminar| overlaps(seminar, from, told.until());
    let on: Vec<_> = plan.seminars.iter().filter(is_told).collect();
    if on.is_empty() {
        return None;
    }
    told.seminars =
        on.iter().map(|seminar| (seminar.id.as_str().to_owned(), seminar.starts_at)).collect();
    Some(Notice {
        event: String::new(),
        kind: "",
        target: Target::Channel(wishes.channel),
        fallback_channel: None,
        body: card::digest(first, last, &on, plan.heard, plan.whose).to_json(),
        about: serde_json::to_string(&told).ok(),
        due,
        useful_until: due,
    })
}

fn overlaps(seminar: &Seminar, from: Timestamp, until: Timestamp) -> bool {
    let (begins, ends) = span(seminar);
    begins < until && ends > from
}

/// The days of the week's programme that is sent on this day: from Friday on the coming week, else
/// what is left of this one.
fn week_told_on(day: Date) -> (Date, Date) {
    let to_sunday = i32::from(7 - day.weekday().to_monday_one_offset());
    let sunday = day.saturating_add(to_sunday.days());
    match day.weekday() {
        Weekday::Friday | Weekday::Saturday | Weekday::Sunday => {
            (sunday.saturating_add(1.day()), sunday.saturating_add(7.days()))
        }
        _ => (day, sunday),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up::seminar;

    #[test]
    fn the_week_that_is_told() {
        let check = |day: &str, expected: &str| {
            let (first, last) = week_told_on(day.parse().unwrap());
            assert_eq!(format!("{first}–{last}"), expected, "{day}");
        };
        check("2031-05-12", "2031-05-12–2031-05-18");
        check("2031-05-15", "2031-05-15–2031-05-18");
        check("2031-05-16", "2031-05-19–2031-05-25");
        check("2031-05-18", "2031-05-19–2031-05-25");
        check("2030-12-29", "2030-12-30–2031-01-05");
    }

    #[test]
    fn what_a_digest_says_after_something_of_it_has_changed() {
        let day: Date = "2031-05-15".parse().unwrap();
        let due = at(day, jiff::civil::time(7, 30, 0, 0)).unwrap();
        let wishes = ChannelWishes::none(7, None, 1, Timestamp::MIN);
        let first = [seminar("a", "2031-05-15", 8), seminar("b", "2031-05-15", 12)];
        let plan = Plan {
            channels: &[],
            reminders: &[],
            seminars: &first,
            heard: None,
            whose: Whose::Untold,
        };
        let notice = digest(plan, &wishes, (day, day), due).unwrap();
        let told = Told::read(notice.about.as_deref().unwrap()).unwrap();
        assert!(!told.is_past(due) && told.is_past(midnight(day.tomorrow().unwrap())));
        // Where nothing changed it says the same.
        assert_eq!(told.said_now(due, &first, Whose::Untold), notice.body);
        let check = |seminars: &[Seminar], expected: &str| {
            let said = told.said_now(due, seminars, Whose::Untold);
            let said = said["embeds"][0]["description"].as_str().unwrap().to_owned();
            let lines = said.lines().filter(|line| !line.starts_with("Talar"));
            let line = |line: &str| line.split(" (din tid").next().unwrap_or(line).to_owned();
            assert_eq!(lines.map(line).collect::<Vec<_>>().join("\n"), expected);
        };
        let [mut a, b] = first;
        let titled = |slug: &str| format!("**[Prov {slug}](https://exempel.test/{slug})**");
        let (at_a, at_b) = (titled("a"), format!("{}\nkl. 12.00–13.00", titled("b")));
        // To another day, to another hour, called off, taken away; and one that came.
        let moved = seminar("a", "2031-05-16", 9);
        let old = "~~torsdag 15 maj 2031 kl. 8.00~~";
        let new = "fredag 16 maj 2031 kl. 9.00–10.00";
        check(&[b.clone(), moved], &format!("{at_b}\n\n**Flyttat** · {at_a}\n{old} → {new}"));
        let moved = seminar("a", "2031-05-15", 9);
        check(&[moved], &format!("**Flyttat** · {at_a}\n{old} → kl. 9.00–10.00"));
        a.status = SeminarStatus::Cancelled;
        check(&[a, b.clone()], &format!("**Inställt** · {at_a}\nkl. 8.00–9.00\n\n{at_b}"));
        check(std::slice::from_ref(&b), &at_b);
        let c = seminar("c", "2031-05-15", 15);
        check(&[b, c], &format!("{at_b}\n\n{}\nkl. 15.00–16.00", titled("c")));
        check(&[], "Det som stod här har tagits bort ur programmet.");
    }
}
