//! Digests that were sent, and what their messages are to say by now. An edit stands in the outbox
//! until it is known to have been made; to make it twice is to make it once.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::FromRow;

use super::{State, StateError, facts, instant};

/// A digest that may still be of use.
#[derive(Clone, Debug)]
pub(crate) struct SentDigest {
    pub(crate) id: i64,
    /// What it told of, as it was kept.
    pub(crate) about: String,
    pub(crate) due: Timestamp,
    /// What it says, or is to say.
    pub(crate) body: Value,
}

/// A message that is to say something else.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) channel: u64,
    pub(crate) message: u64,
    pub(crate) body: Value,
}

#[derive(FromRow)]
struct DigestColumns {
    id: i64,
    about: String,
    due_s: i64,
    body: String,
}

#[derive(FromRow)]
struct EditColumns {
    id: i64,
    kind: String,
    channel: i64,
    message: i64,
    becomes: String,
}

impl State {
    /// The digests that were due after `since`, sent or still to be.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn digests(&self, since: Timestamp) -> Result<Vec<SentDigest>, StateError> {
        let rows: Vec<DigestColumns> = sqlx::query_as(
            "SELECT id, about, due_s, coalesce(becomes, body) AS body FROM outbox
             WHERE about IS NOT NULL AND state <> 'dropped' AND due_s > ? ORDER BY id",
        )
        .bind(since.as_second())
        .fetch_all(&self.pool)
        .await?;
        let read = |row: DigestColumns| {
            let body = serde_json::from_str(&row.body).ok()?;
            Some(SentDigest { id: row.id, about: row.about, due: instant(row.due_s), body })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Has digests say something else, together with the fact that tells up to where in the API's
    /// changes that holds.
    ///
    /// # Errors
    /// See [`StateError`]; then nothing of it is kept.
    pub(crate) async fn amend(
        &self,
        digests: &[(i64, Value)],
        fact: &str,
        place: &str,
    ) -> Result<(), StateError> {
        let mut change = self.pool.begin().await?;
        for (id, body) in digests {
            // What certainly is not sent yet is sent as it is now.
            sqlx::query(
                "UPDATE outbox SET body = iif(state = 'waiting', ?1, body),
                 becomes = iif(state = 'waiting', NULL, ?1) WHERE id = ?2",
            )
            .bind(body.to_string())
            .bind(id)
            .execute(&mut *change)
            .await?;
        }
        facts::keep(&mut change, fact, place).await?;
        change.commit().await
    }

    /// The messages that are there and are to say something else.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn edits(&self) -> Result<Vec<Edit>, StateError> {
        let rows: Vec<EditColumns> = sqlx::query_as(
            "SELECT id, kind, channel, message, becomes FROM outbox
             WHERE becomes IS NOT NULL AND state = 'sent'
             AND channel IS NOT NULL AND message IS NOT NULL ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = |row: EditColumns| {
            Some(Edit {
                id: row.id,
                kind: row.kind,
                channel: row.channel.cast_unsigned(),
                message: row.message.cast_unsigned(),
                body: serde_json::from_str(&row.becomes).ok()?,
            })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// A message says what it was to say, or never will.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn edited(&self, id: i64) -> Result<(), StateError> {
        sqlx::query("UPDATE outbox SET body = becomes, becomes = NULL WHERE id = ?")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
