//! The API as a subgraph: what a gateway asks, and what it gets.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use finsam_content::{Archive, Change, Network, Snapshot};
use finsam_model::{Id, Kind, Site, Slug};
use serde_json::{Value, json};

use crate::asking::{Tree, ask, ask_with, execute, zoned};

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
fn an_entity_is_found_by_its_address_of_now_and_of_before_and_keeps_the_one_asked_by() {
    let query = "query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Seminar { id url slug } ... on Person { id url } } }";
    let url = |path: &str| format!("https://exempel.test/{path}");
    let check = |typename: &str, address: &str, expected: Option<&str>| {
        let of = json!([{ "__typename": typename, "url": address }]);
        let found = ask_with(Tree::Twin, NOW, query, json!({ "of": of }))["_entities"][0].take();
        assert_eq!(found["id"].as_str(), expected, "{typename} {address}: {found}");
        if expected.is_some() {
            assert_eq!(found["url"], *address);
        }
    };
    let seminar = ask(Tree::Twin, NOW, "{ seminar(slug: \"provprat-2031\") { id } }");
    let seminar = seminar["seminar"]["id"].as_str();
    assert!(seminar.is_some());
    check("Seminar", &url("seminars/provprat-2031"), seminar);
    check("Seminar", &url("seminars/pratprov"), seminar);
    check("Seminar", &url("seminars/finns-inte"), None);
    check("Seminar", &url("people/provprat-2031"), None);
    check("Person", &url("seminars/provprat-2031"), None);
    check("Seminar", "https://annan.test/seminars/provprat-2031", None);
    check("Seminar", "/seminars/provprat-2031", None);
    check("Seminar", "", None);
    check("Seminar", "provprat-2031", None);
}

/// A site that serves content of its own and of another, which has addresses of its own.
fn two_sites() -> Arc<Snapshot> {
    let document = |path: &str, front: &str| Change {
        path: path.to_owned(),
        bytes: Some(format!("+++\n{front}\n+++\n").into_bytes()),
    };
    let person = "name = \"Testa Testsson\"";
    let home = vec![
        document("site.md", "slug = \"hem\"\nname = \"Hemma\""),
        document("people/testa.md", person),
    ];
    let mut network = Network::from(Archive::default().update(home));
    let site = Site {
        slug: Slug::new("norr").unwrap(),
        name: "Norr".to_owned(),
        language: "sv".to_owned(),
        url: Some("https://norr.test/arkiv".to_owned()),
        editor: None,
        via: Vec::new(),
    };
    let same = format!("{person}\nformerly = [\"t\"]\nsameAs = \"hem/testa\"");
    let documents = vec![
        document("people/testa-testsson.md", &same),
        document("venues/salen.md", "name = \"Salen\""),
    ];
    network.update(&site, documents);
    Arc::new(network.publish(&zoned(NOW)))
}

fn id(site: &str, person: &str) -> String {
    let slug = |name| Slug::new(name).unwrap();
    Id { site: slug(site), kind: Kind::Person, born: slug(person) }.to_string()
}

#[test]
fn whoever_goes_by_several_keys_in_a_network_keeps_the_one_asked_by() {
    let snapshot = two_sites();
    let (ours, theirs) = (id("hem", "testa"), id("norr", "t"));
    let at_home = "https://exempel.test/people/testa";
    let (there, before) =
        ("https://norr.test/arkiv/people/testa-testsson", "https://norr.test/arkiv/people/t");
    let of = json!([
        { "__typename": "Person", "id": ours },
        { "__typename": "Person", "id": theirs },
        { "__typename": "Person", "url": at_home },
        { "__typename": "Person", "url": there },
        { "__typename": "Person", "url": before },
        { "__typename": "Person", "id": theirs, "url": there },
        // An address of somebody else says nothing against the id.
        { "__typename": "Person", "id": theirs, "url": "https://norr.test/arkiv/people/ingen" },
        { "__typename": "Venue", "url": "https://norr.test/arkiv/venues/salen" },
        { "__typename": "Venue", "url": "https://exempel.test/venues/salen" },
    ]);
    let query = "query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Person { id url } ... on Venue { url } } }";
    let variables = Variables::from_json(json!({ "of": of }));
    let mut response = execute(&snapshot, NOW, Request::new(query).variables(variables));
    assert_eq!(response.get("errors"), None);
    assert_eq!(
        response["data"]["_entities"].take(),
        json!([
            { "id": ours, "url": at_home },
            { "id": theirs, "url": at_home },
            { "id": ours, "url": at_home },
            { "id": ours, "url": there },
            { "id": ours, "url": before },
            { "id": theirs, "url": there },
            { "id": theirs, "url": at_home },
            { "url": "https://norr.test/arkiv/venues/salen" },
            null,
        ])
    );
}

#[test]
fn a_representation_nobody_can_mean_is_an_error_in_its_place_and_spares_the_others() {
    let snapshot = Tree::Twin.snapshot(NOW);
    let person = id_of("people");
    let sound = json!({ "__typename": "Person", "id": person });
    for (wrong, about) in [
        (json!({ "__typename": "Unicorn", "id": "a" }), "`__typename`"),
        (json!({ "__typename": "Node", "id": "a" }), "`__typename`"),
        (json!({ "__typename": 7, "id": "a" }), "`__typename`"),
        (json!({ "id": "a" }), "`__typename`"),
        (json!({ "__typename": "Seminar" }), "a key"),
        (json!({ "__typename": "Seminar", "slug": "a" }), "a key"),
        (json!({ "__typename": "Seminar", "id": null }), "a key"),
        (json!({ "__typename": "Seminar", "id": { "a": 1 } }), "`id`"),
        (json!({ "__typename": "Seminar", "id": 7 }), "`id`"),
        (json!({ "__typename": "Seminar", "url": ["a"] }), "`url`"),
        (json!("a"), "an object"),
        (json!(["a"]), "an object"),
    ] {
        let variables = Variables::from_json(json!({ "of": [sound, wrong, sound] }));
        let query = ENTITIES.replace("_entities(", "found: _entities(");
        let response = execute(&snapshot, NOW, Request::new(query).variables(variables));
        let found = &response["data"]["found"];
        assert_eq!((&found[0]["id"], &found[2]["id"]), (&person, &person), "{wrong}: {response}");
        assert_eq!(found[1], Value::Null, "{wrong}");
        let errors = response["errors"].as_array().unwrap();
        let [error] = errors.as_slice() else { panic!("{wrong}: {errors:?}") };
        assert_eq!(error["path"], json!(["found", 1]), "{wrong}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{wrong}");
        assert!(error["message"].as_str().unwrap().contains(about), "{wrong}: {error}");
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
