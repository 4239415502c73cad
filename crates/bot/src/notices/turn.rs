//! What has become of a seminar between two looks at it.

use finsam_client::{Attendance, Seminar, SeminarStatus};

use crate::programme::is_on;

/// A turn that those who had planned to come need to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is on the programme now.
    New,
    /// It is at another time, at another place, or both.
    Moved { time: bool, place: bool },
    /// It will not be.
    Cancelled,
    /// It will be, but nobody knows when.
    Postponed,
    /// It will be after all; at another time or place than before it was called off, or not.
    BackOn { time: bool, place: bool },
    /// It has been taken off the programme.
    Gone,
}

/// What has happened from `before` to `after`; none where it does not matter for who comes.
pub(crate) fn turn(before: Option<&Seminar>, after: Option<&Seminar>) -> Option<Turn> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => return is_on(after).then_some(Turn::New),
        (Some(before), None) => return is_on(before).then_some(Turn::Gone),
        (None, None) => return None,
    };
    let time = (before.date, before.starts_at) != (after.date, after.starts_at);
    let place = place(before) != place(after);
    match (is_on(before), is_on(after)) {
        (true, true) => (time || place).then_some(Turn::Moved { time, place }),
        (false, true) => Some(Turn::BackOn { time, place }),
        (_, false) if before.status == after.status => None,
        (_, false) if after.status == SeminarStatus::Postponed => Some(Turn::Postponed),
        (_, false) => Some(Turn::Cancelled),
    }
}

/// Where one goes: nowhere for what is only online.
fn place(seminar: &Seminar) -> Option<&str> {
    let is_online =
        seminar.attendance == Attendance::Online || seminar.status == SeminarStatus::MovedOnline;
    if is_online { Some("") } else { seminar.venue.as_ref().map(|venue| venue.id.as_str()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up::seminar;

    #[test]
    fn turns() {
        use SeminarStatus::{Cancelled, Held, Moved, MovedOnline, Planned, Postponed};
        let with = |status: SeminarStatus, hour: i8, venue: &str| {
            let mut seminar = seminar("a", "2031-05-15", hour);
            seminar.status = status;
            if let Some(place) = &mut seminar.venue {
                place.id.0 = venue.to_owned();
            }
            Some(seminar)
        };
        let check = |before: &Option<Seminar>, after: &Option<Seminar>, expected| {
            let found = turn(before.as_ref(), after.as_ref());
            assert_eq!(found, expected, "{before:?} → {after:?}");
        };
        let planned = with(Planned, 8, "v1");
        check(&None, &planned, Some(Turn::New));
        check(&None, &with(Cancelled, 8, "v1"), None);
        check(&planned, &None, Some(Turn::Gone));
        check(&with(Cancelled, 8, "v1"), &None, None);
        check(&planned, &planned, None);
        check(&planned, &with(Held, 8, "v1"), None);
        check(&planned, &with(Moved, 9, "v1"), Some(Turn::Moved { time: true, place: false }));
        check(&planned, &with(Planned, 8, "v2"), Some(Turn::Moved { time: false, place: true }));
        check(&planned, &with(Planned, 9, "v2"), Some(Turn::Moved { time: true, place: true }));
        check(
            &planned,
            &with(MovedOnline, 8, "v1"),
            Some(Turn::Moved { time: false, place: true }),
        );
        check(&planned, &with(Cancelled, 9, "v1"), Some(Turn::Cancelled));
        check(&planned, &with(Postponed, 8, "v1"), Some(Turn::Postponed));
        check(&with(Postponed, 8, "v1"), &with(Cancelled, 8, "v1"), Some(Turn::Cancelled));
        check(&with(Cancelled, 8, "v1"), &with(Cancelled, 9, "v1"), None);
        check(
            &with(Cancelled, 8, "v1"),
            &with(Moved, 9, "v1"),
            Some(Turn::BackOn { time: true, place: false }),
        );
        check(
            &with(Cancelled, 8, "v1"),
            &planned,
            Some(Turn::BackOn { time: false, place: false }),
        );
    }
}
