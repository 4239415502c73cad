//! Which other sites' pages may ask: every site's, and never with credentials.
//!
//! Written out rather than left to a layer, which would work out again for every answer what is
//! the same for all.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse,
};

/// What every answer says to the browser: any page may read it, and these headers with it.
pub(super) const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("etag, allow, retry-after, x-request-id"),
    ),
];

/// What a browser is told before it asks; it may remember it for a day.
pub(super) async fn preflight() -> impl IntoResponse {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::OK, allowed)
}
