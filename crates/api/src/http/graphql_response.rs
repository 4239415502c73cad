//! A GraphQL response as it is written.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use crate::graphql::Code;

/// A response, written field by field as it is, so that they come in the order asked.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    /// A refused request has no `data` at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a BTreeMap<String, Value>>,
}

impl<'a> Written<'a> {
    pub(super) fn of(response: &'a Response) -> Self {
        let data = (!is_refused(response)).then_some(&response.data);
        // What is said of an answer is said where there is one.
        let extensions = Some(&response.extensions).filter(|all| data.is_some() && !all.is_empty());
        Self { errors: &response.errors, data, extensions }
    }
}

/// Whether a request was refused: errors without a path are about it as a whole, so that nothing
/// was executed.
pub(super) fn is_refused(response: &Response) -> bool {
    response.data == Value::Null && response.errors.iter().any(|error| error.path.is_empty())
}

/// Whether there was no time to make it.
pub(super) fn is_too_late(response: &Response) -> bool {
    let code = Value::from(Code::AnswerTimeout.as_str());
    let codes = response.errors.iter().filter_map(|error| error.extensions.as_ref()?.get("code"));
    is_refused(response) && codes.into_iter().any(|found| *found == code)
}
