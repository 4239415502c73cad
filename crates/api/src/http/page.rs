//! What all pages for people share.

use askama::Template;
use axum::{
    Extension,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::middleware::Fault;

/// Nothing from anywhere but the page itself; its style is in the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
     img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page needs none of a browser's senses.
pub(super) const PERMISSIONS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
);

/// A page, written.
pub(super) fn respond(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => {
            let policy = [(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)];
            (policy, [PERMISSIONS], Html(html)).into_response()
        }
        Err(error) => {
            let fault = Fault(format!("a page cannot be written: {error}"));
            let said = "Sidan kunde inte visas. Felet är vårt.\n";
            (StatusCode::INTERNAL_SERVER_ERROR, Extension(fault), said).into_response()
        }
    }
}

/// There is no such page.
pub(super) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "Här finns ingen sida.\n").into_response()
}

/// The same, for an address that no route has.
pub(super) async fn no_such_page() -> Response {
    not_found()
}

/// The address is right, but not for this method; which ones are right stands in `Allow`.
pub(super) async fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, "Den här adressen tar inte emot en sådan begäran.\n")
        .into_response()
}
