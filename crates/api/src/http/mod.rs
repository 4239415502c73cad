//! How the API is reached: routes, and what each of them does.

mod accept;
mod answer;
mod answers;
mod app;
mod asset;
mod connection;
mod cors;
mod embed;
mod event_stream;
mod formats;
mod graphiql;
mod graphql;
mod graphql_request;
mod graphql_response;
mod header_list;
mod health;
mod middleware;
mod pages;
mod persisted_queries;
mod request_id;
mod websocket;

use axum::{
    Router,
    extract::State,
    handler::Handler,
    http::header,
    response::{IntoResponse, Redirect},
    routing::{MethodRouter, get},
};
use tower_http::compression::CompressionLayer;

use middleware::EveryRequest;

pub use accept::{Accepting, serve};
pub use app::App;
pub(crate) use app::KEPT_ANSWERS_BYTES;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use graphql_request::law as body_law;
pub(crate) use request_id::RequestId;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use websocket::law as message_law;

/// Where questions are asked.
const GRAPHQL: &str = "/graphql";

/// Everything that is served.
pub fn router(app: App) -> Router {
    let plain = [
        ("/schema.graphql", get(schema_text)),
        ("/health/live", get(health::live)),
        ("/health/ready", get(health::ready)),
        ("/version", get(health::version)),
        ("/metrics", get(health::metrics)),
    ];
    let plain = plain.map(|(pattern, methods)| (pattern, methods.layer(CompressionLayer::new())));
    let compressing = [
        ("/graphiql", get(graphiql::page)),
        ("/graphiql/", get(|| async { Redirect::permanent("/graphiql") })),
        ("/graphiql/{*path}", get(graphiql::asset)),
        ("/embed", embed::page()),
        ("/embed/finsam.js", get(embed::components)),
        ("/embed/builder.js", get(embed::builder)),
    ];
    routes(&app, plain.into_iter().chain(compressing).chain(pages::routes())).with_state(app)
}

/// The routes, with what holds for every request: those of `/graphql` and the saved queries, which
/// any site's pages may ask, and these.
fn routes(
    app: &App,
    others: impl IntoIterator<Item = (&'static str, MethodRouter<App>)>,
) -> Router<App> {
    let ask = get(graphql::get).post(graphql::post).options(cors::preflight);
    let ask =
        ask.fallback(graphql::method_not_allowed).layer(EveryRequest::for_any_site(app, GRAPHQL));
    let saved = get(formats::get).options(cors::preflight).fallback(pages::wrong_method);
    let saved = saved.layer(EveryRequest::for_any_site(app, formats::PATTERN));
    let mut router = Router::new().route(GRAPHQL, ask).route(formats::PATTERN, saved);
    for (pattern, methods) in others {
        let methods = methods.fallback(pages::wrong_method);
        router = router.route(pattern, methods.layer(EveryRequest::of(app, pattern)));
    }
    router.fallback(pages::no_such_page.layer(EveryRequest::of(app, "none")))
}

async fn schema_text(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], app.sdl().to_owned())
}
