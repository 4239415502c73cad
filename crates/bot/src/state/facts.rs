//! Single values by name.

use sqlx::SqliteConnection;

use super::{State, StateError};

/// Keeps a value, within a larger change.
pub(super) async fn keep(
    change: &mut SqliteConnection,
    name: &str,
    value: &str,
) -> Result<(), StateError> {
    let keep = "INSERT INTO facts (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sqlx::query(keep).bind(name).bind(value).execute(change).await?;
    Ok(())
}

impl State {
    /// The value kept under this name.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn fact(&self, name: &str) -> Result<Option<String>, StateError> {
        sqlx::query_scalar("SELECT value FROM facts WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.pool)
            .await
    }

    /// Keeps a value under this name in the place of an older one.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_fact(&self, name: &str, value: &str) -> Result<(), StateError> {
        keep(&mut *self.pool.acquire().await?, name, value).await
    }
}
