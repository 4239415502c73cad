//! `/graphiql`: the explorer, from the files embedded in the program.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use finsam_graphiql::{Asset, CONTENT_SECURITY_POLICY};

use super::{header_list::names, pages::PERMISSIONS};

/// The page.
pub(super) async fn page(headers: HeaderMap) -> Response {
    serve("", &headers)
}

/// A file of the page.
pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(&path, &headers)
}

fn serve(path: &str, headers: &HeaderMap) -> Response {
    let Some(asset) = finsam_graphiql::asset(path) else {
        return (StatusCode::NOT_FOUND, "no such file\n").into_response();
    };
    let caching = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about = [
        (header::ETAG, asset.etag),
        (header::CACHE_CONTROL, caching),
        (header::VARY, "accept-encoding"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    ];
    if names(headers, header::IF_NONE_MATCH, asset.etag) {
        return (StatusCode::NOT_MODIFIED, about, [PERMISSIONS]).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, asset.content_type)];
    if names(headers, header::ACCEPT_ENCODING, "gzip") {
        let encoding = [(header::CONTENT_ENCODING, "gzip")];
        return (about, [PERMISSIONS], content_type, encoding, asset.gzip).into_response();
    }
    (about, [PERMISSIONS], content_type, inflate(asset)).into_response()
}

fn inflate(asset: &Asset) -> Vec<u8> {
    asset.identity().unwrap_or_else(|error| {
        tracing::error!(%error, path = asset.path, "an embedded file is damaged");
        Vec::new()
    })
}
