//! What is no answer.

use serde_json::{Value, json};

use super::{super::member::*, Case, KEY, failing, well};

const UNREADABLE: &str = "cannot be read";

/// It answers with this when it is asked for changes.
fn text(name: &'static str, why: &'static str, body: impl Into<Vec<u8>>) -> Case {
    let body = body.into();
    failing(name, why, Member::new().changes(move |_| json_text(body.clone())))
}

/// It answers with this data.
fn shape(name: &'static str, why: &'static str, answer: Value) -> Case {
    failing(name, why, Member::new().changes(move |_| data(&answer)))
}

fn status(name: &'static str, status: u16, why: &'static str) -> Case {
    let page = "<html><h1>Nej</h1></html>";
    failing(
        name,
        why,
        Member::new().changes(move |_| raw(status, &[("content-type", "text/html")], page)),
    )
}

/// It sends the hub elsewhere.
fn elsewhere(name: &'static str, status: u16, why: &'static str, to: &'static str) -> Case {
    failing(name, why, Member::new().changes(move |_| raw(status, &[("location", to)], "")))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = texts();
    cases.extend(shapes());
    cases.extend(errors());
    cases
}

fn texts() -> Vec<Case> {
    vec![
        text("html", UNREADABLE, "<!doctype html><title>Välkommen</title>"),
        text("empty-body", UNREADABLE, ""),
        text("not-utf8", UNREADABLE, b"{\"data\": {\"changes\": \"\xff\xfe\"}}".as_slice()),
        text("half-an-answer", UNREADABLE, "{\"data\": {\"changes\": {\"changes\": ["),
        text("deep-json", UNREADABLE, "[".repeat(100_000)),
        text("null", UNREADABLE, "null"),
        text("zeros", UNREADABLE, vec![0; 1000]),
        failing(
            "not-gzip",
            UNREADABLE,
            Member::new().changes(|_| raw(200, &[("content-encoding", "gzip")], "inte packat")),
        ),
        failing(
            "cut-short",
            "cannot be reached",
            Member::new().changes(|_| json_text(cut("{\"data\":"))),
        ),
        failing("cut-at-once", "cannot be reached", Member::new().changes(|_| json_text(cut("")))),
        well(
            "another-media-type",
            1,
            Member::new().changes(|asked| {
                let changes = [person(&asked.site, "person", &named("Person"))];
                let page = json!({ "data": { "changes": told(&changes, "1", false, false) } });
                raw(200, &[("content-type", "image/png")], page.to_string())
            }),
        ),
    ]
}

fn shapes() -> Vec<Case> {
    let page = |changes: Value| {
        json!({ "changes": {
        "changes": changes, "token": "1", "hasMore": false, "reset": false,
    } })
    };
    let change =
        |document: Value| json!({ "id": "a", "kind": "PERSON", "slug": "a", "document": document });
    vec![
        text("a-list", UNREADABLE, "[\"en\", 2, {\"tre\": 3}]"),
        shape("other-shape", UNREADABLE, json!({ "changes": [7] })),
        shape("null-for-a-page", UNREADABLE, json!({ "changes": null })),
        shape("null-for-a-list", UNREADABLE, page(Value::Null)),
        shape("null-in-a-list", UNREADABLE, page(json!([null]))),
        shape(
            "number-for-a-text",
            UNREADABLE,
            page(json!([change(json!({ "text": 7, "hash": "" }))])),
        ),
        shape("no-hash", UNREADABLE, page(json!([change(json!({ "text": "" }))]))),
        shape("unknown-document", UNREADABLE, page(json!([{ "id": "a", "kind": 7, "slug": "a" }]))),
        shape(
            "its-words-for-a-number",
            UNREADABLE,
            json!({ "changes": { "changes": KEY.repeat(10_000), "token": "1", "hasMore": 1 } }),
        ),
        failing(
            "null-for-sites",
            "it says that it is ",
            Member::new().sites(|_| data(&json!({ "sites": null }))),
        ),
    ]
}

fn errors() -> Vec<Case> {
    vec![
        text(
            "graphql-error",
            "the API refused the question: no such field",
            json!({ "errors": [{ "message": "no such field" }] }).to_string(),
        ),
        text(
            "error-beside-data",
            "the API refused the question",
            json!({ "data": { "changes": told(&[], "1", false, false) },
                "errors": [{ "message": "half of it" }] })
            .to_string(),
        ),
        text(
            "tells-the-key",
            "the API refused the question: no key … here",
            json!({ "errors": [{ "message": format!("no key {KEY} here\r\n") }] }).to_string(),
        ),
        status("status-401", 401, "HTTP status 401"),
        status("status-403", 403, "HTTP status 403"),
        status("status-404", 404, "HTTP status 404"),
        status("status-429", 429, "HTTP status 429"),
        status("status-500", 500, "HTTP status 500"),
        status("status-503", 503, "HTTP status 503"),
        status("status-204", 204, UNREADABLE),
        elsewhere("moved", 302, "HTTP status 302", "/trap/graphql"),
        elsewhere("moved-for-good", 308, "HTTP status 308", "/trap/graphql"),
        elsewhere("moved-inside", 307, "HTTP status 307", "http://169.254.169.254/latest/"),
    ]
}
