//! The REST API: one entrance that records, holds back, fails where a test wants it, and answers.

mod channels;
mod commands;
mod interactions;
mod webhooks;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request as HttpRequest, State as Shared, WebSocketUpgrade},
    http::{Method, Response, StatusCode, header, request::Parts},
    response::IntoResponse,
    routing::any,
};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    Fault, GUILD, Moment, Request, Route, TOKEN, clock,
    faults::{Allowance, Hold},
    gateway,
    server::CutOff,
    shapes,
    state::State,
};

/// Discord's own limit for a request.
const MAX_BODY_BYTES: usize = 25 * 1024 * 1024;

/// Discord's no: the HTTP status, and its own code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) u16, pub(super) u32);

/// What is carried out gives a status and a body (null for none), or is refused.
type Outcome = Result<(u16, Value), Refusal>;

/// An answer on its way.
#[derive(Debug, Default)]
struct Answer {
    status: u16,
    body: Bytes,
    headers: Vec<(&'static str, String)>,
}

pub(super) fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/gateway-socket", any(socket))
        .route("/gateway-socket/", any(socket))
        .fallback(receive)
        .with_state(state)
}

async fn socket(Shared(state): Shared<Arc<State>>, upgrade: WebSocketUpgrade) -> Response<Body> {
    if state.known().link.is_shut {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade.on_upgrade(|socket| gateway::serve(socket, state))
}

/// What has arrived is carried out to its end, also when the bot hangs up meanwhile: as at Discord.
async fn receive(Shared(state): Shared<Arc<State>>, request: HttpRequest) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_else(|_| Bytes::new());
    let answer = tokio::spawn(async move { process(&state, &parts, &bytes).await }).await;
    let Some(answer) = answer.expect("the stand-in does not fail") else {
        let mut cut = Response::new(Body::empty());
        cut.extensions_mut().insert(CutOff);
        return cut;
    };
    let mut response = Response::builder().status(answer.status);
    if !answer.body.is_empty() {
        response = response.header(header::CONTENT_TYPE, "application/json");
    }
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).expect("an answer of ours")
}

/// A request, understood.
struct Call<'a> {
    route: Route,
    method: Method,
    /// The parts of the path after the version.
    parts: Vec<&'a str>,
    query: &'a str,
    body: &'a Value,
}

impl Call<'_> {
    /// The id in this part of the path; 0 for what is none, which nothing here has.
    fn id(&self, part: usize) -> u64 {
        self.parts.get(part).and_then(|part| part.parse().ok()).unwrap_or_default()
    }

    fn text(&self, part: usize) -> &str {
        self.parts.get(part).copied().unwrap_or_default()
    }

    /// A number in the query.
    fn number(&self, name: &str) -> Option<u64> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| value.parse().ok())
    }
}

/// Does what a request wants, and gives the answer; none where the connection is to be cut.
async fn process(state: &State, parts: &Parts, bytes: &Bytes) -> Option<Answer> {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let path = parts.uri.path();
    let names: Vec<&str> = path.trim_start_matches("/api/v10/").split('/').collect();
    let call = Call {
        route: Route::of(parts.method.as_str(), &names),
        method: parts.method.clone(),
        parts: names,
        query: parts.uri.query().unwrap_or_default(),
        body: &body,
    };
    let mut request = Request {
        route: call.route,
        method: call.method.to_string(),
        path: path.to_owned(),
        body: body.clone(),
        at: Instant::now(),
        status: 0,
    };
    let mut hold = state.known().plans.next_hold(&request);
    if !held_at(&mut hold, Moment::Arrived, &request).await {
        state.record(request);
        return None;
    }
    let said = parts.headers.get(header::AUTHORIZATION).map_or(&b""[..], |said| said.as_bytes());
    let authorised = said == format!("Bot {TOKEN}").as_bytes()
        || call.route == Route::Gateway
        || call.route.is_authorised_by_token_in_path();
    let fault = state.known().plans.next_fault(call.route);
    let answer = if authorised {
        answer_or_fail(state, &call, fault.as_ref())
    } else {
        Some(plain(401, &json!({ "code": 0, "message": "401: Unauthorized" })))
    };
    request.status = answer.as_ref().map_or(0, |answer| answer.status);
    state.record(request.clone());
    if let Some(Fault::Slow(time)) = fault {
        sleep(time).await;
    }
    if held_at(&mut hold, Moment::CarriedOut, &request).await { answer } else { None }
}

/// Holds a request back if it is time; whether to go on.
async fn held_at(hold: &mut Option<Hold>, moment: Moment, request: &Request) -> bool {
    match hold.take_if(|hold| hold.moment == moment) {
        Some(hold) => hold.back(request).await,
        None => true,
    }
}

fn plain(status: u16, body: &Value) -> Answer {
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    Answer { status, body, headers: Vec::new() }
}

fn of_outcome(outcome: Outcome) -> Answer {
    match outcome {
        Ok((status, body)) => plain(status, &body),
        Err(Refusal(status, code)) => plain(status, &json!({ "code": code, "message": "refused" })),
    }
}

