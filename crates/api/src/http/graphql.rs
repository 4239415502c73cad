//! `/graphql`, as GraphQL over HTTP says.

use std::sync::Arc;

use async_graphql::{Response as GraphqlResponse, parser::types::OperationType};
use axum::{
    body::{Body, Bytes},
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Serialize;
use serde_json::json;
use tokio::time::timeout;

use super::{
    App,
    answer::Answer,
    answers::{Asked, Place},
    event_stream,
    graphql_request::{
        MAX_BODY_BYTES, Malformed, MediaType, Sent, from_body, from_query_string, require_json,
    },
    graphql_response::{Written, is_refused, is_too_late},
    middleware::Fault,
    websocket,
};
use crate::{
    graphql::{Code, Prepared, Scope},
    metrics::Outcome,
};

/// How long a client may take to send a body.
const BODY_READ_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// So much of a body that is too long is read all the same and thrown away: who is still sending
/// when the connection closes does not get to read why.
const MAX_DRAINED_BYTES: usize = 4 * 1024 * 1024;

/// A query in the address. A person who comes here with a browser is shown GraphiQL.
pub(super) async fn get(
    State(app): State<App>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if let Ok(upgrade) = upgrade {
        return match websocket::open(&app, upgrade) {
            Ok(opened) => opened,
            Err(malformed) => refuse(&malformed, MediaType::Json).respond(&method, &headers),
        };
    }
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page && uri.query().is_none() {
        return Redirect::to("/graphiql").into_response();
    }
    let query = uri.query().unwrap_or_default();
    respond(&app, &method, &headers, Place::Address, query.as_bytes()).await
}

/// A request in the body.
pub(super) async fn post(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    match read(&headers, body).await {
        Ok(body) => respond(&app, &Method::POST, &headers, Place::Body, &body).await,
        Err(malformed) => {
            let media_type = MediaType::negotiate(&headers).unwrap_or(MediaType::Json);
            refuse(&malformed, media_type).respond(&Method::POST, &headers)
        }
    }
}

/// The response to a request, in the form that the client takes.
async fn respond(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    place: Place,
    request: &[u8],
) -> Response {
    let media_type = MediaType::negotiate(headers);
    if event_stream::is_taken(headers) {
        match event_stream::open(app, place, request, media_type.is_some()) {
            Ok(Some(stream)) => return stream,
            Ok(None) => {}
            Err(malformed) => {
                let media_type = media_type.unwrap_or(MediaType::Json);
                return refuse(&malformed, media_type).respond(method, headers);
            }
        }
    }
    let answered = match media_type {
        Some(media_type) => answer(app, media_type, place, request).await,
        None => refuse(&not_acceptable(), MediaType::Json).into(),
    };
    answered.respond(method, headers)
}

/// A method that is neither.
pub(super) async fn method_not_allowed() -> Response {
    let refusal = Malformed {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: Code::MethodNotAllowed,
        message: "a request is sent with GET or POST".to_owned(),
    };
    refuse(&refusal, MediaType::Json).respond(&Method::OPTIONS, &HeaderMap::default())
}

async fn read(headers: &HeaderMap, mut body: Body) -> Result<Bytes, Malformed> {
    require_json(headers)?;
    let read = async {
        let whole = Limited::new(&mut body, MAX_BODY_BYTES).collect().await;
        if whole.as_ref().is_err_and(|error| error.is::<LengthLimitError>()) {
            let mut rest = Limited::new(&mut body, MAX_DRAINED_BYTES);
            while let Some(Ok(_)) = rest.frame().await {}
        }
        whole
    };
    let body = timeout(BODY_READ_TIMEOUT, read).await.map_err(|_| Malformed {
        status: StatusCode::REQUEST_TIMEOUT,
        code: Code::RequestTimeout,
        message: "the body did not arrive in time".to_owned(),
    })?;
    let body = body.map_err(|error| {
        if error.is::<LengthLimitError>() {
            Malformed {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                code: Code::PayloadTooLarge,
                message: format!("the body is over {MAX_BODY_BYTES} bytes"),
            }
        } else {
            Malformed::bad_request("the body did not arrive whole")
        }
    })?;
    Ok(body.to_bytes())
}

/// The answer to a request, from before if it was given before.
async fn answer(app: &App, media_type: MediaType, place: Place, request: &[u8]) -> Arc<Answer> {
    let now = app.live().now();
    let published = app.live().published();
    let snapshot = published.at(&now);
    let stale = app.live().board().stale();
    let moment = app.live().lull(&published, &now).moment;
    let asked = Asked::of(snapshot, &stale, moment, media_type.as_str(), place, request);
    let (answer, outcome) = match app.answers().get(&asked) {
        Some(answer) => (answer, Outcome::Kept),
        None => {
            // The work itself never waits, and looks after the time it takes: what may wait, and
            // again and again, is who asks what another is being answered.
            let scope = || app.scope_of(&published, &stale, &now);
            let work = work_out(app, asked, media_type, scope);
            let answer = match timeout(app.service().time_for_an_answer(), work).await {
                Ok(answer) => answer,
                Err(_) => refuse(&Malformed::too_late(), media_type).into(),
            };
            let outcome = answer.outcome();
            (answer, outcome)
        }
    };
    app.metrics().count_graphql(outcome);
    answer
}

/// The answer to a request that was not answered before.
async fn work_out(
    app: &App,
    asked: Asked<'_>,
    media_type: MediaType,
    scope: impl FnOnce() -> Scope,
) -> Arc<Answer> {
    let Asked { place, request, .. } = asked;
    let prepared = match sent(place, request).and_then(|sent| prepare(app, sent)) {
        Ok(prepared) => prepared,
        Err(Refusal::Malformed(malformed)) => return refuse(&malformed, media_type).into(),
        Err(Refusal::Refused(response)) => return written(&response, media_type).into(),
    };
    if let (Place::Address, Some(OperationType::Mutation)) = (place, prepared.operation_type()) {
        return refuse(&mutation_by_get(), media_type).into();
    }
    let holds = prepared.holds_for_the_moment();
    let run = run(app, prepared, scope(), media_type);
    if holds { app.answers().get_or(asked, run).await } else { run.await.into() }
}

/// Why a request is not executed, whatever way it came.
pub(super) enum Refusal {
    /// It is no GraphQL request.
    Malformed(Malformed),
    /// It is one that cannot be executed.
    Refused(Box<GraphqlResponse>),
}

/// What was sent.
pub(super) fn sent(place: Place, request: &[u8]) -> Result<Sent, Refusal> {
    let sent = match place {
        Place::Address | Place::Path => from_query_string(request),
        Place::Body => from_body(request),
    };
    sent.map_err(Refusal::Malformed)
}

/// What was sent, ready to be executed.
pub(super) fn prepare(app: &App, sent: Sent) -> Result<Prepared, Refusal> {
    let persisted = sent.persisted;
    let request = sent.resolve(app.persisted_queries()).map_err(Refusal::Malformed)?;
    let query = persisted.map(|hash| (hash, request.query.clone()));
    let prepared = app.service().prepare(request).map_err(Refusal::Refused)?;
    if let Some((hash, query)) = query {
        app.persisted_queries().keep(hash, &query);
    }
    Ok(prepared)
}

fn mutation_by_get() -> Malformed {
    Malformed {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: Code::MethodNotAllowed,
        message: "a mutation is sent with POST".to_owned(),
    }
}

async fn run(app: &App, prepared: Prepared, scope: Scope, media_type: MediaType) -> Answer {
    written(&app.service().run(prepared, scope).await, media_type)
}

/// Data, and errors beside it.
fn partial_success() -> StatusCode {
    StatusCode::from_u16(294).unwrap_or(StatusCode::OK)
}

/// A response, written with the status that goes with it.
fn written(response: &GraphqlResponse, media_type: MediaType) -> Answer {
    let status = match media_type {
        _ if is_too_late(response) => StatusCode::SERVICE_UNAVAILABLE,
        MediaType::Json => StatusCode::OK,
        MediaType::GraphqlResponse if is_refused(response) => StatusCode::BAD_REQUEST,
        MediaType::GraphqlResponse if response.errors.is_empty() => StatusCode::OK,
        MediaType::GraphqlResponse => partial_success(),
    };
    let outcome = match (is_refused(response), response.errors.is_empty()) {
        (true, _) => Outcome::Refused,
        (false, true) => Outcome::Answered,
        (false, false) => Outcome::Partial,
    };
    in_json(status, outcome, media_type, &Written::of(response))
}

fn refuse(malformed: &Malformed, media_type: MediaType) -> Answer {
    let status = match (malformed.status, media_type) {
        // Asked for with a media type that says 200 for everything that is well-formed.
        (StatusCode::OK, MediaType::GraphqlResponse) => StatusCode::BAD_REQUEST,
        (status, _) => status,
    };
    let error = json!({
        "message": malformed.message,
        "extensions": { "code": malformed.code.as_str() },
    });
    in_json(status, Outcome::Refused, media_type, &json!({ "errors": [error] }))
}

fn not_acceptable() -> Malformed {
    Malformed {
        status: StatusCode::NOT_ACCEPTABLE,
        code: Code::NotAcceptable,
        message: "this answers with application/graphql-response+json or application/json"
            .to_owned(),
    }
}

fn in_json(
    status: StatusCode,
    outcome: Outcome,
    media_type: MediaType,
    body: &impl Serialize,
) -> Answer {
    match serde_json::to_vec(body) {
        Ok(body) => Answer::new(status, outcome, media_type.as_str(), body),
        Err(error) => {
            let code = Code::InternalServerError.as_str();
            let body = format!(
                r#"{{"errors":[{{"message":"the fault is ours","extensions":{{"code":"{code}"}}}}]}}"#
            );
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Answer::new(status, Outcome::Refused, media_type.as_str(), body.into_bytes())
                .with_fault(Fault(format!("an answer cannot be written: {error}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn an_answer_that_cannot_be_written_says_why_to_the_log_alone() {
        // JSON has no keys that are lists.
        let unwritable = HashMap::from([([1], 2)]);
        let answer = in_json(StatusCode::OK, Outcome::Answered, MediaType::Json, &unwritable);
        let response = answer.respond(&Method::GET, &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let Fault(cause) = response.extensions().get().unwrap();
        assert!(cause.contains("key must be a string"), "{cause}");
        assert!(answer.is_our_fault());
    }
}
