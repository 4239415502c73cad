//! One socket from its opening to its end.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_graphql::{Response, ServerError, parser::types::OperationType};
use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
};
use futures_util::{
    StreamExt,
    stream::{self, AbortHandle, Abortable, BoxStream, SelectAll},
};
use serde_json::{Map, Value};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval_at},
};

use super::{
    super::{
        App,
        graphql::{Refusal, prepare},
        graphql_request::from_map,
    },
    Ending,
    message::{Received, Sent},
};
use crate::graphql::{Code, coded};

/// How long a client may take to introduce itself.
const INIT_TIMEOUT: Duration = Duration::from_secs(10);

/// How often a client is asked whether it is still there. One that has said nothing since it was
/// asked the last time is not.
const PING_INTERVAL: Duration = Duration::from_secs(25);

/// How long a client may take to take one message, or to close.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Operations at a time on one socket.
const MAX_OPERATIONS: usize = 100;

/// One socket and what goes on on it.
pub(super) struct Session {
    app: App,
    socket: WebSocket,
    stopping: watch::Receiver<bool>,
    acknowledged: bool,
    operations: SelectAll<BoxStream<'static, Event>>,
    /// How to end each operation that goes on, by its id.
    running: HashMap<Arc<str>, AbortHandle>,
}

/// What comes of an operation: a response, or nothing any more.
type Event = (Arc<str>, Option<Response>);

/// What happens next.
enum Step {
    Heard(Option<Result<Message, axum::Error>>),
    Event(Event),
    Ping,
    InitTimeout,
    Stop,
}

/// The socket is at its end, for a reason that its client is told if it still listens.
type Ended = Option<Ending>;

impl Session {
    pub(super) fn new(app: App, socket: WebSocket) -> Self {
        let stopping = app.stopping();
        let (operations, running) = (SelectAll::new(), HashMap::new());
        Self { app, socket, stopping, acknowledged: false, operations, running }
    }

    pub(super) fn into_socket(self) -> WebSocket {
        self.socket
    }

    /// Talks with the client until one of the two has had enough; why, if it can still be told.
    pub(super) async fn run(&mut self) -> Ended {
        let opened = Instant::now();
        let mut pings = interval_at(opened + PING_INTERVAL, PING_INTERVAL);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut answered = true;
        loop {
            let step = tokio::select! {
                _ = self.stopping.wait_for(|stop| *stop) => Step::Stop,
                () = tokio::time::sleep_until(opened + INIT_TIMEOUT), if !self.acknowledged => {
                    Step::InitTimeout
                }
                _ = pings.tick() => Step::Ping,
                heard = self.socket.recv() => Step::Heard(heard),
                Some(event) = self.operations.next() => Step::Event(event),
            };
            let taken = match step {
                Step::Stop => Err(Some(Ending::new(1001, "the server stops"))),
                Step::InitTimeout => {
                    Err(Some(Ending::new(4408, "Connection initialisation timeout")))
                }
                Step::Ping if !answered => Err(None),
                Step::Ping => {
                    answered = false;
                    self.send(Message::Ping(Bytes::new())).await
                }
                Step::Heard(heard) => {
                    answered = true;
                    self.hear(heard).await
                }
                Step::Event((id, response)) => self.tell(&id, response).await,
            };
            if let Err(ended) = taken {
                return ended;
            }
        }
    }

    async fn hear(&mut self, heard: Option<Result<Message, axum::Error>>) -> Result<(), Ended> {
        match heard {
            Some(Ok(Message::Text(text))) => self.receive(&text).await,
            Some(Ok(Message::Binary(_))) => Err(Some(Ending::invalid("messages are text"))),
            // The library answers both by itself.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Close(_))) | None => Err(None),
            Some(Err(error)) => Err(broken(error)),
        }
    }

