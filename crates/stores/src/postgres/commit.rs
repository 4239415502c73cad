//! Writing a revision: all of it or nothing, once.

use sqlx::{Connection, Postgres, Transaction, migrate::MigrateError};

use super::{DatabaseError, Session};
use crate::digest::digest;

/// Who listens on this is told of each revision.
pub(super) const CHANNEL: &str = "finsam";

/// What a document says from now on; nothing if it is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) path: String,
    pub(crate) kind: String,
    pub(crate) slug: String,
    pub(crate) content: Option<Vec<u8>>,
}

/// What becomes a revision.
#[derive(Debug)]
pub(crate) struct Push {
    /// A random word by which it is found again.
    pub(crate) token: String,
    /// The revision it was made for: it is refused if there is a later one.
    pub(crate) after: i64,
    pub(crate) site: String,
    pub(crate) author: String,
    pub(crate) edits: Vec<Edit>,
}

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Committed {
    /// It is this revision.
    At(i64),
    /// Somebody else's came first: nothing was written.
    Moved,
}

/// Makes the tables, or brings them up to date. Whoever was interrupted here goes on; two do not do it
/// at once.
pub(crate) async fn prepare(session: &mut Session) -> Result<(), DatabaseError> {
    let connection = &mut session.connection;
    match sqlx::migrate!().run_direct(None, &mut *connection, false).await {
        Ok(()) => {}
        Err(MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..)) => {
            return Err(DatabaseError::Newer);
        }
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
            return Err(DatabaseError::of(error));
        }
        Err(other) => return Err(DatabaseError::Refused(sqlx::Error::Migrate(Box::new(other)))),
    }
    let store = format!("{:032x}", fastrand::u128(..));
    let begun = async {
        let mut transaction = connection.begin().await?;
        let made = sqlx::query(
            "INSERT INTO finsam_store (id, store, revision) VALUES (1, $1, 0) ON CONFLICT DO NOTHING",
        )
        .bind(&store)
        .execute(&mut *transaction)
        .await?;
        if made.rows_affected() == 1 {
            sqlx::query("INSERT INTO finsam_revision (number, push, author) VALUES (0, $1, '')")
                .bind(&store)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await
    };
    begun.await.map_err(DatabaseError::of)
}

/// Writes a revision.
///
/// # Errors
/// Of those that are [passing](DatabaseError::is_passing), nobody knows whether it was written:
/// [`find_out`] does.
pub(crate) async fn commit(session: &mut Session, push: &Push) -> Result<Committed, DatabaseError> {
    let patience = session.patience;
    let connection = &mut session.connection;
    let written = async {
        let mut transaction = connection.begin().await?;
        let Some(revision) = raise(&mut transaction, push.after).await? else {
            transaction.rollback().await?;
            return Ok(Committed::Moved);
        };
        sqlx::query("INSERT INTO finsam_revision (number, push, author) VALUES ($1, $2, $3)")
            .bind(revision)
            .bind(&push.token)
            .bind(&push.author)
            .execute(&mut *transaction)
            .await?;
        write(&mut transaction, revision, push).await?;
        transaction.commit().await?;
        Ok(Committed::At(revision))
    };
    let committed = Session::within(patience, written).await?;
    if let Committed::At(revision) = committed {
        // They would find out by themselves; some databases cannot tell.
        let telling = sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(revision.to_string())
            .execute(&mut session.connection);
        let _ = Session::within(patience, telling).await;
    }
    Ok(committed)
}

/// Raises the counter, and holds it until the end; nothing if it is somewhere else by now.
async fn raise(
    transaction: &mut Transaction<'_, Postgres>,
    after: i64,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE finsam_store SET revision = revision + 1 WHERE id = 1 AND revision = $1 \
         RETURNING revision",
    )
    .bind(after)
    .fetch_optional(&mut **transaction)
    .await
}

async fn write(
    transaction: &mut Transaction<'_, Postgres>,
    revision: i64,
    push: &Push,
) -> Result<(), sqlx::Error> {
    let paths: Vec<&str> = push.edits.iter().map(|edit| edit.path.as_str()).collect();
    let kinds: Vec<&str> = push.edits.iter().map(|edit| edit.kind.as_str()).collect();
    let slugs: Vec<&str> = push.edits.iter().map(|edit| edit.slug.as_str()).collect();
    let contents: Vec<Option<&[u8]>> =
        push.edits.iter().map(|edit| edit.content.as_deref()).collect();
    let digests: Vec<Option<String>> =
        push.edits.iter().map(|edit| edit.content.as_ref().map(digest)).collect();
    sqlx::query(
        "UPDATE finsam_document SET superseded_by = $1 \
         WHERE superseded_by IS NULL AND path = ANY($2)",
    )
    .bind(revision)
    .bind(&paths)
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "INSERT INTO finsam_document (path, kind, slug, content, digest, revision, site, author) \
         SELECT e.*, $6, $7, $8 \
         FROM UNNEST($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[]) AS e",
    )
    .bind(&paths)
    .bind(&kinds)
    .bind(&slugs)
    .bind(&contents)
    .bind(&digests)
    .bind(revision)
    .bind(&push.site)
    .bind(&push.author)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// What became of a push whose connection was lost: its revision, or none. It waits for whoever holds
/// the counter, for that may be the push itself, whose end has not reached the server yet.
pub(crate) async fn find_out(
    session: &mut Session,
    token: &str,
) -> Result<Option<i64>, DatabaseError> {
    let connection = &mut session.connection;
    let asking = async {
        let mut transaction = connection.begin().await?;
        sqlx::query("SELECT revision FROM finsam_store WHERE id = 1 FOR UPDATE")
            .fetch_optional(&mut *transaction)
            .await?;
        let number = sqlx::query_scalar("SELECT number FROM finsam_revision WHERE push = $1")
            .bind(token)
            .fetch_optional(&mut *transaction)
            .await?;
        transaction.rollback().await?;
        Ok(number)
    };
    Session::within(session.patience, asking).await
}
