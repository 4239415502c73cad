//! How the API is reached: routes, and what each of them does.

mod accept;
mod answer;
mod answers;
mod document_page;
mod graphiql;
mod graphql;
mod graphql_request;
mod header_list;
mod health;
mod page;
mod persisted_queries;
mod start_page;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderValue, Method, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use jiff::Zoned;
use tower_http::{
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use crate::{
    graphql::{Scope, Sdl, Service},
    live::{Live, Published},
};

pub use accept::serve;
use answers::Answers;
use persisted_queries::PersistedQueries;

/// What the answers given lately may take, in bytes.
const KEPT_ANSWERS_BYTES: usize = 64 * 1024 * 1024;

/// How long a browser may remember that it may ask, so that it does not before every query.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// What the routes need.
#[derive(Clone)]
pub struct App {
    live: Arc<Live>,
    service: Arc<Service>,
    answers: Arc<Answers>,
    persisted_queries: Arc<PersistedQueries>,
    public_url: Arc<str>,
    stopping: Arc<AtomicBool>,
}

impl App {
    /// An app over live content, reached from outside at `public_url`, which has no slash at its
    /// end.
    #[must_use]
    pub fn new(live: Arc<Live>, public_url: &str) -> Self {
        Self {
            live,
            service: Arc::default(),
            answers: Arc::new(Answers::within(KEPT_ANSWERS_BYTES)),
            persisted_queries: Arc::default(),
            public_url: public_url.into(),
            stopping: Arc::default(),
        }
    }

    /// A request's own content and now.
    fn scope(&self) -> Scope {
        self.scope_of(&self.live.published(), &self.live.now())
    }

    fn scope_of(&self, published: &Published, now: &Zoned) -> Scope {
        let snapshot = Arc::clone(published.at(now));
        Scope::new(snapshot, now.clone(), Arc::clone(&self.public_url))
            .with_history(Arc::clone(published.history()))
    }

    /// From now on the server is not ready.
    fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    // Reading is for everybody and never with credentials, so any site's pages may ask.
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(Any)
        .max_age(PREFLIGHT_MAX_AGE);
    let always =
        |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    Router::new()
        .route(
            "/graphql",
            get(graphql::get).post(graphql::post).fallback(graphql::method_not_allowed).layer(cors),
        )
        .route("/", get(start_page::show))
        .route("/schema.graphql", get(schema_text))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/version", get(health::version))
        .route("/graphiql", get(graphiql::page))
        .route("/graphiql/", get(|| async { Redirect::permanent("/graphiql") }))
        .route("/graphiql/{*path}", get(graphiql::asset))
        .route("/{folder}/{slug}", get(document_page::show))
        .fallback(async || page::not_found())
        .layer(CompressionLayer::new())
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .layer(always(header::X_FRAME_OPTIONS, "DENY"))
        .with_state(app)
}

async fn schema_text(axum::extract::State(app): axum::extract::State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], app.service.sdl(Sdl::Plain))
}
