//! `/graphql`, as GraphQL over HTTP says.

use async_graphql::{
    Request, Response as GraphqlResponse, ServerError, Value,
    parser::{parse_query, types::OperationType},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Serialize;
use serde_json::json;

use super::{
    App,
    graphql_request::{
        MAX_BODY_BYTES, Malformed, MediaType, from_body, from_query_string, require_json,
    },
};

/// How long a client may take to send a body.
const BODY_READ_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// A query in the address. A person who comes here with a browser is shown GraphiQL.
pub(super) async fn get(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page && uri.query().is_none() {
        return Redirect::to("/graphiql").into_response();
    }
    let Some(media_type) = MediaType::negotiate(&headers) else { return not_acceptable() };
    let request = match from_query_string(uri.query().unwrap_or_default()) {
        Ok(request) => request,
        Err(malformed) => return refuse(&malformed, media_type),
    };
    if changes_something(&request) {
        let refusal = Malformed {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: "METHOD_NOT_ALLOWED",
            message: "a mutation is sent with POST".to_owned(),
        };
        let mut response = refuse(&refusal, media_type);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    execute(&app, request, media_type).await
}

/// A request in the body.
pub(super) async fn post(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    let Some(media_type) = MediaType::negotiate(&headers) else { return not_acceptable() };
    let request = match read(&headers, body).await {
        Ok(request) => request,
        Err(malformed) => return refuse(&malformed, media_type),
    };
    execute(&app, request, media_type).await
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Request, Malformed> {
    require_json(headers)?;
    let body = Limited::new(body, MAX_BODY_BYTES).collect();
    let body = tokio::time::timeout(BODY_READ_TIMEOUT, body).await.map_err(|_| Malformed {
        status: StatusCode::REQUEST_TIMEOUT,
        code: "REQUEST_TIMEOUT",
        message: "the body did not arrive in time".to_owned(),
    })?;
    let body = body.map_err(|error| {
        if error.is::<LengthLimitError>() {
            Malformed {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                code: "PAYLOAD_TOO_LARGE",
                message: format!("the body is over {MAX_BODY_BYTES} bytes"),
            }
        } else {
            Malformed::bad_request("the body did not arrive whole")
        }
    })?;
    from_body(&body.to_bytes())
}

/// Whether the operation that would run is anything else than a query.
fn changes_something(request: &Request) -> bool {
    let Ok(document) = parse_query(&request.query) else { return false };
    let mut operations = document.operations.iter();
    operations.any(|(name, operation)| {
        let chosen = match (&request.operation_name, name) {
            (Some(asked), Some(name)) => asked == name.as_str(),
            _ => true,
        };
        chosen && operation.node.ty != OperationType::Query
    })
}

async fn execute(app: &App, request: Request, media_type: MediaType) -> Response {
    let response = app.service().execute(request, app.scope()).await;
    // Errors without a path are about the request as a whole: nothing was executed.
    let refused =
        response.data == Value::Null && response.errors.iter().any(|error| error.path.is_empty());
    let status = match media_type {
        MediaType::GraphqlResponse if refused => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    answer(status, media_type, &Answer::of(&response, refused))
}

/// What is answered, written as it is, so that fields come in the order asked.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    /// A refused request has no `data` at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
}

impl<'a> Answer<'a> {
    fn of(response: &'a GraphqlResponse, refused: bool) -> Self {
        Self { errors: &response.errors, data: (!refused).then_some(&response.data) }
    }
}

fn refuse(malformed: &Malformed, media_type: MediaType) -> Response {
    let error = json!({
        "message": malformed.message,
        "extensions": { "code": malformed.code },
    });
    answer(malformed.status, media_type, &json!({ "errors": [error] }))
}

fn not_acceptable() -> Response {
    let why = "this answers with application/graphql-response+json or application/json\n";
    (StatusCode::NOT_ACCEPTABLE, why).into_response()
}

fn answer(status: StatusCode, media_type: MediaType, body: &impl Serialize) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type.as_str()), (header::VARY, "accept")];
    match serde_json::to_vec(body) {
        Ok(body) => (status, headers, body).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
