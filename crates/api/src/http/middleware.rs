//! What holds for every request, whatever it asks: its id, the headers of its answer, its line in
//! the log, its place in the metrics, and that a fault of ours ends it and nothing else.

use std::{
    convert::Infallible,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use hyper::body::Body;
use tower::{Layer, Service};

use super::{
    App, GRAPHQL, cors,
    request_id::{RequestId, X_REQUEST_ID},
};
use crate::metrics::{RouteMetrics, name_of};

/// Where a request's line in the log is found: `--log info,finsam_api::requests=debug`.
const REQUESTS: &str = "finsam_api::requests";

/// What every answer says, unless its route has said something else. Pages say more, see
/// [`page`](super::page).
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// Why an answer is 500, for the log. A route puts it into the answer's extensions; it is logged
/// once, with the request's id, and never sent.
#[derive(Clone, Debug)]
pub(super) struct Fault(pub(super) String);

/// Wraps what answers one route.
#[derive(Clone)]
pub(super) struct EveryRequest {
    app: App,
    route: Arc<RouteMetrics>,
    headers: Arc<[(HeaderName, HeaderValue)]>,
}

impl EveryRequest {
    /// For the route of this pattern.
    pub(super) fn of(app: &App, pattern: &'static str) -> Self {
        let route = Arc::new(app.metrics().of_route(pattern));
        Self { app: app.clone(), route, headers: HEADERS.into() }
    }

    /// For a route whose answers any site's pages may read.
    pub(super) fn for_any_site(app: &App, pattern: &'static str) -> Self {
        let headers = HEADERS.into_iter().chain(cors::HEADERS).collect();
        Self { headers, ..Self::of(app, pattern) }
    }

    fn answered(&self, method: &Method, id: RequestId, took: Duration, response: &mut Response) {
        let status = response.status();
        self.app.metrics().count(&self.route, method, status);
        self.route.duration.record(took.as_secs_f64());
        let route = self.route.route();
        let request = id.as_str();
        tracing::debug!(
            target: REQUESTS,
            request,
            method = name_of(method),
            route,
            status = status.as_u16(),
            micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            bytes = response.body().size_hint().exact(),
        );
        if let Some(Fault(cause)) = response.extensions().get() {
            tracing::error!(request, route, cause, "a request failed by our fault");
        }
        let headers = response.headers_mut();
        headers.reserve(self.headers.len() + 1);
        for (name, value) in &*self.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if self.app.is_stopping() {
            // Whoever keeps the connection for more finds another server sooner.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        headers.insert(X_REQUEST_ID, id.to_header());
    }

    /// The answer to a request that met a fault of ours. The hook of
    /// [`logs`](crate::logs) has told of it, with the request's id.
    fn panicked(&self) -> Response {
        self.app.metrics().panics.increment(1);
        if self.route.route() == GRAPHQL {
            let body = r#"{"errors":[{"message":"the server failed; the fault is ours","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}"#;
            let content_type = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
            return (StatusCode::INTERNAL_SERVER_ERROR, content_type, body).into_response();
        }
        (StatusCode::INTERNAL_SERVER_ERROR, "Något gick fel. Felet är vårt.\n").into_response()
    }
}

impl<S> Layer<S> for EveryRequest {
    type Service = Wrapped<S>;

    fn layer(&self, inner: S) -> Wrapped<S> {
        Wrapped { every: self.clone(), inner }
    }
}

/// What answers one route, wrapped.
#[derive(Clone)]
pub(super) struct Wrapped<S> {
    every: EveryRequest,
    inner: S,
}

impl<S> Service<Request> for Wrapped<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let started = Instant::now();
        let id = RequestId::of(request.headers());
        let method = request.method().clone();
        let answer = AssertUnwindSafe(id.scope(self.inner.call(request))).catch_unwind();
        let every = self.every.clone();
        Box::pin(async move {
            let mut response = match answer.await {
                Ok(Ok(response)) => response,
                Err(_panic) => every.panicked(),
            };
            every.answered(&method, id, started.elapsed(), &mut response);
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests;
