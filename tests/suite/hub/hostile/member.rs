//! A member that answers a hub however a test wants it to, well if the test wants nothing.

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use futures_util::{Stream, StreamExt, stream};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{
    net::TcpListener,
    task::JoinSet,
    time::{Instant, interval, sleep},
};

/// What a hub asks a member.
#[derive(Debug)]
pub(super) struct Asked {
    /// The site it takes the member for.
    pub(super) site: String,
    /// How often it asked this before.
    pub(super) nth: usize,
    /// Where it goes on from.
    pub(super) since: Option<String>,
}

pub(super) enum Answer {
    Now(Response),
    Late(Duration, Response),
    Never,
}

type Does = Box<dyn Fn(&Asked) -> Answer + Send + Sync>;

pub(super) struct Member {
    sites: Does,
    changes: Does,
    listen: Does,
}

impl Member {
    /// One that has these people, by slug and document, and offers no subscription.
    pub(super) fn with(people: Vec<(String, String)>) -> Self {
        let all = move |asked: &Asked| {
            let people = if asked.since.is_some() { &[] } else { people.as_slice() };
            let people = people.iter().map(|(slug, text)| person(&asked.site, slug, text));
            page(&people.collect::<Vec<_>>(), "1")
        };
        Self {
            sites: Box::new(|asked| sites(&[publisher(&asked.site)])),
            changes: Box::new(all),
            listen: Box::new(|_| Answer::Now(StatusCode::NOT_FOUND.into_response())),
        }
    }

    /// One that has one person, and whatever the test says.
    pub(super) fn new() -> Self {
        Self::with(people(1))
    }

    pub(super) fn sites(self, does: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self { sites: Box::new(does), ..self }
    }

    pub(super) fn changes(self, does: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self { changes: Box::new(does), ..self }
    }

    pub(super) fn listen(self, does: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self { listen: Box::new(does), ..self }
    }
}

/// So many people, evidently made up.
pub(super) fn people(count: usize) -> Vec<(String, String)> {
    (0..count).map(|nth| (format!("person-{nth}"), named(&format!("Person {nth}")))).collect()
}

/// A document of a person.
pub(super) fn named(name: &str) -> String {
    format!("+++\nname = \"{name}\"\n+++\n")
}

/// A person as `changes` tells of one.
pub(super) fn person(site: &str, slug: &str, text: &str) -> Value {
    let hash = HEXLOWER.encode(&Sha256::digest(text));
    json!({
        "id": id(site, slug),
        "kind": "PERSON",
        "slug": slug,
        "document": { "text": text, "hash": hash },
    })
}

pub(super) fn gone(site: &str, slug: &str) -> Value {
    json!({ "id": id(site, slug), "kind": "PERSON", "slug": slug, "document": null })
}

pub(super) fn id(site: &str, slug: &str) -> String {
    BASE64URL_NOPAD.encode(format!("{site}:person:{slug}").as_bytes())
}

/// The last page.
pub(super) fn page(changes: &[Value], token: &str) -> Answer {
    data(&json!({ "changes": told(changes, token, false, false) }))
}

/// A page, and whether another follows.
pub(super) fn told(changes: &[Value], token: &str, has_more: bool, reset: bool) -> Value {
    json!({ "changes": changes, "token": token, "hasMore": has_more, "reset": reset })
}

pub(super) fn publisher(slug: &str) -> Value {
    json!({
        "slug": slug,
        "name": format!("Webbplatsen {slug}"),
        "url": format!("https://{slug}.test"),
        "language": "sv",
        "editor": null,
        "via": [],
    })
}

/// The sites it says that it speaks for.
pub(super) fn sites(nodes: &[Value]) -> Answer {
    let end = json!({ "hasNextPage": false, "endCursor": null });
    data(&json!({ "sites": { "nodes": nodes, "pageInfo": end } }))
}

pub(super) fn data(data: &Value) -> Answer {
    Answer::Now(Json(json!({ "data": data })).into_response())
}

/// Any answer at all.
pub(super) fn raw(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Answer::Now(response.body(body.into()).unwrap())
}

