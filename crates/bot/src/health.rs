//! How the bot is doing, for whoever runs it: over HTTP, where asked for.
//!
//! - `/health/live`: it works; start it anew if not.
//! - `/health/ready`: it is connected to Discord, follows the API and can remember.
//! - `/metrics`: counts, for Prometheus.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusHandle};
use serenity::{all::ShardManager, gateway::ConnectionStage};
use thiserror::Error;
use tokio::net::TcpListener;
use tracing::info;

use crate::{
    metrics,
    rounds::Round,
    state::{self, StateError},
};

/// A bot that has not made a round for so long is stuck. A round may wait for Discord's limits, five
/// times up to a minute: whoever starts the bot anew then only sends more.
const STUCK_AFTER: Duration = Duration::from_secs(10 * 60);

/// How the bot is doing.
#[derive(Debug)]
pub(crate) struct Health {
    /// The connections with Discord's gateway, once there are any. They are asked when somebody wants
    /// to know: that one was given up is never told.
    gateway: OnceLock<Arc<ShardManager>>,
    follows_api: AtomicBool,
    remembers: AtomicBool,
    last_round: Mutex<Instant>,
}

/// Why nobody can be told how the bot is doing.
#[derive(Debug, Error)]
pub(crate) enum HealthError {
    #[error("{address} is taken or not ours: {source}. Choose another with FINSAM_BOT_HEALTH.")]
    Address { address: SocketAddr, source: std::io::Error },
    #[error("counting cannot begin: {0}")]
    Metrics(#[from] BuildError),
}

impl Health {
    pub(crate) fn new() -> Self {
        Self {
            gateway: OnceLock::new(),
            follows_api: AtomicBool::new(false),
            remembers: AtomicBool::new(true),
            last_round: Mutex::new(Instant::now()),
        }
    }

    /// Says where to see whether Discord and we are connected.
    pub(crate) fn connects_by(&self, gateway: Arc<ShardManager>) {
        // There is one for as long as the bot runs.
        let _ = self.gateway.set(gateway);
    }

    async fn is_connected(&self) -> bool {
        let Some(gateway) = self.gateway.get() else { return false };
        let runners = gateway.runners.lock().await;
        !runners.is_empty()
            && runners.values().all(|runner| runner.stage == ConnectionStage::Connected)
    }

    /// How a round went. With a damaged file it is as good as none: started anew, the bot puts the
    /// file aside.
    pub(crate) fn round_made(&self, round: &Result<Round, StateError>) {
        let follows_api = round.as_ref().is_ok_and(|round| round.trouble.is_none());
        self.remembers.store(round.is_ok(), Ordering::Relaxed);
        self.follows_api.store(follows_api || round.is_err(), Ordering::Relaxed);
        if !round.as_ref().is_err_and(state::is_damaged) {
            *self.last_round.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        }
    }

    /// What is wrong; nothing where all is well.
    fn troubles(&self, is_connected: bool) -> Vec<&'static str> {
        let stuck = self.last_round.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        [
            (stuck > STUCK_AFTER, "no round has been made for ten minutes"),
            (!is_connected, "not connected to Discord"),
            (!self.follows_api.load(Ordering::Relaxed), "the API cannot be followed"),
            (!self.remembers.load(Ordering::Relaxed), "the state cannot be used"),
        ]
        .into_iter()
        .filter_map(|(is_wrong, what)| is_wrong.then_some(what))
        .collect()
    }

    fn is_alive(&self) -> bool {
        self.last_round.lock().unwrap_or_else(PoisonError::into_inner).elapsed() <= STUCK_AFTER
    }
}

/// Tells at this address how the bot is doing, for as long as it runs.
///
/// # Errors
/// Where the address cannot be had.
pub(crate) async fn serve(address: SocketAddr, health: Arc<Health>) -> Result<(), HealthError> {
    let metrics = metrics::begin()?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| HealthError::Address { address, source })?;
    info!(%address, "telling how the bot is doing");
    let routes = Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .with_state(health)
        .route("/metrics", get(counts).with_state(metrics));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(())
}

async fn live(State(health): State<Arc<Health>>) -> (StatusCode, String) {
    match health.is_alive() {
        true => (StatusCode::OK, "live\n".to_owned()),
        false => (StatusCode::SERVICE_UNAVAILABLE, "stuck\n".to_owned()),
    }
}

async fn ready(State(health): State<Arc<Health>>) -> (StatusCode, String) {
    let troubles = health.troubles(health.is_connected().await);
    if troubles.is_empty() {
        return (StatusCode::OK, "ready\n".to_owned());
    }
    (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", troubles.join("\n")))
}

async fn counts(State(metrics): State<PrometheusHandle>) -> String {
    metrics.run_upkeep();
    metrics.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_are_told() {
        let health = Health::new();
        assert_eq!(health.troubles(false).len(), 2);
        health.round_made(&Ok(Round { next_due: None, trouble: None }));
        assert_eq!(health.troubles(true), [""; 0]);
        assert_eq!(health.troubles(false), ["not connected to Discord"]);
        health.round_made(&Err(StateError::PoolClosed));
        assert_eq!(health.troubles(true), ["the state cannot be used"]);
        assert!(health.is_alive());
    }
}
