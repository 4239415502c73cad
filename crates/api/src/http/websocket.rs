//! GraphQL over WebSocket, as the protocol graphql-transport-ws says: any number of operations on
//! one socket, each with the name its client gave it.
//!
//! Reading is for everybody and without credentials, so any origin may connect. Nothing waits in a
//! queue for a client that does not read: the next event of any of its operations is made when the
//! last one was taken, and who takes none for long is left.

mod message;
mod session;

use axum::{
    extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    response::Response,
};
use futures_util::StreamExt;
use tokio::sync::OwnedSemaphorePermit;

use super::{App, graphql_request::Malformed};
use session::{PATIENCE, Session};

/// The one subprotocol that is spoken here.
const SUBPROTOCOL: &str = "graphql-transport-ws";

/// The largest message a client may send, in bytes.
const MAX_MESSAGE_BYTES: usize = 64 * 1024;

/// What is read from or written to the network in one go, in bytes: little, because there may be
/// many sockets with little to say.
const BUFFER_BYTES: usize = 4 * 1024;

/// Why a socket is closed. The reason is cut to what a frame holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    code: u16,
    reason: String,
}

/// The longest reason a close frame holds, in bytes; a longer one would break the protocol.
const MAX_REASON_BYTES: usize = 123;

impl Ending {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason: String = reason.into();
        reason.truncate(reason.floor_char_boundary(MAX_REASON_BYTES));
        Self { code, reason }
    }

    fn invalid(reason: impl Into<String>) -> Self {
        Self::new(4400, reason)
    }
}

/// Whatever a client says on its socket ends it with a reason that fits, or is understood; what is
/// asked has an answer.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn law(text: &str) {
    use super::{graphql_request::from_map, persisted_queries::PersistedQueries};
    match message::Received::read(text) {
        Err(Ending { code, reason }) => {
            assert!(code == 4400 && reason.len() <= MAX_REASON_BYTES, "{code} {reason}");
        }
        Ok(message::Received::Subscribe { id, payload }) => {
            assert!(!id.is_empty());
            let resolve =
                |sent: super::graphql_request::Sent| sent.resolve(&PersistedQueries::default());
            if let Ok(request) = from_map(payload).and_then(resolve) {
                crate::laws::answered(request);
            }
        }
        Ok(message::Received::Ping { payload }) => {
            let pong = message::Sent::Pong { payload }.json();
            assert!(matches!(message::Received::read(&pong), Ok(message::Received::Pong { .. })));
        }
        Ok(_) => {}
    }
}

/// Becomes a WebSocket.
///
/// # Errors
/// When there are too many, or the server stops.
pub(super) fn open(app: &App, upgrade: WebSocketUpgrade) -> Result<Response, Malformed> {
    let place = app.place_for_stream().filter(|_| !app.is_stopping());
    let place = place.ok_or_else(Malformed::too_many_streams)?;
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(MAX_MESSAGE_BYTES)
        .max_frame_size(MAX_MESSAGE_BYTES)
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES);
    let app = app.clone();
    Ok(upgrade.on_upgrade(move |socket| serve(app, socket, place)))
}

async fn serve(app: App, socket: WebSocket, _place: OwnedSemaphorePermit) {
    let is_spoken = socket.protocol().is_some_and(|protocol| protocol == SUBPROTOCOL);
    let mut session = Session::new(app, socket);
    let ending = if is_spoken {
        session.run().await
    } else {
        Some(Ending::new(4406, "Subprotocol not acceptable"))
    };
    let Some(Ending { code, reason }) = ending else { return };
    let mut socket = session.into_socket();
    let close = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
    let closing = async {
        // The client answers with a close of its own; what it sent before that is not looked at.
        if socket.send(close).await.is_ok() {
            while let Some(Ok(_)) = socket.next().await {}
        }
    };
    let _ = tokio::time::timeout(PATIENCE, closing).await;
}
