//! What is told because its time has come: digests, that something is about to start, reminders.

use finsam_client::Seminar;
use finsam_swedish::stockholm;
use jiff::{
    SignedDuration, Timestamp, ToSpan, Zoned,
    civil::{Date, Time},
};

use super::digest::{daily, daily_due, weekly, weekly_due};
use crate::{
    cards::{Whose, notice as card},
    programme::{self, is_on, span},
    state::{ChannelWishes, Notice, Reminder, Target},
};

/// How long before something starts a channel is told.
const STARTING_BEFORE: SignedDuration = SignedDuration::from_mins(15);

/// How long after the start that is still worth telling.
const STARTING_USEFUL: SignedDuration = SignedDuration::from_mins(10);

/// All that planning looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) channels: &'a [ChannelWishes],
    pub(crate) reminders: &'a [Reminder],
    /// What is on from a week before to three weeks ahead, in order; and what is reminded of.
    pub(crate) seminars: &'a [Seminar],
    /// When we last heard from the API, where that is long ago.
    pub(crate) heard: Option<Timestamp>,
    /// Whether it is told whose a seminar is.
    pub(crate) whose: Whose,
}

/// What has come due after `since` and until `now`, and is not useless yet.
pub(crate) fn planned(plan: Plan<'_>, since: Timestamp, now: &Zoned) -> Vec<Notice> {
    let mut notices = Vec::new();
    for wishes in plan.channels {
        let since = not_before(wishes.since, since, now);
        notices.extend(daily(plan, wishes, since, now));
        notices.extend(weekly(plan, wishes, since, now));
        if wishes.tells.starting {
            notices.extend(starting(plan, wishes, since, now.timestamp()));
        }
    }
    for reminder in plan.reminders {
        let since = not_before(reminder.since, since, now);
        notices.extend(remind(plan, reminder, since, now.timestamp()));
    }
    notices.retain(|notice| notice.useful_until >= now.timestamp());
    notices
}

/// Nothing from before somebody asked for it. Who asked while the clock was wrong has not asked
/// tomorrow.
fn not_before(asked: Timestamp, since: Timestamp, now: &Zoned) -> Timestamp {
    if asked <= now.timestamp() { since.max(asked) } else { since }
}

/// When the next thing comes due after `now`; none where nothing does within what was looked at.
pub(crate) fn next_due(plan: Plan<'_>, now: &Zoned) -> Option<Timestamp> {
    let after = now.timestamp();
    let digests = plan.channels.iter().flat_map(|wishes| {
        let days = (0..=7).map(|days| now.date().saturating_add(days.days()));
        days.flat_map(|day| [daily_due(wishes, day), weekly_due(wishes, day)]).flatten()
    });
    let tells_starting = plan.channels.iter().any(|wishes| wishes.tells.starting);
    let starting = plan.seminars.iter().filter(|_| tells_starting).filter_map(starting_due);
    let reminders = plan.reminders.iter().filter_map(|reminder| {
        let seminar = plan.seminars.iter().find(|s| s.id.as_str() == reminder.seminar)?;
        reminder_due(seminar, reminder)
    });
    digests.chain(starting).chain(reminders).filter(|due| *due > after).min()
}

/// The instant at which a wall clock in Stockholm shows this; where the clocks skip it, the instant
/// they skip to.
pub(super) fn at(day: Date, time: Time) -> Option<Timestamp> {
    Some(day.to_datetime(time).to_zoned(stockholm()).ok()?.timestamp())
}

/// The days on which something may have come due after `since`; at most a week back.
pub(super) fn days(since: Timestamp, now: &Zoned) -> impl Iterator<Item = Date> {
    let today = now.date();
    let first = since.to_zoned(stockholm()).date().max(today.saturating_sub(7.days()));
    first.series(1.day()).take_while(move |day| *day <= today)
}

fn starting_due(seminar: &Seminar) -> Option<Timestamp> {
    let starts = seminar.starts_at.filter(|_| is_on(seminar))?;
    starts.checked_sub(STARTING_BEFORE).ok()
}

fn starting(
    plan: Plan<'_>,
    wishes: &ChannelWishes,
    since: Timestamp,
    now: Timestamp,
) -> Vec<Notice> {
    let due = |seminar: &Seminar| {
        let due = starting_due(seminar).filter(|due| *due > since && *due <= now)?;
        let starts = seminar.starts_at?;
        Some(Notice {
            // Moved after it was told, it is told again.
            event: format!("{}@{}", seminar.id.as_str(), starts.as_second()),
            kind: "starting",
            target: Target::Channel(wishes.channel),
            fallback_channel: None,
            body: card::starting(seminar, plan.whose).to_json(),
            about: None,
            due,
            useful_until: starts.saturating_add(STARTING_USEFUL).unwrap_or(starts),
        })
    };
    plan.seminars.iter().filter_map(due).collect()
}

