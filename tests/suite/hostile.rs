//! Requests made to hurt: each is refused with a code that names what it broke, at little cost, and
//! everybody else is served meanwhile.

use finsam_tests::finsam::{Server, Tree};
use reqwest::{Method, header};
use serde_json::{Value, json};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";
const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";

fn query(text: &str) -> Vec<u8> {
    json!({ "query": text }).to_string().into_bytes()
}

/// `times` times what `each` makes of the number.
fn many(times: usize, each: impl Fn(usize) -> String) -> String {
    (0..times).map(each).collect::<Vec<_>>().join(" ")
}

async fn post(
    server: &Server,
    content_type: Option<&str>,
    accept: &str,
    body: &[u8],
) -> (u16, Value) {
    let mut request = server.request(Method::POST).header(header::ACCEPT, accept);
    if let Some(content_type) = content_type {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    let response = request.body(body.to_vec()).send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json().await.unwrap())
}

#[tokio::test]
async fn what_ordinary_tools_ask_is_answered() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let seminar = "id slug url kind label title subtitle date startsAt endsAt timeZone status format
        venue { id name street city } series { id title theme } appearances { role title person { id name }
        organisation { id name } } sources { title url date publisher }";
    let representations: Vec<Value> =
        (0..100).map(|n| json!({ "__typename": "Seminar", "id": format!("nobody-{n}") })).collect();
    let check = async |name: &str, body: Value| {
        let (status, answer) = post(&server, Some(OLD), NEW, body.to_string().as_bytes()).await;
        assert_eq!(status, 200, "{name}: {answer}");
    };
    check(
        "a page of 100",
        json!({ "query": format!("{{ seminars(first: 100) {{ nodes {{ {seminar} }} }} }}") }),
    )
    .await;
    check(
        "100 representations",
        json!({
            "query": "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
            "variables": { "r": representations },
        }),
    )
    .await;
    let fields = many(200, |_| "__typename".to_owned());
    check("200 fields", json!({ "query": format!("{{ terms {{ nodes {{ {fields} }} }} }}") }))
        .await;
}

#[tokio::test]
async fn no_form_and_no_link_can_reach_further_than_reading() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let body = query("{ __typename }");
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/graphql"),
        Some("application/json-but-not-quite"),
    ] {
        for accept in [NEW, OLD] {
            let (status, answer) = post(&server, content_type, accept, &body).await;
            assert_eq!(status, 415, "{content_type:?}");
            assert_eq!(answer["errors"][0]["extensions"]["code"], "UNSUPPORTED_MEDIA_TYPE");
        }
    }
    let named = "query A { __typename } mutation B { a }";
    for (mutation, name) in [("mutation { a }", ""), (named, "B")] {
        let mut request = server.request(Method::GET).query(&[("query", mutation)]);
        if !name.is_empty() {
            request = request.query(&[("operationName", name)]);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 405, "{mutation}");
        assert_eq!(response.headers()[header::ALLOW], "POST");
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let response = server.request(method).body(body.clone()).send().await.unwrap();
        assert_eq!(response.status(), 405);
        let allowed = response.headers()[header::ALLOW].to_str().unwrap().to_owned();
        assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
    }
}
