//! One connection: what it still owes its client, and a socket that is not held for ever by a
//! client that takes no bytes.

use std::{
    future::poll_fn,
    io,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::http::Response;
use hyper::{
    body::{Body, Frame, Incoming, SizeHint},
    server::conn::http1::UpgradeableConnection,
    service::{HttpService, Service},
};
use hyper_util::rt::TokioIo;
use metrics::Gauge;
use pin_project_lite::pin_project;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::{OwnedSemaphorePermit, watch},
    time::Sleep,
};

use crate::metrics::Metrics;

/// What a connection owes its client.
#[derive(Default)]
pub(super) struct Connection {
    /// A request was accepted whose answer is not yet written.
    answering: AtomicBool,
    /// Bytes wait until the client takes earlier ones.
    blocked: AtomicBool,
}

impl Connection {
    /// The service, watched: from a request's headers to the last of its answer's body the
    /// connection is answering.
    pub(super) fn watch<S>(self: &Arc<Self>, service: S) -> Watched<S> {
        Watched { service, connection: Arc::clone(self) }
    }

    /// Serves the connection to its end. When stopping, that is as soon as nothing is owed; what
    /// was half asked is not waited for.
    pub(super) async fn attend<S, B>(
        self: Arc<Self>,
        served: UpgradeableConnection<TokioIo<Socket>, S>,
        mut stopping: watch::Receiver<bool>,
    ) where
        S: HttpService<Incoming, ResBody = B>,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        B: Body + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut served = pin!(served);
        tokio::select! {
            biased;
            // A connection that breaks is its client's business.
            _ = &mut served => return,
            _ = stopping.wait_for(|stop| *stop) => {}
        }
        served.as_mut().graceful_shutdown();
        poll_fn(|cx| match served.as_mut().poll(cx) {
            Poll::Pending if self.owes() => Poll::Pending,
            _ => Poll::Ready(()),
        })
        .await;
    }

    fn owes(&self) -> bool {
        self.answering.load(Ordering::Relaxed) || self.blocked.load(Ordering::Relaxed)
    }
}

/// A service that tells its connection when it is answering.
pub(super) struct Watched<S> {
    service: S,
    connection: Arc<Connection>,
}

impl<S, B> Service<axum::http::Request<Incoming>> for Watched<S>
where
    S: Service<axum::http::Request<Incoming>, Response = Response<B>>,
    S::Future: Send + 'static,
{
    type Response = Response<WatchedBody<B>>;
    type Error = S::Error;
    type Future = WatchedAnswer<S::Future>;

    fn call(&self, request: axum::http::Request<Incoming>) -> Self::Future {
        let answering = Answering::new(&self.connection);
        WatchedAnswer { answer: self.service.call(request), answering: Some(answering) }
    }
}

/// While it lives, its connection is answering.
struct Answering(Arc<Connection>);

impl Answering {
    fn new(connection: &Arc<Connection>) -> Self {
        connection.answering.store(true, Ordering::Relaxed);
        Self(Arc::clone(connection))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.store(false, Ordering::Relaxed);
    }
}

pin_project! {
    /// An answer that is being made.
    pub(super) struct WatchedAnswer<F> {
        #[pin]
        answer: F,
        answering: Option<Answering>,
    }
}

impl<F, B, E> Future for WatchedAnswer<F>
where
    F: Future<Output = Result<Response<B>, E>>,
{
    type Output = Result<Response<WatchedBody<B>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let answering = this.answering;
        this.answer.poll(cx).map_ok(|response| {
            response.map(|body| WatchedBody { body, _answering: answering.take() })
        })
    }
}

pin_project! {
    /// An answer's body that is being sent.
    pub(super) struct WatchedBody<B> {
        #[pin]
        body: B,
        _answering: Option<Answering>,
    }
}

impl<B: Body> Body for WatchedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.project().body.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A place among the connections that may be open; free again when it is dropped.
pub(super) struct Place {
    open: Gauge,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    pub(super) fn new(permit: OwnedSemaphorePermit, metrics: &Metrics) -> Self {
        metrics.connections.increment(1.0);
        Self { open: metrics.connections.clone(), _permit: permit }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.decrement(1.0);
    }
}

/// A client's socket. It takes its place with it when the connection becomes a WebSocket.
pub(super) struct Socket {
    stream: TcpStream,
    connection: Arc<Connection>,
    write_timeout: Duration,
    /// When the client must have taken some bytes, while it takes none.
    deadline: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

impl Socket {
    pub(super) fn new(
        stream: TcpStream,
        place: Place,
        connection: Arc<Connection>,
        write_timeout: Duration,
    ) -> Self {
        Self { stream, connection, write_timeout, deadline: None, _place: place }
    }

    /// What a write came to; an error if the client has taken nothing for too long.
    fn wrote(
        &mut self,
        result: Poll<io::Result<usize>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if result.is_ready() {
            if self.deadline.take().is_some() {
                self.connection.blocked.store(false, Ordering::Relaxed);
            }
            return result;
        }
        self.connection.blocked.store(true, Ordering::Relaxed);
        let timeout = self.write_timeout;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        deadline.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(result, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.wrote(result, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
