//! Listens, and serves connection after connection; some of them are cut on purpose.

use std::{convert::Infallible, error::Error, fmt, sync::Arc};

use axum::{Router, body::Body, http::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    task::JoinSet,
};
use tower::ServiceExt;

/// Marks an answer that is never given: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct CutOff;

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut off on purpose")
    }
}

impl Error for CutOff {}

/// Serves until it is dropped, and every connection with it.
pub(super) async fn serve(listener: TcpListener, app: Router) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("the stand-in listens");
        connections.spawn(connection(stream, app.clone()));
        while connections.try_join_next().is_some() {}
    }
}

/// Serves one connection to its end.
pub(super) async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    app: Router,
) {
    let app = Arc::new(app);
    let service = service_fn(move |request: Request<Incoming>| {
        let app = Router::clone(&app);
        async move {
            let answered: Result<Response, Infallible> = app.oneshot(request.map(Body::new)).await;
            let Ok(response) = answered;
            match response.extensions().get::<CutOff>() {
                None => Ok(response),
                Some(cut) => Err(*cut),
            }
        }
    });
    let serving = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // However it ends: it was cut, by us or by the bot, or both are done.
    let _ = serving.with_upgrades().await;
}
