//! What is refused, with which code, and what it costs the rest of a request.

use async_graphql::{Request, Variables};
use finsam_api::graphql::{Code, Limits};
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
    let each = |scalar: &str, field: &str, wrong: Value| {
        let both =
            |wrong: &str| format!("{} venues {{ totalCount }}", field.replace("WRONG", wrong));
        check(&format!("{{ {} }}", both(&wrong.to_string())), json!({}));
        let query = format!("query ($x: {scalar}) {{ {} }}", both("$x"));
        check(&query, json!({ "x": wrong }));
    };
    let ask = r#"ask(question: "hej", at: WRONG) { kind }"#;
    each("DateTime", ask, json!("nyss"));
    each("DateTime", ask, json!(1_530_770_400));
    each("DateTime", ask, json!("2031-07-01T12:00:00"));
    let from = "seminars(filter: { from: WRONG }) { totalCount }";
    each("DateTime", from, json!("2031-07-01"));
    let not = "seminars(filter: { not: { until: WRONG } }) { totalCount }";
    each("DateTime", not, json!("i morgon"));
    let or = "seminars(filter: { or: [{ on: WRONG }] }) { totalCount }";
    each("Date", or, json!("2031-02-30"));
    let on = "seminars(filter: { on: WRONG }) { totalCount }";
    each("Date", on, json!("2031-7-1"));
    each("Date", on, json!(20310701));
    let news = "news(filter: { from: WRONG }) { totalCount }";
    each("Date", news, json!("2031-07-01T12:00:00Z"));
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
            "right": { "totalCount": 9 },
            "inside": { "name": "Testsalen", "seminars": null },
        })
    );
    assert_eq!(response["errors"].as_array().unwrap().len(), 2);
    assert_eq!(response["errors"][1]["path"], json!(["inside", "seminars"]));
}

#[test]
fn no_request_takes_the_machine_from_the_others() {
    let check = |query: &str, code: &str| assert_eq!(refused(Tree::Twin, NOW, query), [code]);
    // Fragments that double each other: a kilobyte of text that selects 2^30 fields.
    let doubling = (0..30)
        .map(|at| format!("fragment F{at} on Query {{ ...F{next} ...F{next} }}", next = at + 1));
    let bomb = format!(
        "{{ ...F0 }} {} fragment F30 on Query {{ __typename }}",
        doubling.collect::<String>()
    );
    check(&bomb, "SELECTION_LIMIT_EXCEEDED");
    // Relations that lead round and round.
    let round = "{ terms { nodes { seminars { nodes { terms { seminars { nodes { terms {
        seminars { nodes { terms { seminars { nodes { slug } } } } } } } } } } } } } }";
    check(round, "COST_EXCEEDED");
    let introspection = format!(
        "{{ __schema {{ types {}{{ name }}{} }} }}",
        "{ fields { type ".repeat(8),
        " } }".repeat(8)
    );
    check(&introspection, "COST_EXCEEDED");
    check(&format!("{{ __schema {}}}", "{ types ".repeat(200)), "DEPTH_LIMIT_EXCEEDED");
    check("{ ...F } fragment F on Query { ...F }", "FRAGMENT_CYCLE");
    // Questions without end.
    let questions = |count: usize| {
        let questions = (0..count).map(|at| format!("a{at}: ask(question: \"\") {{ kind }} "));
        format!("{{ {} }}", questions.collect::<String>())
    };
    check(&questions(21), "ROOT_FIELD_LIMIT_EXCEEDED");
    check(&questions(1_000), "TOKEN_LIMIT_EXCEEDED");
}

#[test]
fn filters_without_end_are_stopped_where_they_read_too_much() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let query = "query ($filter: SeminarFilter) {
        a: seminars(filter: $filter) { totalCount } b: seminars(filter: $filter) { totalCount }
        c: seminars(filter: $filter) { totalCount } d: seminars(filter: $filter) { totalCount } }";
    let filters = |count: usize| {
        let one = json!({ "text": "prov", "slug": ["a"] });
        // No single list may have more than a thousand.
        let some = json!({ "or": vec![one; count.min(1_000)] });
        let filter = json!({ "or": vec![some; count.div_ceil(1_000)] });
        let variables = Variables::from_json(json!({ "filter": filter }));
        execute(&snapshot, NOW, Request::new(query).variables(variables))
    };
    // The first is refused for what it sends, the second for what that makes it read.
    for count in [20_000, 10_000] {
        let response = filters(count);
        assert_eq!(response["errors"][0]["extensions"]["code"], "COST_EXCEEDED", "{count}");
        assert_eq!(response["data"], Value::Null, "a refused request has no half answers");
    }
    assert_eq!(filters(20_000)["errors"][0]["extensions"]["limit"], 200_000);
    assert_eq!(filters(10_000)["errors"][0]["extensions"].get("limit"), None);
    assert_eq!(filters(10).get("errors"), None);
}

#[test]
fn what_is_said_of_a_wrong_request_is_in_proportion_to_it() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let leaves = "titel ".repeat(90);
    let conflicts = "a: title a: slug ".repeat(20);
    let query = format!("{{ seminars {{ nodes {{ {leaves} {conflicts} }} }} }}");
    let response = execute(&snapshot, NOW, Request::new(query));
    assert_eq!(response["errors"].as_array().unwrap().len(), 100);
    let query = "query ($when: TimeWindow) { seminars(filter: { when: $when }) { totalCount } }";
    let variables = Variables::from_json(json!({ "when": "å".repeat(50_000) }));
    let response = execute(&snapshot, NOW, Request::new(query).variables(variables));
    let message = response["errors"][0]["message"].as_str().unwrap();
    assert!(message.len() < 1_100 && message.ends_with('…'), "{}", message.len());
}

