//! What can be wrong with a database.

use std::time::Duration;

/// A database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// No host can be reached; what each says.
    #[error("the database cannot be reached: {}", .0.join("; "))]
    Unreachable(Vec<String>),
    /// Hosts answer, but none takes writes.
    #[error("no host of the database takes writes now: {}", .0.join("; "))]
    NoPrimary(Vec<String>),
    /// The connection broke, or the server is shutting down.
    #[error("the connection to the database was lost: {0}")]
    Lost(String),
    /// Another one came in between, in a database that lets several go on at once and takes some back.
    #[error("the database asks to try again: {0}")]
    Again(String),
    /// There was no answer in this time.
    #[error("the database does not answer within {} s", .0.as_secs_f32())]
    Silent(Duration),
    /// Nothing was ever pushed to it.
    #[error("the database holds no content yet: finsam push DIR --store URL")]
    Empty,
    /// A later version of the program has changed its tables.
    #[error("the database is of a later version of finsam: update this program")]
    Newer,
    /// Whatever else it says.
    #[error("the database refuses: {0}")]
    Refused(sqlx::Error),
}

impl DatabaseError {
    /// What the database or the way to it says.
    pub(super) fn of(error: sqlx::Error) -> Self {
        use sqlx::Error;
        match &error {
            Error::Database(said) => match said.code().as_deref() {
                // Undefined table.
                Some("42P01") => Self::Empty,
                // Read-only: it was the primary until now.
                Some("25006") => Self::NoPrimary(vec![said.message().to_owned()]),
                // Could not be put in a row with others, or each waited for the other.
                // Or waited too long for its turn, or took too long.
                Some("40001" | "40P01" | "55P03" | "57014") => {
                    Self::Again(said.message().to_owned())
                }
                // Connection exceptions, too many connections, shutting down or starting; idle for too
                // long in the middle of a transaction.
                Some(code)
                    if code.starts_with("08")
                        || code.starts_with("57P")
                        || matches!(code, "53300" | "25P03") =>
                {
                    Self::Lost(said.message().to_owned())
                }
                _ => Self::Refused(error),
            },
            Error::Io(_)
            | Error::Protocol(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed => Self::Lost(error.to_string()),
            _ => Self::Refused(error),
        }
    }

    /// Whether it may be otherwise in a moment, without anybody doing anything here.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_)
                | Self::NoPrimary(_)
                | Self::Lost(_)
                | Self::Again(_)
                | Self::Silent(_)
        )
    }
}
