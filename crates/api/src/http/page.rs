//! What all pages for people share.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// Nothing from anywhere but the page itself; its style is in the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
     img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page, written.
pub(super) fn respond(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => ([(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)], Html(html))
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be written");
            (StatusCode::INTERNAL_SERVER_ERROR, "Sidan kunde inte visas. Felet är vårt.\n")
                .into_response()
        }
    }
}

/// There is no such page.
pub(super) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "Här finns ingen sida.\n").into_response()
}
