//! What is sent: one bad request after another, out of a seeded generator.

use fastrand::Rng;
use serde_json::{Value, json};

/// A bad request, and what the client does then.
pub(super) struct Assault {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) ending: Ending,
}

pub(super) enum Ending {
    /// Reads the answer to its end.
    Listen,
    /// Goes away without a word.
    HangUp,
    /// Stays, saying nothing more.
    LeaveOpen,
}

type Kind = (&'static str, fn(&mut Rng) -> Vec<u8>);

const KINDS: [Kind; 16] = [
    ("random bytes", |rng| random_bytes(rng, 2_000)),
    ("random bytes as a body", |rng| {
        let body = random_bytes(rng, 2_000);
        post(rng, &body)
    }),
    ("broken JSON", |rng| {
        let mut body = request(rng).to_string().into_bytes();
        spoil(rng, &mut body);
        post(rng, &body)
    }),
    ("a broken document", |rng| {
        let mut query = document(rng).into_bytes();
        spoil(rng, &mut query);
        let body = json!({ "query": String::from_utf8_lossy(&query) });
        post(rng, body.to_string().as_bytes())
    }),
    ("a body cut short", |rng| {
        let body = request(rng).to_string();
        let whole = post(rng, body.as_bytes());
        whole[..rng.usize(..whole.len())].to_vec()
    }),
    ("wrong variables", |rng| {
        let body = json!({ "query": document(rng), "variables": value(rng, 4) });
        post(rng, body.to_string().as_bytes())
    }),
    ("a wrong envelope", |rng| {
        let body = value(rng, 5).to_string();
        post(rng, body.as_bytes())
    }),
    ("a deep query", |rng| {
        let depth = rng.usize(1..20_000);
        let body = json!({ "query": format!("{}a{}", "{a".repeat(depth), "}".repeat(depth)) });
        post(rng, body.to_string().as_bytes())
    }),
    ("deep JSON", |rng| {
        let depth = rng.usize(1..100_000);
        let open = any(rng, &["[", r#"{"a":"#]);
        post(
            rng,
            format!(r#"{{"query":"{{a}}","variables":{{"x":{}"#, open.repeat(depth)).as_bytes(),
        )
    }),
    ("a wide query", |rng| {
        let fields = "title id a:slug ...F ".repeat(rng.usize(1..5_000));
        let query = format!(
            "{{ seminars {{ nodes {{ {fields} }} }} }} fragment F on Seminar {{ {fields} }}"
        );
        post(rng, json!({ "query": query }).to_string().as_bytes())
    }),
    ("fragments upon fragments", |rng| {
        let levels = rng.usize(2..60);
        let fragments: String = (0..levels)
            .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = (n + 1) % levels))
            .collect();
        let query = format!("{{ ...F0 }} {fragments}");
        post(rng, json!({ "query": query }).to_string().as_bytes())
    }),
    ("huge headers", |rng| {
        let name = "x".repeat(rng.usize(1..200));
        let value = "y".repeat(rng.usize(1..10_000));
        let headers = format!("X-{name}: {value}\r\n").repeat(rng.usize(1..120));
        format!("GET /graphql?query=%7Ba%7D HTTP/1.1\r\nHost: a\r\n{headers}\r\n").into_bytes()
    }),
    ("an odd request", |rng| {
        let method = any(rng, &["GET", "HEAD", "PUT", "OPTIONS", "TRACE", "BREW"]);
        let path = odd_path(rng);
        format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").into_bytes()
    }),
    ("a query in the address", |rng| {
        let mut query = document(rng).into_bytes();
        spoil(rng, &mut query);
        let escaped: String = query.iter().map(|byte| format!("%{byte:02x}")).collect();
        format!("GET /graphql?query={escaped}&variables={escaped} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .into_bytes()
    }),
    ("a body that is too large", |rng| {
        let body = vec![b' '; rng.usize(256 * 1024..512 * 1024)];
        post(rng, &body)
    }),
    ("WebSocket garbage", web_socket_garbage),
];

impl Assault {
    /// Any of them.
    pub(super) fn any(rng: &mut Rng) -> Self {
        let (name, make) = KINDS[rng.usize(..KINDS.len())];
        let mut bytes = make(rng);
        let ending = match rng.u8(..10) {
            0 => Ending::HangUp,
            1 => Ending::LeaveOpen,
            _ => Ending::Listen,
        };
        if matches!(ending, Ending::LeaveOpen) {
            bytes.truncate(rng.usize(..=bytes.len()));
        }
        Self { name, bytes, ending }
    }
}

fn post(rng: &mut Rng, body: &[u8]) -> Vec<u8> {
    let (content_type, accept) = match rng.u8(..8) {
        0 => (any(rng, &["text/plain", "", "\u{fffd}"]), "*/*"),
        1 => ("application/json", any(rng, &["text/event-stream", "q=;;", "text/html"])),
        2 | 3 => ("application/json", "application/json"),
        _ => ("application/json", "application/graphql-response+json"),
    };
    let length = match rng.u8(..10) {
        0 => rng.usize(..1_000_000),
        _ => body.len(),
    };
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {content_type}\r\n\
         Accept: {accept}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn any<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}

fn random_bytes(rng: &mut Rng, at_most: usize) -> Vec<u8> {
    (0..rng.usize(..at_most)).map(|_| rng.u8(..)).collect()
}

/// Changes, loses or doubles some bytes.
fn spoil(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..rng.usize(1..5) {
        let at = rng.usize(..bytes.len());
        match rng.u8(..4) {
            0 => bytes[at] = rng.u8(..),
            1 => bytes.truncate(at),
            2 => bytes.insert(at, any(rng, b"{}[]()\"\\$@!:.#,")),
            _ => {
                bytes.remove(at);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
}

fn request(rng: &mut Rng) -> Value {
    json!({ "query": document(rng), "variables": value(rng, 2), "operationName": null, "extensions": {} })
}

/// A document that is right but for its values.
fn document(rng: &mut Rng) -> String {
    let documents = [
        "query A($first: Int, $filter: SeminarFilter) { seminars(first: $first, filter: $filter) \
         { totalCount nodes { id title startsAt venue { name } } } }",
        "query A($slug: String!) { person(slug: $slug) { name appearances { role } } }",
        "query A($ids: [ID!]!) { nodes(ids: $ids) { __typename id label } }",
        "query A($question: String!, $at: DateTime, $context: String) \
         { ask(question: $question, at: $at, context: $context) { text kind } }",
        "query A($query: String!, $after: String) { search(query: $query, after: $after) \
         { nodes { score } } }",
        "query A($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
        "{ __schema { types { name fields { name type { name ofType { name } } } } } }",
        "subscription { contentChanged { id } }",
        "mutation { everything }",
    ];
    let argument = value(rng, 1).to_string();
    match rng.u8(..3) {
        0 => format!(
            "{{ seminars(first: {argument}, filter: {{ text: {argument} }}) {{ totalCount }} }}"
        ),
        1 => format!("{{ ask(question: {argument}) {{ text }} node(id: {argument}) {{ id }} }}"),
        _ => any(rng, &documents).to_owned(),
    }
}

/// Any JSON.
fn value(rng: &mut Rng, depth: u32) -> Value {
    let names = [
        "first",
        "filter",
        "slug",
        "ids",
        "question",
        "at",
        "context",
        "query",
        "after",
        "r",
        "not",
        "text",
        "when",
        "variables",
        "extensions",
        "persistedQuery",
        "sha256Hash",
        "__typename",
    ];
    match rng.u8(..if depth == 0 { 7 } else { 10 }) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i64(..)),
        3 => json!(rng.f64() * 1e300),
        4 => json!((0..rng.usize(..20)).map(|_| rng.char(..)).collect::<String>()),
        5 => json!(any(
            rng,
            &[
                "",
                "vad händer idag?",
                "UPCOMING",
                "nollkoll",
                "2031-02-30",
                "Infinity",
                "\0",
                "../../etc/passwd",
                "%00",
                "'; --"
            ]
        )),
        6 => json!("å".repeat(rng.usize(..3_000))),
        7 => (0..rng.usize(..6)).map(|_| value(rng, depth - 1)).collect(),
        _ => (0..rng.usize(..6))
            .map(|_| (any(rng, &names).to_owned(), value(rng, depth - 1)))
            .collect(),
    }
}

fn odd_path(rng: &mut Rng) -> String {
    let paths = [
        "/",
        "/graphql",
        "/graphiql/../../etc/passwd",
        "/graphiql/%2e%2e/%2e%2e/Cargo.toml",
        "/seminars/%FF",
        "/seminars/..%2f..%2fsite.md",
        "/health/ready?x",
        "/version",
        "/metrics",
        "*",
        "//",
        "/%00",
        "/?fraga=%FF%00",
    ];
    match rng.u8(..3) {
        0 => format!("/?fraga={}", "%C3%A5".repeat(rng.usize(..5_000))),
        _ => any(rng, &paths).to_owned(),
    }
}

/// An upgrade, and then frames that are none, or hold what no client would say.
fn web_socket_garbage(rng: &mut Rng) -> Vec<u8> {
    let mut bytes =
        b"GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
            .to_vec();
    for _ in 0..rng.usize(1..20) {
        match rng.u8(..4) {
            0 => bytes.extend(random_bytes(rng, 200)),
            1 => bytes.extend(frame(rng, br#"{"type":"connection_init"}"#)),
            2 => {
                let kind = any(
                    rng,
                    &["subscribe", "complete", "ping", "pong", "next", "connection_init", ""],
                );
                let message = json!({ "type": kind, "id": value(rng, 0), "payload": request(rng) });
                bytes.extend(frame(rng, message.to_string().as_bytes()));
            }
            _ => {
                let payload = random_bytes(rng, 2_000);
                bytes.extend(frame(rng, &payload));
            }
        }
    }
    bytes
}

/// A masked frame, mostly of text.
fn frame(rng: &mut Rng, payload: &[u8]) -> Vec<u8> {
    let first = if rng.u8(..5) == 0 { rng.u8(..) } else { 0x81 };
    let mut bytes = vec![first];
    match u16::try_from(payload.len()) {
        Ok(short @ ..126) => bytes.push(0x80 | short.to_be_bytes()[1]),
        Ok(length) => {
            bytes.push(0x80 | 126);
            bytes.extend(length.to_be_bytes());
        }
        Err(_) => bytes.push(0x80),
    }
    let mask = [rng.u8(..), rng.u8(..), rng.u8(..), rng.u8(..)];
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}