fn reminder_due(seminar: &Seminar, reminder: &Reminder) -> Option<Timestamp> {
    if !is_on(seminar) {
        return None;
    }
    let due = programme::reminder_due(seminar, reminder.minutes_before)?;
    // Where it moved to later since it was put off, the time they asked for first holds again.
    Some(reminder.snoozed_until.map_or(due, |until| until.max(due)))
}

fn remind(plan: Plan<'_>, reminder: &Reminder, since: Timestamp, now: Timestamp) -> Option<Notice> {
    let seminar = plan.seminars.iter().find(|s| s.id.as_str() == reminder.seminar)?;
    let due = reminder_due(seminar, reminder).filter(|due| *due > since && *due <= now)?;
    let (begins, ends) = span(seminar);
    Some(Notice {
        event: format!("reminder:{}:{}@{}", reminder.id, reminder.round, begins.as_second()),
        kind: "reminder",
        target: Target::Person(reminder.person),
        fallback_channel: Some(reminder.channel),
        body: card::reminder(seminar, reminder, plan.whose).to_json(),
        about: None,
        due,
        useful_until: ends,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        made_up::seminar,
        state::{Tells, Weekly},
    };
    use jiff::civil::Weekday;

    fn zoned(text: &str) -> Zoned {
        text.parse::<Timestamp>().unwrap().to_zoned(stockholm())
    }

    fn wishes(daily: &str, weekly: Option<(Weekday, &str)>) -> ChannelWishes {
        ChannelWishes {
            tells: Tells { starting: true, changes: true, news: true },
            daily_at: Some(daily.parse().unwrap()),
            weekly: weekly.map(|(on, at)| Weekly { on, at: at.parse().unwrap() }),
            ..ChannelWishes::none(7, None, 1, Timestamp::MIN)
        }
    }

    fn reminder(minutes_before: i64) -> Reminder {
        Reminder {
            id: 3,
            person: 20,
            channel: 7,
            seminar: "id-a".to_owned(),
            label: "Prov a".to_owned(),
            minutes_before,
            round: 0,
            snoozed_until: None,
            since: Timestamp::MIN,
        }
    }

    /// What comes due when a round is made at each instant that was announced before, as kind and
    /// wall time.
    fn told(plan: Plan<'_>, from: &str, until: &str) -> Vec<String> {
        let (mut now, until) = (zoned(from), zoned(until));
        let mut all = Vec::new();
        while let Some(next) = next_due(plan, &now).filter(|next| *next <= until.timestamp()) {
            let next = next.to_zoned(stockholm());
            let notices = planned(plan, now.timestamp(), &next);
            for notice in notices {
                let due = notice.due.to_zoned(stockholm()).strftime("%a %H.%M %:z");
                all.push(format!("{} {} {due}", notice.kind, notice.event));
            }
            now = next;
        }
        all
    }

    #[test]
    fn a_week() {
        let channels = [wishes("07:30", Some((Weekday::Sunday, "18:00")))];
        let reminders = [reminder(60)];
        let seminars = [
            seminar("a", "2031-05-15", 8),
            seminar("b", "2031-05-15", 12),
            seminar("c", "2031-05-20", 8),
        ];
        let plan = Plan {
            channels: &channels,
            reminders: &reminders,
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        let expected = [
            "reminder reminder:3:0@1936591200 Thu 07.00 +02:00",
            "daily day:2031-05-15 Thu 07.30 +02:00",
            "starting id-a@1936591200 Thu 07.45 +02:00",
            "starting id-b@1936605600 Thu 11.45 +02:00",
            "weekly week:2031-05-18 Sun 18.00 +02:00",
            "daily day:2031-05-20 Tue 07.30 +02:00",
        ];
        assert_eq!(told(plan, "2031-05-14T00:00:00Z", "2031-05-20T05:30:00Z"), expected);
    }

    /// A time that the clocks skip in spring, and one that they show twice in autumn.
    #[test]
    fn both_nights_on_which_the_clocks_change() {
        let channels = [wishes("02:30", None)];
        let seminars = [seminar("a", "2031-03-30", 8), seminar("b", "2031-10-26", 8)];
        let plan = Plan {
            channels: &channels,
            reminders: &[],
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        let night = |from, until| told(plan, from, until);
        assert_eq!(
            night("2031-03-29T12:00:00Z", "2031-03-30T05:00:00Z"),
            ["daily day:2031-03-30 Sun 03.30 +02:00"]
        );
        assert_eq!(
            night("2031-10-25T12:00:00Z", "2031-10-26T05:00:00Z"),
            ["daily day:2031-10-26 Sun 02.30 +02:00"]
        );
        // And an hour before and after the same start is another hour.
        let reminders = [reminder(6 * 60)];
        let plan = Plan {
            channels: &[],
            reminders: &reminders,
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        assert_eq!(
            told(plan, "2031-03-29T12:00:00Z", "2031-03-30T12:00:00Z"),
            ["reminder reminder:3:0@1932616800 Sun 01.00 +01:00"]
        );
    }

    #[test]
    fn after_a_time_away_only_what_is_still_of_use() {
        let channels = [wishes("07:30", None)];
        let seminars = ["2031-05-13", "2031-05-14", "2031-05-15"].map(|day| seminar("a", day, 8));
        let plan = Plan {
            channels: &channels,
            reminders: &[],
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        let at = |now| {
            let notices = planned(plan, zoned("2031-05-12T12:00:00Z").timestamp(), &zoned(now));
            notices.into_iter().map(|notice| notice.event).collect::<Vec<_>>()
        };
        assert_eq!(at("2031-05-15T07:00:00Z"), ["day:2031-05-15"]);
        assert_eq!(at("2031-05-15T05:50:00Z"), ["day:2031-05-15", "id-a@1936591200"]);
        assert_eq!(at("2031-05-15T12:00:00Z"), [""; 0]);
    }

    #[test]
    fn what_is_over_by_then_is_not_in_the_days_programme() {
        let channels = [wishes("09:00", None)];
        let seminars = [seminar("a", "2031-05-15", 8), seminar("b", "2031-05-16", 9)];
        let plan = Plan {
            channels: &channels,
            reminders: &[],
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        let told = told(plan, "2031-05-14T22:00:00Z", "2031-05-16T07:00:00Z");
        let told: Vec<_> = told.iter().filter(|told| told.starts_with("daily")).collect();
        assert_eq!(told, ["daily day:2031-05-16 Fri 09.00 +02:00"]);
    }

    #[test]
    fn what_was_due_before_somebody_asked_is_not_told() {
        let mut wishes = wishes("07:30", None);
        wishes.since = zoned("2031-05-15T05:31:00Z").timestamp();
        let seminars = [seminar("a", "2031-05-15", 12)];
        let channels = [wishes];
        let plan = Plan {
            channels: &channels,
            reminders: &[],
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        let now = zoned("2031-05-15T05:40:00Z");
        assert_eq!(planned(plan, Timestamp::MIN, &now), []);
    }

    #[test]
    fn a_reminder_put_off_still_moves_with_its_seminar() {
        let mut reminder = reminder(60);
        let check = |reminder: &Reminder, day: &str, expected: &str| {
            let reminder = std::slice::from_ref(reminder);
            let seminars = [seminar("a", day, 8)];
            let plan = Plan {
                channels: &[],
                reminders: reminder,
                seminars: &seminars,
                heard: None,
                whose: Whose::Untold,
            };
            let told = told(plan, "2031-05-15T05:01:00Z", "2031-05-30T12:00:00Z");
            assert_eq!(told, [expected], "{day}");
        };
        reminder.round = 1;
        reminder.snoozed_until = Some(zoned("2031-05-15T05:11:00Z").timestamp());
        check(&reminder, "2031-05-15", "reminder reminder:3:1@1936591200 Thu 07.11 +02:00");
        check(&reminder, "2031-05-22", "reminder reminder:3:1@1937196000 Thu 07.00 +02:00");
    }

    #[test]
    fn what_is_called_off_does_not_start() {
        let channels = [wishes("07:30", None)];
        let reminders = [reminder(60)];
        let mut seminars = [seminar("a", "2031-05-15", 8)];
        seminars[0].status = finsam_client::SeminarStatus::Cancelled;
        let plan = Plan {
            channels: &channels,
            reminders: &reminders,
            seminars: &seminars,
            heard: None,
            whose: Whose::Untold,
        };
        assert_eq!(
            told(plan, "2031-05-14T00:00:00Z", "2031-05-16T00:00:00Z"),
            // The day's programme says that it is.
            ["daily day:2031-05-15 Thu 07.30 +02:00"]
        );
    }
}
