//! The REST API: one entrance that records, fails where a test wants it, checks, and answers.

use std::{sync::Arc, time::Instant};

use axum::{
    Json, Router,
    body::{Bytes, to_bytes},
    extract::{Request as HttpRequest, State as Shared, WebSocketUpgrade},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::{Value, json};

use super::{
    CHANNEL, TOKEN, gateway, limits, shapes,
    state::{Fault, Request, State},
};

/// Discord's own limit for a request.
const MAX_BODY_BYTES: usize = 25 * 1024 * 1024;

/// What the bot can ask of Discord here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// GET /gateway and /gateway/bot.
    Gateway,
    /// GET /applications/@me and /oauth2/applications/@me.
    Application,
    /// GET /users/@me.
    Myself,
    /// GET and PUT /applications/…/commands.
    Commands,
    /// POST /channels/…/messages.
    Messages,
    /// POST /channels/…/typing.
    Typing,
    /// POST /interactions/…/callback.
    Callback,
    /// PATCH and GET /webhooks/…/messages/@original.
    Original,
    /// Anything else, answered with 404.
    Unknown,
}

/// An answer: status and JSON, null for no body.
type Answer = (u16, Value);

pub(super) fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/gateway-socket", any(socket))
        .route("/gateway-socket/", any(socket))
        .fallback(receive)
        .with_state(state)
}

async fn socket(Shared(state): Shared<Arc<State>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|socket| gateway::serve(socket, state))
}

async fn receive(Shared(state): Shared<Arc<State>>, request: HttpRequest) -> Response {
    let at = Instant::now();
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let authorised = parts
        .headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value.as_bytes() == format!("Bot {TOKEN}").as_bytes());
    let bytes = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_else(|_| Bytes::new());
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let call = Call::read(&parts.method, &path);
    let (status, answer) = if authorised || call.route == Route::Gateway {
        answer_or_fail(&state, &call, &body)
    } else {
        (401, json!({ "code": 0, "message": "401: Unauthorized" }))
    };
    let method = parts.method.to_string();
    state.record(Request { route: call.route, method, path, body, at, status });
    let status = StatusCode::from_u16(status).expect("a status of ours");
    if answer.is_null() { status.into_response() } else { (status, Json(answer)).into_response() }
}

/// A request, understood.
struct Call {
    route: Route,
    method: Method,
    /// The parts of the path after the version.
    parts: Vec<String>,
}

impl Call {
    fn read(method: &Method, path: &str) -> Self {
        let parts: Vec<String> =
            path.trim_start_matches("/api/v10/").split('/').map(str::to_owned).collect();
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        let route = match (method.as_str(), names.as_slice()) {
            ("GET", ["gateway"] | ["gateway", "bot"]) => Route::Gateway,
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                Route::Application
            }
            ("GET", ["users", "@me"]) => Route::Myself,
            ("GET" | "PUT", ["applications", _, "commands"]) => Route::Commands,
            ("POST", ["channels", _, "messages"]) => Route::Messages,
            ("POST", ["channels", _, "typing"]) => Route::Typing,
            ("POST", ["interactions", _, _, "callback"]) => Route::Callback,
            ("GET" | "PATCH", ["webhooks", _, _, "messages", "@original"]) => Route::Original,
            _ => Route::Unknown,
        };
        Self { route, method: method.clone(), parts }
    }

    /// The id in this part of the path; 0 for what is none, which nothing here has.
    fn id(&self, part: usize) -> u64 {
        self.parts[part].parse().unwrap_or_default()
    }
}

fn answer_or_fail(state: &State, call: &Call, body: &Value) -> Answer {
    match state.next_fault(call.route) {
        None => answer(state, call, body),
        Some(Fault::RateLimited { retry_after, global }) => {
            let message = "You are being rate limited.";
            let retry_after = retry_after.as_secs_f64();
            (429, json!({ "message": message, "retry_after": retry_after, "global": global }))
        }
        Some(Fault::ServerError) => (500, Value::Null),
        Some(Fault::ServerErrorAfterwards) => {
            answer(state, call, body);
            (500, Value::Null)
        }
        Some(Fault::Refused { status, code }) => refusal(status, code),
    }
}

