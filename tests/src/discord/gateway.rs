//! The gateway: one WebSocket session after another, as the bot comes and goes.

use std::sync::Arc;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{TOKEN, shapes, state::State};

/// How often the bot should say that it is there. It says so once right away, too.
const HEARTBEAT_MS: u64 = 40_000;

/// Something for a connection to do.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Tell of what happened; the number counts it within the session.
    Event(u64, &'static str, Value),
    Reconnect,
    InvalidateSession {
        resumable: bool,
    },
    Close(u16),
    Cut,
    /// Stay open and do nothing any more.
    Freeze,
}

/// The session with the bot, whether it is connected or not.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) heartbeat_ms: u64,
    pub(super) acknowledges: bool,
    pub(super) resumable: bool,
    pub(super) turn_away_with: Option<u16>,
    /// Nobody gets in.
    pub(super) is_shut: bool,
    /// What the bot has said when it introduced itself, each time.
    pub(super) introductions: Vec<Value>,
    /// Everything that has happened in this session, for a bot that resumes it.
    log: Vec<(&'static str, Value)>,
    connection: Option<mpsc::UnboundedSender<Order>>,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            heartbeat_ms: HEARTBEAT_MS,
            acknowledges: true,
            resumable: true,
            turn_away_with: None,
            is_shut: false,
            introductions: Vec::new(),
            log: Vec::new(),
            connection: None,
        }
    }
}

impl Link {
    /// Lets the connected bot hear of something a test does. While it is away, it hears of it when
    /// it resumes the session.
    ///
    /// # Panics
    /// When it has never been connected: then the test has forgotten to wait for it.
    pub(super) fn happens(&mut self, name: &'static str, data: Value) {
        assert!(self.connection.is_some(), "wait until the bot is greeted");
        self.tell(name, data);
    }

    /// Lets the bot hear of what follows from its own doing.
    pub(super) fn tell(&mut self, name: &'static str, data: Value) {
        self.log.push((name, data.clone()));
        if let Some(connection) = &self.connection {
            let _ = connection.send(Order::Event(count(&self.log), name, data));
        }
    }

    /// # Panics
    /// When the bot is not connected.
    pub(super) fn order(&self, order: Order) {
        let connection = self.connection.as_ref().expect("wait until the bot is greeted");
        connection.send(order).expect("the bot is connected; wait until it is greeted again");
    }

    fn session(&self) -> String {
        format!("session-{}", self.introductions.len())
    }

