//! Saved queries in every format: which there are, what may stand in their addresses, and for how long
//! an answer is good.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use finsam_api::{
    clock::{Clock, Hand},
    http::{App, router},
    live::{Follower, Live},
};
use finsam_content::{Archive, Change, WrittenAt};
use finsam_stores::Files;
use http_body_util::BodyExt;
use jiff::Timestamp;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use tower::ServiceExt;

use crate::asking::Tree;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

async fn ask(app: &Router, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&body).into_owned();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn twin(now: &str) -> (Router, Hand) {
    let hand = Hand::at(now.parse().unwrap());
    let files = Files::open(Tree::Twin.folder()).unwrap();
    let (live, _follower) = Follower::open(files, Clock::Hand(hand.clone())).unwrap();
    (router(App::new(live, "https://exempel.test")), hand)
}

const SUMMER: &str = "2031-07-01T05:15:00Z";

#[tokio::test]
async fn every_saved_query_is_served_in_the_formats_that_fit_it() {
    let (app, _) = twin(SUMMER);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/operations");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let files = files.filter_map(|name| Some(name.to_str()?.strip_suffix(".graphql")?.to_owned()));
    let mut served = Vec::new();
    for name in files {
        let refusal = ask(&app, &format!("/q/{name}.nothing"), &[]).await;
        assert_eq!(refusal.status, StatusCode::NOT_FOUND, "{name}");
        served.push(refusal.json()["detail"].as_str().unwrap().to_owned());
    }
    served.sort();
    insta::assert_snapshot!(served.join("\n"));
}

#[tokio::test]
async fn json_is_what_graphql_answers_by_every_way_to_the_same_query() {
    let (app, _) = twin(SUMMER);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/operations/upcoming.graphql");
    let text = std::fs::read_to_string(file).unwrap();
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let hash = data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(&text));
    let variables = encoded(r#"{"first":2}"#);
    let ways = [
        "/q/upcoming.json?first=2".to_owned(),
        "/q/upcoming?first=2".to_owned(),
        format!("/graphql?query={}&variables={variables}", encoded(&text)),
        format!("/graphql?documentId=upcoming&variables={variables}"),
        format!("/graphql?documentId=sha256:{hash}&variables={variables}"),
    ];
    let expected = ask(&app, &ways[0], &[]).await;
    assert_eq!(expected.json()["data"]["seminars"]["nodes"].as_array().unwrap().len(), 2);
    for way in &ways {
        assert_eq!(ask(&app, way, &[]).await.body, expected.body, "{way}");
    }
    for unknown in ["nothing", "sha256:00", &format!("sha256:{}", "0".repeat(64))] {
        let answer = ask(&app, &format!("/graphql?documentId={unknown}"), &[]).await;
        let code = &answer.json()["errors"][0]["extensions"]["code"];
        assert_eq!(code, "PERSISTED_QUERY_NOT_FOUND", "{unknown}");
    }
}

#[tokio::test]
async fn what_stands_in_the_address_is_read_by_its_type_or_refused_plainly() {
    let (app, _) = twin(SUMMER);
    let check = async |path: &str, status: u16, told: &str| {
        let answer = ask(&app, path, &[]).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.body.contains(told), "{path}: {}", answer.body);
        if status >= 400 {
            assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
            assert_eq!(answer.json()["status"], status, "{path}");
        }
    };
    check("/q/upcoming.json?first=1&site=exempel", 200, "seminars").await;
    check("/q/search.json?words=ko&kinds=TERM&kinds=NEWS_ARTICLE", 200, "\"kind\"").await;
    check("/q/upcoming.json?after=", 200, "seminars").await;
    check("/q/nothing.json", 404, "upcoming").await;
    check("/q/upcoming.xml", 404, ".ics").await;
    check("/q/ask.ics", 404, ".json").await;
    check("/q/person.ics?slug=nobody-at-all", 404, "no such document").await;
    // A slip of the pen is not taken for nothing being on, nor an example for what was meant.
    check("/q/calendar.ics?person=nobody-at-all", 404, "nobody-at-all").await;
    check("/q/week.json?organisation=Exempelkopings", 404, "organisation").await;
    check("/q/upcoming.json?site=elsewhere", 404, "elsewhere").await;
    check("/q/person.ics", 400, "`slug` is needed").await;
    check("/q/ask.json", 400, "`question` is needed").await;
    check("/q/upcoming.json?first=many", 400, "whole number").await;
    check("/q/upcoming.json?first=1&first=2", 400, "twice").await;
    check("/q/upcoming.json?colour=red", 400, "`after`").await;
    check("/q/upcoming.json?alarm=15m", 400, "`first`").await;
    check("/q/search.json?words=ko&kinds=CAR", 400, "CAR").await;
    check("/q/upcoming.rss?first=1000", 400, "100").await;
    check("/q/upcoming.ics?alarm=15m&alarm=2h&alarm=1d", 200, "TRIGGER:-P1D").await;
    check("/q/upcoming.ics?alarm=soon", 400, "15m").await;
    check("/q/upcoming.ics?alarm=99999999999d", 400, "15m").await;
    check("/q/upcoming.ics?alarm=%2B5m", 400, "15m").await;
    check("/q/upcoming.ics?allday=1", 200, "DTSTART;VALUE=DATE:").await;
    check("/q/upcoming.ics?allday=maybe", 400, "allday").await;
}

