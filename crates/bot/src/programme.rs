//! What the bot itself knows of seminars: when they are, whether they are on, what they are about;
//! and how they are kept in the state.

use finsam_client::{NodeId, Seminar, SeminarStatus};
use finsam_swedish::stockholm;
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time, time},
};

use crate::state::Kept;

/// When somebody is reminded of a seminar of which only the day is known.
const START_OF_DAY: Time = time(8, 0, 0, 0);

const MINUTES_A_DAY: i64 = 24 * 60;

/// When a seminar begins and is over. Without a known start it is its whole day; without a known
/// end it is over when its day is.
pub(crate) fn span(seminar: &Seminar) -> (Timestamp, Timestamp) {
    let from = seminar.starts_at.unwrap_or_else(|| midnight(seminar.date));
    let until = seminar.ends_at.unwrap_or_else(|| {
        let day = from.to_zoned(stockholm()).date();
        midnight(day.saturating_add(1.day()))
    });
    (from, until)
}

/// When a reminder so many minutes before a seminar comes. A day is 24 hours here: who says one day
/// before does not mean the minute. Where only the day is known, it comes in the morning: of that
/// day, or of one as many whole days before it.
pub(crate) fn reminder_due(seminar: &Seminar, minutes_before: i64) -> Option<Timestamp> {
    if let Some(starts) = seminar.starts_at {
        return starts.checked_sub(SignedDuration::from_mins(minutes_before)).ok();
    }
    let days = minutes_before.checked_div(MINUTES_A_DAY)?;
    let day = seminar.date.checked_sub(days.days()).ok()?;
    Some(day.to_datetime(START_OF_DAY).to_zoned(stockholm()).ok()?.timestamp())
}

/// Whether one can still be reminded of it.
pub(crate) fn is_ahead(seminar: &Seminar, now: Timestamp) -> bool {
    is_on(seminar) && reminder_due(seminar, 0).is_some_and(|due| due > now)
}

/// When a day begins in Stockholm; the end of the calendar where it has no such day.
pub(crate) fn midnight(day: Date) -> Timestamp {
    day.to_zoned(stockholm()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// Whether it takes place, as far as is known.
pub(crate) fn is_on(seminar: &Seminar) -> bool {
    !matches!(seminar.status, SeminarStatus::Cancelled | SeminarStatus::Postponed)
}

/// Everything by which somebody may have asked to hear of it.
pub(crate) fn is_about(seminar: &Seminar) -> Vec<&NodeId> {
    let mut about = vec![&seminar.id];
    about.extend(seminar.series.iter().map(|series| &series.id));
    for appearance in &seminar.appearances {
        about.push(&appearance.person.id);
        about.extend(appearance.organisation.iter().map(|organisation| &organisation.id));
    }
    about.extend(seminar.organisers.iter().map(|organisation| &organisation.id));
    about.extend(seminar.terms.iter().map(|term| &term.id));
    about.extend(seminar.initiatives.iter().map(|initiative| &initiative.id));
    about
}

/// As it is kept; none where it cannot be written as JSON, which no seminar is known to do.
pub(crate) fn kept(seminar: &Seminar) -> Option<Kept> {
    let (from, until) = span(seminar);
    let details = serde_json::to_string(seminar).ok()?;
    Some(Kept { id: seminar.id.as_str().to_owned(), from, until, details })
}

/// From as it was kept; none where another version of the bot kept it in another way.
pub(crate) fn of_kept(kept: &Kept) -> Option<Seminar> {
    serde_json::from_str(&kept.details).ok()
}
