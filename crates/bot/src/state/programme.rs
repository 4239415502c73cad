//! The programme as the API told it last. A change of it is kept together with the place in the API's
//! changes it came from and the notices it brings: all or nothing.

use finsam_client::NodeId;
use jiff::Timestamp;
use sqlx::FromRow;

use super::{Notice, State, StateError, facts, instant, outbox};

/// The fact that holds the place in the API's changes.
const PLACE: &str = "changes";

/// The fact that holds when the API was heard last.
const HEARD: &str = "heard";

/// The fact that holds how many sites the API speaks for.
const SITES: &str = "sites";

/// A seminar as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its id in the API.
    pub(crate) id: String,
    /// When it starts, or when its day does.
    pub(crate) from: Timestamp,
    /// When it is over.
    pub(crate) until: Timestamp,
    /// All the API told of it, as JSON.
    pub(crate) details: String,
}

/// What one page of changes does.
#[derive(Debug, Default)]
pub(crate) struct TakenIn {
    /// Seminars that are new or other than before.
    pub(crate) kept: Vec<Kept>,
    /// Seminars that are gone.
    pub(crate) gone: Vec<String>,
    /// Ids of documents that are shown under another from now on, with that one: what people wanted
    /// of them they want of it.
    pub(crate) moves: Vec<(NodeId, NodeId)>,
    /// Articles that are there.
    pub(crate) articles: Vec<String>,
    pub(crate) notices: Vec<Notice>,
    /// The place after the page.
    pub(crate) place: String,
    /// Whether nothing else is known any more: what is not in `kept` is gone.
    pub(crate) is_all: bool,
}

#[derive(FromRow)]
struct Columns {
    id: String,
    from_s: i64,
    until_s: i64,
    details: String,
}

impl From<Columns> for Kept {
    fn from(row: Columns) -> Self {
        let (from, until) = (instant(row.from_s), instant(row.until_s));
        Self { id: row.id, from, until, details: row.details }
    }
}

