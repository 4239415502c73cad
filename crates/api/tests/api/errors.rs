//! What is refused, with which code, and what it costs the rest of a request.

use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use crate::asking::{Tree, execute, refused};

const NOW: &str = "2031-07-01T12:00:00+02:00";

fn response(query: &str) -> Value {
    execute(&Tree::Twin.snapshot(NOW), NOW, Request::new(query))
}

#[test]
fn every_refusal_has_a_code() {
    let check = |query: &str, code: &str| {
        let codes = refused(Tree::Twin, NOW, query);
        assert!(!codes.is_empty() && codes.iter().all(|got| got == code), "{query}: {codes:?}");
    };
    for query in ["", "# bara en kommentar", "{", "{ seminars(", "{{{{"] {
        check(query, "GRAPHQL_PARSE_FAILED");
    }
    for query in [
        "{ nothing }",
        "{ seminars }",
        "{ ...Missing }",
        "{ node { id } }",
        "{ seminars(first: \"tre\") { totalCount } }",
        "{ seminars(filter: { when: IDAG }) { totalCount } }",
        "mutation { a }",
        "subscription { a }",
        "query A { __typename } query B { __typename }",
        "{ _service { sdl } node(id: \"a\") { id } }",
    ] {
        check(query, "GRAPHQL_VALIDATION_FAILED");
    }
    for query in [
        "{ seminars(first: 101) { totalCount } }",
        "{ seminars(after: \"a\") { totalCount } }",
        "{ seminars(filter: { from: \"2031-07-01\" }) { totalCount } }",
        "{ seminar { id } }",
        "{ ask(question: \"hej\", at: \"nyss\") { kind } }",
        "{ figures(filter: { year: 100000 }) { totalCount } }",
    ] {
        check(query, "BAD_USER_INPUT");
    }
}

#[test]
fn variables_and_operations_that_do_not_fit_are_refused() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let check = |variables: Value, code: &str| {
        let query = "query ($first: Int!) { seminars(first: $first) { totalCount } }";
        let request = Request::new(query).variables(Variables::from_json(variables.clone()));
        let response = execute(&snapshot, NOW, request);
        assert_eq!(response["errors"][0]["extensions"]["code"], code, "{variables}");
        assert_eq!(response["errors"][0].get("path"), None, "nothing is executed");
    };
    check(json!({}), "BAD_USER_INPUT");
    check(json!({ "first": null }), "BAD_USER_INPUT");
    check(json!({ "first": "tre" }), "GRAPHQL_VALIDATION_FAILED");
    check(json!({ "first": 1.5 }), "GRAPHQL_VALIDATION_FAILED");
    let request = Request::new("query A { __typename }").operation_name("B");
    let code = execute(&snapshot, NOW, request)["errors"][0]["extensions"]["code"].take();
    assert_eq!(code, "GRAPHQL_VALIDATION_FAILED");
}

