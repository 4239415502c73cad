//! The accept loop: connections that cannot hang, and a stop that finishes what was accepted.

use std::{sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};

use super::{App, router};

/// How long a client may take to send a request's headers. `axum::serve` waits for ever.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(10);

/// How long accepted requests may take when stopping.
const STOP_TIMEOUT: Duration = Duration::from_secs(9);

/// Connections at a time; the next ones wait in the kernel's queue.
const MAX_CONNECTIONS: usize = 4_096;

/// How long to leave be after the machine refused a connection (no file handles, say).
const REFUSED_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stopping` says true; then answers what was accepted and returns.
pub async fn serve(listener: TcpListener, app: App, mut stopping: watch::Receiver<bool>) {
    let service = TowerToHyperService::new(router(app.clone()));
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let Some((stream, place)) = accepted else { continue };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_READ_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service.clone());
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is its client's business.
            let _ = connection.await;
            drop(place);
        });
    }
    app.stop();
    drop(listener);
    tracing::info!("stopping: finishing what was accepted");
    if tokio::time::timeout(STOP_TIMEOUT, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, place))
        }
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(REFUSED_PAUSE).await;
            None
        }
    }
}
