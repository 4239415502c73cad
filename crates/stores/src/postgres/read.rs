//! Reading what stands in a database as of a revision, and what changed since another one.
//!
//! A row never changes but for what supersedes it, so what holds as of a revision can be told in as
//! many queries as it takes, without a transaction, on the primary as on a replica.

use std::collections::BTreeMap;

use finsam_content::{Change, WrittenAt};
use jiff::Timestamp;
use sqlx::Row;

use super::{DatabaseError, Session};

/// Documents in one answer, at most: a few megabytes of ordinary ones.
const PAGE: i64 = 1_000;

/// What the store is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Which store this is.
    pub(crate) store: String,
    pub(crate) revision: i64,
    /// The push that made the revision. One that is set back and written to anew has others.
    pub(crate) push: String,
}

/// The digests of all documents, by path.
pub(crate) type Standing = BTreeMap<String, String>;

/// What the store is at now.
pub(crate) async fn head(session: &mut Session) -> Result<Head, DatabaseError> {
    let asking = sqlx::query(
        "SELECT s.store, s.revision, r.push FROM finsam_store s \
         JOIN finsam_revision r ON r.number = s.revision WHERE s.id = 1",
    )
    .fetch_optional(&mut session.connection);
    let row = Session::within(session.patience, asking).await?.ok_or(DatabaseError::Empty)?;
    let read =
        || Ok(Head { store: row.try_get(0)?, revision: row.try_get(1)?, push: row.try_get(2)? });
    read().map_err(DatabaseError::of)
}

/// Whether what was its head once is a part of it still.
pub(super) async fn knows(session: &mut Session, head: &Head) -> Result<bool, DatabaseError> {
    let asking = sqlx::query_scalar::<_, i64>(
        "SELECT count(*) FROM finsam_revision WHERE number = $1 AND push = $2",
    )
    .bind(head.revision)
    .bind(&head.push)
    .fetch_one(&mut session.connection);
    Ok(Session::within(session.patience, asking).await? == 1)
}

/// What changed, and when it was written.
pub(super) type Changes = (Vec<Change>, WrittenAt);

/// What changed after one revision until another, deletions too. After none, all there is.
pub(super) async fn changes(
    session: &mut Session,
    after: Option<i64>,
    until: i64,
) -> Result<Changes, DatabaseError> {
    let (mut changes, mut written_at): Changes = Default::default();
    loop {
        let last = changes.last().map_or("", |change| change.path.as_str());
        let asking = sqlx::query_as::<_, (String, Option<Vec<u8>>, i64)>(
            // In microseconds, which is all it holds; no crate for dates is needed to read them.
            "SELECT path, content, (extract(epoch FROM written_at) * 1000000)::bigint FROM finsam_document \
             WHERE revision > $1 AND revision <= $2 \
             AND (superseded_by IS NULL OR superseded_by > $2) \
             AND path > $3 AND ($4 OR content IS NOT NULL) ORDER BY path LIMIT $5",
        )
        .bind(after.unwrap_or(0))
        .bind(until)
        .bind(last)
        .bind(after.is_some())
        .bind(PAGE)
        .fetch_all(&mut session.connection);
        let page = Session::within(session.patience, asking).await?;
        let is_last = i64::try_from(page.len()).is_ok_and(|read| read < PAGE);
        for (path, bytes, micros) in page {
            written_at
                .extend(Timestamp::from_microsecond(micros).ok().map(|at| (path.clone(), at)));
            changes.push(Change { path, bytes });
        }
        if is_last {
            return Ok((changes, written_at));
        }
    }
}

/// The digests of all documents as of a revision.
pub(crate) async fn standing(
    session: &mut Session,
    revision: i64,
) -> Result<Standing, DatabaseError> {
    let asking = sqlx::query_as::<_, (String, String)>(
        "SELECT path, digest FROM finsam_document WHERE digest IS NOT NULL \
         AND revision <= $1 AND (superseded_by IS NULL OR superseded_by > $1)",
    )
    .bind(revision)
    .fetch_all(&mut session.connection);
    Ok(Session::within(session.patience, asking).await?.into_iter().collect())
}

/// What some documents say as of a revision.
pub(crate) async fn contents(
    session: &mut Session,
    revision: i64,
    paths: &[String],
) -> Result<BTreeMap<String, Vec<u8>>, DatabaseError> {
    let mut contents = BTreeMap::new();
    for some in paths.chunks(usize::try_from(PAGE).unwrap_or(usize::MAX)) {
        let asking = sqlx::query_as::<_, (String, Vec<u8>)>(
            "SELECT path, content FROM finsam_document WHERE content IS NOT NULL \
             AND revision <= $1 AND (superseded_by IS NULL OR superseded_by > $1) AND path = ANY($2)",
        )
        .bind(revision)
        .bind(some)
        .fetch_all(&mut session.connection);
        contents.extend(Session::within(session.patience, asking).await?);
    }
    Ok(contents)
}