#[test]
fn a_value_that_is_no_time_is_refused_before_anything_is_executed() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let check = |query: &str, variables: Value| {
        let request = Request::new(query).variables(Variables::from_json(variables.clone()));
        let response = execute(&snapshot, NOW, request);
        let about = format!("{query} with {variables}: {response}");
        assert_eq!(response["data"], Value::Null, "{about}");
        let errors = response["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{about}");
        assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT", "{about}");
        assert_eq!(errors[0].get("path"), None, "{about}");
        assert!(errors[0]["message"].as_str().unwrap().contains("2018-07-05"), "{about}");
    };
    for (field, wrong) in [
        (r#"ask(question: "hej", at: WRONG) { kind }"#, json!("nyss")),
        (r#"ask(question: "hej", at: WRONG) { kind }"#, json!(1_530_770_400)),
        (r#"ask(question: "hej", at: WRONG) { kind }"#, json!("2031-07-01T12:00:00")),
        ("seminars(filter: { from: WRONG }) { totalCount }", json!("2031-07-01")),
        ("seminars(filter: { not: { until: WRONG } }) { totalCount }", json!("i morgon")),
    ] {
        check(
            &format!(
                "{{ {} venues {{ totalCount }} }}",
                field.replace("WRONG", &wrong.to_string())
            ),
            json!({}),
        );
        let query = format!(
            "query ($x: DateTime) {{ {} venues {{ totalCount }} }}",
            field.replace("WRONG", "$x")
        );
        check(&query, json!({ "x": wrong }));
    }
    for (field, wrong) in [
        ("seminars(filter: { or: [{ on: WRONG }] }) { totalCount }", json!("2031-02-30")),
        ("seminars(filter: { on: WRONG }) { totalCount }", json!("2031-7-1")),
        ("seminars(filter: { on: WRONG }) { totalCount }", json!(20310701)),
        ("news(filter: { from: WRONG }) { totalCount }", json!("2031-07-01T12:00:00Z")),
    ] {
        check(
            &format!(
                "{{ {} venues {{ totalCount }} }}",
                field.replace("WRONG", &wrong.to_string())
            ),
            json!({}),
        );
        let query = format!(
            "query ($x: Date) {{ {} venues {{ totalCount }} }}",
            field.replace("WRONG", "$x")
        );
        check(&query, json!({ "x": wrong }));
    }
    // A whole filter in a variable, too, and after the document has passed with right values.
    let query = "query ($filter: SeminarFilter) { seminars(filter: $filter) { totalCount } }";
    let right = Variables::from_json(json!({ "filter": { "from": "2031-07-01T00:00:00Z" } }));
    let response = execute(&snapshot, NOW, Request::new(query).variables(right));
    assert_eq!(response.get("errors"), None, "{response}");
    check(query, json!({ "filter": { "and": [{ "on": "2031-02-29" }] } }));
}

#[test]
fn a_wrong_page_costs_its_neighbours_nothing() {
    let response = response(
        r#"{ wrong: seminars(first: 101) { totalCount } right: venues { totalCount }
             inside: venue(slug: "testsalen") { name seminars(first: -1) { totalCount } } }"#,
    );
    assert_eq!(
        response["data"],
        json!({
            "wrong": null,
            "right": { "totalCount": 2 },
            "inside": { "name": "Testsalen", "seminars": null },
        })
    );
    assert_eq!(response["errors"].as_array().unwrap().len(), 2);
    assert_eq!(response["errors"][1]["path"], json!(["inside", "seminars"]));
}

#[test]
fn no_request_takes_the_machine_from_the_others() {
    let too_large = ["QUERY_TOO_LARGE"];
    // Fragments that double each other: a kilobyte of text that selects 2^30 fields.
    let doubling = (0..30)
        .map(|at| format!("fragment F{at} on Query {{ ...F{next} ...F{next} }}", next = at + 1));
    let bomb = format!(
        "{{ ...F0 }} {} fragment F30 on Query {{ __typename }}",
        doubling.collect::<String>()
    );
    assert_eq!(refused(Tree::Twin, NOW, &bomb), too_large);
    // Relations that lead round and round.
    let round = "{ terms { nodes { seminars { nodes { terms { seminars { nodes { terms {
        seminars { nodes { terms { seminars { nodes { terms { seminars { nodes { slug
        } } } } } } } } } } } } } } } } }";
    let mut many = String::from("{");
    for at in 0..150 {
        many += &round.replacen("{ terms", &format!(" a{at}: terms"), 1);
        many.truncate(many.trim_end().len() - 1);
    }
    many.push('}');
    assert_eq!(refused(Tree::Twin, NOW, &many), too_large);
    // Filters without end.
    let texts = "{ text: \"prov\", slug: [\"a\"] }, ".repeat(4_000);
    let filters = format!("seminars(filter: {{ or: [{texts}] }}) {{ totalCount }}");
    let query = format!("{{ a: {filters} b: {filters} c: {filters} }}");
    assert_eq!(refused(Tree::Twin, NOW, &query), too_large);
    // Questions without end.
    let questions = (0..1_000).map(|at| format!("a{at}: ask(question: \"\") {{ kind }} "));
    let questions = format!("{{ {} }}", questions.collect::<String>());
    assert_eq!(refused(Tree::Twin, NOW, &questions), too_large);
    // A refused request has no half answers.
    assert_eq!(response(&query)["data"], Value::Null);
}
