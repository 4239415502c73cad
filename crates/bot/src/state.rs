//! What the bot remembers: a SQLite file that survives anything but losing the disk.
//!
//! One process at a time owns the file; a second is refused in plain words. Whatever must be true
//! together is written in one transaction. A file that cannot be read is put aside, not deleted, and
//! the bot goes on with an empty one.
//!
//! Instants are kept as seconds since 1970, Discord's ids as the same 64 bits.

mod abouts;
mod channels;
mod digests;
mod facts;
mod file;
mod follows;
mod outbox;
mod people;
mod programme;
mod reminders;

use std::{fs::File, path::PathBuf};

use jiff::Timestamp;
use sqlx::SqlitePool;

pub(crate) use channels::{ChannelWishes, Tells, Weekly};
pub(crate) use digests::Edit;
pub(crate) use file::{OpenError, is_damaged};
pub(crate) use follows::Follow;
pub(crate) use outbox::{Notice, Row, Target};
#[cfg(test)]
pub(crate) use people::Reach;
pub(crate) use programme::{Kept, TakenIn};
pub(crate) use reminders::{MAX_REMINDERS, NotKept, Reminder};

/// What went wrong with the database. Each is our own or the disk's fault, never a member's.
pub(crate) type StateError = sqlx::Error;

/// The bot's memory. Cheap to clone; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pool: SqlitePool,
    /// Tells this file's rows from those of another file in what Discord knows them by.
    birth: std::sync::Arc<str>,
    /// Where an unreadable file was put, if one was found.
    put_aside: Option<PathBuf>,
    /// Held as long as somebody uses the file.
    _lock: Option<std::sync::Arc<File>>,
}

impl State {
    /// Where the file that was found unreadable has been put.
    pub(crate) fn put_aside(&self) -> Option<&std::path::Path> {
        self.put_aside.as_deref()
    }

    /// Deletes what is remembered of a person, and tells how much that was.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn forget(&self, person: u64) -> Result<Forgotten, StateError> {
        let mut change = self.pool.begin().await?;
        let id = person.cast_signed();
        let mut gone = async |statement: &'static str| {
            sqlx::query(statement)
                .bind(id)
                .execute(&mut *change)
                .await
                .map(|done| done.rows_affected())
        };
        let reminders = gone("DELETE FROM reminders WHERE person = ?").await?;
        let follows = gone("DELETE FROM follows WHERE person = ?").await?;
        gone("DELETE FROM people WHERE person = ?").await?;
        gone("DELETE FROM outbox WHERE target = 'person:' || ?").await?;
        gone("UPDATE channels SET chosen_by = 0 WHERE chosen_by = ?").await?;
        change.commit().await?;
        Ok(Forgotten { reminders, follows })
    }
}

/// How much was remembered of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Forgotten {
    pub(crate) reminders: u64,
    pub(crate) follows: u64,
}

/// The instant of a column; the ends of the calendar where it holds none of it.
fn instant(seconds: i64) -> Timestamp {
    let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, time};

    use super::*;

    const ANNA: u64 = u64::MAX - 1;
    const BO: u64 = 11;

    fn now() -> Timestamp {
        "2031-05-15T08:00:00Z".parse().unwrap()
    }

    fn reminder(person: u64, seminar: &str, minutes_before: i64) -> Reminder {
        Reminder {
            id: 0,
            person,
            channel: 5,
            seminar: seminar.to_owned(),
            label: "Provfrukost".to_owned(),
            minutes_before,
            round: 0,
            snoozed_until: None,
            since: now(),
        }
    }

    #[tokio::test]
    async fn wishes_are_kept_and_forgotten() {
        let state = State::in_memory().await.unwrap();
        let mut follow = Follow {
            id: 0,
            person: ANNA,
            channel: 5,
            kind: "PERSON".to_owned(),
            node: "p1".to_owned(),
            label: "Testa Testsson".to_owned(),
            since: now(),
        };
        assert!(state.follow(&follow).await.unwrap());
        assert!(!state.follow(&follow).await.unwrap());
        follow.id = state.follows_of(ANNA).await.unwrap()[0].id;
        assert_eq!(state.followers_of("p1").await.unwrap(), [follow.clone()]);
        assert!(!state.unfollow(BO, follow.id).await.unwrap());

        let id = state.remind(&reminder(ANNA, "s1", 15)).await.unwrap();
        assert!(matches!(state.remind(&reminder(ANNA, "s1", 15)).await, Err(NotKept::There)));
        state.remind(&reminder(BO, "s1", 15)).await.unwrap();
        assert_eq!(state.reminders_for("s1").await.unwrap().len(), 2);
        assert_eq!(state.snooze(BO, id, now()).await.unwrap(), None);
        let snoozed = state.snooze(ANNA, id, now()).await.unwrap().unwrap();
        assert_eq!((snoozed.round, snoozed.snoozed_until), (1, Some(now())));

        let reach = Reach { direct_channel: Some(9), refusals: 3, is_told: true };
        state.keep_reach(ANNA, reach).await.unwrap();
        assert!(state.reach(ANNA).await.unwrap().is_closed());
        state.try_again(ANNA).await.unwrap();
        assert_eq!(state.reach(ANNA).await.unwrap().direct_channel, Some(9));
        assert!(!state.reach(ANNA).await.unwrap().is_closed());

        assert_eq!(state.own_site(ANNA).await.unwrap(), None);
        state.keep_own_site(ANNA, Some("norr")).await.unwrap();
        state.keep_own_site(BO, Some("syd")).await.unwrap();
        state.keep_own_site(BO, None).await.unwrap();
        assert_eq!(state.own_site(ANNA).await.unwrap().as_deref(), Some("norr"));
        assert_eq!(state.own_site(BO).await.unwrap(), None);
        assert_eq!(state.reach(ANNA).await.unwrap().direct_channel, Some(9));

        let forgotten = state.forget(ANNA).await.unwrap();
        assert_eq!(forgotten, Forgotten { reminders: 1, follows: 1 });
        assert_eq!(state.reach(ANNA).await.unwrap(), Reach::default());
        assert_eq!(state.own_site(ANNA).await.unwrap(), None);
        assert_eq!(state.reminders().await.unwrap().len(), 1);
        assert!(!state.cancel_reminder(ANNA, id).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_too_many_reminders() {
        let state = State::in_memory().await.unwrap();
        for minutes in 0..MAX_REMINDERS {
            state.remind(&reminder(ANNA, "s1", minutes)).await.unwrap();
        }
        assert!(matches!(state.remind(&reminder(ANNA, "s2", 15)).await, Err(NotKept::TooMany)));
        state.remind(&reminder(BO, "s2", 15)).await.unwrap();
    }

    #[tokio::test]
    async fn what_a_channel_wants_is_kept() {
        let state = State::in_memory().await.unwrap();
        let mut wishes = ChannelWishes::none(7, Some(8), ANNA, now());
        assert_eq!(state.channel(7).await.unwrap(), None);
        state.keep_channel(&wishes).await.unwrap();
        assert_eq!(state.channels().await.unwrap(), [wishes.clone()]);
        wishes.tells = Tells { starting: true, changes: false, news: true };
        wishes.daily_at = Some(time(8, 5, 0, 0));
        wishes.weekly = Some(Weekly { on: Weekday::Sunday, at: time(18, 0, 0, 0) });
        wishes.barred = Some((now(), "50013".to_owned()));
        state.keep_channel(&wishes).await.unwrap();
        assert_eq!(state.channel(7).await.unwrap(), Some(wishes));
        assert!(state.drop_channel(7).await.unwrap() && !state.drop_channel(7).await.unwrap());
    }
}
