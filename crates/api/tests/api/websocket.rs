//! The protocol graphql-transport-ws, spoken over a real socket.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt, net::TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest, protocol::CloseFrame},
};

use crate::streams::Server;

/// Long enough for whatever is on its way.
const BOUND: Duration = Duration::from_secs(30);

struct Client(WebSocketStream<TcpStream>);

impl Client {
    async fn connect(server: &Server, subprotocol: Option<&str>) -> Self {
        let (stream, _serving) = server.connect().await;
        let mut request = "ws://exempel.test/graphql".into_client_request().unwrap();
        if let Some(subprotocol) = subprotocol {
            request.headers_mut().insert("sec-websocket-protocol", subprotocol.parse().unwrap());
        }
        Self(client_async(request, stream).await.unwrap().0)
    }

    /// A client that has introduced itself.
    async fn known(server: &Server) -> Self {
        let mut client = Self::connect(server, Some("graphql-transport-ws")).await;
        client.send(json!({ "type": "connection_init" })).await;
        assert_eq!(client.message().await, json!({ "type": "connection_ack" }));
        client
    }

    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.send(json!({ "type": "subscribe", "id": id, "payload": payload })).await;
    }

    /// What comes next: a message, or the close.
    async fn next(&mut self) -> Result<Value, (u16, String)> {
        loop {
            let next = tokio::time::timeout(BOUND, self.0.next()).await.expect("nothing comes");
            match next {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(Some(CloseFrame { code, reason })))) => {
                    return Err((code.into(), reason.to_string()));
                }
                Some(Ok(_)) => {}
                None | Some(Err(_)) => return Err((1006, String::new())),
            }
        }
    }

    async fn message(&mut self) -> Value {
        self.next().await.unwrap()
    }
}

async fn check_closed(client: &mut Client, code: u16, reason: &str) {
    let closed = loop {
        if let Err(closed) = client.next().await {
            break closed;
        }
    };
    assert_eq!(closed, (code, reason.to_owned()));
}

#[tokio::test]
async fn another_subprotocol_is_not_spoken() {
    let mut client = Client::connect(&Server::start(), None).await;
    check_closed(&mut client, 4406, "Subprotocol not acceptable").await;
}

#[tokio::test]
async fn what_the_protocol_forbids_closes_the_socket() {
    let server = Server::start();
    let check = async |messages: &[Value], code: u16, reason: &str| {
        let mut client = Client::connect(&server, Some("graphql-transport-ws")).await;
        for message in messages {
            client.send(message.clone()).await;
        }
        check_closed(&mut client, code, reason).await;
    };
    let init = json!({ "type": "connection_init", "payload": { "who": "me" } });
    let subscribe = |id: &str| {
        let query = "subscription { contentChanged { id } }";
        json!({ "type": "subscribe", "id": id, "payload": { "query": query } })
    };
    check(&[subscribe("1")], 4401, "Unauthorized").await;
    check(&[init.clone(), init.clone()], 4429, "Too many initialisation requests").await;
    let twice = [init.clone(), subscribe("1"), subscribe("2"), subscribe("1")];
    check(&twice, 4409, "Subscriber for 1 already exists").await;
    let long = "å".repeat(100);
    let reason = format!("Subscriber for {}", "å".repeat(54));
    check(&[init.clone(), subscribe(&long), subscribe(&long)], 4409, &reason).await;
    for invalid in [
        json!(null),
        json!([]),
        json!({}),
        json!("connection_init"),
        json!({ "type": "hello" }),
        json!({ "type": 1 }),
        json!({ "type": "connection_init", "payload": "me" }),
        json!({ "type": "subscribe" }),
        json!({ "type": "subscribe", "id": 1, "payload": { "query": "{ a }" } }),
        json!({ "type": "subscribe", "id": "1", "payload": "{ a }" }),
        json!({ "type": "complete" }),
        json!({ "type": "ping", "payload": [] }),
    ] {
        check(&[invalid], 4400, "Invalid message received").await;
    }
    let with_payload =
        |payload: Value| json!({ "type": "subscribe", "id": "1", "payload": payload });
    check(&[init.clone(), with_payload(json!({}))], 4400, "`query` is missing").await;
    let wrong = with_payload(json!({ "query": "{ a }", "variables": [] }));
    check(&[init.clone(), wrong], 4400, "`variables` is an object").await;
    check(&[subscribe("")], 4400, "an id has 1 to 256 bytes").await;
    check(&[json!("x".repeat(70_000))], 1009, "a message has at most 65536 bytes").await;
    let mut client = Client::known(&server).await;
    client.0.send(Message::binary(b"{}".to_vec())).await.unwrap();
    check_closed(&mut client, 4400, "messages are text").await;
}

