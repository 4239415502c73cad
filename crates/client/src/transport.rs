//! Sends a question and reads what comes back, within bounds on time and size.

use std::{fmt, sync::Arc, time::Duration};

use cynic::GraphQlError;
use reqwest::{
    Response, StatusCode,
    dns::{Name, Resolve, Resolving},
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

use crate::{
    error::{Error, FieldError},
    listen::SILENCE_TIMEOUT,
    stale::Stale,
};

/// How long the client waits for a connection, in seconds.
pub const CONNECT_TIMEOUT_S: u64 = 3;

/// How long the client waits for a whole answer, connecting included, in seconds.
pub const TOTAL_TIMEOUT_S: u64 = 10;

/// The largest answer the client reads, in bytes after decompression.
pub const MAX_RESPONSE_BYTES: usize = 2 * 1024 * 1024;

/// The GraphQL media type tells errors by HTTP status; plain JSON is for older servers.
const MEDIA_TYPES: HeaderValue =
    HeaderValue::from_static("application/graphql-response+json, application/json;q=0.9");

/// The media type of a stream of events.
const EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream");

/// Asks one Finsam API. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    api: Url,
    http: reqwest::Client,
    /// For answers that go on: bounded by silence, not by their length.
    streaming: reqwest::Client,
}

/// What the API answered, and what it could not answer. GraphQL can give both at once.
#[derive(Clone, Debug, Default)]
pub struct Reply<T> {
    /// The answer.
    pub data: T,
    /// Parts of the answer that failed; empty as a rule.
    pub errors: Vec<FieldError>,
    /// What it rests on that may be old; nothing as a rule.
    pub stale: Stale,
}

/// A response, as it is written.
#[derive(Deserialize)]
struct Written {
    data: Option<Value>,
    errors: Option<Vec<ApiError>>,
    #[serde(default)]
    extensions: Value,
}

/// The part of an error's `extensions` that we read.
#[derive(Debug, Deserialize)]
struct Extensions {
    code: Option<String>,
}

type ApiError = GraphQlError<Extensions>;

/// How a client connects, where that is not as usual.
#[derive(Clone, Default)]
pub struct Connecting {
    /// For an API that wants one.
    pub key: Option<Key>,
    /// What finds the addresses behind names, for one who may not connect to just any.
    pub resolver: Option<Arc<dyn Resolve>>,
    /// How long a whole answer is waited for, if not [`TOTAL_TIMEOUT_S`].
    pub timeout: Option<Duration>,
}

/// What an API knows its askers by, sent as a bearer's token. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(HeaderValue);

/// The text cannot be sent in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is visible ASCII letters, digits and signs")]
pub struct BadKey;

/// Without the key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").finish_non_exhaustive()
    }
}

impl Key {
    /// Takes a key as it was handed out.
    ///
    /// # Errors
    /// [`BadKey`] when it holds what no header can.
    pub fn new(key: &str) -> Result<Self, BadKey> {
        let mut value = HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| BadKey)?;
        value.set_sensitive(true);
        Ok(Self(value))
    }

    /// A text without the key, for those who show what an API said.
    #[must_use]
    pub fn blot_out(&self, text: &str) -> String {
        let key = self.0.to_str().unwrap_or_default().trim_start_matches("Bearer ");
        if key.is_empty() { text.to_owned() } else { text.replace(key, "…") }
    }
}

/// Finds addresses as somebody else does.
struct Resolver(Arc<dyn Resolve>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        self.0.resolve(name)
    }
}

impl fmt::Debug for Connecting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connecting")
            .field("key", &self.key)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl<T> Reply<T> {
    /// The same with something made of the answer.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reply<U> {
        let Self { data, errors, stale } = self;
        Reply { data: make(data), errors, stale }
    }
}

impl Client {
    /// A client of the API at this address, `http://127.0.0.1:8080/graphql` say.
    ///
    /// # Errors
    /// Where the machine's TLS configuration is unusable.
    pub fn new(api: Url) -> Result<Self, reqwest::Error> {
        Self::connecting(api, Connecting::default())
    }

