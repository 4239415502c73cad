//! Sends to Discord over REST, and goes on trying when that makes sense.
//!
//! Against Discord itself serenity's rate limiter stands in between: it knows the limits and waits
//! for them. Against another address (`DISCORD_API`) it cannot be used, because it only ever calls
//! Discord, and without it serenity gives up at the first 429. So there we wait ourselves.
//! Failures on the other side and broken connections are tried again in both cases; a message
//! carries a nonce, by which Discord knows one that it already has.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use reqwest::StatusCode;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serenity::{
    all::{Http, HttpError, LightMethod, MessageId, Request, Route},
    http::HttpBuilder,
};
use thiserror::Error;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

use crate::settings::Token;

/// How long Discord may take for one request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// The waits after a failure on Discord's side, one for each further try.
const BACKOFF: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5)];

/// How often a request may be put off by a rate limit, and for how long at a time. An answer that
/// comes later than this helps nobody.
const MAX_RATE_LIMITED: usize = 5;
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Discord's code for an interaction that has been acknowledged before.
const ALREADY_ACKNOWLEDGED: isize = 40_060;

/// Sends requests to Discord.
pub(crate) struct Rest {
    http: Http,
    /// Our own connection, where serenity's rate limiter is off.
    direct: Option<reqwest::Client>,
    /// No request leaves before this: Discord's global rate limit.
    resume_at: Mutex<Option<Instant>>,
}

/// Why something was not sent.
#[derive(Debug, Error)]
pub(crate) enum SendError {
    /// Discord said no, and would say so again.
    #[error("Discord refused with HTTP status {status} (code {code})")]
    Refused {
        /// The HTTP status code.
        status: u16,
        /// Discord's own code, 0 where it gave none.
        code: isize,
    },
    /// Discord failed, or could not be reached, each time we tried. It may have arrived.
    #[error("it failed each time")]
    GaveUp,
    /// Discord wants us to wait longer than makes sense here.
    #[error("Discord limits how often we may do this")]
    RateLimited,
    /// It could not even be put into a request.
    #[error("no request could be made of it")]
    Unsendable,
}

impl SendError {
    /// Whether an earlier try did arrive after all.
    pub(crate) fn is_already_acknowledged(&self) -> bool {
        matches!(self, Self::Refused { code: ALREADY_ACKNOWLEDGED, .. })
    }
}

/// How one try ended, when not well.
enum Trouble {
    /// Discord wants us to wait; all of us, when `global`.
    RateLimited { wait: Duration, global: bool },
    /// It may go better next time.
    Failed,
    /// It will not.
    Final(SendError),
}

/// The part of a sent message that we use.
#[derive(Deserialize)]
struct Sent {
    id: MessageId,
}

/// Where the gateway is.
#[derive(Deserialize)]
struct Gateway {
    url: String,
}

/// Discord's answer to a request it does not carry out.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Complaint {
    code: isize,
    retry_after: f64,
    global: bool,
}

impl Rest {
    /// Sends as this bot, to Discord or to another address.
    ///
    /// # Errors
    /// Where the machine's TLS configuration is unusable.
    pub(crate) fn new(token: &Token, api: Option<&Url>) -> Result<Self, reqwest::Error> {
        let (http, client) = connection(token, api)?;
        let direct = api.is_some().then_some(client);
        Ok(Self { http, direct, resume_at: Mutex::new(None) })
    }

    /// The address of the gateway.
    ///
    /// # Errors
    /// See [`SendError`].
    pub(crate) async fn gateway(&self) -> Result<String, SendError> {
        let request = Request::new(Route::Gateway, LightMethod::Get);
        let body = self.send_until_taken(&request).await?;
        let gateway: Gateway = serde_json::from_slice(&body).map_err(|_| SendError::GaveUp)?;
        Ok(gateway.url)
    }

    /// Sends one request and gives the id of the message it made, if it made one.
    ///
    /// # Errors
    /// See [`SendError`].
    pub(crate) async fn send(
        &self,
        method: LightMethod,
        route: Route<'_>,
        body: &impl Serialize,
    ) -> Result<Option<MessageId>, SendError> {
        let body = serde_json::to_vec(body).map_err(|_| SendError::Unsendable)?;
        let answer = self.send_until_taken(&Request::new(route, method).body(Some(body))).await?;
        Ok(serde_json::from_slice(&answer).ok().map(|Sent { id }| id))
    }

