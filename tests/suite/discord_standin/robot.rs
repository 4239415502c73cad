//! A bot of a few lines: it connects, hears events and sends what a test wants.

use finsam_tests::discord::{Discord, Interaction, SOON, TOKEN};
use futures_util::{SinkExt, StreamExt};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

pub(super) struct Robot {
    address: String,
    client: Client,
    socket: WebSocketStream<TcpStream>,
    session: String,
    /// The number of the last event heard.
    seen: u64,
}

impl Robot {
    /// Connects and introduces itself.
    pub(super) async fn connect(discord: &Discord) -> Self {
        let mut robot = Self {
            address: format!("{}/api/v10", discord.address()),
            client: Client::builder().no_proxy().build().unwrap(),
            socket: socket(discord).await,
            session: String::new(),
            seen: 0,
        };
        robot.say(&json!({ "op": 2, "d": { "token": TOKEN, "intents": 0 } })).await;
        let ready = robot.event("READY").await;
        robot.session = ready["session_id"].as_str().unwrap().to_owned();
        robot.event("GUILD_CREATE").await;
        robot
    }

    /// Connects anew and asks for what it has missed.
    pub(super) async fn resume(&mut self, discord: &Discord) {
        self.socket = socket(discord).await;
        let data = json!({ "token": TOKEN, "session_id": self.session, "seq": self.seen });
        self.say(&json!({ "op": 6, "d": data })).await;
    }

    async fn say(&mut self, payload: &Value) {
        self.socket.send(Message::text(payload.to_string())).await.unwrap();
    }

    /// The next thing said on the gateway, apart from the greeting.
    pub(super) async fn hear(&mut self) -> Value {
        loop {
            let heard = timeout(SOON, self.socket.next()).await.expect("something is said");
            let text = heard.unwrap().unwrap().into_text().unwrap();
            let payload: Value = serde_json::from_str(&text).unwrap();
            self.seen = payload["s"].as_u64().unwrap_or(self.seen);
            if payload["op"] != 10 {
                return payload;
            }
        }
    }

    /// The next event of this name.
    pub(super) async fn event(&mut self, name: &str) -> Value {
        loop {
            let heard = self.hear().await;
            if heard["t"] == *name {
                return heard["d"].clone();
            }
        }
    }

    /// The n-th event of this name from here on.
    pub(super) async fn last_event(&mut self, name: &str, n: usize) -> Value {
        for _ in 1..n {
            self.event(name).await;
        }
        self.event(name).await
    }

    /// The status, and the answer; where it is refused, Discord's code.
    async fn ask(&self, method: Method, path: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.client.request(method, format!("{}/{path}", self.address));
        let request = request.header("authorization", format!("Bot {TOKEN}"));
        let request = if body.is_null() { request } else { request.json(body) };
        let response = timeout(SOON, request.send()).await.expect("an answer or none").ok()?;
        let status = response.status();
        let answer: Value = response.json().await.unwrap_or_default();
        let answer = if status.is_client_error() { answer["code"].clone() } else { answer };
        Some((status.as_u16(), answer))
    }

    pub(super) async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(Method::GET, path, &Value::Null).await.unwrap()
    }

    pub(super) async fn put(&self, path: &str, body: &Value) -> (u16, Value) {
        self.ask(Method::PUT, path, body).await.unwrap()
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> (u16, Value) {
        self.ask(Method::PATCH, path, body).await.unwrap()
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.ask(Method::POST, path, body).await.unwrap()
    }

    /// The status; none where the connection is cut.
    pub(super) async fn try_post(&self, path: &str, body: &Value) -> Option<u16> {
        self.ask(Method::POST, path, body).await.map(|(status, _)| status)
    }

    /// Answers what was used; the status, and Discord's code where that is refused.
    pub(super) async fn callback(&self, used: &Interaction, body: &Value) -> (u16, u64) {
        let path = format!("interactions/{}/{}/callback", used.id, used.token);
        let (status, code) = self.post(&path, body).await;
        (status, code.as_u64().unwrap_or_default())
    }
}

async fn socket(discord: &Discord) -> WebSocketStream<TcpStream> {
    let address = discord.address();
    let address = address.trim_start_matches("http://");
    let stream = TcpStream::connect(address).await.unwrap();
    client_async(format!("ws://{address}/gateway-socket?v=10"), stream).await.unwrap().0
}
