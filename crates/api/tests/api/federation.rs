//! The API as a subgraph: what a gateway asks, and what it gets.

use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use crate::asking::{Tree, ask, ask_with, execute};

const NOW: &str = "2031-07-01T12:00:00+02:00";

const ENTITIES: &str = "query ($of: [_Any!]!) { _entities(representations: $of) {
    __typename ... on Seminar { id slug } ... on Person { id slug } } }";

fn id_of(list: &str) -> Value {
    let query = format!("{{ {list}(first: 1) {{ nodes {{ id }} }} }}");
    ask(Tree::Twin, NOW, &query)[list]["nodes"][0]["id"].clone()
}

fn entities(of: &Value) -> Value {
    ask_with(Tree::Twin, NOW, ENTITIES, json!({ "of": of }))["_entities"].take()
}

#[test]
fn entities_come_in_the_order_asked_and_unknown_ones_are_null_in_their_place() {
    let (seminar, person) = (id_of("seminars"), id_of("people"));
    let found = entities(&json!([
        { "__typename": "Person", "id": person },
        { "__typename": "Seminar", "id": "finns-inte" },
        { "__typename": "Seminar", "id": seminar },
        // An id of another kind is no id of this one.
        { "__typename": "Seminar", "id": person },
    ]));
    assert_eq!(found[0]["id"], person);
    assert_eq!(found[1], Value::Null);
    assert_eq!(found[2]["id"], seminar);
    assert_eq!(found[3], Value::Null);
    assert_eq!(entities(&json!([])), json!([]));
}

#[test]
fn a_gateway_may_ask_for_many_at_once() {
    let seminar = id_of("seminars");
    let many = vec![json!({ "__typename": "Seminar", "id": seminar }); 500];
    let found = entities(&json!(many));
    assert!(found.as_array().unwrap().iter().all(|found| found["id"] == seminar));
    assert_eq!(found.as_array().unwrap().len(), 500);
}

#[test]
fn representations_nobody_can_mean_are_refused_with_a_code() {
    let snapshot = Tree::Twin.snapshot(NOW);
    for wrong in [
        json!({ "__typename": "Unicorn", "id": "a" }),
        json!({ "__typename": "Seminar" }),
        json!({ "id": "a" }),
        json!("a"),
    ] {
        let variables = Variables::from_json(json!({ "of": [wrong] }));
        let response = execute(&snapshot, NOW, Request::new(ENTITIES).variables(variables));
        let code = &response["errors"][0]["extensions"]["code"];
        assert_eq!(code, "GRAPHQL_VALIDATION_FAILED", "{wrong}");
    }
}

#[test]
fn a_gateway_may_write_its_questions_as_fragments() {
    for query in [
        "{ _service { sdl } }",
        "{ ... on Query { _service { sdl } } }",
        "{ ...Sdl } fragment Sdl on Query { _service { sdl } }",
    ] {
        let sdl = ask(Tree::Twin, NOW, query);
        assert!(sdl["_service"]["sdl"].as_str().unwrap().contains("@key"), "{query}");
    }
}