fn answer_or_fail(state: &State, call: &Call<'_>, fault: Option<&Fault>) -> Option<Answer> {
    let allowance = state.known().plans.count(call.route, call.id(1));
    let carry_out = || of_outcome(carry_out(state, call));
    let mut answer = match fault {
        Some(Fault::RateLimited { retry_after, global }) => {
            return Some(limited(*retry_after, *global));
        }
        Some(Fault::ServerError) => plain(500, &Value::Null),
        Some(Fault::ServerErrorAfterwards) => {
            carry_out();
            plain(500, &Value::Null)
        }
        Some(Fault::Refused { status, code }) => of_outcome(Err(Refusal(*status, *code))),
        Some(Fault::Cut) => return None,
        Some(Fault::CutAfterwards) => {
            carry_out();
            return None;
        }
        Some(Fault::Garbage) => {
            carry_out();
            Answer { status: 200, body: "<html>Gurka</html>".into(), headers: Vec::new() }
        }
        Some(Fault::Slow(_)) | None => match allowance {
            Some(Allowance { exceeded: true, reset_after, .. }) => limited(reset_after, false),
            _ => carry_out(),
        },
    };
    if let Some(Allowance { limit, remaining, reset_after, .. }) = allowance {
        answer.headers.extend([
            ("x-ratelimit-bucket", format!("{:?}", call.route)),
            ("x-ratelimit-limit", limit.to_string()),
            ("x-ratelimit-remaining", remaining.to_string()),
            ("x-ratelimit-reset-after", format!("{:.3}", reset_after.as_secs_f64())),
            ("x-ratelimit-reset", reset_at(reset_after)),
        ]);
    }
    Some(answer)
}

/// Discord's answer to what came too often.
fn limited(retry_after: Duration, global: bool) -> Answer {
    let seconds = retry_after.as_secs_f64();
    let message = "You are being rate limited.";
    let body = json!({ "message": message, "retry_after": seconds, "global": global });
    let mut answer = plain(429, &body);
    // Whole seconds here, as HTTP has it, and fractions in the body.
    answer.headers = vec![
        ("retry-after", format!("{:.0}", seconds.ceil())),
        ("x-ratelimit-scope", if global { "global" } else { "user" }.to_owned()),
        ("x-ratelimit-limit", "5".to_owned()),
        ("x-ratelimit-remaining", "0".to_owned()),
        ("x-ratelimit-reset-after", format!("{seconds:.3}")),
        ("x-ratelimit-reset", reset_at(retry_after)),
        ("x-ratelimit-bucket", "limited".to_owned()),
    ];
    if global {
        answer.headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    answer
}

/// When a limit ends, in seconds since 1970.
fn reset_at(reset_after: Duration) -> String {
    let reset_at = clock::now() + reset_after;
    format!("{:.3}", reset_at.as_duration().as_secs_f64())
}

fn carry_out(state: &State, call: &Call<'_>) -> Outcome {
    match call.route {
        Route::Gateway => {
            let url = format!("ws://{}/gateway-socket", state.address);
            let limit =
                json!({ "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 });
            Ok((200, json!({ "url": url, "shards": 1, "session_start_limit": limit })))
        }
        Route::Application => Ok((200, shapes::application())),
        Route::Myself => Ok((200, shapes::bot())),
        Route::Guilds => {
            let inside = state.known().places.allow_guild(GUILD).is_ok();
            Ok((200, inside.then(shapes::guild_in_list).into_iter().collect()))
        }
        Route::Guild => of_guild(state, call, |_| shapes::guild()),
        Route::Channels => {
            of_guild(state, call, |state| state.known().places.text_channels().into())
        }
        Route::Member => {
            let member = shapes::member_with(shapes::author(call.id(3)));
            of_guild(state, call, |_| member)
        }
        Route::Commands => commands::keep(state, call),
        Route::Channel => channels::channel(state, call),
        Route::History => channels::history(state, call),
        Route::Messages => channels::send(state, call),
        Route::Message => channels::message(state, call),
        Route::Typing => channels::typing(state, call),
        Route::Direct => channels::direct(state, call),
        Route::Callback => interactions::callback(state, call),
        Route::Original | Route::FollowUpMessage => webhooks::message(state, call),
        Route::FollowUp => webhooks::follow_up(state, call),
        Route::Unknown => Err(Refusal(404, 0)),
    }
}

fn of_guild(state: &State, call: &Call<'_>, show: impl FnOnce(&State) -> Value) -> Outcome {
    state.known().places.allow_guild(call.id(1))?;
    Ok((200, show(state)))
}

/// Reports what is against the rules, and gives Discord's answer to it.
fn keep_rules(state: &State, call: &Call<'_>, found: Vec<String>) -> Result<(), Refusal> {
    if found.is_empty() {
        return Ok(());
    }
    for what in found {
        state.violation(format!("{} /{}: {what}", call.method, call.parts.join("/")));
    }
    Err(Refusal(400, 50_035))
}
