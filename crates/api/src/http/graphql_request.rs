//! Reading a GraphQL request out of an HTTP request, strictly, as GraphQL over HTTP says.

use async_graphql::{Request, Variables};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};

use super::{
    formats::saved_query,
    persisted_queries::{Hash, PersistedQueries},
};
use crate::graphql::{ANSWER_TOO_LATE, Code};

/// The largest body, in bytes.
pub(super) const MAX_BODY_BYTES: usize = 256 * 1024;

/// The media type of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MediaType {
    /// `application/json`: the old way, status 200 whatever GraphQL says.
    Json,
    /// `application/graphql-response+json`: statuses that mean something.
    GraphqlResponse,
}

impl MediaType {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The media type that suits the client best, by its `Accept`; none if it takes neither.
    pub(super) fn negotiate(headers: &HeaderMap) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        let mut asked = false;
        for value in headers.get_all(header::ACCEPT) {
            let ranges = value.to_str().unwrap_or_default().split(',');
            for range in ranges.filter(|range| !range.trim().is_empty()) {
                asked = true;
                let (name, quality) = media_range(range);
                let offered = match name.as_str() {
                    "application/graphql-response+json" => Self::GraphqlResponse,
                    "application/json" | "application/*" | "*/*" => Self::Json,
                    _ => continue,
                };
                if quality > 0.0 && best.is_none_or(|(so_far, _)| quality > so_far) {
                    best = Some((quality, offered));
                }
            }
        }
        if asked { best.map(|(_, offered)| offered) } else { Some(Self::Json) }
    }
}

/// A media range's name and its weight.
pub(super) fn media_range(range: &str) -> (String, f32) {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case("q"))
        .map_or(Ok(1.0), |(_, weight)| weight.trim().parse());
    (name, quality.unwrap_or(0.0))
}

/// Why an HTTP request is not a GraphQL request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) status: StatusCode,
    pub(super) code: Code,
    pub(super) message: String,
}

impl Malformed {
    /// The words that clients know by heart and answer with the whole query.
    fn unknown_hash() -> Self {
        Self {
            status: StatusCode::OK,
            code: Code::PersistedQueryNotFound,
            message: "PersistedQueryNotFound".to_owned(),
        }
    }

    /// As many streams as may be are open.
    pub(super) fn too_many_streams() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: Code::TooManyStreams,
            message: "too many streams are open; try again later".to_owned(),
        }
    }

    /// An answer that somebody else waits for too was not there in time.
    pub(super) fn too_late() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: Code::AnswerTimeout,
            message: ANSWER_TOO_LATE.to_owned(),
        }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: Code::BadRequest, message: message.into() }
    }
}

/// Refuses a body that is not announced as JSON; so no form of another site can reach us.
pub(super) fn require_json(headers: &HeaderMap) -> Result<(), Malformed> {
    let announced = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (name, _) = media_range(announced.unwrap_or_default());
    if name == "application/json" {
        return Ok(());
    }
    Err(Malformed {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: Code::UnsupportedMediaType,
        message: "send the request as application/json".to_owned(),
    })
}

/// A GraphQL request as it was sent: what it asks, or only the hash of what it asks.
#[derive(Debug)]
pub(super) struct Sent {
    query: Option<String>,
    pub(super) persisted: Option<Hash>,
    operation_name: Option<String>,
    variables: Variables,
}

impl Sent {
    /// The request, with the query that its hash stands for.
    pub(super) fn resolve(self, persisted: &PersistedQueries) -> Result<Request, Malformed> {
        let query = match (self.query, self.persisted) {
            (Some(query), None) => query,
            (Some(query), Some(hash)) if hash == Hash::of(&query) => query,
            (Some(_), Some(_)) => {
                return Err(Malformed::bad_request("`sha256Hash` is not the hash of `query`"));
            }
            (None, Some(hash)) => persisted.get(hash).ok_or_else(Malformed::unknown_hash)?,
            (None, None) => return Err(Malformed::bad_request("`query` is missing")),
        };
        let mut request = Request::new(query).variables(self.variables);
        request.operation_name = self.operation_name;
        Ok(request)
    }
}

/// The request in a POST's body.
pub(super) fn from_body(body: &[u8]) -> Result<Sent, Malformed> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|error| Malformed::bad_request(format!("the body is not JSON: {error}")))?;
    match body {
        Value::Object(body) => from_map(body),
        Value::Array(_) => Err(Malformed::bad_request("send one request at a time, not a list")),
        _ => Err(Malformed::bad_request("the body is a JSON object with the key `query`")),
    }
}