    async fn receive(&mut self, text: &str) -> Result<(), Ended> {
        match Received::read(text).map_err(Some)? {
            Received::ConnectionInit { .. } if self.acknowledged => {
                Err(Some(Ending::new(4429, "Too many initialisation requests")))
            }
            Received::ConnectionInit { .. } => {
                self.acknowledged = true;
                self.say(&Sent::ConnectionAck).await
            }
            Received::Ping { payload } => self.say(&Sent::Pong { payload }).await,
            Received::Pong { .. } => Ok(()),
            Received::Subscribe { .. } if !self.acknowledged => {
                Err(Some(Ending::new(4401, "Unauthorized")))
            }
            Received::Subscribe { id, payload } => self.begin(id.into(), payload).await,
            Received::Complete { id } => {
                // It may have ended just before.
                self.end(&id);
                Ok(())
            }
        }
    }

    /// Begins an operation, or tells why it cannot be.
    async fn begin(&mut self, id: Arc<str>, payload: Map<String, Value>) -> Result<(), Ended> {
        if self.running.contains_key(&id) {
            let reason = format!("Subscriber for {id} already exists");
            return Err(Some(Ending::new(4409, reason)));
        }
        let sent =
            from_map(payload).map_err(|malformed| Some(Ending::invalid(malformed.message)))?;
        let refusal = |code, message: String| {
            Response::from_errors(vec![coded(code, ServerError::new(message, None))])
        };
        if self.running.len() >= MAX_OPERATIONS {
            let why = format!("a socket has at most {MAX_OPERATIONS} operations at a time");
            let response = refusal(Code::SubscriptionLimitExceeded, why);
            return self.say(&Sent::response(&id, &response)).await;
        }
        let prepared = match prepare(&self.app, sent) {
            Ok(prepared) => prepared,
            Err(Refusal::Malformed(malformed)) if malformed.code == Code::BadRequest => {
                return Err(Some(Ending::invalid(malformed.message)));
            }
            Err(Refusal::Malformed(malformed)) => {
                let response = refusal(malformed.code, malformed.message);
                return self.say(&Sent::response(&id, &response)).await;
            }
            Err(Refusal::Refused(response)) => {
                return self.say(&Sent::response(&id, &response)).await;
            }
        };
        let app = self.app.clone();
        let responses = match prepared.operation_type() {
            Some(OperationType::Subscription) => app.service().stream(prepared, app.feed()),
            _ => stream::once(async move {
                let scope = app.scope();
                app.service().run(prepared, scope).await
            })
            .boxed(),
        };
        let events = responses.map(Some).chain(stream::once(async { None }));
        let (abort, registration) = AbortHandle::new_pair();
        let name = Arc::clone(&id);
        let events = events.map(move |event| (Arc::clone(&name), event));
        self.operations.push(Abortable::new(events, registration).boxed());
        self.running.insert(id, abort);
        Ok(())
    }

    /// Tells what came of an operation.
    async fn tell(&mut self, id: &str, response: Option<Response>) -> Result<(), Ended> {
        let sent = match &response {
            Some(response) => Sent::response(id, response),
            None => Sent::Complete { id },
        };
        if sent.is_last() {
            self.end(id);
        }
        self.say(&sent).await
    }

    fn end(&mut self, id: &str) {
        if let Some(abort) = self.running.remove(id) {
            abort.abort();
        }
    }

    async fn say(&mut self, sent: &Sent<'_>) -> Result<(), Ended> {
        self.send(Message::Text(sent.json().into())).await
    }

    /// Sends a message. A client that does not take it in time is not told so: it would not
    /// take that either.
    async fn send(&mut self, message: Message) -> Result<(), Ended> {
        match tokio::time::timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(None),
        }
    }
}

/// What is told of a socket on which something came that is no message.
fn broken(error: axum::Error) -> Ended {
    let text = error.into_inner().to_string();
    // The library's errors have no type that reaches us.
    if text.contains("too long") || text.contains("too big") {
        return Some(Ending::new(1009, "a message has at most 65536 bytes"));
    }
    None
}
