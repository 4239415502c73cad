//! What a client makes of everything a server can say, against a loopback server that says it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use finsam_client::{AnswerKind, Client, Error, Kind, MAX_RESPONSE_BYTES};
use jiff::Zoned;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

const ANSWER: &str = r#"{
  "kind": "PROGRAMME", "text": "Idag: **Provfrukost**.",
  "citations": [{ "title": "Provsidan", "url": "http://exempel.test/å sida", "date": "2018-07",
                  "publisher": "Provförbundet" },
                { "title": "Provbladet", "url": null, "date": null, "publisher": "Provförbundet" }],
  "nodes": [{ "id": "n1", "kind": "SEMINAR", "slug": "f", "label": "Provfrukost",
              "url": "http://exempel.test/f",
              "site": { "slug": "prov", "name": "Prov", "editor": null } }],
  "suggestions": ["Vilka talar?"], "interpretation": "program idag", "context": "c1" }"#;

fn now() -> Zoned {
    "2018-07-05T08:00:00+02:00[Europe/Stockholm]".parse().unwrap()
}

/// Answers one request with these bytes and gives back the request.
async fn serve_once(response: Vec<u8>) -> (Client, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}/graphql", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        // The body is JSON and small: it has come when the text ends in `}`.
        while !request.ends_with(b"}") {
            assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "the request was cut");
        }
        // A client that has read enough may hang up before the last byte.
        let _ = stream.write_all(&response).await;
        String::from_utf8(request).unwrap()
    });
    (Client::new(api.parse().unwrap()).unwrap(), served)
}

