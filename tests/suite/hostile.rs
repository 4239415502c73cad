//! Requests made to hurt: each is refused with a code that names what it broke, at little cost, and
//! everybody else is served meanwhile.

use std::time::Duration;

use finsam_tests::finsam::{Bystander, Server, Tree};
use reqwest::{Method, header};
use serde_json::{Value, json};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";
const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";

/// What a refusal may cost the server's processors, on average. The promise is 50 ms for the program
/// as it is shipped; one with all its checks in it is several times slower.
const DEAR: Duration = Duration::from_millis(250);
/// How long somebody else may have to wait on a busy machine.
const SLOW: Duration = Duration::from_secs(5);
/// How often each is tried, to tell its cost.
const TIMES: u32 = 5;

fn query(text: &str) -> Vec<u8> {
    json!({ "query": text }).to_string().into_bytes()
}

/// Each fragment spreads the next one twice, thirty levels deep.
fn fan_out() -> String {
    let fragments: String = (0..30)
        .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
        .collect();
    format!("{{ ...F0 }} {fragments} fragment F30 on Query {{ __typename }}")
}

/// A relation that leads back, followed this many levels down.
fn deep(levels: usize) -> String {
    let (down, up) = ("series { seminars { nodes { ", "} } } ");
    let turns = levels / 3;
    format!("{{ seminars {{ nodes {{ {}id {}}} }} }}", down.repeat(turns), up.repeat(turns))
}

/// `times` times what `each` makes of the number.
fn many(times: usize, each: impl Fn(usize) -> String) -> String {
    (0..times).map(each).collect::<Vec<_>>().join(" ")
}

/// Every case: what it is called, the body, the status with the new media type, and the code.
fn cases() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let terms = |inside: String| query(&format!("{{ terms {{ nodes {{ {inside} }} }} }}"));
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let variables = |value: &str| {
        let text = "query A($f: SeminarFilter) { seminars(filter: $f) { totalCount } }";
        format!(r#"{{"query":{text:?},"variables":{{"f":{value}}}}}"#).into_bytes()
    };
    let not = |levels: usize| format!("{}{{}}{}", r#"{"not":"#.repeat(levels), "}".repeat(levels));
    vec![
        ("a fan-out of fragments", query(&fan_out()), 400, "SELECTION_LIMIT_EXCEEDED"),
        ("200 levels", query(&deep(200)), 400, "DEPTH_LIMIT_EXCEEDED"),
        (
            "200 levels that are no relations",
            query(&format!("{}a{}", "{a".repeat(200), "}".repeat(200))),
            400,
            "DEPTH_LIMIT_EXCEEDED",
        ),
        (
            "1,000 aliases",
            terms(many(1_000, |n| format!("a{n}:name"))),
            400,
            "ALIAS_LIMIT_EXCEEDED",
        ),
        ("10,000 fields", terms(many(10_000, |_| "name".to_owned())), 400, "TOKEN_LIMIT_EXCEEDED"),
        (
            "3,000 fields",
            terms(many(3_000, |_| "name".to_owned())),
            400,
            "SELECTION_LIMIT_EXCEEDED",
        ),
        (
            "25 root fields",
            query(&format!("{{ {} }}", many(25, |n| format!("a{n}: __typename")))),
            400,
            "ROOT_FIELD_LIMIT_EXCEEDED",
        ),
        (
            "30 directives",
            terms(many(30, |_| "name @include(if: true)".to_owned())),
            400,
            "DIRECTIVE_LIMIT_EXCEEDED",
        ),
        (
            "500 operations",
            query(&many(500, |n| format!("query Q{n} {{ __typename }}"))),
            400,
            "OPERATION_LIMIT_EXCEEDED",
        ),
        (
            "circular fragments",
            query("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
            400,
            "FRAGMENT_CYCLE",
        ),
        ("a body of 1 MiB", query(&" ".repeat(1 << 20)), 413, "PAYLOAD_TOO_LARGE"),
        (
            "values 100 deep in the document",
            query(&format!("{{ nodes(ids: {}) {{ id }} }}", nested(100))),
            400,
            "INPUT_DEPTH_LIMIT_EXCEEDED",
        ),
        ("variables 100 deep", variables(&not(100)), 400, "INPUT_DEPTH_LIMIT_EXCEEDED"),
        ("variables 100,000 deep", variables(&nested(100_000)), 400, "BAD_REQUEST"),
        (
            "a batch",
            br#"[{"query":"{__typename}"},{"query":"{__typename}"}]"#.into(),
            400,
            "BAD_REQUEST",
        ),
    ]
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
async fn what_would_hurt_is_refused_by_name_while_others_are_served() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let others = Bystander::start(&server, "{ terms { totalCount } }", |_| ());
    let mut wrong = Vec::new();
    for (name, body, status, code) in cases() {
        let before = server.processor_time();
        for _ in 0..TIMES {
            let (got, answer) = post(&server, Some(OLD), NEW, &body).await;
            let error = &answer["errors"][0];
            let said = error["message"].as_str().unwrap_or_default().len() > 10;
            let executed = answer.get("data").is_some();
            if got != status || error["extensions"]["code"] != code || !said || executed {
                wrong.push(format!("{name}: not {status} {code} but {got} {error}"));
            }
        }
        let cost = (server.processor_time() - before) / TIMES;
        println!("{name}: {cost:?}");
        if cost > DEAR {
            wrong.push(format!("{name}: cost {cost:?}"));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let served = others.leave().await;
    assert!(served.slowest < SLOW, "{served:?}");
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
