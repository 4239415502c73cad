//! The ways a question can fail to bring an answer.

use thiserror::Error;

/// Why a question brought no answer.
#[derive(Debug, Error)]
pub enum Error {
    /// No connection came about: nothing listens there, the name does not resolve, TLS failed, or
    /// the connection broke before the whole answer had come.
    #[error("{address} cannot be reached")]
    Unreachable {
        /// Where the question was sent.
        address: String,
        /// What the connection said.
        #[source]
        source: reqwest::Error,
    },
    /// A connection or an answer took longer than the client waits
    /// ([`CONNECT_TIMEOUT_S`](crate::CONNECT_TIMEOUT_S), [`TOTAL_TIMEOUT_S`](crate::TOTAL_TIMEOUT_S)).
    #[error("{address} did not answer in time")]
    TimedOut {
        /// Where the question was sent.
        address: String,
    },
    /// Something answered with a failing HTTP status and no GraphQL errors: a proxy in front of an
    /// API that is down, or an address that is not an API's. Redirects are not followed, so they
    /// end here too.
    #[error("{address} answered with HTTP status {status}")]
    Status {
        /// Where the question was sent.
        address: String,
        /// The HTTP status code.
        status: u16,
    },
    /// The API understood that it was asked and said no: GraphQL errors, and no data.
    #[error("the API refused the question: {message}")]
    Refused {
        /// The first error's `extensions.code`, as `BAD_USER_INPUT`; none where the API gave none.
        code: Option<String>,
        /// What the API says, in English; several errors are separated by `; `.
        message: String,
    },
    /// What came back is not an answer to this question: not JSON, not GraphQL, not of this schema,
    /// or larger than [`MAX_RESPONSE_BYTES`](crate::MAX_RESPONSE_BYTES).
    #[error("the answer from {address} cannot be read: {reason}")]
    Unreadable {
        /// Where the question was sent.
        address: String,
        /// What was wrong with it.
        reason: String,
    },
}

/// One GraphQL error that came along with data: the part of the answer it names is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The error's `extensions.code`; none where the API gave none.
    pub code: Option<String>,
    /// What the API says, in English.
    pub message: String,
    /// The field that failed, as `ask.citations.0.date`; empty where the API did not say.
    pub path: String,
}
