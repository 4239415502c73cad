//! What looks alike at several sites, as those who edit it ask for it.

use std::sync::Arc;

use async_graphql::Request;
use finsam_content::Snapshot;
use serde_json::{Value, json};

use crate::asking::{execute, network};

const NOW: &str = "2031-07-01T12:00:00+02:00";

/// Three sites that have the same authority, and two of them the same person.
fn snapshot() -> Arc<Snapshot> {
    let sites = ["norr", "syd", "vast"].map(|name| {
        let authority =
            "name = \"Provverket\"\nkind = \"authority\"\nplace = \"Provby\"".to_owned();
        let mut documents = vec![("organisations/provverket.md", authority)];
        if name != "vast" {
            documents.push(("people/testa.md", "name = \"Testa Testsson\"".to_owned()));
        }
        (name, documents)
    });
    network(NOW, &sites)
}

fn ask(arguments: &str) -> Value {
    let query = format!(
        "{{ identitySuggestions{arguments} {{ totalCount pageInfo {{ endCursor }} nodes {{ score \
         reasons line document {{ label site {{ slug }} }} sameAs {{ label site {{ slug }} }} }} }} }}"
    );
    let response = execute(&snapshot(), NOW, Request::new(query));
    assert_eq!(response.get("errors"), None, "{arguments}");
    response["data"]["identitySuggestions"].clone()
}

#[test]
fn what_looks_alike_is_told_with_the_line_to_write() {
    let told = ask("(first: 1, filter: { site: [\"vast\"] })");
    assert_eq!(told["totalCount"], 1);
    assert_eq!(
        told["nodes"],
        json!([{
            "score": 0.9,
            "reasons": ["Samma namn", "Samma ort"],
            "line": "sameAs = \"norr/provverket\"",
            "document": { "label": "Provverket", "site": { "slug": "vast" } },
            "sameAs": { "label": "Provverket", "site": { "slug": "norr" } },
        }])
    );
}

#[test]
fn the_likeliest_come_first_page_by_page() {
    let all = ask("");
    let scores: Vec<_> = all["nodes"].as_array().unwrap().iter().map(|one| &one["score"]).collect();
    assert_eq!(scores, [0.9, 0.9, 0.5]);
    let first = ask("(first: 2)");
    let rest = ask(&format!("(after: {})", first["pageInfo"]["endCursor"]));
    assert_eq!(rest["nodes"], json!([all["nodes"][2]]));
    assert_eq!(ask("(filter: { site: [\"hem\"] })")["totalCount"], 0);
}
