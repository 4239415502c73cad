//! Typed questions to any Finsam API.
//!
//! One file per question holds what comes back and the method that asks; read [`ask`](Client::ask)
//! first. [`Client`] sends a question over HTTP with bounds on time and size, and [`Error`] tells the
//! ways that can fail apart. The questions are checked against `schema/schema.graphql` when this
//! crate is compiled, and nothing of that machinery shows outside it.

mod ask;
mod error;
mod schema;
mod transport;

pub use ask::{Answer, AnswerKind, Citation, Kind, Node};
pub use error::{Error, FieldError};
pub use transport::{CONNECT_TIMEOUT_S, Client, MAX_RESPONSE_BYTES, Reply, TOTAL_TIMEOUT_S};
