//! The server as a network sees it: real sockets, some of them unkind.

use std::{convert::Infallible, future::Future, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{Response, StatusCode},
};
use finsam_api::{
    clock::Clock,
    http::{Accepting, App, router, serve},
    live::Follower,
    metrics::Metrics,
};
use finsam_stores::Files;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
    time::timeout,
};

use crate::asking::Tree;

/// A bound on waiting for what takes milliseconds; only so that a test ends.
const SOON: Duration = Duration::from_secs(20);

/// Timeouts that no test reaches: what ends, ends for another reason.
const PATIENT: Accepting = Accepting {
    max_connections: 1_000,
    header_read_timeout: Duration::from_secs(600),
    write_timeout: Duration::from_secs(600),
    finish_timeout: Duration::from_secs(600),
};

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async { timeout(SOON, test).await.expect("the test ends") });
    runtime.shutdown_background();
}

/// The whole server over the made-up tree.
struct Server {
    address: SocketAddr,
    app: App,
    serving: JoinHandle<()>,
}

impl Server {
    async fn start(accepting: Accepting) -> Self {
        let clock: Clock = "2031-03-04T07:15:00+01:00".parse().unwrap();
        let files = Files::open(Tree::Twin.folder()).unwrap();
        let (live, _follower) = Follower::open(files, clock).unwrap();
        let app = App::new(live, "https://exempel.test");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (routes, metrics) = (router(app.clone()), Arc::clone(app.metrics()));
        let serving = tokio::spawn(serve(listener, routes, accepting, metrics, app.stopping()));
        Self { address, app, serving }
    }

    async fn connect(&self) -> Client {
        Client::connect(self.address).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.connect().await.ask(&get(path, "")).await
    }
}

fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: exempel.test\r\n{headers}\r\n")
}

fn post(query: &str) -> String {
    let body = format!(r#"{{"query":"{query}"}}"#);
    let length = body.len();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: exempel.test\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

/// One connection, on which everything is said by hand.
struct Client {
    stream: TcpStream,
    unread: Vec<u8>,
}

#[derive(Debug)]
struct Answer {
    status: StatusCode,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), unread: Vec::new() }
    }

    async fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    async fn ask(&mut self, request: &str) -> Answer {
        self.send(request).await;
        self.answer(!request.starts_with("HEAD")).await
    }

    /// The head of the next answer, and its body if it comes with one.
    async fn answer(&mut self, with_body: bool) -> Answer {
        let end = loop {
            match self.unread.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => assert!(self.read_more().await, "no answer: {:?}", self.unread),
            }
        };
        let head = String::from_utf8(self.unread.drain(..end).collect()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer { status, head, body: String::new() };
        if with_body && !status.is_informational() {
            let length: usize = answer.header("content-length").map_or(0, |it| it.parse().unwrap());
            while self.unread.len() < length {
                assert!(self.read_more().await, "half a body");
            }
            answer.body = String::from_utf8(self.unread.drain(..length).collect()).unwrap();
        }
        answer
    }

    async fn read_more(&mut self) -> bool {
        self.stream.read_buf(&mut self.unread).await.is_ok_and(|read| read > 0)
    }

    /// Waits until the server closes the connection without a word more.
    async fn ends(mut self) {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest).await;
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }
}

#[test]
fn three_hundred_half_open_connections_are_closed_while_others_are_served() {
    run(async {
        let header_read_timeout = Duration::from_millis(500);
        let server = Server::start(Accepting { header_read_timeout, ..PATIENT }).await;
        let started = std::time::Instant::now();
        let mut half_open = Vec::new();
        for number in 0..300 {
            let mut client = server.connect().await;
            client.send(["", "GET / HT", "GET / HTTP/1.1\r\nhost: a\r\nx-a"][number % 3]).await;
            half_open.push(client);
        }
        assert_eq!(server.get("/health/live").await.status, StatusCode::OK);
        for client in half_open {
            client.ends().await;
        }
        assert!(started.elapsed() >= header_read_timeout, "closed too early");
        assert_eq!(server.get("/health/live").await.status, StatusCode::OK);
    });
}

