//! A file that is part of the program.

use std::io::Write;

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::header_list::names;

/// At an address that never changes a file is asked for anew within the hour, so that what is mended reaches everybody the same day; meanwhile, and
/// where we cannot be reached, what a browser has will do.
const CACHE_CONTROL: &str =
    "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800";

/// At an address that holds its fingerprint it is never another.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The file, as it stands and compressed.
pub(super) struct Asset {
    content_type: &'static str,
    cache_control: &'static str,
    plain: &'static str,
    /// None where it could not be made.
    gzip: Option<Vec<u8>>,
    /// Weak, so that it fits both.
    etag: String,
}

impl Asset {
    /// A script, at one address for ever.
    pub(super) fn script(plain: &'static str) -> Self {
        Self::new("text/javascript; charset=utf-8", CACHE_CONTROL, plain)
    }

    /// A style sheet, at its [`address`](Self::address).
    pub(super) fn style(plain: &'static str) -> Self {
        Self::new("text/css; charset=utf-8", FOR_GOOD, plain)
    }

    /// A picture, at one address for ever.
    pub(super) fn picture(plain: &'static str) -> Self {
        Self::new("image/svg+xml", CACHE_CONTROL, plain)
    }

    fn new(content_type: &'static str, cache_control: &'static str, plain: &'static str) -> Self {
        let hash: Vec<u8> = Sha256::digest(plain).into_iter().take(16).collect();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let gzip = encoder.write_all(plain.as_bytes()).and_then(|()| encoder.finish()).ok();
        Self {
            content_type,
            cache_control,
            plain,
            gzip,
            etag: format!("W/\"{}\"", BASE64URL_NOPAD.encode(&hash)),
        }
    }

    /// Where it is, of a file at this path: another address for other bytes.
    pub(super) fn address(&self, path: &str) -> String {
        let fingerprint = self.etag.trim_start_matches("W/").trim_matches('"');
        format!("{path}?v={fingerprint}")
    }

    /// How much of a network it takes, in bytes.
    #[cfg(test)]
    pub(super) fn compressed_bytes(&self) -> usize {
        self.gzip.as_ref().map_or(self.plain.len(), Vec::len)
    }

    /// The response to a client with these headers.
    pub(super) fn respond(&self, headers: &HeaderMap) -> Response {
        let about: [(HeaderName, &str); 4] = [
            (header::ETAG, &self.etag),
            (header::CACHE_CONTROL, self.cache_control),
            (header::VARY, "accept-encoding"),
            (header::CONTENT_TYPE, self.content_type),
        ];
        // Any site's pages may load it, also those that isolate themselves from others.
        let shared = [
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("cross-origin"),
            ),
        ];
        if names(headers, header::IF_NONE_MATCH, &self.etag) {
            return (StatusCode::NOT_MODIFIED, about, shared).into_response();
        }
        match &self.gzip {
            Some(gzip) if names(headers, header::ACCEPT_ENCODING, "gzip") => {
                let encoding = [(header::CONTENT_ENCODING, "gzip")];
                (about, shared, encoding, gzip.clone()).into_response()
            }
            _ => (about, shared, self.plain).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_sent_as_the_client_wants_it_and_once() {
        let asset = Asset::script("const a = 1;\n");
        let check = |name: HeaderName, value: &str, status: u16, encoding: Option<&str>| {
            let headers = HeaderMap::from_iter([(name, value.parse().unwrap())]);
            let response = asset.respond(&headers);
            assert_eq!(response.status().as_u16(), status, "{value}");
            let found = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(found.map(|found| found.to_str().unwrap()), encoding, "{value}");
            assert_eq!(response.headers()[header::ETAG], asset.etag.as_str());
        };
        check(header::ACCEPT_ENCODING, "gzip, br", 200, Some("gzip"));
        check(header::ACCEPT_ENCODING, "identity", 200, None);
        check(header::IF_NONE_MATCH, &asset.etag, 304, None);
        check(header::IF_NONE_MATCH, "W/\"other\"", 200, None);
    }
}
