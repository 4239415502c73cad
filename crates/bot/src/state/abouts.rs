//! What answers were about, for those who reply to one after a restart.

use jiff::{SignedDuration, Zoned};

use super::{State, StateError};
use crate::conversations::About;

/// How long it is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl State {
    /// Keeps what the answer in this message was about, and drops what is too old.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_about(
        &self,
        message: u64,
        about: &About,
        now: &Zoned,
    ) -> Result<(), StateError> {
        let Ok(written) = serde_json::to_string(about) else { return Ok(()) };
        let now = now.timestamp();
        let mut change = self.pool.begin().await?;
        sqlx::query("INSERT OR REPLACE INTO abouts (message, about, at_s) VALUES (?, ?, ?)")
            .bind(message.cast_signed())
            .bind(written)
            .bind(now.as_second())
            .execute(&mut *change)
            .await?;
        sqlx::query("DELETE FROM abouts WHERE at_s < ?")
            .bind(now.as_second().saturating_sub(KEPT.as_secs()))
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// What the answer in this message was about, if that is still known.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn about(&self, message: u64) -> Result<Option<About>, StateError> {
        let written: Option<String> =
            sqlx::query_scalar("SELECT about FROM abouts WHERE message = ?")
                .bind(message.cast_signed())
                .fetch_optional(&self.pool)
                .await?;
        // What another version wrote is no loss.
        Ok(written.and_then(|written| serde_json::from_str(&written).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_kept_for_a_month() {
        let state = State::in_memory().await.unwrap();
        let now: Zoned = "2031-05-15T08:00:00+02:00[Europe/Stockholm]".parse().unwrap();
        let first = About::Question { text: "Vad är prov?".to_owned(), at: now.clone() };
        let second = About::Context("c2".to_owned());
        state.keep_about(1, &first, &now).await.unwrap();
        assert_eq!(state.about(1).await.unwrap(), Some(first));
        assert_eq!(state.about(2).await.unwrap(), None);
        let later = now.checked_add(KEPT).unwrap().checked_add(SignedDuration::from_secs(1));
        state.keep_about(2, &second, &later.unwrap()).await.unwrap();
        assert_eq!(state.about(1).await.unwrap(), None);
        assert_eq!(state.about(2).await.unwrap(), Some(second));
    }
}
