//! `/graphql`, as GraphQL over HTTP says.

use std::sync::Arc;

use async_graphql::{
    Response as GraphqlResponse, ServerError, Value, parser::types::OperationType,
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Serialize;
use serde_json::json;

use super::{
    App,
    answer::Answer,
    answers::{Asked, Place},
    graphql_request::{
        MAX_BODY_BYTES, Malformed, MediaType, Sent, from_body, from_query_string, require_json,
    },
};
use crate::graphql::{Code, Prepared, Scope};

/// How long a client may take to send a body.
const BODY_READ_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// A query in the address. A person who comes here with a browser is shown GraphiQL.
pub(super) async fn get(
    State(app): State<App>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page && uri.query().is_none() {
        return Redirect::to("/graphiql").into_response();
    }
    let query = uri.query().unwrap_or_default();
    let answered = match MediaType::negotiate(&headers) {
        Some(media_type) => answer(&app, media_type, Place::Address, query.as_bytes()).await,
        None => refuse(&not_acceptable(), MediaType::Json).into(),
    };
    answered.respond(&method, &headers)
}

/// A request in the body.
pub(super) async fn post(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    let answered = match MediaType::negotiate(&headers) {
        Some(media_type) => match read(&headers, body).await {
            Ok(body) => answer(&app, media_type, Place::Body, &body).await,
            Err(malformed) => refuse(&malformed, media_type).into(),
        },
        None => refuse(&not_acceptable(), MediaType::Json).into(),
    };
    answered.respond(&Method::POST, &headers)
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

async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, Malformed> {
    require_json(headers)?;
    let body = Limited::new(body, MAX_BODY_BYTES).collect();
    let body = tokio::time::timeout(BODY_READ_TIMEOUT, body).await.map_err(|_| Malformed {
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
    let asked = Asked::of(snapshot, snapshot.moment(&now), media_type, place, request);
    if let Some(answer) = app.answers().get(&asked) {
        return answer;
    }
    let prepared = match prepare(app, media_type, place, request) {
        Ok(prepared) => prepared,
        Err(refusal) => return refusal,
    };
    let holds = prepared.holds_for_the_moment();
    let run = run(app, prepared, app.scope_of(snapshot, &now), media_type);
    if holds { app.answers().get_or(asked, run).await } else { run.await.into() }
}

fn prepare(
    app: &App,
    media_type: MediaType,
    place: Place,
    request: &[u8],
) -> Result<Prepared, Arc<Answer>> {
    let refuse = |malformed: Malformed| Arc::new(refuse(&malformed, media_type));
    let sent: Sent = match place {
        Place::Address => from_query_string(request),
        Place::Body => from_body(request),
    }
    .map_err(refuse)?;
    let persisted = sent.persisted;
    let request = sent.resolve(app.persisted_queries()).map_err(refuse)?;
    let query = persisted.map(|hash| (hash, request.query.clone()));
    let prepared = app
        .service()
        .prepare(request)
        .map_err(|refusal| Arc::new(written(&refusal, media_type)))?;
    if let Some((hash, query)) = query {
        app.persisted_queries().keep(hash, &query);
    }
    match (place, prepared.operation_type()) {
        (Place::Address, Some(OperationType::Mutation)) => Err(refuse(Malformed {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: Code::MethodNotAllowed,
            message: "a mutation is sent with POST".to_owned(),
        })),
        _ => Ok(prepared),
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
    // Errors without a path are about the request as a whole: nothing was executed.
    let is_refused =
        response.data == Value::Null && response.errors.iter().any(|error| error.path.is_empty());
    let status = match media_type {
        MediaType::Json => StatusCode::OK,
        MediaType::GraphqlResponse if is_refused => StatusCode::BAD_REQUEST,
        MediaType::GraphqlResponse if response.errors.is_empty() => StatusCode::OK,
        MediaType::GraphqlResponse => partial_success(),
    };
    // Written as it is, so that fields come in the order asked.
    #[derive(Serialize)]
    struct Written<'a> {
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        errors: &'a [ServerError],
        /// A refused request has no `data` at all.
        #[serde(skip_serializing_if = "Option::is_none")]
        data: Option<&'a Value>,
    }
    let data = (!is_refused).then_some(&response.data);
    in_json(status, media_type, &Written { errors: &response.errors, data })
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
    in_json(status, media_type, &json!({ "errors": [error] }))
}

fn not_acceptable() -> Malformed {
    Malformed {
        status: StatusCode::NOT_ACCEPTABLE,
        code: Code::NotAcceptable,
        message: "this answers with application/graphql-response+json or application/json"
            .to_owned(),
    }
}

fn in_json(status: StatusCode, media_type: MediaType, body: &impl Serialize) -> Answer {
    match serde_json::to_vec(body) {
        Ok(body) => Answer::new(status, media_type, body),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written");
            let code = Code::InternalServerError.as_str();
            let body = format!(
                r#"{{"errors":[{{"message":"the fault is ours","extensions":{{"code":"{code}"}}}}]}}"#
            );
            Answer::new(StatusCode::INTERNAL_SERVER_ERROR, media_type, body.into_bytes())
        }
    }
}
