//! What channels want to be told.

use jiff::{
    Timestamp,
    civil::{Time, Weekday},
};
use sqlx::FromRow;

use super::{State, StateError, instant};

/// What a channel wants to be told, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChannelWishes {
    pub(crate) channel: u64,
    /// The server it is in.
    pub(crate) guild: Option<u64>,
    /// Who chose it last.
    pub(crate) chosen_by: u64,
    /// Since when it is told; nothing that was due before is told.
    pub(crate) since: Timestamp,
    pub(crate) tells: Tells,
    /// When the day's programme comes, in Stockholm's wall time.
    pub(crate) daily_at: Option<Time>,
    pub(crate) weekly: Option<Weekly>,
    /// Since when and why Discord does not let us write there.
    pub(crate) barred: Option<(Timestamp, String)>,
}

/// What is told when it happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tells {
    /// That something starts in a quarter of an hour.
    pub(crate) starting: bool,
    /// That something was moved or cancelled, or is on again.
    pub(crate) changes: bool,
    /// New articles.
    pub(crate) news: bool,
}

/// When the week's programme comes, in Stockholm's wall time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weekly {
    pub(crate) on: Weekday,
    pub(crate) at: Time,
}

impl ChannelWishes {
    /// A channel that wants nothing yet.
    pub(crate) fn none(channel: u64, guild: Option<u64>, chosen_by: u64, since: Timestamp) -> Self {
        Self {
            channel,
            guild,
            chosen_by,
            since,
            tells: Tells::default(),
            daily_at: None,
            weekly: None,
            barred: None,
        }
    }
}

#[derive(FromRow)]
struct Columns {
    channel: i64,
    guild: Option<i64>,
    chosen_by: i64,
    chosen_s: i64,
    tells_starting: bool,
    tells_changes: bool,
    tells_news: bool,
    daily_at: Option<String>,
    weekly_on: Option<i8>,
    weekly_at: Option<String>,
    barred_s: Option<i64>,
    barred_because: Option<String>,
}

impl From<Columns> for ChannelWishes {
    fn from(row: Columns) -> Self {
        // What is written there is ours; what is not a time any more is no wish.
        let time = |text: Option<String>| text.and_then(|text| text.parse().ok());
        let on = row.weekly_on.and_then(|day| Weekday::from_monday_one_offset(day).ok());
        let weekly = on.zip(time(row.weekly_at)).map(|(on, at)| Weekly { on, at });
        Self {
            channel: row.channel.cast_unsigned(),
            guild: row.guild.map(i64::cast_unsigned),
            chosen_by: row.chosen_by.cast_unsigned(),
            since: instant(row.chosen_s),
            tells: Tells {
                starting: row.tells_starting,
                changes: row.tells_changes,
                news: row.tells_news,
            },
            daily_at: time(row.daily_at),
            weekly,
            barred: row.barred_s.map(instant).zip(row.barred_because),
        }
    }
}

impl State {
    /// What this channel wants; none where it was never asked.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn channel(&self, channel: u64) -> Result<Option<ChannelWishes>, StateError> {
        let row: Option<Columns> = sqlx::query_as("SELECT * FROM channels WHERE channel = ?")
            .bind(channel.cast_signed())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(ChannelWishes::from))
    }

    /// Every channel that wants something.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn channels(&self) -> Result<Vec<ChannelWishes>, StateError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM channels ORDER BY channel").fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(ChannelWishes::from).collect())
    }

    /// Keeps what a channel wants in the place of what it wanted before.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn keep_channel(&self, wishes: &ChannelWishes) -> Result<(), StateError> {
        let (barred_s, barred_because) = match &wishes.barred {
            Some((since, because)) => (Some(since.as_second()), Some(because)),
            None => (None, None),
        };
        let time = |time: Time| time.strftime("%H:%M").to_string();
        sqlx::query(
            "INSERT OR REPLACE INTO channels
             (channel, guild, chosen_by, chosen_s, tells_starting, tells_changes, tells_news,
              daily_at, weekly_on, weekly_at, barred_s, barred_because)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(wishes.channel.cast_signed())
        .bind(wishes.guild.map(u64::cast_signed))
        .bind(wishes.chosen_by.cast_signed())
        .bind(wishes.since.as_second())
        .bind(wishes.tells.starting)
        .bind(wishes.tells.changes)
        .bind(wishes.tells.news)
        .bind(wishes.daily_at.map(time))
        .bind(wishes.weekly.map(|weekly| weekly.on.to_monday_one_offset()))
        .bind(wishes.weekly.map(|weekly| time(weekly.at)))
        .bind(barred_s)
        .bind(barred_because)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Tells a channel nothing more; false where it was told nothing.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(crate) async fn drop_channel(&self, channel: u64) -> Result<bool, StateError> {
        let done = sqlx::query("DELETE FROM channels WHERE channel = ?")
            .bind(channel.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