    /// A client of the API at this address that connects in its own way.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn connecting(api: Url, connecting: Connecting) -> Result<Self, reqwest::Error> {
        let Connecting { key, resolver, timeout } = connecting;
        let timeout = timeout.unwrap_or(Duration::from_secs(TOTAL_TIMEOUT_S));
        let headers: HeaderMap = key.into_iter().map(|Key(key)| (AUTHORIZATION, key)).collect();
        let resolver = resolver.map(|resolver| Arc::new(Resolver(resolver)));
        let builder = || {
            let builder = reqwest::Client::builder()
                .user_agent(concat!("finsam-client/", env!("CARGO_PKG_VERSION")))
                .default_headers(headers.clone())
                .connect_timeout(Duration::from_secs(CONNECT_TIMEOUT_S))
                .redirect(reqwest::redirect::Policy::none());
            let builder = match &resolver {
                // A proxy would look names up by itself.
                Some(resolver) => builder.dns_resolver(Arc::clone(resolver)).no_proxy(),
                None => builder,
            };
            // A proxy set up for the outside world cannot reach our own loopback.
            if is_this_machine(&api) { builder.no_proxy() } else { builder }
        };
        let http = builder().timeout(timeout).build()?;
        let streaming = builder().read_timeout(SILENCE_TIMEOUT).build()?;
        Ok(Self { api, http, streaming })
    }

    /// Where this client's API is, without any password in the address, nor what is asked for in it.
    #[must_use]
    pub fn address(&self) -> String {
        let mut shown = self.api.clone();
        // Both fail only on addresses that cannot hold a user to begin with.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        shown.set_query(None);
        shown.set_fragment(None);
        shown.to_string()
    }

    /// Sends one operation and decodes the answer to it.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        operation: &impl Serialize,
    ) -> Result<Reply<T>, Error> {
        let response = self
            .http
            .post(self.api.clone())
            .header(ACCEPT, MEDIA_TYPES)
            .json(operation)
            .send()
            .await
            .map_err(|error| self.failed(error))?;
        let status = response.status();
        let body = self.body_of(response).await?;
        self.read(status, &body)
    }

    /// Sends an operation whose answer is a stream of events.
    pub(crate) async fn open(&self, operation: &impl Serialize) -> Result<Response, Error> {
        let request = self.streaming.post(self.api.clone()).header(ACCEPT, EVENTS).json(operation);
        request.send().await.map_err(|error| self.failed(error))
    }

    /// What stands beside the API at the same server.
    pub(crate) async fn beside<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let address = self.api.join(path).map_err(|error| self.unreadable(error.to_string()))?;
        let response = self.http.get(address).send().await.map_err(|error| self.failed(error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(Error::Status { address: self.address(), status: status.as_u16() });
        }
        let body = self.body_of(response).await?;
        serde_json::from_slice(&body).map_err(|error| self.unreadable(error.to_string()))
    }

    /// The whole body, up to [`MAX_RESPONSE_BYTES`].
    pub(crate) async fn body_of(&self, mut response: Response) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failed(error))? {
            if body.len() + chunk.len() > MAX_RESPONSE_BYTES {
                return Err(self.unreadable(format!("it is over {MAX_RESPONSE_BYTES} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// Sends one operation of which part of the answer is no use: one error refuses it all.
    pub(crate) async fn whole<T: DeserializeOwned>(
        &self,
        operation: &impl Serialize,
    ) -> Result<T, Error> {
        Ok(self.whole_reply(operation).await?.data)
    }

    /// The same with what is said beside it.
    pub(crate) async fn whole_reply<T: DeserializeOwned>(
        &self,
        operation: &impl Serialize,
    ) -> Result<Reply<T>, Error> {
        let reply = self.send(operation).await?;
        let errors = &reply.errors;
        let Some(first) = errors.first() else { return Ok(reply) };
        let code = first.code.clone();
        let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        Err(Error::Refused { code, message: messages.join("; ") })
    }

    /// From status and bytes to an answer. Errors beside data are kept, as are errors beside data
    /// that does not decode (a server that nulls what the schema says is never null).
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        status: StatusCode,
        body: &[u8],
    ) -> Result<Reply<T>, Error> {
        let response: Written = match serde_json::from_slice(body) {
            Ok(response) => response,
            Err(_) if !status.is_success() => {
                return Err(Error::Status { address: self.address(), status: status.as_u16() });
            }
            Err(error) => return Err(self.unreadable(error.to_string())),
        };
        let errors = response.errors.unwrap_or_default();
        match response.data.map(serde_json::from_value) {
            Some(Ok(data)) => {
                let errors = errors.into_iter().map(field_error).collect();
                Ok(Reply { data, errors, stale: Stale::of(&response.extensions) })
            }
            _ if !errors.is_empty() => Err(refused(errors)),
            Some(Err(error)) => Err(self.unreadable(error.to_string())),
            None => Err(self.unreadable("neither data nor errors".to_owned())),
        }
    }

    /// A list that is not there though nothing refused it.
    pub(crate) fn nothing_came(&self) -> Error {
        self.unreadable("null where a list should be".to_owned())
    }

    pub(crate) fn failed(&self, source: reqwest::Error) -> Error {
        let address = self.address();
        if source.is_timeout() {
            Error::TimedOut { address }
        } else if source.is_decode() {
            Error::Unreadable { address, reason: source.without_url().to_string() }
        } else {
            Error::Unreachable { address, source: source.without_url() }
        }
    }

    /// Why a stream under way broke off.
    pub(crate) fn broken(&self, source: reqwest::Error) -> Error {
        let address = self.address();
        if source.is_timeout() {
            Error::TimedOut { address }
        } else {
            Error::Unreachable { address, source: source.without_url() }
        }
    }

    pub(crate) fn unreadable(&self, reason: String) -> Error {
        Error::Unreadable { address: self.address(), reason }
    }
}

fn is_this_machine(address: &Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn refused(errors: Vec<ApiError>) -> Error {
    let code = errors.first().and_then(|error| error.extensions.as_ref()?.code.clone());
    let message = errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join("; ");
    Error::Refused { code, message }
}

fn field_error(error: ApiError) -> FieldError {
    use cynic::GraphQlErrorPathSegment::{Field, Index};
    let path = error.path.unwrap_or_default().into_iter().map(|segment| match segment {
        Field(name) => name,
        Index(index) => index.to_string(),
    });
    FieldError {
        code: error.extensions.and_then(|extensions| extensions.code),
        message: error.message,
        path: path.collect::<Vec<_>>().join("."),
    }
}
