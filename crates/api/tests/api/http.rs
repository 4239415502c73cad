//! How the API is reached: what HTTP requests get, asked of the routes themselves.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use finsam_api::{
    clock::Clock,
    graphql::Limits,
    http::{App, router},
    live::Follower,
};
use finsam_stores::Files;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::asking::Tree;

/// What comes back: status, content type, body.
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn content_type(&self) -> &str {
        self.headers[header::CONTENT_TYPE].to_str().unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

pub(crate) fn send(request: Request<Body>) -> Got {
    send_to(&app(Limits::default()), request)
}

fn app(limits: Limits) -> App {
    let clock: Clock = "2031-03-04T07:15:00+01:00".parse().unwrap();
    let files = Files::open(Tree::Twin.folder()).unwrap();
    let (live, _follower) = Follower::open(files, clock).unwrap();
    App::within(live, "https://exempel.test", limits, 1024 * 1024)
}

fn send_to(app: &App, request: Request<Body>) -> Got {
    let app = router(app.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = app.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Got {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    })
}

pub(crate) fn get(path: &str, accept: &str) -> Got {
    send(Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap())
}

fn post(content_type: &str, accept: &str, body: &str) -> Got {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, content_type)
        .header(header::ACCEPT, accept);
    send(request.body(Body::from(body.to_owned())).unwrap())
}

const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";

#[test]
fn an_answer_that_takes_too_long_is_not_waited_for() {
    let app = app(Limits { max_seconds: 0, ..Limits::default() });
    let check = |accept: &str, query: &str, status: u16, code: Option<&str>| {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, OLD)
            .header(header::ACCEPT, accept);
        let body = serde_json::json!({ "query": query }).to_string();
        let got = send_to(&app, request.body(Body::from(body)).unwrap());
        assert_eq!(got.status.as_u16(), status, "{query}: {}", got.body);
        let found = got.json()["errors"][0]["extensions"]["code"].clone();
        assert_eq!(found.as_str(), code, "{query}");
        assert_eq!(got.json().get("data").is_some(), code.is_none(), "{query}");
    };
    let dear = "{ seminars { totalCount nodes { slug } } }";
    for accept in [NEW, OLD] {
        // The second time it is asked for anew, not told from before.
        for _ in 0..2 {
            check(accept, dear, 503, Some("ANSWER_TIMEOUT"));
        }
        check(accept, "{ __typename }", 200, None);
    }
    let metrics = send_to(&app, Request::get("/metrics").body(Body::empty()).unwrap()).body;
    assert!(
        metrics.contains("finsam_graphql_requests_total{outcome=\"refused\"} 4\n"),
        "{metrics}"
    );
}

