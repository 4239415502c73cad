//! The accept loop: connections that cannot hang, and a stop that finishes what was accepted.
//! HTTP/1.1 only; a proxy in front speaks the rest.

use std::{sync::Arc, time::Duration};

use axum::http::{Request, Response};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tower::Service;

use super::connection::{Connection, Place, Socket};
use crate::metrics::Metrics;

/// The most headers a request may have.
const MAX_HEADERS: usize = 100;

/// How large a request line and headers may be together, in bytes. What comes beyond it in one
/// piece may pass, but never as much again.
const MAX_HEADER_BYTES: usize = 32 * 1024;

/// How long to leave be after the machine refused a connection (no file handles, say).
const REFUSED_PAUSE: Duration = Duration::from_millis(100);

/// How connections are accepted and kept.
#[derive(Clone, Copy, Debug)]
pub struct Accepting {
    /// Connections at a time, at most; the next ones wait in the kernel's queue.
    pub max_connections: u32,
    /// How long a client may take to send a request's headers; also how long a connection is kept
    /// that asks nothing more. `axum::serve` waits for ever.
    pub header_read_timeout: Duration,
    /// How long a client may take none of an answer's bytes.
    pub write_timeout: Duration,
    /// How long accepted requests may take when stopping.
    pub finish_timeout: Duration,
}

impl Default for Accepting {
    fn default() -> Self {
        Self {
            max_connections: 4_096,
            header_read_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(30),
            finish_timeout: Duration::from_secs(8),
        }
    }
}

/// Serves until `stopping` says true; then answers what was accepted, closes every other connection
/// at once, and returns.
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    accepting: Accepting,
    metrics: Arc<Metrics>,
    mut stopping: watch::Receiver<bool>,
) where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
    S::Error: std::error::Error + Send + Sync + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    let places = Arc::new(Semaphore::new(usize::try_from(accepting.max_connections).unwrap_or(1)));
    metrics.connections_max.set(accepting.max_connections);
    let service = TowerToHyperService::new(service);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(accepting.header_read_timeout)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEADER_BYTES);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places, &metrics) => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let Some((stream, place)) = accepted else { continue };
        let connection = Arc::new(Connection::default());
        let socket = Socket::new(stream, place, Arc::clone(&connection), accepting.write_timeout);
        let service = connection.watch(service.clone());
        let served = http.serve_connection(TokioIo::new(socket), service).with_upgrades();
        tokio::spawn(connection.attend(served, stopping.clone()));
    }
    drop(listener);
    // Every place is free when every connection is closed, WebSockets too.
    let closed = places.acquire_many(accepting.max_connections);
    if tokio::time::timeout(accepting.finish_timeout, closed).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

/// The next connection, when there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    metrics: &Arc<Metrics>,
) -> Option<(TcpStream, Place)> {
    let place = match Arc::clone(places).try_acquire_owned() {
        Ok(place) => place,
        Err(_) => {
            metrics.connections_full.increment(1);
            Arc::clone(places).acquire_owned().await.ok()?
        }
    };
    match listener.accept().await {
        Ok((stream, _)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, Place::new(place, metrics)))
        }
        Err(error) => {
            // Told by the metric, and in the log only to who looks closely: it would be told
            // again and again for as long as it lasts.
            tracing::debug!(%error, "a connection could not be accepted");
            metrics.accept_errors.increment(1);
            tokio::time::sleep(REFUSED_PAUSE).await;
            None
        }
    }
}