const JSON: (&str, &str) = ("content-type", "application/json");

/// A body of JSON, so it says.
pub(super) fn json_text(body: impl Into<Body>) -> Answer {
    raw(200, &[JSON], body)
}

/// The same piece for ever, so often.
pub(super) fn dripping(piece: &'static str, every: Duration) -> Body {
    let drops = stream::unfold(interval(every), move |mut interval| async move {
        interval.tick().await;
        Some((Bytes::from_static(piece.as_bytes()), interval))
    });
    Body::from_stream(drops.map(Ok::<_, io::Error>))
}

/// The same piece for ever, as fast as it is read.
pub(super) fn endless(piece: &str) -> Body {
    let piece = Bytes::from(piece.repeat(64 * 1024 / piece.len()));
    Body::from_stream(stream::repeat_with(move || Ok::<_, io::Error>(piece.clone())))
}

/// A body that breaks off.
pub(super) fn cut(body: &str) -> Body {
    let cut = Err(io::Error::other("cut"));
    Body::from_stream(stream::iter([Ok(Bytes::from(body.to_owned())), cut]))
}

/// A stream of events, open when they have been told.
pub(super) fn events(events: impl Stream<Item = String> + Send + 'static) -> Answer {
    let open = events.chain(stream::pending()).map(|event| Ok::<_, io::Error>(Bytes::from(event)));
    event_stream(Body::from_stream(open))
}

/// A body that says it is a stream of events.
pub(super) fn event_stream(body: Body) -> Answer {
    raw(200, &[("content-type", "text/event-stream")], body)
}

/// That something changed.
pub(super) fn event() -> String {
    let change = json!({
        "id": "a", "kind": "PERSON", "slug": "a", "deleted": false, "token": "1",
    });
    format!("event: next\ndata: {}\n\n", json!({ "data": { "contentChanged": change } }))
}

/// When it was asked for its sites, which begins every round.
type Rounds = Arc<Mutex<BTreeMap<String, Vec<Instant>>>>;

/// Many members at one address.
pub(super) struct Members {
    address: SocketAddr,
    rounds: Rounds,
    _serving: JoinSet<()>,
}

struct All {
    members: BTreeMap<String, Member>,
    asked: Mutex<BTreeMap<(String, &'static str), usize>>,
    rounds: Rounds,
}

impl Members {
    pub(super) async fn start(members: BTreeMap<String, Member>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let rounds = Rounds::default();
        let all = All { members, asked: Mutex::default(), rounds: Arc::clone(&rounds) };
        let router = Router::new()
            .route("/{site}/graphql", post(answer).get(answer))
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::new(all));
        let mut serving = JoinSet::new();
        serving.spawn(async { axum::serve(listener, router).await.unwrap() });
        Self { address, rounds, _serving: serving }
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// When a member was asked for news.
    pub(super) fn rounds(&self, site: &str) -> Vec<Instant> {
        self.rounds.lock().unwrap().get(site).cloned().unwrap_or_default()
    }
}

async fn answer(State(all): State<Arc<All>>, Path(site): Path<String>, body: String) -> Response {
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    let query = request["query"].as_str().unwrap_or_default();
    let question = ["contentChanged", "changes"].into_iter().find(|name| query.contains(name));
    let question = question.unwrap_or("sites");
    if question == "sites" && request["variables"]["after"].is_null() {
        all.rounds.lock().unwrap().entry(site.clone()).or_default().push(Instant::now());
    }
    let Some(member) = all.members.get(&site) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let nth = {
        let mut asked = all.asked.lock().unwrap();
        let count = asked.entry((site.clone(), question)).or_default();
        *count += 1;
        *count - 1
    };
    let since = request["variables"]["since"].as_str().map(str::to_owned);
    let asked = Asked { site, nth, since };
    let answer = match question {
        "contentChanged" => (member.listen)(&asked),
        "changes" => (member.changes)(&asked),
        _ => (member.sites)(&asked),
    };
    match answer {
        Answer::Now(response) => response,
        Answer::Late(after, response) => {
            sleep(after).await;
            response
        }
        Answer::Never => std::future::pending().await,
    }
}
