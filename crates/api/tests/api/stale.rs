//! Answers that rest on what was not heard of lately say so, and no others.

use std::fs;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use finsam_api::{
    clock::Clock,
    http::{App, router},
    live::{Follower, Known},
};
use finsam_content::Change;
use finsam_model::{Id, Kind, Site, Slug};
use finsam_stores::{Board, Files, Health, News, State};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

const NOW: &str = "2031-07-02T08:00:00+02:00";

fn slug(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn change(path: &str, front: &str) -> Change {
    Change { path: path.to_owned(), bytes: Some(format!("+++\n{front}\n+++\n").into_bytes()) }
}

fn news(site: &str, documents: &[(&str, &str)]) -> News {
    let (slug, name, language) = (slug(site), site.to_uppercase(), "sv".to_owned());
    let site = Site { slug, name, language, url: None, editor: None, via: Vec::new() };
    let changes = documents.iter().map(|(path, front)| change(path, front)).collect();
    News::Of { site, changes }
}

fn health(state: State, heard_s: Option<i64>, site: &str) -> Health {
    Health {
        state,
        heard_at: heard_s.map(|second| Timestamp::from_second(second).unwrap()),
        why: None,
        failures: 0,
        documents: 0,
        refused: 0,
        is_live: false,
        speaks_for: vec![slug(site)],
    }
}

/// A hub of our own site and of two others, which are as the test says.
struct Hub {
    _folder: TempDir,
    app: Router,
    board: Board,
}

impl Hub {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let content = folder.path().join("content");
        fs::create_dir_all(content.join("terms")).unwrap();
        fs::write(content.join("site.md"), "+++\nslug = \"hem\"\nname = \"Hemma\"\n+++\n").unwrap();
        let term = "+++\nname = \"hemord\"\ndefinition = \"Ett ord.\"\n+++\n";
        fs::write(content.join("terms/hemord.md"), term).unwrap();
        let seminar = "title = \"Provlunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02T12:00\n\
                       venue = \"salen\"";
        let board = Board::default();
        let news = vec![
            news("norr", &[("people/ada.md", "name = \"Ada Testsson\"")]),
            news(
                "syd",
                &[
                    ("people/ada-t.md", "name = \"Ada T\"\nsameAs = \"norr/ada\""),
                    ("venues/salen.md", "name = \"Sydsalen\""),
                    ("seminars/lunch.md", seminar),
                ],
            ),
        ];
        let known = Known { news, board: board.clone() };
        let (files, clock) = (Files::open(&content).unwrap(), NOW.parse::<Clock>().unwrap());
        let state = folder.path().join("state");
        let (live, _) = Follower::open_with_state(files, clock, &state, known).unwrap();
        let app = router(App::new(live, "https://exempel.test"));
        let hub = Self { _folder: folder, app, board };
        hub.are(&["norr", "syd"], State::Well, 0);
        hub
    }

    fn are(&self, sites: &[&str], state: State, heard_s: i64) {
        for site in sites {
            self.board.put(&slug(site), health(state, Some(heard_s), site));
        }
    }

    /// The whole answer, with its validator.
    async fn answer(&self, query: &str) -> (Value, String) {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let request = Request::get(format!("/graphql?query={query}")).body(Body::empty()).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let etag = response.headers()[header::ETAG].to_str().unwrap().to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (serde_json::from_slice(&body).unwrap(), etag)
    }

    /// The sites that an answer names as old. An id is written `<site:kind:born>`.
    async fn named(&self, query: &str) -> Vec<String> {
        let query =
            query.split(['<', '>']).map(|part| match part.split(':').collect::<Vec<_>>()[..] {
                [site, kind, born] if !part.contains(' ') => {
                    let kind = Kind::ALL.into_iter().find(|one| one.to_string() == kind).unwrap();
                    Id { site: slug(site), kind, born: slug(born) }.to_string()
                }
                _ => part.to_owned(),
            });
        let query = query.collect::<String>();
        let (answer, _) = self.answer(&query).await;
        assert_eq!(answer.get("errors"), None, "{query}");
        let stale = answer["extensions"]["stale"].as_array().cloned().unwrap_or_default();
        assert_eq!(answer["extensions"]["staleCount"].as_u64().unwrap_or(0), stale.len() as u64);
        stale.iter().map(|stale| stale["site"].as_str().unwrap().to_owned()).collect()
    }
}