impl State {
    /// The place in the API's changes up to which the programme is known; none at the very start.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn place(&self) -> Result<Option<String>, StateError> {
        self.fact(PLACE).await
    }

    /// When the API was heard last, up to its newest change; none at the very start.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn heard(&self) -> Result<Option<Timestamp>, StateError> {
        let heard = self.fact(HEARD).await?;
        Ok(heard.and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok()))
    }

    /// How many sites the API speaks for, as far as is known.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn sites(&self) -> Result<usize, StateError> {
        let sites = self.fact(SITES).await?;
        Ok(sites.and_then(|count| count.parse().ok()).unwrap_or_default())
    }

    /// The API speaks for so many sites.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_sites(&self, count: usize) -> Result<(), StateError> {
        self.keep_fact(SITES, &count.to_string()).await
    }

    /// The API was heard now.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_heard(&self, now: Timestamp) -> Result<(), StateError> {
        self.keep_fact(HEARD, &now.as_second().to_string()).await
    }

    /// Takes a page of changes in.
    ///
    /// # Errors
    /// See [`StateError`]; then nothing of it has been taken in.
    pub(crate) async fn take_in(&self, page: &TakenIn) -> Result<(), StateError> {
        let mut change = self.pool.begin().await?;
        if page.is_all {
            sqlx::query("DELETE FROM seminars").execute(&mut *change).await?;
        }
        for kept in &page.kept {
            sqlx::query(
                "INSERT OR REPLACE INTO seminars (id, from_s, until_s, details)
                 VALUES (?, ?, ?, ?)",
            )
            .bind(&kept.id)
            .bind(kept.from.as_second())
            .bind(kept.until.as_second())
            .bind(&kept.details)
            .execute(&mut *change)
            .await?;
        }
        for id in &page.gone {
            sqlx::query("DELETE FROM seminars WHERE id = ?").bind(id).execute(&mut *change).await?;
        }
        for (old, new) in &page.moves {
            for statement in [
                "UPDATE OR IGNORE reminders SET seminar = ?2 WHERE seminar = ?1",
                "DELETE FROM reminders WHERE seminar = ?1",
                "UPDATE OR IGNORE follows SET node = ?2 WHERE node = ?1",
                "DELETE FROM follows WHERE node = ?1",
                "DELETE FROM seminars WHERE id = ?1",
            ] {
                sqlx::query(statement)
                    .bind(old.as_str())
                    .bind(new.as_str())
                    .execute(&mut *change)
                    .await?;
            }
        }
        for id in &page.articles {
            let keep = "INSERT OR IGNORE INTO articles (id) VALUES (?)";
            sqlx::query(keep).bind(id).execute(&mut *change).await?;
        }
        for notice in &page.notices {
            outbox::post(&mut change, notice).await?;
        }
        facts::keep(&mut change, PLACE, &page.place).await?;
        change.commit().await
    }

    /// The seminar of this id, as far as we know it.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn seminar(&self, id: &str) -> Result<Option<Kept>, StateError> {
        let row: Option<Columns> = sqlx::query_as("SELECT * FROM seminars WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(Kept::from))
    }

    /// The seminars that overlap with the time from `from` to before `until`, in order.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn seminars(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Kept>, StateError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT * FROM seminars WHERE from_s < ? AND until_s > ? ORDER BY from_s, id",
        )
        .bind(until.as_second())
        .bind(from.as_second())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(Kept::from).collect())
    }

    /// Forgets seminars that were over before `until`, and the reminders of them.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn prune_seminars(&self, until: Timestamp) -> Result<(), StateError> {
        let mut change = self.pool.begin().await?;
        for statement in [
            "DELETE FROM reminders WHERE seminar IN (SELECT id FROM seminars WHERE until_s < ?)",
            "DELETE FROM seminars WHERE until_s < ?",
        ] {
            sqlx::query(statement).bind(until.as_second()).execute(&mut *change).await?;
        }
        change.commit().await
    }

    /// Whether an article has been told of, or was there from the start.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn knows_article(&self, id: &str) -> Result<bool, StateError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?)")
            .bind(id)
            .fetch_one(&self.pool)
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn kept(id: &str, from: i64, until: i64) -> Kept {
        let details = format!("{{\"of\":\"{id}\"}}");
        Kept { id: id.to_owned(), from: at(from), until: at(until), details }
    }

    #[tokio::test]
    async fn what_people_wanted_of_a_document_they_want_of_the_node_it_is_part_of() {
        let state = State::in_memory().await.unwrap();
        let all = vec![kept("old", 100, 200), kept("other", 100, 200)];
        state.take_in(&TakenIn { kept: all, ..TakenIn::default() }).await.unwrap();
        let reminder = |seminar: &str, minutes_before: i64| crate::state::Reminder {
            id: 0,
            person: 1,
            channel: 2,
            seminar: seminar.to_owned(),
            label: "Prov".to_owned(),
            minutes_before,
            round: 0,
            snoozed_until: None,
            since: at(0),
        };
        // One of the two is there already.
        for (seminar, minutes) in [("old", 15), ("old", 60), ("new", 15), ("other", 15)] {
            assert!(state.remind(&reminder(seminar, minutes)).await.is_ok());
        }
        let id = |id: &str| NodeId(id.to_owned());
        let kept = vec![kept("new", 150, 200)];
        let page = TakenIn { kept, moves: vec![(id("old"), id("new"))], ..TakenIn::default() };
        state.take_in(&page).await.unwrap();
        let there = state.seminars(at(0), at(999)).await.unwrap();
        let there: Vec<_> = there.iter().map(|kept| kept.id.as_str()).collect();
        assert_eq!(there, ["other", "new"]);
        let of = async |seminar: &str| state.reminders_for(seminar).await.unwrap().len();
        assert_eq!((of("old").await, of("new").await, of("other").await), (0, 2, 1));
    }

    #[tokio::test]
    async fn what_overlaps_with_a_time() {
        let state = State::in_memory().await.unwrap();
        let all = vec![kept("c", 300, 400), kept("a", 100, 200), kept("b", 200, 300)];
        let page = TakenIn { kept: all, place: "p1".to_owned(), ..TakenIn::default() };
        state.take_in(&page).await.unwrap();
        assert_eq!(state.place().await.unwrap().as_deref(), Some("p1"));
        for (from, until, expected) in
            [(0, 100, ""), (0, 101, "a"), (199, 201, "ab"), (200, 300, "b"), (0, 999, "abc")]
        {
            let found = state.seminars(at(from), at(until)).await.unwrap();
            let ids: String = found.iter().map(|kept| kept.id.as_str()).collect();
            assert_eq!(ids, expected, "{from}–{until}");
        }
        // One moves, one goes.
        let page = TakenIn {
            kept: vec![kept("a", 500, 600)],
            gone: vec!["b".to_owned()],
            articles: vec!["n".to_owned()],
            place: "p2".to_owned(),
            ..TakenIn::default()
        };
        state.take_in(&page).await.unwrap();
        let found = state.seminars(at(0), at(999)).await.unwrap();
        assert_eq!(found, [kept("c", 300, 400), kept("a", 500, 600)]);
        assert!(state.knows_article("n").await.unwrap());
        assert!(!state.knows_article("m").await.unwrap());
    }
}