#[tokio::test]
async fn who_does_not_introduce_himself_is_left() {
    let mut client = Client::connect(&Server::start(), Some("graphql-transport-ws")).await;
    // Time leaps whenever nothing else happens.
    tokio::time::pause();
    check_closed(&mut client, 4408, "Connection initialisation timeout").await;
}

#[tokio::test]
async fn a_ping_is_answered_with_what_it_held_at_any_time() {
    let mut client = Client::connect(&Server::start(), Some("graphql-transport-ws")).await;
    client.send(json!({ "type": "ping" })).await;
    assert_eq!(client.message().await, json!({ "type": "pong" }));
    client.send(json!({ "type": "pong" })).await;
    client.send(json!({ "type": "ping", "payload": { "a": 1 } })).await;
    assert_eq!(client.message().await, json!({ "type": "pong", "payload": { "a": 1 } }));
}

#[tokio::test]
async fn who_answers_pings_stays_and_who_does_not_is_left() {
    let server = Server::start();
    let mut client = Client::known(&server).await;
    tokio::time::pause();
    for _ in 0..3 {
        let ping = client.0.next().await.unwrap().unwrap();
        assert!(ping.is_ping(), "{ping:?}");
    }
    tokio::time::resume();
    let mut deaf = Client::known(&server).await.0.into_inner();
    tokio::time::pause();
    let (started, mut heard) = (tokio::time::Instant::now(), Vec::new());
    let _ = deaf.read_to_end(&mut heard).await;
    assert_eq!(heard, [0x89, 0], "one ping, and no more");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[tokio::test]
async fn queries_have_one_answer_and_refusals_none() {
    let mut client = Client::known(&Server::start()).await;
    client.subscribe("a", "{ __typename }").await;
    let next =
        json!({ "type": "next", "id": "a", "payload": { "data": { "__typename": "Query" } } });
    assert_eq!(client.message().await, next);
    assert_eq!(client.message().await, json!({ "type": "complete", "id": "a" }));
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        // The id is free again after each.
        client.subscribe("a", query).await;
        let message = client.message().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!("a")), "{query}");
        assert_eq!(message["payload"][0]["extensions"]["code"], code, "{query}");
    }
    client.subscribe("a", "{ seminar { slug } }").await;
    let message = client.message().await;
    assert_eq!(message["payload"]["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(message["payload"]["data"], json!({ "seminar": null }));
}

#[tokio::test]
async fn subscriptions_go_on_until_their_client_or_the_server_ends_them() {
    let server = Server::start();
    let mut client = Client::known(&server).await;
    client.subscribe("a", "subscription { contentChanged { slug node { label } } }").await;
    client.subscribe("b", "subscription { contentChanged(filter: { ids: [] }) { slug } }").await;
    // What was sent before is taken before this is answered.
    client.send(json!({ "type": "ping" })).await;
    assert_eq!(client.message().await, json!({ "type": "pong" }));
    server.term("alfa");
    let change = json!({ "slug": "alfa", "node": { "label": "alfa" } });
    let payload = json!({ "data": { "contentChanged": change } });
    assert_eq!(client.message().await, json!({ "type": "next", "id": "a", "payload": payload }));
    client.send(json!({ "type": "complete", "id": "a" })).await;
    client.send(json!({ "type": "complete", "id": "unknown" })).await;
    client.subscribe("a", "subscription { contentChanged { slug deleted } }").await;
    client.send(json!({ "type": "ping" })).await;
    assert_eq!(client.message().await, json!({ "type": "pong" }));
    server.term("beta");
    let change = json!({ "slug": "beta", "deleted": false });
    let payload = json!({ "data": { "contentChanged": change } });
    assert_eq!(client.message().await, json!({ "type": "next", "id": "a", "payload": payload }));
    server.stop();
    check_closed(&mut client, 1001, "the server stops").await;
}

#[tokio::test]
async fn a_stop_closes_sockets_and_waits_for_it() {
    let server = Server::start();
    let (stream, serving) = server.connect().await;
    let mut request = "ws://exempel.test/graphql".into_client_request().unwrap();
    let subprotocol = "graphql-transport-ws".parse().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", subprotocol);
    let mut client = Client(client_async(request, stream).await.unwrap().0);
    server.stop();
    check_closed(&mut client, 1001, "the server stops").await;
    drop(client);
    tokio::time::timeout(Duration::from_secs(5), serving).await.expect("it stops").unwrap();
}

#[tokio::test]
async fn a_socket_has_not_more_operations_than_may_be() {
    let mut client = Client::known(&Server::start()).await;
    for id in 0..100 {
        client.subscribe(&id.to_string(), "subscription { contentChanged { id } }").await;
    }
    client.subscribe("one more", "{ __typename }").await;
    let message = client.message().await;
    assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!("one more")));
    assert_eq!(message["payload"][0]["extensions"]["code"], "SUBSCRIPTION_LIMIT_EXCEEDED");
    client.send(json!({ "type": "complete", "id": "7" })).await;
    client.subscribe("one more", "{ __typename }").await;
    assert_eq!(client.message().await["type"], "next");
}