    /// A new session, which begins with these events.
    fn open(
        &mut self,
        introduction: Value,
        begin: impl FnOnce(&str) -> Vec<(&'static str, Value)>,
    ) -> mpsc::UnboundedReceiver<Order> {
        let (give, take) = mpsc::unbounded_channel();
        self.introductions.push(introduction);
        self.log.clear();
        self.connection = Some(give);
        for (name, data) in begin(&self.session()) {
            self.tell(name, data);
        }
        take
    }

    /// Takes up the session after the event of this number; none when it is over.
    fn resume(&mut self, session: &str, seen: usize) -> Option<mpsc::UnboundedReceiver<Order>> {
        if !self.resumable || session != self.session() || seen > self.log.len() {
            return None;
        }
        let (give, take) = mpsc::unbounded_channel();
        for (index, (name, data)) in self.log.iter().enumerate().skip(seen) {
            let number = u64::try_from(index + 1).expect("few events");
            give.send(Order::Event(number, name, data.clone())).expect("it is held here");
        }
        self.connection = Some(give);
        self.tell("RESUMED", json!({}));
        Some(take)
    }
}

fn count(log: &[(&'static str, Value)]) -> u64 {
    u64::try_from(log.len()).expect("few events")
}

/// Serves one connection to its end.
pub(super) async fn serve(mut socket: WebSocket, state: Arc<State>) {
    let mut connection = Connection { orders: None, frozen: false };
    let interval = state.known().link.heartbeat_ms;
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": interval } });
    if send(&mut socket, &hello).await.is_none() {
        return;
    }
    loop {
        let go_on = tokio::select! {
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => connection.hear(&mut socket, &state, &text).await,
                Some(Ok(_)) => Some(()),
                Some(Err(_)) | None => None,
            },
            Some(order) = connection.next_order() => connection.carry_out(&mut socket, order).await,
        };
        if go_on.is_none() {
            return;
        }
    }
}

struct Connection {
    /// What to do; there once the bot has introduced itself or resumed.
    orders: Option<mpsc::UnboundedReceiver<Order>>,
    frozen: bool,
}

impl Connection {
    async fn next_order(&mut self) -> Option<Order> {
        match &mut self.orders {
            Some(orders) => orders.recv().await,
            None => std::future::pending().await,
        }
    }

    /// Nothing when the connection is over.
    async fn hear(&mut self, socket: &mut WebSocket, state: &State, text: &str) -> Option<()> {
        if self.frozen {
            return Some(());
        }
        let heard: Value = serde_json::from_str(text).ok()?;
        match heard["op"].as_u64() {
            Some(1) if state.known().link.acknowledges => send(socket, &json!({ "op": 11 })).await,
            Some(2) => self.introduced(socket, state, &heard["d"]).await,
            Some(6) => self.resumes(socket, state, &heard["d"]).await,
            _ => Some(()),
        }
    }

    async fn introduced(
        &mut self,
        socket: &mut WebSocket,
        state: &State,
        introduction: &Value,
    ) -> Option<()> {
        let turned_away_with = state.known().link.turn_away_with;
        if let Some(code) = turned_away_with {
            return close(socket, code).await;
        }
        // Discord takes it with and without the word that REST wants before it.
        let token = introduction["token"].as_str().unwrap_or_default();
        if token.trim_start_matches("Bot ") != TOKEN {
            return close(socket, 4004).await;
        }
        {
            let mut known = state.known();
            let guild = shapes::guild_in_view(&known.places);
            let begin = |session: &str| {
                vec![("READY", shapes::ready(state.address, session)), ("GUILD_CREATE", guild)]
            };
            self.orders = Some(known.link.open(introduction.clone(), begin));
        }
        state.greeted();
        Some(())
    }

    async fn resumes(
        &mut self,
        socket: &mut WebSocket,
        state: &State,
        resumption: &Value,
    ) -> Option<()> {
        let session = resumption["session_id"].as_str().unwrap_or_default();
        let seen = resumption["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok());
        let resumed = state.known().link.resume(session, seen.unwrap_or(usize::MAX));
        if resumed.is_none() {
            return send(socket, &json!({ "op": 9, "d": false })).await;
        }
        self.orders = resumed;
        state.resumed();
        Some(())
    }

    async fn carry_out(&mut self, socket: &mut WebSocket, order: Order) -> Option<()> {
        if self.frozen {
            return Some(());
        }
        match order {
            Order::Event(number, name, data) => {
                send(socket, &json!({ "op": 0, "s": number, "t": name, "d": data })).await
            }
            Order::Reconnect => send(socket, &json!({ "op": 7, "d": null })).await,
            Order::InvalidateSession { resumable } => {
                send(socket, &json!({ "op": 9, "d": resumable })).await
            }
            Order::Close(code) => close(socket, code).await,
            Order::Cut => None,
            Order::Freeze => {
                self.frozen = true;
                Some(())
            }
        }
    }
}

async fn send(socket: &mut WebSocket, message: &Value) -> Option<()> {
    socket.send(Message::Text(message.to_string().into())).await.ok()
}

/// Says goodbye and waits until the bot has heard it.
async fn close(socket: &mut WebSocket, code: u16) -> Option<()> {
    let reason = "closed by the test".into();
    socket.send(Message::Close(Some(CloseFrame { code, reason }))).await.ok()?;
    while let Some(Ok(_)) = socket.recv().await {}
    None
}
