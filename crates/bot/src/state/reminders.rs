//! What people want to be reminded of.

use jiff::Timestamp;
use sqlx::FromRow;
use thiserror::Error;

use super::{State, StateError, instant};

/// How many reminders one person may have waiting.
pub(crate) const MAX_REMINDERS: i64 = 25;

/// A person's wish to be reminded of a seminar. When it is due follows from when the seminar
/// starts, so a reminder moves with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reminder {
    pub(crate) id: i64,
    pub(crate) person: u64,
    /// Where they asked for it.
    pub(crate) channel: u64,
    /// The seminar's id in the API.
    pub(crate) seminar: String,
    /// What it was called when they asked.
    pub(crate) label: String,
    pub(crate) minutes_before: i64,
    /// How often it has been snoozed.
    pub(crate) round: i64,
    /// When it comes again, where it was snoozed.
    pub(crate) snoozed_until: Option<Timestamp>,
    pub(crate) since: Timestamp,
}

/// Why a reminder was not kept.
#[derive(Debug, Error)]
pub(crate) enum NotKept {
    /// The person has this one.
    #[error("it is there already")]
    There,
    /// The person has [`MAX_REMINDERS`].
    #[error("there are too many")]
    TooMany,
    #[error(transparent)]
    State(#[from] StateError),
}

#[derive(FromRow)]
struct Columns {
    id: i64,
    person: i64,
    channel: i64,
    seminar: String,
    label: String,
    minutes_before: i64,
    round: i64,
    snoozed_until_s: Option<i64>,
    since_s: i64,
}

impl From<Columns> for Reminder {
    fn from(row: Columns) -> Self {
        Self {
            id: row.id,
            person: row.person.cast_unsigned(),
            channel: row.channel.cast_unsigned(),
            seminar: row.seminar,
            label: row.label,
            minutes_before: row.minutes_before,
            round: row.round,
            snoozed_until: row.snoozed_until_s.map(instant),
            since: instant(row.since_s),
        }
    }
}

impl State {
    /// Keeps a reminder and gives its id. The id and the snoozes in `reminder` do not count.
    ///
    /// # Errors
    /// See [`NotKept`].
    pub(crate) async fn remind(&self, reminder: &Reminder) -> Result<i64, NotKept> {
        let mut change = self.pool.begin().await?;
        let person = reminder.person.cast_signed();
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM reminders WHERE person = ?")
            .bind(person)
            .fetch_one(&mut *change)
            .await?;
        if count >= MAX_REMINDERS {
            return Err(NotKept::TooMany);
        }
        let id: Option<i64> = sqlx::query_scalar(
            "INSERT OR IGNORE INTO reminders
             (person, channel, seminar, label, minutes_before, since_s)
             VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(person)
        .bind(reminder.channel.cast_signed())
        .bind(&reminder.seminar)
        .bind(&reminder.label)
        .bind(reminder.minutes_before)
        .bind(reminder.since.as_second())
        .fetch_optional(&mut *change)
        .await?;
        change.commit().await?;
        id.ok_or(NotKept::There)
    }

    /// A person's reminders, in the order they were made.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn reminders_of(&self, person: u64) -> Result<Vec<Reminder>, StateError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM reminders WHERE person = ? ORDER BY id")
                .bind(person.cast_signed())
                .fetch_all(&self.pool)
                .await?;
        Ok(rows.into_iter().map(Reminder::from).collect())
    }

    /// All reminders of a seminar.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn reminders_for(&self, seminar: &str) -> Result<Vec<Reminder>, StateError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM reminders WHERE seminar = ? ORDER BY id")
                .bind(seminar)
                .fetch_all(&self.pool)
                .await?;
        Ok(rows.into_iter().map(Reminder::from).collect())
    }

    /// All reminders there are.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn reminders(&self) -> Result<Vec<Reminder>, StateError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM reminders ORDER BY id").fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(Reminder::from).collect())
    }

    /// Has a reminder come again at this instant; none where the person has no such reminder.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn snooze(
        &self,
        person: u64,
        id: i64,
        until: Timestamp,
    ) -> Result<Option<Reminder>, StateError> {
        let row: Option<Columns> = sqlx::query_as(
            "UPDATE reminders SET snoozed_until_s = ?, round = round + 1
             WHERE person = ? AND id = ? RETURNING *",
        )
        .bind(until.as_second())
        .bind(person.cast_signed())
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(Reminder::from))
    }

    /// Deletes a reminder; false where the person has none of this id.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn cancel_reminder(&self, person: u64, id: i64) -> Result<bool, StateError> {
        let done = sqlx::query("DELETE FROM reminders WHERE person = ? AND id = ?")
            .bind(person.cast_signed())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
