//! The worked examples in GraphiQL's first tab and in `docs/api.md`: each of them runs and finds
//! something.

use async_graphql::{
    Request,
    parser::{parse_query, types::OperationType},
};
use serde_json::Value;

use crate::asking::{Tree, execute};

/// Whether there is anything but nulls and empty lists in an answer.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        _ => true,
    }
}

/// Runs every operation of a document over the real content, on a day when something is on.
fn check_each_finds_something(document: &str, at_least: usize) {
    let now = "2018-07-05T05:15:00Z";
    let snapshot = Tree::Content.snapshot(now);
    let operations = parse_query(document).unwrap().operations;
    // What is subscribed to has nothing to find until something happens.
    let queries = operations.iter().filter(|(_, it)| it.node.ty == OperationType::Query);
    let names: Vec<String> =
        queries.filter_map(|(name, _)| name.map(ToString::to_string)).collect();
    assert!(names.len() >= at_least, "{names:?}");
    for name in names {
        let response = execute(&snapshot, now, Request::new(document).operation_name(&name));
        assert_eq!(response.get("errors"), None, "{name}");
        for (field, value) in response["data"].as_object().unwrap() {
            assert!(says_something(value), "{name}: {field} finds nothing");
        }
    }
}

#[test]
fn graphiql_opens_with_examples_that_run() {
    check_each_finds_something(finsam_graphiql::EXAMPLES, 5);
}

#[test]
fn the_queries_to_copy_run() {
    let page = include_str!("../../../../docs/api.md");
    let blocks = page.split("```graphql\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    check_each_finds_something(&blocks.collect::<String>(), 6);
}