fn http(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/graphql-response+json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

async fn ask(response: Vec<u8>) -> Result<finsam_client::Reply<finsam_client::Answer>, Error> {
    let (client, _served) = serve_once(response).await;
    client.ask("Vad händer idag?", &now(), None).await
}

/// One word for how it went, so that a case is a line.
async fn outcome(status: u16, body: &str) -> String {
    match ask(http(status, body)).await {
        Ok(reply) if reply.errors.is_empty() => "answer".to_owned(),
        Ok(reply) => {
            let errors = reply.errors.iter();
            let list =
                errors.map(|e| format!("{} at {}", e.code.as_deref().unwrap_or("-"), e.path));
            format!("answer with {}", list.collect::<Vec<_>>().join(", "))
        }
        Err(Error::Refused { code, message }) => {
            format!("refused {}: {message}", code.as_deref().unwrap_or("-"))
        }
        Err(Error::Status { status, .. }) => format!("status {status}"),
        Err(Error::Unreadable { .. }) => "unreadable".to_owned(),
        Err(Error::Unreachable { .. }) => "unreachable".to_owned(),
        Err(Error::TimedOut { .. }) => "timed out".to_owned(),
    }
}

#[tokio::test]
async fn every_way_it_can_go() {
    let errors = r#"[{ "message": "too long", "extensions": { "code": "BAD_USER_INPUT", "max": 1 } },
                     { "message": "and odd", "path": ["ask", "nodes", 0] }]"#;
    let cases = [
        (200, format!(r#"{{ "data": {{ "ask": {ANSWER} }} }}"#), "answer"),
        (
            294,
            format!(r#"{{ "data": {{ "ask": {ANSWER} }}, "errors": {errors} }}"#),
            "answer with BAD_USER_INPUT at , - at ask.nodes.0",
        ),
        (400, format!(r#"{{ "errors": {errors} }}"#), "refused BAD_USER_INPUT: too long; and odd"),
        (
            200,
            format!(r#"{{ "data": null, "errors": {errors} }}"#),
            "refused BAD_USER_INPUT: too long; and odd",
        ),
        (
            200,
            format!(r#"{{ "data": {{ "ask": null }}, "errors": {errors} }}"#),
            "refused BAD_USER_INPUT: too long; and odd",
        ),
        (500, r#"{ "errors": [{ "message": "no" }] }"#.to_owned(), "refused -: no"),
        (502, "<h1>Bad gateway</h1>".to_owned(), "status 502"),
        (301, String::new(), "status 301"),
        (200, "<h1>Welcome</h1>".to_owned(), "unreadable"),
        (200, r#"{ "data": { "ask": { "kind": "PROGRAMME" } } }"#.to_owned(), "unreadable"),
        (200, "{}".to_owned(), "unreadable"),
        (200, r#"{ "data": null, "errors": [] }"#.to_owned(), "unreadable"),
        (
            200,
            format!(
                r#"{{ "data": {{ "ask": {ANSWER} }}, "more": "{}" }}"#,
                "x".repeat(MAX_RESPONSE_BYTES)
            ),
            "unreadable",
        ),
    ];
    for (status, body, expected) in cases {
        let shown: String = body.chars().take(80).collect();
        assert_eq!(outcome(status, &body).await, expected, "{status} {shown}");
    }
}

#[tokio::test]
async fn an_answer_arrives_whole() {
    let body = format!(r#"{{ "data": {{ "ask": {ANSWER} }} }}"#);
    let answer = ask(http(200, &body)).await.unwrap().data;
    assert_eq!(answer.kind, AnswerKind::Programme);
    assert_eq!(answer.text, "Idag: **Provfrukost**.");
    assert_eq!(answer.citations.len(), 2);
    // As printed, not as a URL library would tidy it.
    assert_eq!(answer.citations[0].url.as_deref(), Some("http://exempel.test/å sida"));
    assert_eq!(answer.citations[0].date.as_deref(), Some("2018-07"));
    assert_eq!(answer.citations[1].url, None);
    assert_eq!(answer.nodes[0].kind, Kind::Seminar);
    assert_eq!(answer.suggestions, ["Vilka talar?"]);
    assert_eq!(answer.context, "c1");
}

#[tokio::test]
async fn what_an_answer_rests_on_that_is_old() {
    let site = r#"{ "site": "norr", "name": "Norr", "state": "NEWER", "heardAt": null }"#;
    let stale = format!(r#""extensions": {{ "stale": [{site}], "staleCount": 3 }}"#);
    let body = format!(r#"{{ "data": {{ "ask": {ANSWER} }}, {stale} }}"#);
    let told = ask(http(200, &body)).await.unwrap().stale;
    assert_eq!((told.sites[0].name.as_str(), told.count), ("Norr", 3));
    let without = format!(r#"{{ "data": {{ "ask": {ANSWER} }} }}"#);
    assert!(ask(http(200, &without)).await.unwrap().stale.is_empty());
    let page = r#""news": { "nodes": [], "totalCount": 0,
        "pageInfo": { "hasNextPage": false, "endCursor": null } }"#;
    let (client, _) =
        serve_once(http(200, &format!(r#"{{ "data": {{ {page} }}, {stale} }}"#))).await;
    assert_eq!(client.news(5, None).await.unwrap().stale, told);
}

#[tokio::test]
async fn an_api_with_newer_kinds_is_understood() {
    let body = format!(r#"{{ "data": {{ "ask": {ANSWER} }} }}"#)
        .replace("PROGRAMME", "WEATHER")
        .replace("SEMINAR", "PODCAST");
    let answer = ask(http(200, &body)).await.unwrap().data;
    assert_eq!(answer.kind, AnswerKind::Other("WEATHER".to_owned()));
    assert_eq!(answer.nodes[0].kind, Kind::Other("PODCAST".to_owned()));
}

#[tokio::test]
async fn the_request_says_what_it_wants() {
    let (client, served) = serve_once(http(200, "{}")).await;
    let _ = client.ask("Och imorgon?", &now(), Some("c1")).await;
    let request = served.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /graphql HTTP/1.1"), "{head}");
    assert!(
        head.contains("accept: application/graphql-response+json, application/json;q=0.9"),
        "{head}"
    );
    assert!(
        body.contains(
            r#""variables":{"question":"Och imorgon?","at":"2018-07-05T08:00:00+02:00","context":"c1"}"#
        ),
        "{body}"
    );
}

#[tokio::test]
async fn nobody_there() {
    // Bound and let go again: nothing listens on this port now.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let api = format!("http://user:secret@{gone}/graphql").parse().unwrap();
    let error = Client::new(api).unwrap().ask("?", &now(), None).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert_eq!(error.to_string(), format!("http://{gone}/graphql cannot be reached"));
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
}

/// With the clock paused, waiting costs nothing: it jumps to the client's own limit.
#[tokio::test(start_paused = true)]
async fn nobody_answers() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}/graphql", silent.local_addr().unwrap()).parse().unwrap();
    let error = Client::new(api).unwrap().ask("?", &now(), None).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut { .. }), "{error:?}");
}

#[tokio::test]
async fn an_answer_cut_short() {
    let mut response = http(200, "{\"data\": 1}");
    response.truncate(response.len() - 3);
    assert!(matches!(
        ask(response).await,
        Err(Error::Unreachable { .. } | Error::Unreadable { .. })
    ));
}

/// What is kept as a copy must be whole: a part that failed refuses it all.
#[tokio::test]
async fn a_page_with_a_hole_is_no_page() {
    let page = r#""news": { "nodes": [], "totalCount": 0,
        "pageInfo": { "hasNextPage": false, "endCursor": null } }"#;
    let errors =
        r#""errors": [{ "message": "too dear", "extensions": { "code": "COST_EXCEEDED" } }]"#;
    let outcome = async |body: String| {
        let (client, _served) = serve_once(http(200, &body)).await;
        match client.news(5, None).await {
            Ok(page) => format!("{} of {}", page.items.len(), page.total),
            Err(Error::Refused { code, .. }) => code.unwrap_or_default(),
            Err(other) => other.to_string().split(':').next_back().unwrap().trim().to_owned(),
        }
    };
    assert_eq!(outcome(format!(r#"{{ "data": {{ {page} }} }}"#)).await, "0 of 0");
    assert_eq!(outcome(format!(r#"{{ "data": {{ {page} }}, {errors} }}"#)).await, "COST_EXCEEDED");
    assert_eq!(
        outcome(format!(r#"{{ "data": {{ "news": null }}, {errors} }}"#)).await,
        "COST_EXCEEDED"
    );
    let null = r#"{ "data": { "news": null } }"#.to_owned();
    assert_eq!(outcome(null).await, "null where a list should be");
}

fn stream_of(events: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n";
    let length = if events.contains("complete") { events.len() } else { events.len() + 1 };
    format!("{head}content-length: {length}\r\n\r\n{events}").into_bytes()
}

/// Listens until it ends; what was heard, and how it ended.
async fn listen(response: Vec<u8>) -> String {
    let (client, _served) = serve_once(response).await;
    let mut heard = Vec::new();
    let mut listener = match client.listen(Some("t0"), &[Kind::Seminar]).await {
        Ok(listener) => listener,
        Err(Error::Refused { code, .. }) => return format!("refused {}", code.unwrap_or_default()),
        Err(Error::Status { status, .. }) => return format!("status {status}"),
        Err(other) => return other.to_string(),
    };
    loop {
        match listener.next().await {
            Ok(Some(change)) => heard.push(format!("{} {}", change.slug, change.token)),
            Ok(None) => return format!("{}; ended", heard.join(", ")),
            Err(Error::Unreachable { .. }) => return format!("{}; cut", heard.join(", ")),
            Err(Error::Refused { code, .. }) => {
                return format!("{}; refused {}", heard.join(", "), code.unwrap_or_default());
            }
            Err(Error::Unreadable { .. }) => return format!("{}; unreadable", heard.join(", ")),
            Err(other) => return other.to_string(),
        }
    }
}

#[tokio::test]
async fn every_way_a_stream_can_end() {
    let change = r#"event: next
data: { "data": { "contentChanged": { "id": "n1", "kind": "SEMINAR", "slug": "f", "deleted": false, "token": "t1" } } }

"#;
    let expired = r#"event: next
data: { "errors": [{ "message": "begin again", "extensions": { "code": "TOKEN_EXPIRED" } }] }

"#;
    let complete = "event: complete\ndata: null\n\n";
    let check = async |response: Vec<u8>, expected: &str| {
        assert_eq!(listen(response).await, expected);
    };
    check(stream_of(&format!(": hej\n\n{change}{change}{complete}")), "f t1, f t1; ended").await;
    check(stream_of(change), "f t1; cut").await;
    check(stream_of(&format!("{expired}{complete}")), "; refused TOKEN_EXPIRED").await;
    check(stream_of("event: next\ndata: {}\n\n"), "; unreadable").await;
    let too_many =
        r#"{ "errors": [{ "message": "no", "extensions": { "code": "TOO_MANY_STREAMS" } }] }"#;
    check(http(503, too_many), "refused TOO_MANY_STREAMS").await;
    check(http(502, "<h1>Bad gateway</h1>"), "status 502").await;
}