#[test]
fn statuses_and_media_types_of_a_post() {
    let check = |accept: &str, body: &str, status: u16| {
        let got = post("application/json", accept, body);
        assert_eq!(got.status.as_u16(), status, "{accept}: {body}\n{}", got.body);
        assert!(got.content_type().starts_with(accept), "{accept}: {}", got.content_type());
        got.json()
    };
    for accept in [NEW, OLD] {
        let json = check(accept, r#"{"query":"{ site(slug: \"exempel\") { slug } }"}"#, 200);
        assert_eq!(json["data"]["site"]["slug"], "exempel");
    }
    // The new media type says with its status what the old one says only in the body.
    for (body, code) in [
        (r#"{"query":"{"}"#, "GRAPHQL_PARSE_FAILED"),
        (r#"{"query":"{ nothing }"}"#, "GRAPHQL_VALIDATION_FAILED"),
    ] {
        for (accept, status) in [(NEW, 400), (OLD, 200)] {
            let json = check(accept, body, status);
            assert_eq!(json["errors"][0]["extensions"]["code"], code);
            assert_eq!(json.get("data"), None, "nothing was executed");
        }
    }
    for body in ["", "{", "[]", r#"{"query":1}"#, r#"{"query":"{a}","variables":[]}"#] {
        check(NEW, body, 400);
        check(OLD, body, 400);
    }
}

#[test]
fn fields_come_in_the_order_asked() {
    let got = post(OLD, OLD, r#"{"query":"{ b: __typename a: __typename }"}"#);
    assert_eq!(got.body, r#"{"data":{"b":"Query","a":"Query"}}"#);
}

#[test]
fn a_question_too_large_is_a_bad_request() {
    let query = format!(r#"{{"query":"{{ {} }}"}}"#, "__typename ".repeat(3_001));
    for (accept, status) in [(NEW, 400), (OLD, 200)] {
        let got = post(OLD, accept, &query);
        assert_eq!(got.status.as_u16(), status);
        assert_eq!(got.json()["errors"][0]["extensions"]["code"], "SELECTION_LIMIT_EXCEEDED");
        assert_eq!(got.json().get("data"), None);
    }
}

#[test]
fn a_body_that_breaks_off_is_not_called_too_large() {
    let pieces = [Ok("{"), Err(std::io::Error::other("gone"))];
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, OLD);
    let got = send(request.body(body).unwrap());
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert_eq!(got.json()["errors"][0]["extensions"]["code"], "BAD_REQUEST");
}

#[test]
fn other_bodies_are_refused() {
    let query = r#"{"query":"{ site(slug: \"exempel\") { slug } }"}"#;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        assert_eq!(post(content_type, OLD, query).status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    assert_eq!(post("application/json; charset=utf-8", OLD, query).status, StatusCode::OK);
    assert_eq!(post("application/json", "text/csv", query).status, StatusCode::NOT_ACCEPTABLE);
    let huge = format!(r#"{{"query":"{}"}}"#, " ".repeat(300 * 1024));
    assert_eq!(post("application/json", OLD, &huge).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn a_get_asks_and_never_changes() {
    let got = get("/graphql?query=%7Bsite(slug%3A%22exempel%22)%7Bname%7D%7D", NEW);
    assert_eq!(got.status, StatusCode::OK, "{}", got.body);
    assert!(got.json()["data"]["site"]["name"].is_string());
    let got = get("/graphql?query=mutation%7Ba%7D", NEW);
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(got.headers[header::ALLOW], "POST");
    assert_eq!(get("/graphql", NEW).status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/graphql", "text/html").headers[header::LOCATION], "/graphiql");
}

#[test]
fn any_site_may_read_and_none_with_credentials() {
    let request =
        Request::get("/graphql?query=%7B__typename%7D").header("origin", "https://a.test");
    let got = send(request.body(Body::empty()).unwrap());
    assert_eq!(got.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(got.headers.get(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), None);
    let preflight = Request::options("/graphql")
        .header(header::ORIGIN, "https://a.test")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type,x-client-name");
    let got = send(preflight.body(Body::empty()).unwrap());
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.headers[header::ACCESS_CONTROL_ALLOW_HEADERS], "*");
    assert_eq!(got.headers.get(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), None);
}

#[test]
fn where_nothing_is_a_visitor_is_told_so() {
    let got = get("/finns-inte", "text/html");
    assert_eq!(got.status, StatusCode::NOT_FOUND);
    assert!(got.body.contains("Här finns ingen sida"), "{}", got.body);
    assert!(got.body.contains(r#"action="/sok""#), "and may search");
    assert_eq!(got.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}

#[test]
fn health_tells_what_is_served() {
    assert_eq!(get("/health/live", "*/*").status, StatusCode::OK);
    let got = get("/health/ready", "*/*");
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.json()["status"], "ready");
    assert_eq!(got.json()["problems"], serde_json::json!([]));
    assert!(got.json()["documents"].as_u64().unwrap() > 10);
}

#[test]
fn graphiql_is_here_compressed_or_not() {
    let got = get("/graphiql", "text/html");
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.content_type().starts_with("text/html"));
    assert!(got.body.contains("<html"), "inflated for a client that does not take gzip");
    let policy = got.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(!policy.contains("http"), "no other host: {policy}");
    let request = Request::get("/graphiql").header(header::ACCEPT_ENCODING, "gzip");
    let packed = send(request.body(Body::empty()).unwrap());
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");
    let etag = packed.headers[header::ETAG].clone();
    let request = Request::get("/graphiql").header(header::IF_NONE_MATCH, etag);
    assert_eq!(send(request.body(Body::empty()).unwrap()).status, StatusCode::NOT_MODIFIED);
    assert_eq!(get("/graphiql/nothing.js", "*/*").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_question_typed_on_the_start_page_is_answered_there() {
    let got = get("/?fraga=vad+h%C3%A4nder+idag%3F", "text/html");
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.body.contains(r#"<section class="card" aria-label="Svar">"#), "{}", got.body);
}

#[test]
fn whatever_is_typed_on_the_start_page_is_only_text() {
    for typed in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
        "%5Bx%5D(javascript:alert(1))",
        "%FF%00",
        "a&fraga=b&sammanhang=%22%3E%3Cscript%3E",
    ] {
        let got = get(&format!("/?fraga={typed}"), "text/html");
        assert_eq!(got.status, StatusCode::OK, "{typed}");
        for markup in ["<script", "<img", "href=\"javascript:"] {
            assert!(!got.body.contains(markup), "{typed} became {markup}");
        }
    }
}

#[test]
fn a_suggested_question_takes_the_context_along() {
    let got = get("/?fraga=vem+talar+p%C3%A5+provfrukosten%3F", "text/html");
    let link = got.body.split("<a href=\"/?fraga=").nth(1).expect(&got.body);
    let link = link.split('"').next().unwrap();
    assert!(link.contains("&amp;sammanhang=1"), "{link}");
}

#[test]
fn the_url_of_a_document_leads_to_it() {
    let page = get("/seminars/provfrukost-2031", "text/html");
    assert_eq!(page.status, StatusCode::OK);
    for part in ["Provfrukost om provlinjen", "tisdag 1 juli 2031 klockan 8.00–8.50", "Årsbok 2030"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let former = get("/seminars/pratprov", "text/html");
    assert_eq!(former.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(former.headers[header::LOCATION], "/seminars/provprat-2031");
    for absent in ["/seminars/hemligt-mote-2031", "/nothing/at-all", "/terms/%C3%A5"] {
        assert_eq!(get(absent, "text/html").status, StatusCode::NOT_FOUND, "{absent}");
    }
}
