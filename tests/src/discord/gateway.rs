//! The gateway: one WebSocket session after another, as the bot comes and goes.

use std::sync::Arc;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{TOKEN, shapes, state::State};

/// How often the bot should say that it is there. It says so once right away, too.
const HEARTBEAT_MS: u64 = 40_000;

/// Something for the session to do.
#[derive(Clone, Debug)]
pub(super) enum Order {
    Event(&'static str, Value),
    Reconnect,
    InvalidateSession,
    Close(u16),
    Cut,
}

/// Serves one connection to its end.
pub(super) async fn serve(mut socket: WebSocket, state: Arc<State>) {
    let mut session = Session { sequence: 0, orders: None };
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": HEARTBEAT_MS } });
    if send(&mut socket, &hello).await.is_none() {
        return;
    }
    loop {
        let go_on = tokio::select! {
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => session.hear(&mut socket, &state, &text).await,
                Some(Ok(_)) => Some(()),
                Some(Err(_)) | None => None,
            },
            Some(order) = session.next_order() => session.carry_out(&mut socket, order).await,
        };
        if go_on.is_none() {
            return;
        }
    }
}

struct Session {
    sequence: u64,
    /// What to do for this session; there once the bot has introduced itself.
    orders: Option<mpsc::UnboundedReceiver<Order>>,
}

impl Session {
    async fn next_order(&mut self) -> Option<Order> {
        match &mut self.orders {
            Some(orders) => orders.recv().await,
            None => std::future::pending().await,
        }
    }

    /// Nothing when the connection is over.
    async fn hear(&mut self, socket: &mut WebSocket, state: &State, text: &str) -> Option<()> {
        let heard: Value = serde_json::from_str(text).ok()?;
        match heard["op"].as_u64() {
            Some(1) => send(socket, &json!({ "op": 11 })).await,
            Some(2) => {
                if let Some(code) = state.turned_away_with() {
                    return close(socket, code).await;
                }
                // Discord takes it with and without the word that REST wants before it.
                let token = heard["d"]["token"].as_str().unwrap_or_default();
                if token.trim_start_matches("Bot ") != TOKEN {
                    return close(socket, 4004).await;
                }
                self.event(socket, "READY", shapes::ready(state.address)).await?;
                self.event(socket, "GUILD_CREATE", shapes::guild()).await?;
                state.connected(self.take_orders());
                Some(())
            }
            Some(6) => {
                self.sequence = heard["d"]["seq"].as_u64().unwrap_or_default();
                self.event(socket, "RESUMED", json!({})).await?;
                state.resumed(self.take_orders());
                Some(())
            }
            _ => Some(()),
        }
    }

    fn take_orders(&mut self) -> mpsc::UnboundedSender<Order> {
        let (give, take) = mpsc::unbounded_channel();
        self.orders = Some(take);
        give
    }

    async fn carry_out(&mut self, socket: &mut WebSocket, order: Order) -> Option<()> {
        match order {
            Order::Event(name, data) => self.event(socket, name, data).await,
            Order::Reconnect => send(socket, &json!({ "op": 7, "d": null })).await,
            Order::InvalidateSession => send(socket, &json!({ "op": 9, "d": false })).await,
            Order::Close(code) => close(socket, code).await,
            Order::Cut => None,
        }
    }

    async fn event(&mut self, socket: &mut WebSocket, name: &str, data: Value) -> Option<()> {
        self.sequence += 1;
        send(socket, &json!({ "op": 0, "s": self.sequence, "t": name, "d": data })).await
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
