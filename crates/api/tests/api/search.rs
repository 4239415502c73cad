//! Searching, and what a beginning may become.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::asking::{Tree, ask, refused};

const NOW: &str = "2031-07-01T12:00:00+02:00";

fn found(arguments: &str, fields: &str) -> Value {
    ask(Tree::Twin, NOW, &format!("{{ search({arguments}) {{ {fields} }} }}"))["search"].clone()
}

fn slugs(nodes: &Value) -> Vec<String> {
    let slug = |hit: &Value| format!("{}/{}", hit["node"]["kind"], hit["node"]["slug"]);
    nodes.as_array().unwrap().iter().map(slug).collect()
}

#[test]
fn pages_of_hits_make_up_all_hits() {
    const FIELDS: &str = "totalCount nodes { node { kind slug } } \
                          pageInfo { hasNextPage hasPreviousPage endCursor }";
    let all = found(r#"query: "prov", first: 100"#, FIELDS);
    let (whole, total) = (slugs(&all["nodes"]), all["totalCount"].as_u64().unwrap());
    assert!(total > 5 && whole.len() == usize::try_from(total.min(100)).unwrap());
    assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
    let (mut pages, mut after) = (Vec::new(), String::new());
    while pages.len() < whole.len() {
        let page = found(&format!(r#"query: "prov", first: 3{after}"#), FIELDS);
        assert_eq!(page["totalCount"], total);
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !pages.is_empty());
        pages.extend(slugs(&page["nodes"]));
        assert_eq!(page["pageInfo"]["hasNextPage"], (pages.len() as u64) < total);
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    pages.truncate(whole.len());
    assert_eq!(pages, whole);
}

#[test]
fn facets_count_what_a_narrower_search_finds() {
    const FACETS: &str = "totalCount facets { kinds { kind count } years { year count } \
                          sites { site { slug } count } }";
    let all = found(r#"query: "prov""#, FACETS);
    let kinds = all["facets"]["kinds"].as_array().unwrap();
    let sum: u64 = kinds.iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, all["totalCount"]);
    assert_eq!(all["facets"]["sites"][0]["count"], all["totalCount"]);
    for one in kinds {
        let kind = one["kind"].as_str().unwrap();
        let narrower = found(&format!(r#"query: "prov", kinds: [{kind}]"#), FACETS);
        assert_eq!(narrower["totalCount"], one["count"], "{kind}");
        // One who has chosen a kind still sees what there is of others.
        assert_eq!(narrower["facets"]["kinds"], all["facets"]["kinds"]);
    }
    let years = all["facets"]["years"].as_array().unwrap();
    assert!(!years.is_empty());
    for one in years {
        let year = &one["year"];
        let narrower = found(&format!(r#"query: "prov", year: {year}"#), FACETS);
        assert_eq!(narrower["totalCount"], one["count"], "{year}");
    }
    let site = all["facets"]["sites"][0]["site"]["slug"].clone();
    let here = found(&format!(r#"query: "prov", site: {site}"#), FACETS);
    assert_eq!(here, all);
    assert_eq!(found(r#"query: "prov", site: "annan""#, FACETS)["totalCount"], 0);
    assert_eq!(found(r#"query: "prov", year: 2147483647"#, FACETS)["totalCount"], 0);
}

#[test]
fn a_search_in_vain_finds_nothing_and_says_so() {
    let data = found(
        r#"query: "xyzzyplugh""#,
        "totalCount nodes { score } pageInfo { hasNextPage endCursor } facets { kinds { count } }",
    );
    let nothing = serde_json::json!({
        "totalCount": 0,
        "nodes": [],
        "pageInfo": { "hasNextPage": false, "endCursor": null },
        "facets": { "kinds": [] },
    });
    assert_eq!(data, nothing);
}

#[test]
fn a_beginning_becomes_names() {
    let suggest = |arguments: &str| {
        let query = format!("{{ suggest({arguments}) {{ text html node {{ kind slug }} }} }}");
        ask(Tree::Twin, NOW, &query)["suggest"].clone()
    };
    let people = suggest(r#"prefix: "testa t", kinds: [PERSON]"#);
    assert_eq!(people[0]["node"]["slug"], "testa-testsson");
    assert_eq!(people[0]["text"], "Testa Testsson");
    assert_eq!(people[0]["html"], "<mark>Testa T</mark>estsson");
    let kinds = |people: &Value| slugs(people).iter().all(|slug| slug.starts_with("\"PERSON\""));
    assert!(kinds(&people), "{people}");
    assert!(suggest(r#"prefix: "t", first: 2"#).as_array().unwrap().len() <= 2);
    assert_eq!(suggest(r#"prefix: "xyzzyplugh""#), serde_json::json!([]));
    let too_long = format!(r#"prefix: "{}""#, "å".repeat(4_001));
    for arguments in [r#"prefix: "t", first: 26"#, r#"prefix: "t", first: -1"#, &too_long] {
        let query = format!("{{ suggest({arguments}) {{ text }} }}");
        assert_eq!(refused(Tree::Twin, NOW, &query), ["BAD_USER_INPUT"]);
    }
}