    /// Fetches what is at a route.
    ///
    /// # Errors
    /// See [`SendError`]; what cannot be read counts as given up.
    pub(crate) async fn fetch<T: DeserializeOwned>(
        &self,
        route: Route<'_>,
        parameters: Vec<(&'static str, String)>,
    ) -> Result<T, SendError> {
        let request = Request::new(route, LightMethod::Get).params(Some(parameters));
        let body = self.send_until_taken(&request).await?;
        serde_json::from_slice(&body).map_err(|_| SendError::GaveUp)
    }

    /// Sends one request and gives the id of what it made.
    ///
    /// # Errors
    /// See [`SendError`].
    pub(crate) async fn make(
        &self,
        route: Route<'_>,
        body: &impl Serialize,
    ) -> Result<u64, SendError> {
        let made = self.send(LightMethod::Post, route, body).await?;
        made.map(MessageId::get).ok_or(SendError::GaveUp)
    }

    /// Sends the request, again where that makes sense, and gives the body of the answer.
    async fn send_until_taken(&self, request: &Request<'_>) -> Result<Vec<u8>, SendError> {
        let mut backoff = BACKOFF.into_iter();
        let mut rate_limited = 0;
        loop {
            if let Some(instant) = self.resume_at() {
                sleep_until(instant).await;
            }
            match self.try_once(request.clone()).await {
                Ok(body) => return Ok(body),
                Err(Trouble::RateLimited { wait, global }) => {
                    rate_limited += 1;
                    if rate_limited > MAX_RATE_LIMITED || wait > MAX_RETRY_AFTER {
                        return Err(SendError::RateLimited);
                    }
                    if global {
                        self.hold_all(Instant::now() + wait);
                    }
                    sleep(wait).await;
                }
                Err(Trouble::Failed) => sleep(backoff.next().ok_or(SendError::GaveUp)?).await,
                Err(Trouble::Final(error)) => return Err(error),
            }
        }
    }

    fn resume_at(&self) -> Option<Instant> {
        *self.resume_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold_all(&self, until: Instant) {
        *self.resume_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(until);
    }

    async fn try_once(&self, request: Request<'_>) -> Result<Vec<u8>, Trouble> {
        let response = match &self.direct {
            None => self.http.request(request).await.map_err(|error| of_serenity(&error))?,
            Some(client) => {
                let request = request
                    .build(client, self.http.token(), self.http.proxy.as_deref())
                    .map_err(|_| Trouble::Final(SendError::Unsendable))?;
                let response = request.send().await.map_err(|_| Trouble::Failed)?;
                if !response.status().is_success() {
                    return Err(of_response(response).await);
                }
                response
            }
        };
        Ok(response.bytes().await.map_err(|_| Trouble::Failed)?.to_vec())
    }
}

/// A connection for serenity, and what it is built on.
///
/// # Errors
/// Where the machine's TLS configuration is unusable.
pub(crate) fn connection(
    token: &Token,
    api: Option<&Url>,
) -> Result<(Http, reqwest::Client), reqwest::Error> {
    let client = reqwest::Client::builder().use_rustls_tls().timeout(REQUEST_TIMEOUT);
    // A proxy for the outside world has no part in talking to a stand-in.
    let client = if api.is_some() { client.no_proxy() } else { client }.build()?;
    let builder = HttpBuilder::new(token.expose()).client(client.clone());
    let builder = match api {
        Some(api) => builder.proxy(base(api)).ratelimiter_disabled(true),
        None => builder,
    };
    Ok((builder.build(), client))
}

/// The address without what serenity adds itself, for those who give it with `/api/v10`.
fn base(api: &Url) -> String {
    let address = api.as_str().trim_end_matches('/');
    address.strip_suffix("/api/v10").unwrap_or(address).to_owned()
}

fn of_serenity(error: &serenity::Error) -> Trouble {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            if response.status_code.is_server_error() {
                return Trouble::Failed;
            }
            Trouble::Final(SendError::Refused {
                status: response.status_code.as_u16(),
                code: response.error.code,
            })
        }
        serenity::Error::Http(HttpError::Request(_)) => Trouble::Failed,
        _ => Trouble::Final(SendError::Unsendable),
    }
}

async fn of_response(response: reqwest::Response) -> Trouble {
    let status = response.status();
    if status.is_server_error() {
        return Trouble::Failed;
    }
    let complaint: Complaint = response.json().await.unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        // Nonsense counts as a limit too long to wait for.
        let wait = Duration::try_from_secs_f64(complaint.retry_after).unwrap_or(Duration::MAX);
        return Trouble::RateLimited { wait, global: complaint.global };
    }
    Trouble::Final(SendError::Refused { status: status.as_u16(), code: complaint.code })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serenity::all::ChannelId;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        time::timeout,
    };

    use super::*;

    #[test]
    fn addresses() {
        let check =
            |given: &str| assert_eq!(base(&given.parse().unwrap()), "http://127.0.0.1:4000");
        check("http://127.0.0.1:4000");
        check("http://127.0.0.1:4000/");
        check("http://127.0.0.1:4000/api/v10/");
    }

    /// Limits the first request globally and takes the others; gives when it heard each.
    async fn limit_the_first(listener: TcpListener, retry_after_s: f64) -> Vec<Instant> {
        let mut heard = Vec::new();
        for count in 0..3 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"}") {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
            }
            heard.push(Instant::now());
            let (status, body) = match count {
                0 => (429, json!({ "retry_after": retry_after_s, "global": true })),
                _ => (200, json!({ "id": "7" })),
            };
            let body = body.to_string();
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
            let answer = format!("{head}connection: close\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        heard
    }

    #[tokio::test]
    async fn a_global_limit_holds_for_every_request() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let server = tokio::spawn(limit_the_first(listener, 0.3));
        let rest = Rest::new(&Token::made_up(), Some(&api)).unwrap();
        let nothing = json!({});
        let send = |channel| {
            let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
            rest.send(LightMethod::Post, route, &nothing)
        };
        let second = async {
            while rest.resume_at().is_none() {
                tokio::task::yield_now().await;
            }
            send(2).await
        };
        let both = async { tokio::join!(send(1), second) };
        let sent = timeout(REQUEST_TIMEOUT, both).await.expect("both are sent");
        assert_eq!((sent.0.unwrap(), sent.1.unwrap()), (Some(7.into()), Some(7.into())));
        let heard = server.await.unwrap();
        let limit = Duration::from_millis(300);
        assert!(heard[1] - heard[0] >= limit && heard[2] - heard[0] >= limit, "{heard:?}");
    }
}
