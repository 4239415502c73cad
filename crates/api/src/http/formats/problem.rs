//! What is said when there is no answer: problem details, RFC 9457, with the codes of `/graphql`.

use async_graphql::Response as GraphqlResponse;
use axum::http::StatusCode;
use serde_json::json;

use super::{Format, Operations};
use crate::{
    graphql::{ANSWER_TOO_LATE, Code},
    http::{
        answer::Answer,
        graphql_response::{is_refused, is_too_late},
    },
    metrics::Outcome,
};

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    code: String,
    detail: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: Code, detail: impl Into<String>) -> Self {
        Self { status, code: code.as_str().to_owned(), detail: detail.into() }
    }

    pub(super) fn bad_user_input(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, detail)
    }

    pub(super) fn no_such_query(operations: &Operations) -> Self {
        let names: Vec<&str> = operations.names().collect();
        let detail = format!("there is no such saved query; there are {}", names.join(", "));
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, detail)
    }

    pub(super) fn no_such_format(name: &str, offered: &[Format]) -> Self {
        let detail = format!("`{name}` is served as {}", suffixes(offered));
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, detail)
    }

    pub(super) fn not_acceptable(offered: &[Format]) -> Self {
        let detail = format!("this is served as {}", suffixes(offered));
        Self::new(StatusCode::NOT_ACCEPTABLE, Code::NotAcceptable, detail)
    }

    pub(super) fn nothing_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, "there is no such document")
    }

    /// What is after the first characters of a name is not repeated.
    pub(super) fn nobody_called(parameter: &str, name: &str) -> Self {
        let name: String = name.chars().take(80).collect();
        let detail = format!("`{parameter}` names nothing there is: {name}");
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, detail)
    }

    pub(super) fn too_late() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::AnswerTimeout, ANSWER_TOO_LATE)
    }

    pub(super) fn ours() -> Self {
        let (status, code) = (StatusCode::INTERNAL_SERVER_ERROR, Code::InternalServerError);
        Self::new(status, code, "the fault is ours")
    }

    /// Why a request is not executed.
    pub(super) fn refused(response: &GraphqlResponse) -> Self {
        let status = match response {
            _ if is_too_late(response) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        let error = response.errors.first();
        let code = error.and_then(|error| error.extensions.as_ref()?.get("code"));
        let code = match code {
            Some(async_graphql::Value::String(code)) => code.clone(),
            _ => Code::BadUserInput.as_str().to_owned(),
        };
        let detail =
            error.map_or_else(|| "it cannot be answered".to_owned(), |e| e.message.clone());
        Self { status, code, detail }
    }

    /// Half an answer looks like a whole one where errors have no place beside it.
    pub(super) fn of(response: &GraphqlResponse) -> Result<(), Self> {
        if response.errors.is_empty() && !is_refused(response) {
            Ok(())
        } else {
            Err(Self::refused(response))
        }
    }

    pub(super) fn into_answer(self) -> Answer {
        let Self { status, code, detail } = self;
        let title = status.canonical_reason().unwrap_or("Error");
        let body =
            json!({ "title": title, "status": status.as_u16(), "detail": detail, "code": code });
        let body = format!("{body:#}\n").into_bytes();
        Answer::new(status, Outcome::Refused, "application/problem+json", body)
    }
}

fn suffixes(formats: &[Format]) -> String {
    let suffixes: Vec<String> =
        formats.iter().map(|format| format!(".{}", format.suffix())).collect();
    suffixes.join(", ")
}
