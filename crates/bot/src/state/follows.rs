//! What people want to hear about.

use jiff::Timestamp;
use sqlx::FromRow;

use super::{State, StateError, instant};

/// A person's wish to hear about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Follow {
    pub(crate) id: i64,
    pub(crate) person: u64,
    /// Where they asked for it.
    pub(crate) channel: u64,
    /// What kind of thing it is, in the API's words: `PERSON`.
    pub(crate) kind: String,
    /// The thing's id in the API.
    pub(crate) node: String,
    /// What it was called when they asked.
    pub(crate) label: String,
    pub(crate) since: Timestamp,
}

#[derive(FromRow)]
struct Columns {
    id: i64,
    person: i64,
    channel: i64,
    kind: String,
    node: String,
    label: String,
    since_s: i64,
}

impl From<Columns> for Follow {
    fn from(row: Columns) -> Self {
        Self {
            id: row.id,
            person: row.person.cast_unsigned(),
            channel: row.channel.cast_unsigned(),
            kind: row.kind,
            node: row.node,
            label: row.label,
            since: instant(row.since_s),
        }
    }
}

impl State {
    /// Keeps a wish; false where it was there already. The id in `follow` does not count.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn follow(&self, follow: &Follow) -> Result<bool, StateError> {
        let done = sqlx::query(
            "INSERT OR IGNORE INTO follows (person, channel, kind, node, label, since_s)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(follow.person.cast_signed())
        .bind(follow.channel.cast_signed())
        .bind(&follow.kind)
        .bind(&follow.node)
        .bind(&follow.label)
        .bind(follow.since.as_second())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends a wish; false where the person has none of this id.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn unfollow(&self, person: u64, id: i64) -> Result<bool, StateError> {
        let done = sqlx::query("DELETE FROM follows WHERE person = ? AND id = ?")
            .bind(person.cast_signed())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// A person's wishes, oldest first.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn follows_of(&self, person: u64) -> Result<Vec<Follow>, StateError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM follows WHERE person = ? ORDER BY since_s, id")
                .bind(person.cast_signed())
                .fetch_all(&self.pool)
                .await?;
        Ok(rows.into_iter().map(Follow::from).collect())
    }

    /// Who wants to hear about this thing.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn followers_of(&self, node: &str) -> Result<Vec<Follow>, StateError> {
        let rows: Vec<Columns> = sqlx::query_as("SELECT * FROM follows WHERE node = ? ORDER BY id")
            .bind(node)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Follow::from).collect())
    }
}
