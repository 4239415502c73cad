//! Queries sent as their hash, the way Apollo's clients do it, step by step.

use data_encoding::HEXLOWER;
use finsam_tests::finsam::{Server, Tree};
use reqwest::{Method, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";
const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";
const QUERY: &str = "query ($slug: String!) { term(slug: $slug) { name } }";

fn extensions(version: u32, hash: &str) -> Value {
    json!({ "persistedQuery": { "version": version, "sha256Hash": hash } })
}

fn hash(query: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(query))
}

/// By GET, as a client does so that caches may keep the answer.
async fn get(
    server: &Server,
    accept: &str,
    query: Option<&str>,
    extensions: &Value,
) -> (u16, Value) {
    let variables = json!({ "slug": "nollkoll" }).to_string();
    let mut request = server.request(Method::GET).header(header::ACCEPT, accept);
    request = request.query(&[("variables", &variables), ("extensions", &extensions.to_string())]);
    if let Some(query) = query {
        request = request.query(&[("query", query)]);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn post(server: &Server, body: &Value) -> (u16, Value) {
    let response = server.request(Method::POST).json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn code(answer: &Value) -> &Value {
    &answer["errors"][0]["extensions"]["code"]
}

#[tokio::test]
async fn a_query_is_sent_once_and_then_named_by_its_hash() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let extensions = extensions(1, &hash(QUERY));
    for (accept, status) in [(OLD, 200), (NEW, 400)] {
        let (got, answer) = get(&server, accept, None, &extensions).await;
        assert_eq!((got, code(&answer)), (status, &json!("PERSISTED_QUERY_NOT_FOUND")));
        assert_eq!(answer["errors"][0]["message"], "PersistedQueryNotFound");
    }
    let whole = json!({
        "query": QUERY, "variables": { "slug": "nollkoll" }, "extensions": extensions,
    });
    let (_, expected) = post(&server, &whole).await;
    assert!(expected["data"]["term"]["name"].is_string(), "{expected}");
    for accept in [OLD, NEW] {
        for query in [None, Some(""), Some(QUERY)] {
            let (status, answer) = get(&server, accept, query, &extensions).await;
            assert_eq!((status, &answer), (200, &expected), "{query:?}");
        }
    }
}

#[tokio::test]
async fn a_hash_that_is_not_the_querys_is_refused_and_not_kept() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let other = "{ __typename }";
    for wrong in [
        extensions(1, &hash(other)),
        extensions(2, &hash(QUERY)),
        extensions(1, &hash(QUERY).to_uppercase()),
        extensions(1, "abc"),
        json!({ "persistedQuery": {} }),
        json!({ "persistedQuery": "abc" }),
    ] {
        let (status, answer) = get(&server, NEW, Some(QUERY), &wrong).await;
        assert_eq!((status, code(&answer)), (400, &json!("BAD_REQUEST")), "{wrong}");
    }
    // A query that is none is not kept either.
    let broken = "{ nothing";
    let (_, answer) = get(&server, OLD, Some(broken), &extensions(1, &hash(broken))).await;
    assert_eq!(code(&answer), "GRAPHQL_PARSE_FAILED");
    for unknown in [other, QUERY, broken] {
        let (_, answer) = get(&server, OLD, None, &extensions(1, &hash(unknown))).await;
        assert_eq!(code(&answer), "PERSISTED_QUERY_NOT_FOUND", "{unknown}");
    }
}

#[tokio::test]
async fn however_many_are_sent_only_so_many_are_kept() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let long = "x".repeat(220_000);
    let hashes: Vec<String> =
        (0..25).map(|number| hash(&format!("{{__typename}} #{number}{long}"))).collect();
    for (number, hash) in hashes.iter().enumerate() {
        let query = format!("{{__typename}} #{number}{long}");
        let (status, _) =
            post(&server, &json!({ "query": query, "extensions": extensions(1, hash) })).await;
        assert_eq!(status, 200);
    }
    let mut kept = 0;
    for hash in &hashes {
        let (_, answer) = get(&server, OLD, None, &extensions(1, hash)).await;
        kept += usize::from(answer.get("data").is_some());
    }
    assert!((1..=20).contains(&kept), "{kept} of 25, each 220 kB");
}
