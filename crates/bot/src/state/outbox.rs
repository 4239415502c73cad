//! What is to be sent unasked. A row stands here before it is sent: what happened, in what kind of
//! message, to whom. The three together are there once, so nothing is told twice however often we
//! think of it.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{FromRow, SqliteConnection};

use super::{State, StateError, facts, instant};

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What happened, named so that the same thing has the same name after a restart.
    pub(crate) event: String,
    /// What kind of message it is.
    pub(crate) kind: &'static str,
    pub(crate) target: Target,
    /// Where a person is told who takes no direct messages.
    pub(crate) fallback_channel: Option<u64>,
    /// Discord's JSON.
    pub(crate) body: Value,
    /// What a digest tells of: its message changes with it.
    pub(crate) about: Option<String>,
    pub(crate) due: Timestamp,
    /// After this it is not sent any more.
    pub(crate) useful_until: Timestamp,
}

/// Whom to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Target {
    Channel(u64),
    Person(u64),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(id) => write!(f, "channel:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}

impl Target {
    fn read(text: &str) -> Option<Self> {
        let (what, id) = text.split_once(':')?;
        let id = id.parse().ok()?;
        match what {
            "channel" => Some(Self::Channel(id)),
            "person" => Some(Self::Person(id)),
            _ => None,
        }
    }
}

/// A notice that is not sent yet, as far as we know.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) target: Target,
    pub(crate) fallback_channel: Option<u64>,
    pub(crate) body: Value,
    pub(crate) due: Timestamp,
    pub(crate) useful_until: Timestamp,
    /// The channel it was being sent to when we last heard of it: it may have arrived.
    pub(crate) in_doubt: Option<u64>,
}

#[derive(FromRow)]
struct Columns {
    id: i64,
    kind: String,
    target: String,
    fallback_channel: Option<i64>,
    body: String,
    due_s: i64,
    useful_until_s: i64,
    state: String,
    channel: Option<i64>,
}

impl Columns {
    /// None for a row that is not ours.
    fn read(self) -> Option<Row> {
        let is_sending = self.state == "sending";
        Some(Row {
            id: self.id,
            kind: self.kind,
            target: Target::read(&self.target)?,
            fallback_channel: self.fallback_channel.map(i64::cast_unsigned),
            body: serde_json::from_str(&self.body).ok()?,
            due: instant(self.due_s),
            useful_until: instant(self.useful_until_s),
            in_doubt: self.channel.filter(|_| is_sending).map(i64::cast_unsigned),
        })
    }
}

