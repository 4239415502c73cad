//! A connection to one of the hosts, and the choice among them.

use std::time::Duration;

use futures_util::{StreamExt, stream::FuturesUnordered};
use sqlx::{
    Connection, PgConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::time::{Instant, timeout};

use super::{
    DatabaseError, StoreUrl,
    address::{Host, Reads},
};

/// How long the others are waited for when one has answered that is not the one wanted.
const CHOICE: Duration = Duration::from_millis(500);

/// A connection to one host, and another one to be told on.
pub(crate) struct Session {
    pub(super) connection: PgConnection,
    pub(super) ear: Option<PgListener>,
    options: PgConnectOptions,
    pub(super) host: String,
    pub(super) is_primary: bool,
    /// Whether it is the host wanted, or one that was there instead.
    pub(super) is_wanted: bool,
    /// When it was made.
    pub(super) since: Instant,
    /// How long an answer is waited for.
    pub(super) patience: Duration,
}

impl Session {
    /// A connection to the host that takes writes.
    pub(crate) async fn to_primary(
        url: &StoreUrl,
        patience: Duration,
    ) -> Result<Self, DatabaseError> {
        let session = Self::connect(url, Reads::Primary, patience).await?;
        if session.is_primary {
            Ok(session)
        } else {
            let why = format!("{} is a standby, or read-only", session.host);
            Err(DatabaseError::NoPrimary(vec![why]))
        }
    }

    /// A connection to read from: to the host wanted, or to another one if that is not there.
    pub(super) async fn to_read(url: &StoreUrl, patience: Duration) -> Result<Self, DatabaseError> {
        Self::connect(url, url.reads, patience).await
    }

    async fn connect(
        url: &StoreUrl,
        reads: Reads,
        patience: Duration,
    ) -> Result<Self, DatabaseError> {
        let tries = url.hosts.iter().map(|host| Self::to(host, reads, patience));
        let mut tries: FuturesUnordered<_> = tries.collect();
        let mut failed = Vec::new();
        let mut other = None;
        loop {
            let next = match other.is_some() {
                true => timeout(CHOICE, tries.next()).await.unwrap_or(None),
                false => tries.next().await,
            };
            match next {
                Some(Ok(session)) if session.is_wanted => return Ok(session),
                Some(Ok(session)) => other = other.or(Some(session)),
                Some(Err(why)) => failed.push(why),
                None => return other.ok_or(DatabaseError::Unreachable(failed)),
            }
        }
    }

    async fn to(host: &Host, reads: Reads, patience: Duration) -> Result<Self, String> {
        let told = |why: String| format!("{}: {why}", host.name);
        let connecting = async {
            let mut connection = PgConnection::connect_with(&host.options).await?;
            let read_only: String =
                sqlx::query_scalar("SHOW transaction_read_only").fetch_one(&mut connection).await?;
            Ok::<_, sqlx::Error>((connection, read_only == "off"))
        };
        match timeout(patience, connecting).await {
            Ok(Ok((connection, is_primary))) => Ok(Self {
                connection,
                ear: None,
                options: host.options.clone(),
                host: host.name.clone(),
                is_primary,
                is_wanted: is_primary == (reads == Reads::Primary),
                since: Instant::now(),
                patience,
            }),
            Ok(Err(error)) => Err(told(error.to_string())),
            Err(_) => Err(told(format!("no answer within {} s", patience.as_secs_f32()))),
        }
    }

    /// Is told of what is said on a channel from now on, if this host can tell: a replica cannot, and some
    /// databases neither.
    pub(super) async fn listen(&mut self, channel: &str) {
        let listening = async {
            // Listening needs a pool, which tries again and again, where nobody answers, until its time is
            // over.
            let pool = PgPoolOptions::new()
                .max_connections(1)
                .acquire_timeout(self.patience)
                .connect_lazy_with(self.options.clone());
            let mut ear = PgListener::connect_with(&pool).await?;
            ear.eager_reconnect(false);
            ear.listen(channel).await?;
            Ok::<_, sqlx::Error>(ear)
        };
        self.ear = match timeout(self.patience, listening).await {
            Ok(Ok(ear)) => Some(ear),
            _ => None,
        };
    }

    /// Waits for an answer as long as this one is patient.
    pub(super) async fn within<T>(
        patience: Duration,
        asking: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, DatabaseError> {
        match timeout(patience, asking).await {
            Ok(answer) => answer.map_err(DatabaseError::of),
            Err(_) => Err(DatabaseError::Silent(patience)),
        }
    }
}
