//! A whole answer, of `/graphql` or to a saved query, ready to be sent as often as it is asked for.

use std::{io::Write, sync::OnceLock, time::SystemTime};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use brotli::enc::BrotliEncoderParams;
use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::{header_list::names, middleware::Fault};
use crate::metrics::Outcome;

/// A body smaller than this, in bytes, is not compressed: it goes into one packet as it is.
const WORTH_COMPRESSING: usize = 1_024;

/// As long as gzip takes at its fastest, and smaller.
const BROTLI_QUALITY: i32 = 3;

/// How long a shared cache may go on with an answer while it asks for the next, in seconds.
const STALE_WHILE_REVALIDATE_S: u64 = 60;

/// And how long when we do not answer at all: a day.
const STALE_IF_ERROR_S: u64 = 86_400;

/// For how long an answer is good. Unless said otherwise, it may be kept by anybody, who asks before
/// every use whether it still holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Freshness {
    /// The seconds for which nobody needs to ask again.
    pub(super) max_age_s: Option<u64>,
    /// Since when it has been what it is, if that can be told.
    pub(super) last_modified: Option<SystemTime>,
}

impl Freshness {
    fn cache_control(&self) -> HeaderValue {
        let Some(max_age) = self.max_age_s else {
            return HeaderValue::from_static("public, no-cache");
        };
        let value = format!(
            "public, max-age={max_age}, stale-while-revalidate={STALE_WHILE_REVALIDATE_S}, \
             stale-if-error={STALE_IF_ERROR_S}"
        );
        HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("public, no-cache"))
    }

    /// Whether a client says that it has what has been there since then. Only in whole seconds, as
    /// the header has it.
    fn is_known(&self, headers: &HeaderMap) -> bool {
        let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|date| date.to_str().ok());
        let since = since.and_then(|date| httpdate::parse_http_date(date).ok());
        match (since, self.last_modified) {
            (Some(since), Some(last_modified)) => {
                let last_modified = httpdate::HttpDate::from(last_modified);
                last_modified <= httpdate::HttpDate::from(since)
            }
            _ => false,
        }
    }
}

/// What is answered, in every form it may be sent in.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    outcome: Outcome,
    content_type: &'static str,
    plain: Encoded,
    /// Made for the first client that takes it, and kept; none if it is not worth it.
    gzip: OnceLock<Option<Encoded>>,
    /// The same, for those that take this: it is smaller still.
    brotli: OnceLock<Option<Encoded>>,
    /// What went wrong, if that is our fault.
    fault: Option<Fault>,
}

/// A body with its strong validator: other bytes, other validator.
#[derive(Debug)]
struct Encoded {
    body: Bytes,
    etag: HeaderValue,
}

impl Encoded {
    fn new(body: Vec<u8>, content_type: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(content_type);
        hasher.update(&body);
        let hash: Vec<u8> = hasher.finalize().into_iter().take(16).collect();
        let etag = format!("\"{}\"", BASE64URL_NOPAD.encode(&hash));
        let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\""));
        Self { body: body.into(), etag }
    }
}

impl Answer {
    pub(super) fn new(
        status: StatusCode,
        outcome: Outcome,
        content_type: &'static str,
        body: Vec<u8>,
    ) -> Self {
        let plain = Encoded::new(body, content_type);
        let (gzip, brotli) = (OnceLock::new(), OnceLock::new());
        Self { status, outcome, content_type, plain, gzip, brotli, fault: None }
    }

    /// The same with what went wrong, to be logged with the request's id.
    pub(super) fn with_fault(self, fault: Fault) -> Self {
        Self { fault: Some(fault), ..self }
    }

    /// Whether it only says that there is none, and another time there may be.
    pub(super) fn is_our_fault(&self) -> bool {
        self.status.is_server_error()
    }

    /// How the request ended that it answers.
    pub(super) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// How many bytes it keeps, with what may come to it.
    pub(super) fn weight(&self) -> usize {
        // Compressed it is smaller, and comes beside.
        self.plain.body.len() * 2 + 256
    }

    /// The response to a client with these headers, who asks before every use whether it still
    /// holds: it may not at the next stroke of the clock.
    pub(super) fn respond(&self, method: &Method, headers: &HeaderMap) -> Response {
        let freshness = Freshness::default();
        self.respond_for(&freshness, method, headers)
    }