#[tokio::test]
async fn somebodys_calendar_bears_their_name_and_has_all_they_take_part_in() {
    let (app, _) = twin(SUMMER);
    // She leads the talk there, and does not speak.
    let hers = ask(&app, "/q/calendar.ics?person=exempla-de-exempel", &[]).await.body;
    assert!(hers.contains("SUMMARY:Provfrukost"), "{hers}");
    let name = "NAME:Exempla de Exempel";
    assert!(hers.contains(name), "{hers}");
    let all = ask(&app, "/q/calendar.ics", &[]).await.body;
    assert!(all.contains("NAME:Kalender") && !all.contains(name), "{all}");
}

#[tokio::test]
async fn the_accept_header_chooses_where_there_is_no_suffix() {
    let (app, _) = twin(SUMMER);
    let check = async |accept: &str, status: StatusCode, content_type: &str| {
        let answer = ask(&app, "/q/news", &[(header::ACCEPT, accept)]).await;
        assert_eq!(answer.status, status, "{accept}");
        assert!(answer.header(header::CONTENT_TYPE).starts_with(content_type), "{accept}");
        assert!(answer.header(header::VARY).contains("accept"), "{accept}");
    };
    check("*/*", StatusCode::OK, "application/json").await;
    check("application/rss+xml", StatusCode::OK, "application/rss+xml").await;
    check("application/feed+json;q=0.5, text/csv", StatusCode::OK, "text/csv").await;
    // News have no time.
    check("text/calendar", StatusCode::NOT_ACCEPTABLE, "application/problem+json").await;
    check("text/html", StatusCode::NOT_ACCEPTABLE, "application/problem+json").await;
}

