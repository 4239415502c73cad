//! What is asked of some sites of a network alone.

use std::sync::Arc;

use async_graphql::Request;
use finsam_content::Snapshot;
use serde_json::{Value, json};

use crate::asking::{execute, network};

const NOW: &str = "2031-07-01T12:00:00+02:00";

/// Our own site and two others, which have one person together and one each.
fn snapshot() -> Arc<Snapshot> {
    let sites = [("norr", ""), ("syd", "\nsameAs = \"norr/testa\"")].map(|(name, same_as)| {
        let together = format!("name = \"Testa Testsson\"{same_as}");
        let alone = format!("name = \"Egen Testsson {name}\"");
        (name, vec![("people/testa.md", together), ("people/egen.md", alone)])
    });
    network(NOW, &sites)
}

fn ask(query: &str) -> Value {
    let response = execute(&snapshot(), NOW, Request::new(query));
    assert_eq!(response.get("errors"), None, "{query}");
    response["data"].clone()
}

#[test]
fn what_several_sites_have_is_there_for_each_of_them() {
    let check = |sites: &str, names: &[&str]| {
        let list =
            ask(&format!("{{ people(filter: {{ site: [{sites}] }}) {{ nodes {{ name }} }} }}"));
        let expected: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        assert_eq!(list["people"]["nodes"], Value::Array(expected), "people of {sites}");
    };
    check(r#""norr""#, &["Egen Testsson norr", "Testa Testsson"]);
    check(r#""syd""#, &["Egen Testsson syd", "Testa Testsson"]);
    check(r#""hem""#, &[]);
    check(r#""norr", "syd""#, &["Egen Testsson norr", "Egen Testsson syd", "Testa Testsson"]);
}

#[test]
fn what_several_sites_have_is_found_under_each_of_them() {
    let check = |site: &str, total: usize| {
        let search = "totalCount facets { sites { site { slug } count } }";
        let found = ask(&format!("{{ search(query: \"testsson\"{site}) {{ {search} }} }}"));
        assert_eq!(found["search"]["totalCount"], total, "found with {site:?}");
        // Choosing a site does not narrow what the others would leave.
        let count = |slug: &str| json!({ "site": { "slug": slug }, "count": 2 });
        assert_eq!(found["search"]["facets"]["sites"], json!([count("norr"), count("syd")]));
    };
    check("", 3);
    check(", site: \"norr\"", 2);
    check(", site: \"syd\"", 2);
    check(", site: \"hem\"", 0);
}