/// Puts a notice into the outbox, within a larger change; false where it was there already.
pub(super) async fn post(
    change: &mut SqliteConnection,
    notice: &Notice,
) -> Result<bool, StateError> {
    let done = sqlx::query(
        "INSERT OR IGNORE INTO outbox
         (event, kind, target, fallback_channel, body, about, due_s, useful_until_s, state)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
    )
    .bind(&notice.event)
    .bind(notice.kind)
    .bind(notice.target.to_string())
    .bind(notice.fallback_channel.map(u64::cast_signed))
    .bind(notice.body.to_string())
    .bind(notice.about.as_deref())
    .bind(notice.due.as_second())
    .bind(notice.useful_until.as_second())
    .execute(change)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn post_all(change: &mut SqliteConnection, notices: &[Notice]) -> Result<usize, StateError> {
    let mut new = 0;
    for notice in notices {
        new += usize::from(post(change, notice).await?);
    }
    Ok(new)
}

impl State {
    /// Puts notices into the outbox, all or none; gives how many were not there yet.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn post(&self, notices: &[Notice]) -> Result<usize, StateError> {
        let mut change = self.pool.begin().await?;
        let new = post_all(&mut change, notices).await?;
        change.commit().await?;
        Ok(new)
    }

    /// Puts notices into the outbox together with the fact that tells how far was planned.
    ///
    /// # Errors
    /// See [`StateError`]; then neither is kept.
    pub(crate) async fn post_planned(
        &self,
        notices: &[Notice],
        fact: &str,
        until: &str,
    ) -> Result<(), StateError> {
        let mut change = self.pool.begin().await?;
        post_all(&mut change, notices).await?;
        facts::keep(&mut change, fact, until).await?;
        change.commit().await
    }

    /// What is due and not known to be sent, in the order it was due.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn due(&self, now: Timestamp) -> Result<Vec<Row>, StateError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT id, kind, target, fallback_channel, body, due_s, useful_until_s, state, channel
             FROM outbox WHERE state IN ('waiting', 'sending') AND due_s <= ? ORDER BY due_s, id",
        )
        .bind(now.as_second())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().filter_map(Columns::read).collect())
    }

    /// How many notices are due for a target, of use, and not known to be sent.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn count_waiting(
        &self,
        target: Target,
        now: Timestamp,
    ) -> Result<u64, StateError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM outbox WHERE target = ? AND state IN ('waiting', 'sending')
             AND due_s <= ? AND useful_until_s >= ?",
        )
        .bind(target.to_string())
        .bind(now.as_second())
        .bind(now.as_second())
        .fetch_one(&self.pool)
        .await?;
        Ok(count.unsigned_abs())
    }

    /// A notice is about to be sent to this channel: from here on it may have arrived.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn sending(&self, id: i64, channel: u64) -> Result<(), StateError> {
        sqlx::query("UPDATE outbox SET state = 'sending', channel = ? WHERE id = ?")
            .bind(channel.cast_signed())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// A notice has become this message.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn sent(&self, id: i64, message: u64) -> Result<(), StateError> {
        sqlx::query("UPDATE outbox SET state = 'sent', message = ? WHERE id = ?")
            .bind(message.cast_signed())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// A notice has certainly not arrived, and waits for another try.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn not_sent(&self, id: i64) -> Result<(), StateError> {
        self.set_state(id, "waiting").await
    }

    /// A notice is of no use any more.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn dropped(&self, id: i64) -> Result<(), StateError> {
        self.set_state(id, "dropped").await
    }

    async fn set_state(&self, id: i64, state: &str) -> Result<(), StateError> {
        sqlx::query("UPDATE outbox SET state = ? WHERE id = ?")
            .bind(state)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whether we know which of our notices became this message.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn knows_message(&self, message: u64) -> Result<bool, StateError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM outbox WHERE message = ?)")
            .bind(message.cast_signed())
            .fetch_one(&self.pool)
            .await
    }

    /// Forgets what was sent or dropped and has been of no use since before `until`.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn prune_outbox(&self, until: Timestamp) -> Result<u64, StateError> {
        let done = sqlx::query(
            "DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND useful_until_s < ?",
        )
        .bind(until.as_second())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected())
    }

    /// What Discord knows the message of this row by: at most 25 characters, and never those of a
    /// row of another file.
    pub(crate) fn nonce(&self, row: i64) -> String {
        format!("{}-{row}", self.birth)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn notice(event: &str, target: Target) -> Notice {
        Notice {
            event: event.to_owned(),
            kind: "test",
            target,
            fallback_channel: None,
            body: json!({ "content": event }),
            about: None,
            due: at(100),
            useful_until: at(200),
        }
    }

    #[tokio::test]
    async fn the_same_thing_is_there_once() {
        let state = State::in_memory().await.unwrap();
        let (a, b) = (Target::Channel(u64::MAX), Target::Person(7));
        let all = [notice("a", a), notice("b", a), notice("a", b)];
        assert_eq!(state.post(&all).await.unwrap(), 3);
        assert_eq!(state.post(&all).await.unwrap(), 0);
        assert!(state.due(at(99)).await.unwrap().is_empty());
        let due = state.due(at(100)).await.unwrap();
        let targets: Vec<_> = due.iter().map(|row| row.target).collect();
        assert_eq!(targets, [a, a, b]);
        // Also when it has been sent or dropped.
        state.sending(due[0].id, 5).await.unwrap();
        assert_eq!(state.due(at(100)).await.unwrap()[0].in_doubt, Some(5));
        state.sent(due[0].id, 900).await.unwrap();
        state.dropped(due[1].id).await.unwrap();
        assert_eq!(state.post(&all).await.unwrap(), 0);
        assert_eq!(state.due(at(100)).await.unwrap().len(), 1);
        let waiting = async |target, now| state.count_waiting(target, at(now)).await.unwrap();
        assert_eq!((waiting(a, 100).await, waiting(b, 99).await), (0, 0));
        assert_eq!((waiting(b, 100).await, waiting(b, 201).await), (1, 0));
        assert!(state.knows_message(900).await.unwrap());
        assert!(!state.knows_message(901).await.unwrap());
        // Until it is long past.
        assert_eq!(state.prune_outbox(at(200)).await.unwrap(), 0);
        assert_eq!(state.prune_outbox(at(201)).await.unwrap(), 2);
    }

    #[tokio::test]
    async fn nonces_fit_and_differ() {
        let (one, other) = (State::in_memory().await.unwrap(), State::in_memory().await.unwrap());
        assert!(one.nonce(i64::from(u32::MAX)).len() <= 25);
        assert_ne!(one.nonce(1), one.nonce(2));
        assert_ne!(one.nonce(1), other.nonce(1));
    }
}