    /// The response to a client with these headers, who may keep it for so long.
    pub(super) fn respond_for(
        &self,
        freshness: &Freshness,
        method: &Method,
        headers: &HeaderMap,
    ) -> Response {
        let takes = |encoding| names(headers, header::ACCEPT_ENCODING, encoding);
        let brotli = takes("br").then(|| Some(("br", self.brotli()?))).flatten();
        let gzip = || takes("gzip").then(|| Some(("gzip", self.gzip()?))).flatten();
        let compressed = brotli.or_else(gzip);
        let encoded = compressed.map_or(&self.plain, |(_, encoded)| encoded);
        let is_read = matches!(*method, Method::GET | Method::HEAD);
        let knows = || match headers.contains_key(header::IF_NONE_MATCH) {
            true => knows(headers, &encoded.etag),
            false => freshness.is_known(headers),
        };
        let is_known = is_read && self.status == StatusCode::OK && knows();
        let body = if is_known { Body::empty() } else { Body::from(encoded.body.clone()) };
        let mut response = Response::new(body);
        *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { self.status };
        if let Some(fault) = &self.fault {
            response.extensions_mut().insert(fault.clone());
        }
        let headers = response.headers_mut();
        // Room at once for these and those that every answer has.
        headers.reserve(16);
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
        if self.status.is_success() {
            headers.insert(header::ETAG, encoded.etag.clone());
            headers.insert(header::CACHE_CONTROL, freshness.cache_control());
            let last_modified = freshness.last_modified.map(httpdate::fmt_http_date);
            if let Some(date) = last_modified.and_then(|date| HeaderValue::try_from(date).ok()) {
                headers.insert(header::LAST_MODIFIED, date);
            }
        } else {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            let allowed = if is_read { "POST" } else { "GET, HEAD, POST" };
            headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
        }
        if !is_known {
            let content_type = HeaderValue::from_static(self.content_type);
            headers.insert(header::CONTENT_TYPE, content_type);
            if let Some((encoding, _)) = compressed {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }

    fn gzip(&self) -> Option<&Encoded> {
        let compress = |plain: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(plain).ok()?;
            encoder.finish().ok()
        };
        self.gzip.get_or_init(|| self.compressed(compress)).as_ref()
    }

    fn brotli(&self) -> Option<&Encoded> {
        let compress = |mut plain: &[u8]| {
            let params = BrotliEncoderParams { quality: BROTLI_QUALITY, ..Default::default() };
            let mut body = Vec::new();
            brotli::BrotliCompress(&mut plain, &mut body, &params).ok()?;
            Some(body)
        };
        self.brotli.get_or_init(|| self.compressed(compress)).as_ref()
    }

    fn compressed(&self, compress: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Option<Encoded> {
        let plain = &self.plain.body;
        if plain.len() < WORTH_COMPRESSING {
            return None;
        }
        let body = compress(plain).filter(|body| body.len() < plain.len())?;
        Some(Encoded::new(body, self.content_type))
    }
}

/// Whether a client has the bytes with this validator, by its `If-None-Match`. What stands between
/// may have marked the validator weak when it repacked the bytes; they say the same.
fn knows(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH);
    values.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(
        |known| {
            let known = known.trim();
            known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Answer {
        Answer::new(StatusCode::OK, Outcome::Answered, "application/json", body.as_bytes().to_vec())
    }

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn who_has_the_bytes_is_told_so() {
        let answer = answer("{}");
        let etag = answer.plain.etag.to_str().unwrap().to_owned();
        let check = |method: Method, if_none_match: &str, expected: StatusCode| {
            let headers = headers(&[(header::IF_NONE_MATCH, if_none_match)]);
            let response = answer.respond(&method, &headers);
            assert_eq!(response.status(), expected, "{method} {if_none_match}");
            assert_eq!(response.headers()[header::ETAG], etag.as_str());
        };
        check(Method::GET, &etag, StatusCode::NOT_MODIFIED);
        check(Method::HEAD, &etag, StatusCode::NOT_MODIFIED);
        check(Method::GET, &format!("\"other\", W/{etag}"), StatusCode::NOT_MODIFIED);
        check(Method::GET, "*", StatusCode::NOT_MODIFIED);
        check(Method::GET, "\"other\"", StatusCode::OK);
        // For what is posted the header means something else.
        check(Method::POST, &etag, StatusCode::OK);
    }

    #[test]
    fn what_is_worth_it_is_compressed_once() {
        let check = |answer: &Answer, accept: &str, encoding: Option<&str>| {
            let response =
                answer.respond(&Method::GET, &headers(&[(header::ACCEPT_ENCODING, accept)]));
            let found = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(found.map(|value| value.to_str().unwrap()), encoding, "{accept}");
            response.headers()[header::ETAG].clone()
        };
        let (small, large) = (answer("{}"), answer(&"åäö ".repeat(1_000)));
        check(&small, "gzip", None);
        let plain = check(&large, "identity", None);
        let gzip = check(&large, "gzip", Some("gzip"));
        assert_ne!(plain, gzip, "other bytes, other validator");
        let brotli = check(&large, "gzip, br", Some("br"));
        assert_ne!(brotli, gzip, "other bytes, other validator");
        let kept = large.gzip().unwrap().body.as_ptr();
        assert_eq!(large.gzip().unwrap().body.as_ptr(), kept);
    }
}
