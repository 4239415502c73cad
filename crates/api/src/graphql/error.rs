//! What an asker is told when a question cannot be answered: a plain sentence and a stable code.

use async_graphql::{Error, ErrorExtensions};

/// The values of `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
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
