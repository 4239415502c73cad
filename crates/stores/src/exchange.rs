//! Taking documents from a folder to a database and back, without losing what anybody wrote.
//!
//! Folder and store remember what they last had in common. What changed on one side since then goes
//! to the other; what changed on both is for a person to decide.

mod merge;
mod pull;
mod push;
mod remembered;

use std::time::Duration;

use finsam_content::Problem;
use tokio::time::{Instant, sleep};

use crate::{
    DatabaseError, HeldBack, StoreError, StoreUrl, Tree,
    postgres::{Session, contents, head, standing},
};
pub use pull::{Pulled, pull};
pub use push::{Pushed, Wants, push, replace};

/// How long a database is waited for that is away: a cluster may be choosing another primary.
const PATIENCE: Duration = Duration::from_secs(90);

/// How long one answer is waited for; a push of everything is one.
const ONE_ANSWER: Duration = Duration::from_secs(60);

/// How long after a failure it is tried again.
const PAUSE: Duration = Duration::from_millis(300);

/// Which documents came, are otherwise, and are gone, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// They were not there before.
    pub new: Vec<String>,
    /// They said something else before.
    pub changed: Vec<String>,
    /// They are no longer there.
    pub gone: Vec<String>,
}

impl Moves {
    /// Notes that a document was there or not, and is now or not.
    fn note(&mut self, path: &str, was: bool, is: bool) {
        let list = match (was, is) {
            (false, _) => &mut self.new,
            (true, true) => &mut self.changed,
            (true, false) => &mut self.gone,
        };
        list.push(path.to_owned());
    }

    /// Whether nothing is different.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

/// Documents cannot be taken from one side to the other. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What would be published is not sound.
    #[error("the content has {} problems", .0.len())]
    Problems(Vec<Problem>),
    /// These changed on both sides.
    #[error("changed on both sides: {}", .0.join(", "))]
    Conflicts(Vec<String>),
    /// Most would be gone.
    #[error("{} of {} documents would be gone", .0.missing, .0.of)]
    Shrinks(HeldBack),
    /// There are documents where a whole store is to be made.
    #[error("there are documents already")]
    Inhabited,
    /// Others push so often that this one never gets its turn.
    #[error("others push all the time")]
    Busy,
    /// The connection was lost at the very end, and the database has been away since: the one case in which
    /// it may have been written.
    #[error("nobody knows whether it was written: {0}")]
    InDoubt(DatabaseError),
}

/// Keeps trying while what is wrong with the database may pass.
async fn patiently<T>(
    mut attempt: impl AsyncFnMut() -> Result<T, DatabaseError>,
) -> Result<T, DatabaseError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt().await {
            Err(error) if error.is_passing() && Instant::now() < deadline => sleep(PAUSE).await,
            done => return done,
        }
    }
}

/// Every document of a store, and its revision.
///
/// # Errors
/// When the database cannot be read.
pub async fn all_of(url: &StoreUrl) -> Result<(i64, Tree), DatabaseError> {
    patiently(async || {
        let mut session = Session::to_primary(url, ONE_ANSWER).await?;
        let head = head(&mut session).await?;
        let standing = standing(&mut session, head.revision).await?;
        let paths: Vec<String> = standing.into_keys().collect();
        Ok((head.revision, Tree(contents(&mut session, head.revision, &paths).await?)))
    })
    .await
}
