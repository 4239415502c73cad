//! A whole answer of `/graphql`, ready to be sent as often as it is asked for.

use std::{io::Write, sync::OnceLock};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::{graphql_request::MediaType, header_list::names, middleware::Fault};
use crate::metrics::Outcome;

/// A body smaller than this, in bytes, is not compressed: it goes into one packet as it is.
const WORTH_COMPRESSING: usize = 1_024;

/// What is answered, in every form it may be sent in.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    outcome: Outcome,
    media_type: MediaType,
    plain: Encoded,
    /// Made for the first client that takes it, and kept; none if it is not worth it.
    gzip: OnceLock<Option<Encoded>>,
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
    fn new(body: Vec<u8>, media_type: MediaType) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(media_type.as_str());
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
        media_type: MediaType,
        body: Vec<u8>,
    ) -> Self {
        let plain = Encoded::new(body, media_type);
        Self { status, outcome, media_type, plain, gzip: OnceLock::new(), fault: None }
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
        self.plain.body.len() * 3 / 2 + 256
    }

    /// The response to a client with these headers.
    pub(super) fn respond(&self, method: &Method, headers: &HeaderMap) -> Response {
        let wants_gzip = names(headers, header::ACCEPT_ENCODING, "gzip");
        let gzip = wants_gzip.then(|| self.gzip()).flatten();
        let encoded = gzip.unwrap_or(&self.plain);
        let is_read = matches!(*method, Method::GET | Method::HEAD);
        let is_known = is_read && self.status == StatusCode::OK && knows(headers, &encoded.etag);
        let body = if is_known { Body::empty() } else { Body::from(encoded.body.clone()) };
        let mut response = Response::new(body);
        *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { self.status };
        if let Some(fault) = &self.fault {
            response.extensions_mut().insert(fault.clone());
        }
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
        if self.status.is_success() {
            headers.insert(header::ETAG, encoded.etag.clone());
            // It may be kept by anybody, who asks before every use whether it still holds: it
            // may not at the next stroke of the clock.
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        } else {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            let allowed = if is_read { "POST" } else { "GET, HEAD, POST" };
            headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
        }
        if !is_known {
            let content_type = HeaderValue::from_static(self.media_type.as_str());
            headers.insert(header::CONTENT_TYPE, content_type);
            if gzip.is_some() {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        response
    }

    fn gzip(&self) -> Option<&Encoded> {
        let compress = || {
            let plain = &self.plain.body;
            if plain.len() < WORTH_COMPRESSING {
                return None;
            }
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(plain).ok()?;
            let body = encoder.finish().ok().filter(|body| body.len() < plain.len())?;
            Some(Encoded::new(body, self.media_type))
        };
        self.gzip.get_or_init(compress).as_ref()
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
        Answer::new(StatusCode::OK, Outcome::Answered, MediaType::Json, body.as_bytes().to_vec())
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
        let kept = large.gzip().unwrap().body.as_ptr();
        assert_eq!(large.gzip().unwrap().body.as_ptr(), kept);
    }
}
