//! What an asker is told when a question cannot be answered: a plain sentence and a stable code.

use async_graphql::{Error, ErrorExtensions, ServerError};

/// The values of `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// The HTTP request holds no GraphQL request.
    BadRequest,
    /// The client takes no media type that we write.
    NotAcceptable,
    /// The body is not announced as JSON.
    UnsupportedMediaType,
    /// The operation does not go with the HTTP method.
    MethodNotAllowed,
    /// The body is too large.
    PayloadTooLarge,
    /// The body did not arrive in time.
    RequestTimeout,
    /// The hash stands for no query that is known here.
    PersistedQueryNotFound,
    /// The fault is ours.
    InternalServerError,
    /// The document is not GraphQL.
    GraphqlParseFailed,
    /// The document does not fit the schema.
    GraphqlValidationFailed,
    /// The request asks for more than one request may.
    QueryTooLarge,
    /// A value in the request cannot be used.
    BadUserInput,
}

impl Code {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "BAD_REQUEST",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
            Self::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::QueryTooLarge => "QUERY_TOO_LARGE",
            Self::BadUserInput => "BAD_USER_INPUT",
        }
    }
}

/// An error with its code.
pub(super) fn error(code: Code, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// A value in the request cannot be used; the sentence says which and what would do.
pub(super) fn bad_user_input(message: impl Into<String>) -> Error {
    error(Code::BadUserInput, message)
}

/// An error with a code, unless it has one already.
pub(super) fn coded(code: Code, mut error: ServerError) -> ServerError {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
    error
}
