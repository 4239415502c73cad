//! That nothing is worked out twice, and nothing old is served.

use std::sync::Arc;

use async_graphql::Request as GraphqlRequest;
use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, StatusCode, header},
    response::Response,
};
use finsam_api::{
    clock::{Clock, Hand},
    http::{App, router},
    live::Follower,
};
use finsam_content::{Archive, Snapshot};
use finsam_model::Seminar;
use finsam_stores::Files;
use http_body_util::BodyExt;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::asking::{Tree, execute};

/// A server of the twin whose clock is set by hand.
struct Server {
    app: Router,
    hand: Hand,
}

impl Server {
    fn at(now: Timestamp) -> Self {
        let hand = Hand::at(now);
        let files = Files::open(Tree::Twin.folder()).unwrap();
        let (live, _follower) = Follower::open(files, Clock::Hand(hand.clone())).unwrap();
        Self { app: router(App::new(live, "https://exempel.test")), hand }
    }

    async fn get(&self, query: &str, if_none_match: Option<&HeaderValue>) -> Response {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let mut request = Request::get(format!("/graphql?query={query}"));
        if let Some(etag) = if_none_match {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn post(&self, body: &Value) -> (StatusCode, Value) {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/graphql-response+json")
            .body(Body::from(body.to_string()));
        let response = self.app.clone().oneshot(request.unwrap()).await.unwrap();
        (response.status(), json_of(response).await)
    }
}

async fn json_of(response: Response) -> Value {
    let body = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

/// Everything in the answers that depends on the time.
const BY_TIME: &str = "{
  now: seminars(filter: { when: NOW }) { ...F } today: seminars(filter: { when: TODAY }) { ...F }
  tomorrow: seminars(filter: { when: TOMORROW }) { ...F }
  week: seminars(filter: { when: THIS_WEEK }) { ...F }
  next: seminars(filter: { when: NEXT_WEEK }) { ...F }
  upcoming: seminars(filter: { when: UPCOMING }) { ...F }
  past: seminars(filter: { when: PAST }) { ...F }
}
fragment F on SeminarConnection { nodes { slug } }";

/// Starts, ends and servings, the midnights around them, and when something becomes public.
fn turning_points(archive: &Archive, snapshot: &Snapshot, from: Timestamp) -> Vec<Timestamp> {
    let mut points = Vec::new();
    for seminar in snapshot.all::<Seminar>().iter() {
        let span = seminar.span();
        let midnight = span.from.start_of_day().unwrap();
        points.extend([&midnight, &span.from, &span.until].map(jiff::Zoned::timestamp));
        points.push(midnight.checked_add(1.day()).unwrap().timestamp());
        points.extend(seminar.serving_from.as_ref().map(jiff::Zoned::timestamp));
    }
    let from = from.to_zoned(finsam_model::stockholm());
    points.extend(archive.next_publication(&from).map(|at| at.timestamp()));
    points.sort();
    points.dedup();
    points
}

#[test]
fn a_warm_cache_answers_as_a_cold_one_on_both_sides_of_every_turning_point() {
    let start: Timestamp = "2031-01-01T00:00:00Z".parse().unwrap();
    let archive = Archive::default().update(Tree::Twin.documents());
    let zoned = |at: Timestamp| at.to_zoned(finsam_model::stockholm());
    let points = turning_points(&archive, &archive.publish(&zoned(start)), start);
    assert!(points.len() > 20);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut different = 0;
    for point in points {
        let server = Server::at(point - 1.second());
        let mut known: Option<(Value, HeaderValue)> = None;
        // Twice each, so that the second comes from the cache.
        for at in [point - 1.second(), point - 1.second(), point, point, point + 1.second()] {
            server.hand.set(at);
            let response = runtime.block_on(server.get(BY_TIME, None));
            let etag = response.headers()[header::ETAG].clone();
            let warm = runtime.block_on(json_of(response));
            let snapshot = Arc::new(archive.publish(&zoned(at)));
            let cold = execute(&snapshot, &at.to_string(), GraphqlRequest::new(BY_TIME));
            assert_eq!(warm["data"], cold["data"], "at {}", zoned(at));
            if let Some((before, tag)) = &known {
                assert_eq!(*before == warm, *tag == etag, "at {}", zoned(at));
                let again = runtime.block_on(server.get(BY_TIME, Some(tag))).status();
                assert_eq!(again == StatusCode::NOT_MODIFIED, *before == warm, "at {}", zoned(at));
                different += usize::from(*before != warm);
            }
            known = Some((warm, etag));
        }
    }
    assert!(different > 15, "only {different} turning points turned anything");
}

#[tokio::test]
async fn a_question_is_read_at_its_own_second() {
    let server = Server::at("2031-03-04T07:15:00+01:00".parse().unwrap());
    let ask = "{ ask(question: \"vad händer om en timme?\") { interpretation text } }";
    let first = json_of(server.get(ask, None).await).await;
    server.hand.set("2031-03-04T07:45:00+01:00".parse().unwrap());
    let second = json_of(server.get(ask, None).await).await;
    assert_eq!(first["errors"], Value::Null);
    // Between the two nothing begins or ends, so only the question's own now tells them apart.
    let fresh = Server::at("2031-03-04T07:45:00+01:00".parse().unwrap());
    assert_eq!(second, json_of(fresh.get(ask, None).await).await);
}

#[tokio::test]
async fn a_query_is_sent_once_and_then_by_its_hash() {
    let server = Server::at("2031-03-04T07:15:00+01:00".parse().unwrap());
    let query = "{__typename}";
    let hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";
    let persisted = |hash: &str| json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let by_hash = json!({ "extensions": persisted(hash) });
    let both = |hash: &str| json!({ "query": query, "extensions": persisted(hash) });
    let code = |answer: &Value| answer["errors"][0]["extensions"]["code"].clone();

    let (status, answer) = server.post(&by_hash).await;
    assert_eq!(
        (status, code(&answer)),
        (StatusCode::BAD_REQUEST, "PERSISTED_QUERY_NOT_FOUND".into())
    );
    assert_eq!(answer["errors"][0]["message"], "PersistedQueryNotFound");
    // Nobody can put a query under the hash of another.
    let (status, answer) = server.post(&both(&"0".repeat(64))).await;
    assert_eq!((status, code(&answer)), (StatusCode::BAD_REQUEST, "BAD_REQUEST".into()));
    assert_eq!(code(&server.post(&by_hash).await.1), "PERSISTED_QUERY_NOT_FOUND");
    for body in [both(hash), by_hash] {
        let (status, answer) = server.post(&body).await;
        assert_eq!((status, &answer["data"]["__typename"]), (StatusCode::OK, &"Query".into()));
    }
}

#[tokio::test]
async fn data_with_errors_is_a_partial_success() {
    let server = Server::at("2031-03-04T07:15:00+01:00".parse().unwrap());
    let query = json!({ "query": "{ __typename seminars(first: 1000) { totalCount } }" });
    let (status, answer) = server.post(&query).await;
    assert_eq!(status.as_u16(), 294);
    assert_eq!(answer["data"], json!({ "__typename": "Query", "seminars": null }));
}