#[test]
fn a_hundred_headers_and_32_kib_are_enough() {
    run(async {
        let server = Server::start(PATIENT).await;
        let check = async |headers: String, expected: u16| {
            let answer = server.connect().await.ask(&get("/health/live", &headers)).await;
            assert_eq!(answer.status.as_u16(), expected, "{} bytes", headers.len());
        };
        // The hundredth is `host`.
        check("x-a: b\r\n".repeat(99), 200).await;
        check("x-a: b\r\n".repeat(100), 431).await;
        check(format!("x-a: {}\r\n", "b".repeat(31 * 1024)), 200).await;
        check(format!("x-a: {}\r\n", "b".repeat(64 * 1024)), 431).await;
    });
}

#[test]
fn a_draining_server_is_not_ready_but_answers() {
    run(async {
        let server = Server::start(PATIENT).await;
        let mut kept = server.connect().await;
        let ready = kept.ask(&get("/health/ready", "")).await;
        assert_eq!((ready.status.as_u16(), ready.header("connection")), (200, None));
        server.app.drain();
        let ready = kept.ask(&get("/health/ready", "")).await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ready.json()["status"], "stopping");
        assert_eq!(ready.header("connection"), Some("close"));
        kept.ends().await;
        let answer = server.connect().await.ask(&post("{ __typename }")).await;
        assert_eq!(answer.body, r#"{"data":{"__typename":"Query"}}"#);
        assert!(!*server.app.stopping().borrow(), "streams live on");
    });
}

