//! When the loss of seminars is not believed: an API that starts over an empty folder, or over
//! another site's, says that everything is gone. Whoever put it up sees that soon enough, and until
//! then nobody need hear that all is off.

use finsam_client::Seminar;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::programme::span;

/// Fewer than this can go at any time.
pub(super) const MANY: usize = 3;

/// What is still so after this long is so.
pub(crate) const BELIEVED_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// Most of what lies ahead is said to be gone at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "{gone} of the {ahead} seminars ahead are said to be gone at once, which is believed when it has \
     been so for an hour"
)]
pub(crate) struct Loss {
    gone: usize,
    ahead: usize,
}

impl Loss {
    /// Whether so many are gone of those that we know. What is over does not count: it goes one day.
    pub(super) fn of<'a>(
        known: impl IntoIterator<Item = &'a Seminar>,
        is_gone: impl Fn(&Seminar) -> bool,
        now: Timestamp,
    ) -> Option<Self> {
        let (mut gone, mut ahead) = (0, 0);
        for seminar in known.into_iter().filter(|seminar| span(seminar).1 > now) {
            ahead += 1;
            gone += usize::from(is_gone(seminar));
        }
        (gone >= MANY && gone * 2 > ahead).then_some(Self { gone, ahead })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up::seminar;

    #[test]
    fn what_is_not_believed() {
        let now = "2031-05-15T12:00:00Z".parse().unwrap();
        // (over, ahead, how many of those ahead are gone)
        let check = |over: i8, ahead: i8, gone: i8, expected: bool| {
            let of_day = |day: &'static str| move |hour: i8| seminar(&hour.to_string(), day, hour);
            let known: Vec<_> = (0..over)
                .map(of_day("2031-05-14"))
                .chain((0..ahead).map(of_day("2031-05-16")))
                .collect();
            let is_gone = |seminar: &Seminar| {
                seminar.date.day() == 14 || seminar.slug.parse::<i8>().unwrap() < gone
            };
            let loss = Loss::of(&known, is_gone, now);
            assert_eq!(loss.is_some(), expected, "{over} over, {gone} of {ahead} gone");
        };
        check(0, 0, 0, false);
        check(9, 1, 0, false);
        check(0, 2, 2, false);
        check(0, 3, 3, true);
        check(0, 5, 3, true);
        check(9, 5, 3, true);
        check(0, 6, 3, false);
        check(9, 20, 10, false);
    }
}
