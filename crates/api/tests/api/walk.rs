//! Every field of every document, asked for as the schema describes it: none may fail, and none
//! may be null that is promised.

use std::collections::HashMap;

use async_graphql::Request;
use finsam_content::Snapshot;
use finsam_model::Kind;
use serde_json::Value;

use crate::asking::{Tree, ask, execute_all};

/// The types of the schema, by name.
struct Types(HashMap<String, Value>);

/// A type without its `!` and `[]`.
fn named(of_type: &Value) -> &str {
    match &of_type["ofType"] {
        Value::Null => of_type["name"].as_str().unwrap(),
        inner => named(inner),
    }
}

impl Types {
    fn of_the_schema() -> Self {
        let reference = "name kind ofType { name kind ofType { name kind ofType { name kind } } }";
        let query = format!(
            "{{ __schema {{ types {{ name kind possibleTypes {{ name }}
                fields {{ name args {{ type {{ kind }} }} type {{ {reference} }} }} }} }} }}"
        );
        let types = ask(Tree::Twin, "2031-07-01T12:00:00Z", &query)["__schema"]["types"].take();
        let types = types.as_array().unwrap().iter();
        Self(
            types
                .map(|known| (known["name"].as_str().unwrap().to_owned(), known.clone()))
                .collect(),
        )
    }

    /// The fields of a type that can be asked for without arguments.
    fn fields(&self, name: &str) -> impl Iterator<Item = &Value> {
        let free = |field: &&Value| {
            field["args"].as_array().unwrap().iter().all(|arg| arg["type"]["kind"] != "NON_NULL")
        };
        self.0[name]["fields"].as_array().into_iter().flatten().filter(free)
    }

    /// Everything of a type, `depth` objects deep. Of a `Node` inside, that is what all documents
    /// have; each kind has its own turn.
    fn everything(&self, name: &str, depth: usize) -> String {
        let mut asked = vec!["__typename".to_owned()];
        asked.extend(self.fields(name).filter_map(|field| self.whole(field, depth)));
        format!("{{ {} }}", asked.join(" "))
    }

    /// A field with everything in it; none if it is an object and that is too deep.
    fn whole(&self, field: &Value, depth: usize) -> Option<String> {
        let (field, of_type) = (field["name"].as_str().unwrap(), named(&field["type"]));
        match self.0[of_type]["kind"].as_str().unwrap() {
            "SCALAR" | "ENUM" => Some(field.to_owned()),
            _ => Some(format!("{field} {}", self.everything(of_type, depth.checked_sub(1)?))),
        }
    }

    /// That nothing is null that the schema promises.
    fn check_promises(&self, of_type: &Value, value: &Value, place: &str) {
        if of_type["kind"] == "NON_NULL" {
            assert!(!value.is_null(), "{place} is null, but promised");
            return self.check_promises(&of_type["ofType"], value, place);
        }
        match value {
            Value::Array(items) => {
                for (item, at) in items.iter().zip(0..) {
                    self.check_promises(&of_type["ofType"], item, &format!("{place}[{at}]"));
                }
            }
            Value::Object(object) => {
                for field in self.fields(object["__typename"].as_str().unwrap()) {
                    let name = field["name"].as_str().unwrap();
                    if let Some(value) = object.get(name) {
                        self.check_promises(&field["type"], value, &format!("{place}.{name}"));
                    }
                }
            }
            _ => {}
        }
    }
}

fn walk(tree: Tree, now: &str) {
    let types = Types::of_the_schema();
    let snapshot = tree.snapshot(now);
    let mut singles = 0;
    for field in types.fields("Query") {
        let query = format!("{{ __typename {} }}", types.whole(field, 3).unwrap());
        let all = execute_all(&snapshot, now, Request::new(query));
        types.check_promises(&Value::Null, &all["data"], "Query");
        // The singles want to know which, and say so.
        let values = all["data"].as_object().unwrap().values();
        let nulls = values.filter(|value| value.is_null()).count();
        assert_eq!(all["errors"].as_array().map_or(0, Vec::len), nulls, "{}", all["errors"]);
        singles += nulls;
    }
    assert_eq!(singles, Kind::ALL.len());
    let nodes: Vec<_> = Snapshot::nodes(&snapshot).collect();
    assert!(nodes.len() > 20, "there is something to walk over");
    for node in nodes {
        let kind = format!("{:?}", node.kind());
        let everything = types.everything(&kind, 2);
        let id = node.id();
        let query = format!("{{ node(id: \"{id}\") {{ ... on {kind} {everything} }} }}");
        let response = execute_all(&snapshot, now, Request::new(query));
        let place = format!("{kind} {}", node.slug());
        assert_eq!(response.get("errors"), None, "{place}");
        let value = &response["data"]["node"];
        assert_eq!(value["__typename"], kind, "{place}");
        types.check_promises(&Value::Null, value, &place);
    }
}

#[test]
fn all_that_can_be_asked_of_the_twin_is_answered() {
    walk(Tree::Twin, "2031-07-01T12:00:00+02:00");
}

#[test]
fn all_that_can_be_asked_of_our_content_is_answered() {
    walk(Tree::Content, "2018-07-05T07:15:00+02:00");
}
