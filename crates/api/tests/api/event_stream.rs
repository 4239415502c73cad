//! Answers as event streams: subscriptions, live queries, and what is answered once.

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, Request, StatusCode, header},
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::streams::Server;

/// A client that reads events.
struct Events {
    status: StatusCode,
    headers: HeaderMap,
    body: BodyDataStream,
    read: String,
}

impl Events {
    async fn of(server: &Server, request: Request<Body>) -> Self {
        let response = server.router().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().into_data_stream();
        Self { status, headers, body, read: String::new() }
    }

    async fn ask(server: &Server, query: &str) -> Self {
        let events = Self::of(server, post("text/event-stream", &json!({ "query": query }))).await;
        assert_eq!(events.status, StatusCode::OK);
        assert_eq!(events.headers[header::CONTENT_TYPE], "text/event-stream");
        events
    }

    /// The next event's name and data; none at the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        while !self.read.contains("\n\n") {
            let bytes = self.body.next().await?.unwrap();
            self.read.push_str(str::from_utf8(&bytes).unwrap());
        }
        let (event, rest) = self.read.split_once("\n\n").unwrap();
        let field = |name: &str| {
            event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
        };
        let name = field("event").expect("no comment before the first heartbeat").to_owned();
        let data = serde_json::from_str(field("data").unwrap()).unwrap_or_default();
        self.read = rest.to_owned();
        Some((name, data))
    }

    /// The data of the next response.
    async fn response(&mut self) -> Value {
        let (name, data) = self.next().await.unwrap();
        assert_eq!(name, "next");
        data
    }

    async fn completes(&mut self) {
        assert_eq!(self.next().await, Some(("complete".to_owned(), Value::Null)));
        assert_eq!(self.next().await, None);
    }
}

fn post(accept: &str, body: &Value) -> Request<Body> {
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, accept)
        .body(Body::from(body.to_string()))
        .unwrap()
}

#[tokio::test]
async fn what_has_one_answer_completes() {
    let server = Server::start();
    let mut events = Events::ask(&server, "{ __typename }").await;
    assert_eq!(events.response().await, json!({ "data": { "__typename": "Query" } }));
    events.completes().await;
    let get =
        Request::get("/graphql?query=%7B__typename%7D").header(header::ACCEPT, "text/event-stream");
    let mut events = Events::of(&server, get.body(Body::empty()).unwrap()).await;
    assert_eq!(events.response().await["data"]["__typename"], "Query");
    events.completes().await;
}

#[tokio::test]
async fn a_refused_request_is_told_so_within_the_stream() {
    let server = Server::start();
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { contentChanged(since: \"x\") { id } }", "TOKEN_EXPIRED"),
    ] {
        let mut events = Events::ask(&server, query).await;
        assert_eq!(events.response().await["errors"][0]["extensions"]["code"], code, "{query}");
        events.completes().await;
    }
}

#[tokio::test]
async fn what_is_no_request_is_no_stream() {
    let server = Server::start();
    for body in [json!([]), json!({}), json!({ "query": 1 })] {
        let events = Events::of(&server, post("text/event-stream", &body)).await;
        assert_eq!(events.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn who_also_takes_json_gets_a_stream_only_for_what_goes_on() {
    let server = Server::start();
    let accept = "application/graphql-response+json, application/json, text/event-stream";
    let check = async |query: &str, expected: &str| {
        let events = Events::of(&server, post(accept, &json!({ "query": query }))).await;
        let content_type = events.headers[header::CONTENT_TYPE].to_str().unwrap();
        assert!(content_type.starts_with(expected), "{query}: {content_type}");
    };
    check("{ __typename }", "application/graphql-response+json").await;
    check("{ nothing }", "application/graphql-response+json").await;
    check("query @live { __typename }", "text/event-stream").await;
    check("subscription { contentChanged { id } }", "text/event-stream").await;
}

#[tokio::test]
async fn a_subscription_goes_on_until_the_server_stops() {
    let server = Server::start();
    let mut events = Events::ask(&server, "subscription { contentChanged { slug deleted } }").await;
    let first = events.response();
    let edit = async {
        // The stream is asked for first, then the folder is edited.
        tokio::task::yield_now().await;
        server.term("alfa");
    };
    let (first, ()) = tokio::join!(first, edit);
    assert_eq!(first["data"]["contentChanged"], json!({ "slug": "alfa", "deleted": false }));
    server.term("beta");
    assert_eq!(events.response().await["data"]["contentChanged"]["slug"], "beta");
    server.stop();
    events.completes().await;
}

#[tokio::test]
async fn a_live_query_is_answered_again_when_its_answer_is_another() {
    let server = Server::start();
    let mut events = Events::ask(&server, "query @live { terms { nodes { slug } } }").await;
    let nodes = |response: &Value| response["data"]["terms"]["nodes"].clone();
    assert_eq!(nodes(&events.response().await), json!([]));
    // What does not change the answer is no event.
    server.write("people/ada.md", "name = \"Ada Testsson\"");
    server.term("alfa");
    assert_eq!(nodes(&events.response().await), json!([{ "slug": "alfa" }]));
    server.stop();
    events.completes().await;
}

#[tokio::test]
async fn a_live_query_is_answered_again_when_time_makes_its_answer_another() {
    let server = Server::start();
    server.write(
        "seminars/prov-2031.md",
        "title = \"Prov\"\nstartsAt = 2031-03-05T08:00\nendsAt = 2031-03-05T09:00\nformat = \"lunch\"",
    );
    let query = "query @live {
        today: seminars(filter: { when: TODAY }) { totalCount }
        past: seminars(filter: { when: PAST }) { totalCount }
    }";
    let mut events = Events::ask(&server, query).await;
    let counts = |response: &Value| {
        let count = |alias: &str| response["data"][alias]["totalCount"].as_u64().unwrap();
        (count("today"), count("past"))
    };
    // The folder may be read before or after the first answer.
    assert_eq!(counts(&events.response().await), (0, 0));
    for (now, expected) in [
        ("2031-03-05T00:00:00+01:00", (1, 0)),
        ("2031-03-05T09:00:00+01:00", (1, 1)),
        ("2031-03-06T00:00:00+01:00", (0, 1)),
    ] {
        server.hand.set(now.parse().unwrap());
        assert_eq!(counts(&events.response().await), expected, "{now}");
    }
}

#[tokio::test(start_paused = true)]
async fn where_nothing_happens_there_is_a_heartbeat() {
    let server = Server::start();
    let mut events = Events::ask(&server, "subscription { contentChanged { id } }").await;
    let bytes = events.body.next().await.unwrap().unwrap();
    assert!(bytes.starts_with(b":"), "a comment: {bytes:?}");
}

#[tokio::test]
async fn there_are_not_more_streams_than_may_be() {
    let server = Server::start();
    let subscription = json!({ "query": "subscription { contentChanged { id } }" });
    let mut open = Vec::new();
    loop {
        let events = Events::of(&server, post("text/event-stream", &subscription)).await;
        if events.status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
        open.push(events);
        assert!(open.len() <= 1_000);
    }
    open.pop();
    let events = Events::of(&server, post("text/event-stream", &subscription)).await;
    assert_eq!(events.status, StatusCode::OK, "a place is free again");
}