#[tokio::test]
async fn who_does_not_read_is_left() {
    let mut client = Client::known(&Server::start()).await;
    tokio::time::pause();
    // Spaces, so that what the network holds for the two is soon full.
    let query = format!("{{ __schema {{ types {{ description }} }} }}{}", " ".repeat(30_000));
    let left = async {
        for id in 0..5_000 {
            let payload = json!({ "query": query });
            let message = json!({ "type": "subscribe", "id": id.to_string(), "payload": payload });
            if client.0.send(Message::text(message.to_string())).await.is_err() {
                return true;
            }
        }
        false
    };
    assert!(left.await);
}

/// Something that a client may send, sound or not.
fn frame() -> impl Strategy<Value = Message> {
    let kind = prop_oneof![
        Just("connection_init"),
        Just("ping"),
        Just("pong"),
        Just("subscribe"),
        Just("complete"),
        Just("next"),
    ];
    let query = prop_oneof![
        Just(json!("{ __typename }")),
        Just(json!("subscription { contentChanged { id } }")),
        Just(json!("{")),
        Just(json!(null)),
    ];
    let message = (kind, 0..3_u8, query, any::<bool>()).prop_map(|(kind, id, query, whole)| {
        let message = json!({ "type": kind, "id": id.to_string(), "payload": { "query": query } });
        let mut text = message.to_string();
        if !whole {
            text.pop();
        }
        Message::text(text)
    });
    prop_oneof![
        8 => message,
        1 => ".{0,40}".prop_map(Message::text),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Message::binary),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(|it| Message::Ping(it.into())),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(|it| Message::Pong(it.into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is sent, the server either closes the socket with a code of the protocol or goes on
    /// answering; and it serves the next client.
    #[test]
    fn no_frames_are_a_surprise(frames in prop::collection::vec(frame(), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::start();
            let mut client = Client::known(&server).await;
            for frame in frames {
                if client.0.send(frame).await.is_err() {
                    break;
                }
            }
            let last = json!({ "type": "ping", "payload": { "last": true } });
            let _ = client.0.send(Message::text(last.to_string())).await;
            let end = loop {
                match client.next().await {
                    Ok(message) if message["payload"]["last"] == true => break None,
                    Ok(_) => {}
                    Err((code, reason)) => break Some((code, reason)),
                }
            };
            if let Some((code, reason)) = end {
                assert!([4400, 4409, 4429].contains(&code), "{code} {reason}");
            }
            Client::known(&server).await;
        });
    }
}