/// What is asked, and which sites it rests on besides our own.
const RESTS_ON: &[(&str, &[&str])] = &[
    // What is looked up rests on the sites that have it.
    ("{ seminar(slug: \"lunch\") { title } }", &["syd"]),
    ("{ seminar(slug: \"lunch\") { __typename } }", &["syd"]),
    ("{ person(slug: \"ada\") { name } }", &["norr", "syd"]),
    ("{ person(slug: \"ada\", site: \"norr\") { name } }", &["norr", "syd"]),
    ("{ node(id: \"<hem:term:hemord>\") { label } }", &[]),
    ("{ term(slug: \"hemord\") { name seminars { totalCount } } }", &[]),
    // What is not found may be there by now.
    ("{ person(slug: \"bo\") { name } }", &["norr", "syd"]),
    ("{ person(slug: \"bo\", site: \"syd\") { name } }", &["syd"]),
    ("{ person(slug: \"bo\", site: \"hem\") { name } }", &[]),
    ("{ person(id: \"<norr:person:bo>\") { name } }", &["norr"]),
    ("{ nodes(ids: [\"<syd:seminar:lunch>\", \"<norr:term:bo>\"]) { id } }", &["norr", "syd"]),
    ("{ nodes(ids: [\"<hem:term:bo>\", \"ingenting\"]) { id } }", &[]),
    // A list rests on every site that is asked for it, and on what is joined with what it shows.
    ("{ seminars { totalCount } }", &["norr", "syd"]),
    ("{ seminars(filter: { on: \"2031-01-01\" }) { nodes { id } } }", &["norr", "syd"]),
    ("{ seminars(filter: { site: [\"syd\"] }) { totalCount } }", &["syd"]),
    ("{ seminars(filter: { site: [\"hem\"] }) { totalCount } }", &[]),
    ("{ seminars(filter: { and: [{ site: [\"syd\"] }] }) { totalCount } }", &["syd"]),
    (
        "{ seminars(filter: { or: [{ site: [\"hem\"] }, { site: [\"norr\"] }] }) { totalCount } }",
        &["norr"],
    ),
    ("{ seminars(filter: { not: { site: [\"norr\"] } }) { totalCount } }", &["norr", "syd"]),
    ("{ people(filter: { site: [\"norr\"] }) { totalCount } }", &["norr", "syd"]),
    // What they have together is there for each of them, and rests on both.
    ("{ people(filter: { site: [\"syd\"] }) { totalCount } }", &["norr", "syd"]),
    ("{ search(query: \"prov\") { totalCount } }", &["norr", "syd"]),
    ("{ search(query: \"prov\", site: \"hem\") { totalCount } }", &[]),
    ("{ suggest(prefix: \"hem\") { text } }", &["norr", "syd"]),
    ("{ changes { token } }", &["norr", "syd"]),
    ("{ identitySuggestions { totalCount } }", &["norr", "syd"]),
    // An answer rests on what it tells of, or on all where it tells what there is.
    ("{ ask(question: \"Vad händer i dag?\") { text } }", &["norr", "syd"]),
    ("{ ask(question: \"Vad händer i morgon?\") { text } }", &["norr", "syd"]),
    ("{ ask(question: \"Vad betyder hemord?\") { text } }", &[]),
    ("{ ask(question: \"Vem är Ada Testsson?\") { text } }", &["norr", "syd"]),
    ("{ ask(question: \"Hej!\") { text } }", &[]),
    // Whose content it is and how they are is known here.
    ("{ sites { nodes { name health { state } } } }", &[]),
];