#[tokio::test]
async fn an_answer_is_good_until_the_next_moment_and_no_longer() {
    let (app, hand) = twin(SUMMER);
    let path = "/q/upcoming.ics";
    let first = ask(&app, path, &[]).await;
    assert!(first.header(header::CACHE_CONTROL).starts_with("public, max-age=300, stale-while"));
    let etag = first.header(header::ETAG);
    let metrics = ask(&app, "/metrics", &[]).await.body;
    let kept = |metrics: &str| {
        let line =
            metrics.lines().find(|line| line.contains("graphql") && line.contains("\"kept\""));
        line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
    };
    let kept_before = kept(&metrics);
    let known = ask(&app, path, &[(header::IF_NONE_MATCH, etag)]).await;
    let metrics = ask(&app, "/metrics", &[]).await.body;
    assert_eq!(kept(&metrics), kept_before + 1, "it was not worked out again");
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(known.header(header::ETAG), etag);
    // Ten seconds before midnight.
    hand.set("2031-07-01T21:59:50Z".parse().unwrap());
    let late = ask(&app, path, &[]).await;
    assert!(
        late.header(header::CACHE_CONTROL).starts_with("public, max-age=10,"),
        "{late}",
        late = late.header(header::CACHE_CONTROL)
    );
    for encoding in ["gzip", "br"] {
        let answer = ask(&app, path, &[(header::ACCEPT_ENCODING, encoding)]).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), encoding);
        assert_ne!(answer.header(header::ETAG), late.header(header::ETAG));
    }
    assert_eq!(late.headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn feeds_lead_from_page_to_page_and_a_calendar_has_all_of_them() {
    let (app, _) = twin("2028-01-01T00:00:00Z");
    let all = ask(&app, "/q/calendar.ics", &[]).await.body;
    let all: Vec<&str> = all.split("\r\n").filter(|line| line.starts_with("UID:")).collect();
    assert!(all.len() > 20, "{all:?}");
    let (mut path, mut ids) = ("/q/calendar.feed.json?first=7".to_owned(), Vec::new());
    loop {
        let page = ask(&app, &path, &[]).await.json();
        assert_eq!(page["feed_url"], format!("https://exempel.test{path}"));
        ids.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        let Some(next) = page["next_url"].as_str() else { break };
        path = next.strip_prefix("https://exempel.test").unwrap().to_owned();
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
    let some = ask(&app, "/q/calendar.ics?first=3", &[]).await.body;
    assert_eq!(some.matches("BEGIN:VEVENT").count(), 3, "who says how many gets as many");
}

/// The same content, written at other times: what it says is the same, and when it was written is told
/// anew.
#[tokio::test]
async fn when_it_was_written_is_told_by_calendars_alone() {
    let path = "seminars/a.md";
    let site = "+++\nslug = \"exempel\"\nname = \"Exempel\"\n+++\n";
    let seminar = "+++\ntitle = \"A\"\nstartsAt = 2031-08-01T08:00\nformat = \"lecture\"\n+++\n";
    let at = |written: i64| {
        let change = |(path, text): (&str, &str)| Change {
            path: path.to_owned(),
            bytes: Some(text.as_bytes().to_vec()),
        };
        let changes = [("site.md", site), (path, seminar)].map(change).to_vec();
        let written = Timestamp::from_second(written).unwrap();
        let written = WrittenAt::from([(path.to_owned(), written)]);
        let archive = Archive::default().update_written(changes, &written);
        let clock = Clock::Hand(Hand::at(SUMMER.parse().unwrap()));
        router(App::new(Live::still(archive, clock), "https://exempel.test"))
    };
    let (once, again) = (at(1_577_836_800 + 7), at(1_577_836_800 + 9));
    let ask_both =
        async |path: &str| (ask(&once, path, &[]).await.body, ask(&again, path, &[]).await.body);
    let (one, other) = ask_both("/q/upcoming.json").await;
    assert_eq!(one, other);
    let (one, other) = ask_both("/q/upcoming.ics").await;
    assert!(one.contains("SEQUENCE:7\r\nLAST-MODIFIED:20200101T000007Z\r\n"), "{one}");
    assert!(other.contains("SEQUENCE:9\r\nLAST-MODIFIED:20200101T000009Z\r\n"), "{other}");
    insta::assert_snapshot!(one.replace("\r\n", "\n"));
    let alike = at(1_577_836_800 + 7);
    assert_eq!(ask(&alike, "/q/upcoming.ics", &[]).await.body, one, "two servers, the same bytes");
}

/// Addresses that somebody might have written: right ones, nearly right ones, and noise.
fn any_address() -> impl Strategy<Value = String> {
    let names = ["upcoming", "calendar", "person", "search", "ask", "week", "seminar", "nothing"];
    let suffixes = ["ics", "rss", "atom", "feed.json", "jsonld", "csv", "json", "xml", ""];
    let keys = ["first", "after", "site", "person", "term", "slug", "words", "kinds", "question"];
    let key = prop_oneof![
        select(keys.to_vec()).prop_map(str::to_owned),
        select(vec!["alarm", "allday"]).prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    let values = ["exempel", "nollkoll", "testa-testsson", "15m", "1", "5", "true", "TERM", "ko"];
    let value = prop_oneof![
        3 => select(values.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
    ];
    let parameters = vec((key, value), 0..5);
    (select(names.to_vec()), select(suffixes.to_vec()), parameters).prop_map(
        |(name, suffix, parameters)| {
            let query =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
            let dot = if suffix.is_empty() { "" } else { "." };
            format!("/q/{name}{dot}{suffix}?{query}")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]
    #[test]
    fn whatever_stands_in_an_address_is_answered_or_refused_plainly(address in any_address()) {
        thread_local! {
            static TWIN: Router = twin(SUMMER).0;
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let app = TWIN.with(Clone::clone);
        let answer = runtime.block_on(ask(&app, &address, &[]));
        let again = runtime.block_on(ask(&app, &address, &[]));
        prop_assert_eq!(&answer.body, &again.body);
        if answer.status == StatusCode::OK {
            prop_assert!(!answer.header(header::ETAG).is_empty());
        } else {
            prop_assert!(matches!(answer.status.as_u16(), 400 | 404), "{}", answer.status);
            prop_assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
            let said = answer.json();
            prop_assert!(said["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
            prop_assert!(said["code"].as_str().is_some_and(|code| !code.is_empty()));
        }
    }
}