/// The request in a GET's query string.
pub(super) fn from_query_string(query: &[u8]) -> Result<Sent, Malformed> {
    let mut map = Map::new();
    for (key, value) in form_urlencoded::parse(query) {
        let value = match key.as_ref() {
            "query" | "operationName" | "documentId" => Value::String(value.into_owned()),
            // Nothing after the `=` is nothing.
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|_| Malformed::bad_request(format!("`{key}` is a JSON object")))?,
            _ => continue,
        };
        map.insert(key.into_owned(), value);
    }
    from_map(map)
}

/// The request in a JSON object.
pub(super) fn from_map(mut map: Map<String, Value>) -> Result<Sent, Malformed> {
    let mut string = |key: &str| match map.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Malformed::bad_request(format!("`{key}` is a string"))),
    };
    let (query, operation_name) = (string("query")?, string("operationName")?);
    let query = match (query, string("documentId")?) {
        (Some(_), Some(_)) => {
            return Err(Malformed::bad_request("send `query` or `documentId`, not both"));
        }
        (None, Some(id)) => Some(saved_query(&id).ok_or_else(Malformed::unknown_hash)?.to_owned()),
        (query, None) => query,
    };
    let mut object = |key: &str| match map.remove(key) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(Malformed::bad_request(format!("`{key}` is an object"))),
    };
    let (variables, extensions) = (object("variables")?, object("extensions")?);
    let persisted = extensions.get("persistedQuery").map(persisted_hash).transpose()?;
    Ok(Sent {
        // Some clients send an empty query beside the hash.
        query: query.filter(|query| persisted.is_none() || !query.is_empty()),
        persisted,
        operation_name,
        variables: Variables::from_json(Value::Object(variables)),
    })
}

/// The hash in `{ "version": 1, "sha256Hash": "…" }`.
fn persisted_hash(persisted: &Value) -> Result<Hash, Malformed> {
    let hash = persisted.get("sha256Hash").and_then(Value::as_str).and_then(Hash::parse);
    hash.filter(|_| persisted.get("version") == Some(&Value::from(1))).ok_or_else(|| {
        Malformed::bad_request(
            "`persistedQuery` has `version` 1 and `sha256Hash`, 64 lower-case hexadecimal digits",
        )
    })
}

/// Whatever is sent as a body or in an address is refused, or is a request that has an answer.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn law(bytes: &[u8]) {
    for sent in [from_body(bytes), from_query_string(bytes)] {
        if let Ok(request) = sent.and_then(|sent| sent.resolve(&PersistedQueries::default())) {
            crate::laws::answered(request);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accept_header_decides() {
        let check = |accept: Option<&str>, expected: Option<MediaType>| {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, accept.parse().unwrap());
            }
            assert_eq!(MediaType::negotiate(&headers), expected, "{accept:?}");
        };
        use MediaType::{GraphqlResponse, Json};
        check(None, Some(Json));
        check(Some(""), Some(Json));
        check(Some("*/*"), Some(Json));
        check(Some("application/*"), Some(Json));
        check(Some("application/json"), Some(Json));
        check(Some("application/graphql-response+json"), Some(GraphqlResponse));
        check(
            Some("application/graphql-response+json, application/json;q=0.9"),
            Some(GraphqlResponse),
        );
        check(Some("application/graphql-response+json;q=0.1, application/json"), Some(Json));
        check(Some("text/html"), None);
        check(Some("application/json;q=0"), None);
    }

    #[test]
    fn only_strict_bodies_are_requests() {
        let check = |body: &str, good: bool| {
            let request = from_body(body.as_bytes())
                .and_then(|sent| sent.resolve(&PersistedQueries::default()));
            assert_eq!(request.is_ok(), good, "{body}");
        };
        check(r#"{"query":"{a}"}"#, true);
        check(r#"{"query":"{a}","variables":null,"operationName":null,"extensions":null}"#, true);
        check(r#"{"query":"{a}","variables":{"x":1},"operationName":"A","extensions":{}}"#, true);
        check(r#"{"query":"{a}","something":"else"}"#, true);
        check("", false);
        check("{", false);
        check("[]", false);
        check(r#"[{"query":"{a}"}]"#, false);
        check("{}", false);
        check(r#"{"query":1}"#, false);
        check(r#"{"query":"{a}","variables":"{}"}"#, false);
        check(r#"{"query":"{a}","variables":[]}"#, false);
        check(r#"{"query":"{a}","operationName":1}"#, false);
        check(r#"{"query":"{a}","extensions":[]}"#, false);
        check(r#"{"query":"{a}","extensions":{"persistedQuery":true}}"#, false);
        check(r#"{"query":"{a}","extensions":{"persistedQuery":{"version":1}}}"#, false);
    }
}
