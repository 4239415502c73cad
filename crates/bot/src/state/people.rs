//! How people are reached: by direct message, as long as they take them; and whose programme they want.

use super::{State, StateError};

/// Direct messages refused in a row, after which they are no longer tried.
const MAX_REFUSALS: i64 = 3;

/// What is known of reaching somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Their direct messages with us, once opened.
    pub(crate) direct_channel: Option<u64>,
    /// How many were refused in a row.
    pub(crate) refusals: i64,
    /// Whether they know that we have given up.
    pub(crate) is_told: bool,
}

impl Reach {
    /// Whether direct messages are no use.
    pub(crate) fn is_closed(self) -> bool {
        self.refusals >= MAX_REFUSALS
    }
}

impl State {
    /// What is known of reaching this person.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn reach(&self, person: u64) -> Result<Reach, StateError> {
        let row: Option<(Option<i64>, i64, bool)> =
            sqlx::query_as("SELECT direct_channel, refusals, is_told FROM people WHERE person = ?")
                .bind(person.cast_signed())
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map_or_else(Reach::default, |(channel, refusals, is_told)| Reach {
            direct_channel: channel.map(i64::cast_unsigned),
            refusals,
            is_told,
        }))
    }

    /// Keeps what is now known of reaching this person.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_reach(&self, person: u64, reach: Reach) -> Result<(), StateError> {
        sqlx::query(
            "INSERT INTO people (person, direct_channel, refusals, is_told) VALUES (?, ?, ?, ?)
             ON CONFLICT (person) DO UPDATE SET direct_channel = excluded.direct_channel,
             refusals = excluded.refusals, is_told = excluded.is_told",
        )
        .bind(person.cast_signed())
        .bind(reach.direct_channel.map(u64::cast_signed))
        .bind(reach.refusals)
        .bind(reach.is_told)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The site whose programme this person wants alone; none where they want all.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn own_site(&self, person: u64) -> Result<Option<String>, StateError> {
        let site: Option<Option<String>> =
            sqlx::query_scalar("SELECT site FROM people WHERE person = ?")
                .bind(person.cast_signed())
                .fetch_optional(&self.pool)
                .await?;
        Ok(site.flatten())
    }

    /// Keeps the site whose programme this person wants alone; none for all.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_own_site(
        &self,
        person: u64,
        site: Option<&str>,
    ) -> Result<(), StateError> {
        sqlx::query(
            "INSERT INTO people (person, site) VALUES (?, ?)
             ON CONFLICT (person) DO UPDATE SET site = excluded.site",
        )
        .bind(person.cast_signed())
        .bind(site)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// They have turned to us: direct messages are worth another try.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn try_again(&self, person: u64) -> Result<(), StateError> {
        sqlx::query("UPDATE people SET refusals = 0, is_told = 0 WHERE person = ?")
            .bind(person.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