#[test]
fn a_stop_finishes_what_was_accepted_and_waits_for_nothing_else() {
    run(async {
        let server = Server::start(PATIENT).await;
        let mut idle = server.connect().await;
        assert_eq!(idle.ask(&get("/health/live", "")).await.status, StatusCode::OK);
        let silent = server.connect().await;
        let mut half = server.connect().await;
        half.send("GET / HTTP/1.1\r\nhost:").await;
        let mut half_again = server.connect().await;
        half_again.ask(&get("/health/live", "")).await;
        half_again.send("GET /health/ready HTTP/1.1\r\n").await;
        // The server has this request's headers, as its `100 Continue` shows.
        let mut accepted = server.connect().await;
        let request = post("{ __typename }");
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        accepted.send(&format!("{head}\r\nexpect: 100-continue\r\n\r\n")).await;
        assert_eq!(accepted.answer(false).await.status, StatusCode::CONTINUE);

        server.app.stop();
        for client in [idle, silent, half, half_again] {
            client.ends().await;
        }
        assert!(!server.serving.is_finished(), "a request is waited for");
        accepted.send(body).await;
        assert_eq!(accepted.answer(true).await.body, r#"{"data":{"__typename":"Query"}}"#);
        accepted.ends().await;
        server.serving.await.unwrap();
        assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens");
    });
}

#[test]
fn an_answer_a_client_is_still_reading_is_finished_when_stopping() {
    run(async {
        let (address, stop, serving) = start_fixed(PATIENT, 16 * 1024 * 1024).await;
        let mut client = Client::connect(address).await;
        client.send(&get("/", "")).await;
        while client.unread.is_empty() {
            client.read_more().await;
        }
        stop.send_replace(true);
        let answer = client.answer(true).await;
        assert_eq!(answer.body.len(), 16 * 1024 * 1024);
        serving.await.unwrap();
    });
}

#[test]
fn a_stop_is_bounded_whatever_clients_do() {
    run(async {
        let finish_timeout = Duration::from_millis(200);
        let accepting = Accepting { finish_timeout, ..PATIENT };
        let (address, stop, serving) = start_fixed(accepting, 16 * 1024 * 1024).await;
        let mut client = Client::connect(address).await;
        client.send(&get("/", "")).await;
        client.read_more().await;
        stop.send_replace(true);
        serving.await.unwrap();
    });
}

/// A server that always says as many bytes.
async fn start_fixed(
    accepting: Accepting,
    bytes: usize,
) -> (SocketAddr, watch::Sender<bool>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = tower::service_fn(move |_| async move {
        Ok::<_, Infallible>(Response::new(Body::from("x".repeat(bytes))))
    });
    let (stop, stopping) = watch::channel(false);
    let metrics = Arc::new(Metrics::default());
    (address, stop, tokio::spawn(serve(listener, service, accepting, metrics, stopping)))
}

#[test]
fn a_client_that_takes_no_bytes_is_let_go() {
    run(async {
        let write_timeout = Duration::from_millis(200);
        let accepting = Accepting { max_connections: 1, write_timeout, ..PATIENT };
        let (address, _stop, _serving) = start_fixed(accepting, 16 * 1024 * 1024).await;
        let mut unkind = Client::connect(address).await;
        unkind.send(&get("/", "")).await;
        // The only place is free again when the first client has lost it.
        let mut next = Client::connect(address).await;
        assert_eq!(next.ask(&get("/", "")).await.body.len(), 16 * 1024 * 1024);
    });
}

#[test]
fn beyond_the_cap_connections_wait_for_their_turn() {
    run(async {
        let server = Server::start(Accepting { max_connections: 2, ..PATIENT }).await;
        let [first, mut second] = [server.connect().await, server.connect().await];
        assert_eq!(second.ask(&get("/health/live", "")).await.status, StatusCode::OK);
        let mut third = server.connect().await;
        third.send(&get("/metrics", "")).await;
        drop(first);
        let metrics = third.answer(true).await.body;
        assert!(metrics.contains("\nfinsam_http_connections 2\n"), "{metrics}");
        assert!(metrics.contains("\nfinsam_http_connections_max 2\n"), "{metrics}");
        assert!(metrics.contains("\nfinsam_http_connections_full_total 2\n"), "{metrics}");
    });
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    run(async {
        let mut client = Server::start(PATIENT).await.connect().await;
        let asked = ["/health/live", "/nothing", "/version"].map(|path| {
            let id = path.trim_start_matches('/').replace('/', "-");
            get(path, &format!("x-request-id: {id}\r\n"))
        });
        client.send(&(asked.concat() + &post("{ __typename }"))).await;
        for (id, status) in [("health-live", 200), ("nothing", 404), ("version", 200)] {
            let answer = client.answer(true).await;
            assert_eq!((answer.header("x-request-id"), answer.status.as_u16()), (Some(id), status));
        }
        assert_eq!(client.answer(true).await.body, r#"{"data":{"__typename":"Query"}}"#);
    });
}

#[test]
fn head_is_get_without_the_body() {
    run(async {
        let server = Server::start(PATIENT).await;
        for path in ["/", "/health/ready", "/version", "/terms/nollkoll", "/nothing"] {
            let mut client = server.connect().await;
            let got = client.ask(&get(path, "")).await;
            let head = client.ask(&get(path, "").replace("GET", "HEAD")).await;
            assert_eq!(head.status, got.status, "{path}");
            for header in ["content-length", "content-type", "content-security-policy"] {
                assert_eq!(head.header(header), got.header(header), "{path}: {header}");
            }
            // Nothing of a body is in the way of the next answer.
            assert_eq!(client.ask(&get("/health/live", "")).await.body, "ok\n");
        }
    });
}

#[test]
fn every_answer_has_an_id_and_safe_headers() {
    run(async {
        let server = Server::start(PATIENT).await;
        let check = async |request: String, expected: u16| {
            let answer = server.connect().await.ask(&request).await;
            assert_eq!(answer.status.as_u16(), expected, "{request}");
            let said = |name| answer.header(name).unwrap_or_else(|| panic!("{request}: no {name}"));
            assert_eq!(said("x-content-type-options"), "nosniff");
            assert_eq!(said("x-frame-options"), "DENY");
            assert!(!said("referrer-policy").is_empty());
            assert!(!said("x-request-id").is_empty());
            if answer.header("content-type").is_some_and(|it| it.starts_with("text/html")) {
                assert!(said("permissions-policy").contains("camera=()"));
                assert!(said("content-security-policy").contains("frame-ancestors 'none'"));
            }
        };
        for path in ["/", "/graphiql", "/schema.graphql", "/health/live", "/metrics", "/version"] {
            check(get(path, ""), 200).await;
        }
        check(post("{ __typename }"), 200).await;
        check(get("/graphql?query=%7B__typename%7D", ""), 200).await;
        check(get("/graphql", ""), 400).await;
        check(get("/seminars/pratprov", ""), 308).await;
        check(get("/nothing/at/all", ""), 404).await;
        check(get("/version", "").replace("GET", "DELETE"), 405).await;
        check(get("/graphql", "").replace("GET", "PUT"), 405).await;
    });
}

#[test]
fn an_id_is_taken_over_if_it_is_sane() {
    run(async {
        let mut client = Server::start(PATIENT).await.connect().await;
        let mut id_for = async |given: &str| {
            let headers = format!("x-request-id: {given}\r\n");
            let answer = client.ask(&get("/health/live", &headers)).await;
            answer.header("x-request-id").unwrap().to_owned()
        };
        assert_eq!(id_for("Kund-7.b_1").await, "Kund-7.b_1");
        let [first, second] = [id_for("a b").await, id_for(&"a".repeat(65)).await];
        assert!(first != "a b" && first != second, "{first} {second}");
    });
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    run(async {
        let server = Server::start(PATIENT).await;
        let check = async |method: &str, path: &str, allowed: &str| {
            let request = get(path, "").replacen("GET", method, 1);
            let answer = server.connect().await.ask(&request).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
            assert!(!answer.body.is_empty(), "{method} {path}");
        };
        check("DELETE", "/", "GET,HEAD").await;
        check("POST", "/metrics", "GET,HEAD").await;
        check("PUT", "/seminars/provprat-2031", "GET,HEAD").await;
        check("PATCH", "/graphql", "GET, HEAD, POST").await;
    });
}

#[test]
fn text_is_compressed_for_who_wants_it() {
    run(async {
        let server = Server::start(PATIENT).await;
        let check = async |path: &str, expected: Option<&str>| {
            let mut client = server.connect().await;
            client.send(&get(path, "accept-encoding: gzip\r\n")).await;
            let answer = client.answer(false).await;
            assert_eq!(answer.header("content-encoding"), expected, "{path}");
        };
        for path in ["/", "/schema.graphql", "/metrics", "/health/ready", "/graphiql"] {
            check(path, Some("gzip")).await;
        }
        check("/health/live", None).await;
    });
}

#[test]
fn the_metrics_are_read_by_prometheus() {
    run(async {
        let server = Server::start(PATIENT).await;
        server.get("/terms/nollkoll").await;
        server.get("/terms/nollkoll?secret=1").await;
        server.get("/nothing").await;
        server.connect().await.ask(&post("{ __typename }")).await;
        let answer = server.get("/metrics").await;
        assert!(answer.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
        let text = answer.body;
        for line in text.lines().filter(|line| !line.is_empty()) {
            assert!(is_prometheus(line), "{line}");
        }
        for line in [
            r#"finsam_http_requests_total{route="/{folder}/{slug}",method="GET",status="200"} 2"#,
            r#"finsam_http_requests_total{route="/{folder}",method="GET",status="404"} 1"#,
            r#"finsam_http_requests_total{route="/graphql",method="POST",status="200"} 1"#,
            r#"finsam_http_request_duration_seconds_count{route="/{folder}/{slug}"} 2"#,
            r#"finsam_content_problems{severity="error"} 0"#,
            r#"finsam_content_documents{kind="venues"} 9"#,
            "finsam_content_held_back 0",
        ] {
            assert!(text.lines().any(|told| told == line), "{line} is not in\n{text}");
        }
        let version = server.get("/version").await.json()["contentVersion"].clone();
        let version = version.as_str().unwrap();
        assert!(text.contains(&format!("finsam_content_version_info{{version=\"{version}\"}} 1")));
        assert!(!text.contains("nollkoll") && !text.contains("secret"), "no path of a client");
    });
}

/// Whether a line is one of the text format: a comment, or `name{label="value",…} number`.
fn is_prometheus(line: &str) -> bool {
    if let Some(comment) = line.strip_prefix("# ") {
        return comment.starts_with("HELP finsam_") || comment.starts_with("TYPE finsam_");
    }
    let Some((series, value)) = line.rsplit_once(' ') else { return false };
    let (name, labels) = match series.split_once('{') {
        Some((name, labels)) => (name, labels.strip_suffix('}')),
        None => (series, Some("")),
    };
    name.starts_with("finsam_")
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        && labels.is_some_and(|labels| labels.is_empty() || labels.ends_with('"'))
        && value.parse::<f64>().is_ok()
}