fn refusal(status: u16, code: u32) -> Answer {
    (status, json!({ "code": code, "message": "refused" }))
}

fn answer(state: &State, call: &Call, body: &Value) -> Answer {
    match call.route {
        Route::Gateway => {
            let url = format!("ws://{}/gateway-socket", state.address);
            let limit =
                json!({ "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 });
            (200, json!({ "url": url, "shards": 1, "session_start_limit": limit }))
        }
        Route::Application => (200, shapes::application()),
        Route::Myself => (200, shapes::bot()),
        Route::Commands => commands(state, call, body),
        Route::Messages => message(state, call, body),
        Route::Typing => (204, Value::Null),
        Route::Callback => callback(state, call, body),
        Route::Original => original(state, call, body),
        Route::Unknown => (404, json!({ "code": 0, "message": "404: Not Found" })),
    }
}

/// Reports what is against the rules, and gives Discord's answer to it.
fn against_rules(state: &State, call: &Call, found: Vec<String>) -> Option<Answer> {
    if found.is_empty() {
        return None;
    }
    for what in found {
        state.violation(format!("{} /{}: {what}", call.method, call.parts.join("/")));
    }
    Some((400, json!({ "code": 50_035, "message": "Invalid Form Body" })))
}

fn commands(state: &State, call: &Call, body: &Value) -> Answer {
    if call.method == Method::GET {
        return (200, state.commands());
    }
    if let Some(refused) = against_rules(state, call, limits::commands(body)) {
        return refused;
    }
    let commands = body.as_array().into_iter().flatten();
    let registered: Vec<_> =
        commands.map(|command| shapes::command(state.new_id(), command)).collect();
    state.keep_commands(registered.clone().into());
    (200, registered.into())
}

fn message(state: &State, call: &Call, body: &Value) -> Answer {
    if let Some(refused) = against_rules(state, call, limits::message(body)) {
        return refused;
    }
    let nonce = body["nonce"].as_str().filter(|_| body["enforce_nonce"] == true);
    if let Some(sent) = nonce.and_then(|nonce| state.message_of_nonce(nonce)) {
        return (200, sent);
    }
    let id = state.new_id();
    let message = shapes::message_of_bot(id, call.id(1), body);
    state.keep_message(id, message.clone());
    if let Some(nonce) = nonce {
        state.keep_nonce(nonce.to_owned(), id);
    }
    (200, message)
}

fn callback(state: &State, call: &Call, body: &Value) -> Answer {
    let mut found = Vec::new();
    match body["type"].as_u64() {
        Some(4) => found = limits::message(&body["data"]),
        Some(5) => {}
        other => found.push(format!("no answer to a slash command has type {other:?}")),
    }
    if let Some(refused) = against_rules(state, call, found) {
        return refused;
    }
    match state.acknowledge(call.id(1), &call.parts[2]) {
        Ok(()) if body["type"] == 4 => {
            let id = state.answer_of(&call.parts[2]).expect("acknowledged just now");
            state.keep_message(id, shapes::message_of_bot(id, CHANNEL, &body["data"]));
            (204, Value::Null)
        }
        Ok(()) => (204, Value::Null),
        Err((status, code)) => refusal(status, code),
    }
}

fn original(state: &State, call: &Call, body: &Value) -> Answer {
    let Some(id) = state.answer_of(&call.parts[2]) else { return refusal(404, 10_015) };
    if call.method == Method::GET {
        return state.message(id).map_or_else(|| refusal(404, 10_008), |message| (200, message));
    }
    if let Some(refused) = against_rules(state, call, limits::message(body)) {
        return refused;
    }
    let message = shapes::message_of_bot(id, CHANNEL, body);
    state.keep_message(id, message.clone());
    (200, message)
}