#[tokio::test]
async fn an_answer_names_the_old_sites_it_rests_on() {
    let hub = Hub::start();
    for (query, _) in RESTS_ON {
        assert_eq!(hub.named(query).await, [""; 0], "all are well: {query}");
    }
    hub.are(&["norr", "syd"], State::Failing, 100);
    for (query, expected) in RESTS_ON {
        assert_eq!(hub.named(query).await, *expected, "{query}");
    }
    hub.are(&["norr"], State::Well, 200);
    for (query, expected) in RESTS_ON {
        let expected: Vec<_> = expected.iter().filter(|site| **site != "norr").collect();
        assert_eq!(hub.named(query).await.iter().collect::<Vec<_>>(), expected, "{query}");
    }
}

#[tokio::test]
async fn what_is_said_of_an_old_site() {
    let hub = Hub::start();
    hub.are(&["norr"], State::Doubted, 1_925_000_000);
    hub.board.put(&slug("syd"), health(State::New, None, "syd"));
    let (answer, _) = hub.answer("{ seminars { totalCount } }").await;
    let expected = json!({
        "stale": [
            { "site": "syd", "name": "SYD", "state": "NEW", "heardAt": null },
            { "site": "norr", "name": "NORR", "state": "DOUBTED",
              "heardAt": "2031-01-01T03:13:20+01:00" },
        ],
        "staleCount": 2,
    });
    assert_eq!(answer["extensions"], expected);
    // A request that is refused has no answer of which anything could be said.
    let (refused, _) = hub.answer("{ nothing }").await;
    assert_eq!((refused.get("data"), refused.get("extensions")), (None, None));
}

#[tokio::test]
async fn no_more_sites_are_named_than_may_be_and_those_first_that_are_the_oldest() {
    let hub = Hub::start();
    for number in 0..30 {
        let site = format!("s{number}");
        hub.board.put(&slug(&site), health(State::Failing, Some(1_000 - number), &site));
    }
    let (answer, _) = hub.answer("{ seminars { totalCount } }").await;
    let named = answer["extensions"]["stale"].as_array().unwrap();
    assert_eq!((named.len(), &answer["extensions"]["staleCount"]), (20, &json!(30)));
    assert_eq!((&named[0]["site"], &named[19]["site"]), (&json!("s29"), &json!("s10")));
}

#[tokio::test]
async fn a_kept_answer_is_another_when_a_site_becomes_old_and_when_it_is_heard_again() {
    let hub = Hub::start();
    let query = "{ seminars { nodes { title } } }";
    let (well, tag) = hub.answer(query).await;
    assert_eq!(hub.answer(query).await, (well.clone(), tag.clone()));
    hub.are(&["syd"], State::Failing, 0);
    let (old, old_tag) = hub.answer(query).await;
    assert_eq!(old["data"], well["data"]);
    assert_eq!(old["extensions"]["stale"][0]["site"], "syd");
    assert_ne!(old_tag, tag);
    assert_eq!(hub.answer(query).await, (old, old_tag));
    hub.are(&["syd"], State::Well, 500);
    assert_eq!(hub.answer(query).await, (well, tag));
}

#[tokio::test]
async fn a_live_query_is_answered_again_when_what_it_rests_on_becomes_old() {
    let hub = Hub::start();
    let query = json!({ "query": "query @live { seminar(slug: \"lunch\") { title } }" });
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "text/event-stream")
        .body(Body::from(query.to_string()));
    let response = hub.app.clone().oneshot(request.unwrap()).await.unwrap();
    let mut events = response.into_body().into_data_stream();
    let mut next = async || -> Value {
        let event = events.next().await.unwrap().unwrap();
        let event = str::from_utf8(&event).unwrap();
        serde_json::from_str(event.split_once("data:").unwrap().1.trim()).unwrap()
    };
    let well = next().await;
    assert_eq!(well.get("extensions"), None);
    // It does not rest on this one.
    hub.are(&["norr"], State::Failing, 0);
    hub.are(&["syd"], State::Failing, 0);
    let old = next().await;
    assert_eq!(old["data"], well["data"]);
    assert_eq!(old["extensions"]["staleCount"], 1);
    hub.are(&["syd"], State::Well, 0);
    assert_eq!(next().await, well);
}