#[test]
fn what_is_wrong_beside_a_variable_that_is_left_out_is_a_wrong_request() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let check = |query: &str, wrong: Option<&str>| {
        // Not otherwise when it is sent again, and known.
        for _ in 0..2 {
            let response = execute(&snapshot, NOW, Request::new(query));
            match wrong {
                None => assert_eq!(response.get("errors"), None, "{query}"),
                Some(wrong) => {
                    let error = &response["errors"][0];
                    // As it is called where no variable is beside it.
                    let code = if wrong.contains("Date") || wrong.contains("offset") {
                        "BAD_USER_INPUT"
                    } else {
                        "GRAPHQL_VALIDATION_FAILED"
                    };
                    assert_eq!(error["extensions"]["code"], code, "{error}");
                    assert_eq!(error.get("path"), None, "{error}");
                    assert!(error["message"].as_str().unwrap().contains(wrong), "{error}");
                    assert_eq!(response["data"], Value::Null, "{query}");
                }
            }
        }
    };
    let seminars = |variables: &str, filter: &str| {
        format!("query ({variables}) {{ seminars(filter: {filter}) {{ totalCount }} }}")
    };
    let until = |filter: &str| seminars("$until: DateTime", filter);
    let date_time = Some("with its offset");
    check(&until("{ from: \"nyss\", until: $until }"), date_time);
    check(&until("{ until: $until, from: 7 }"), date_time);
    check(&until("{ and: [{ from: \"nyss\" }, { until: $until }] }"), date_time);
    check(&until("{ or: [{ not: { until: $until } }], on: \"2031-13-01\" }"), Some("a Date is"));
    check(&until("{ until: $until, when: SOMETIME }"), Some("SOMETIME"));
    check(&until("{ until: $until, nothing: 1 }"), Some("nothing"));
    check(&until("{ until: $until, slug: [1] }"), Some("String"));
    check(
        "query ($until: DateTime) { ...F }
         fragment F on Query { seminars(filter: { from: \"nyss\", until: $until }) { totalCount } }",
        date_time,
    );
    check(
        "query ($f: Boolean = false, $until: DateTime) { seminars(filter: { from: \"nyss\", until: $until })
         @include(if: $f) { totalCount } }",
        date_time,
    );
    // What is right stays right, with all that may be left out.
    check(&until("{ from: \"2031-01-01T00:00:00+01:00\", until: $until }"), None);
    check(&until("{ until: $until }"), None);
    check(&until("{ or: [{ until: $until }, { when: UPCOMING }] }"), None);
    check(&seminars("$filter: SeminarFilter", "$filter"), None);
    check(&seminars("$until: DateTime = null", "{ until: $until }"), None);
    check(
        "query ($direction: OrderDirection) {
           seminars(orderBy: [{ field: TITLE, direction: $direction }]) { totalCount } }",
        None,
    );
}

#[test]
fn a_list_that_is_sent_has_an_end() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let slugs = |count: usize| {
        let query = "query ($of: [String!]) { seminars(filter: { slug: $of }) { totalCount } }";
        let variables = Variables::from_json(json!({ "of": vec!["provfrukost-2031"; count] }));
        execute(&snapshot, NOW, Request::new(query).variables(variables))
    };
    assert_eq!(slugs(1_000)["data"]["seminars"]["totalCount"], 1);
    assert_eq!(
        slugs(60_000)["errors"][0]["extensions"],
        json!({ "code": "INPUT_LIST_LIMIT_EXCEEDED", "limit": 1_000, "actual": 60_000 })
    );
}

#[test]
fn every_code_is_explained() {
    let page = include_str!("../../../../docs/errors.md");
    let mut explained: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    explained.sort_unstable();
    codes.sort_unstable();
    assert_eq!(explained, codes);
    let defaults = Limits::default();
    for (code, figure) in [
        ("TOKEN_LIMIT_EXCEEDED", defaults.max_tokens),
        ("DEPTH_LIMIT_EXCEEDED", defaults.max_depth),
        ("INPUT_DEPTH_LIMIT_EXCEEDED", defaults.max_input_depth),
        ("INPUT_LIST_LIMIT_EXCEEDED", defaults.max_list_items),
        ("SELECTION_LIMIT_EXCEEDED", defaults.max_selections),
        ("ALIAS_LIMIT_EXCEEDED", defaults.max_aliases),
        ("ROOT_FIELD_LIMIT_EXCEEDED", defaults.max_root_fields),
        ("DIRECTIVE_LIMIT_EXCEEDED", defaults.max_directives),
        ("OPERATION_LIMIT_EXCEEDED", defaults.max_operations),
        ("VARIABLE_LIMIT_EXCEEDED", defaults.max_variables),
        ("ENTITY_LIMIT_EXCEEDED", defaults.max_entities),
        ("COST_EXCEEDED", defaults.max_cost),
        ("ANSWER_TIMEOUT", defaults.max_seconds),
    ] {
        let section = page.split(&format!("### `{code}`")).nth(1).unwrap();
        let section = section.split("###").next().unwrap().replace(' ', "");
        assert!(section.contains(&figure.to_string()), "{code} without {figure}");
    }
}
