//! The messages of graphql-transport-ws.

use async_graphql::{Response, ServerError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    super::graphql_response::{Written, is_refused},
    Ending,
};

/// What a client sends.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Received {
    ConnectionInit {
        #[expect(dead_code, reason = "who it is does not matter; that it is an object does")]
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    Ping {
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    Pong {
        #[expect(dead_code, reason = "an answer is an answer")]
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    Subscribe {
        id: String,
        payload: Map<String, Value>,
    },
    Complete {
        id: String,
    },
}

/// The longest name of an operation, in bytes: it is sent back with every event.
const MAX_ID_BYTES: usize = 256;

impl Received {
    pub(super) fn read(text: &str) -> Result<Self, Ending> {
        let read =
            serde_json::from_str(text).map_err(|_| Ending::invalid("Invalid message received"))?;
        match &read {
            Self::Subscribe { id, .. } | Self::Complete { id }
                if id.is_empty() || id.len() > MAX_ID_BYTES =>
            {
                Err(Ending::invalid(format!("an id has 1 to {MAX_ID_BYTES} bytes")))
            }
            _ => Ok(read),
        }
    }
}

/// What is sent.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Sent<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Map<String, Value>>,
    },
    Next {
        id: &'a str,
        payload: Written<'a>,
    },
    /// The operation was not begun; it ends with this.
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

impl<'a> Sent<'a> {
    pub(super) fn response(id: &'a str, response: &'a Response) -> Self {
        if is_refused(response) {
            Self::Error { id, payload: &response.errors }
        } else {
            Self::Next { id, payload: Written::of(response) }
        }
    }

    /// Whether the operation ends with it.
    pub(super) const fn is_last(&self) -> bool {
        matches!(self, Self::Error { .. } | Self::Complete { .. })
    }

    pub(super) fn json(&self) -> String {
        // Nothing in it cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}
