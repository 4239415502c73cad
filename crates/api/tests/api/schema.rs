//! The schema: fresh on disk, and explained throughout.

use std::{fs, path::PathBuf};

use finsam_api::graphql::{Sdl, Service};
use serde_json::Value;

use crate::asking::{Tree, ask};

fn check_fresh(which: Sdl, file: &str, command: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema").join(file);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let now = Service::default().sdl(which);
    assert!(
        committed == now,
        "schema/{file} is not what the code says; accept it with\n  {command}"
    );
}

#[test]
fn the_committed_schema_is_fresh() {
    check_fresh(
        Sdl::Plain,
        "schema.graphql",
        "cargo run -p finsam-api -- schema > schema/schema.graphql",
    );
}

#[test]
fn the_committed_federation_schema_is_fresh() {
    check_fresh(
        Sdl::Federation,
        "federation.graphql",
        "cargo run -p finsam-api -- schema --federation > schema/federation.graphql",
    );
}

#[test]
fn the_committed_federation_schema_with_costs_is_fresh() {
    check_fresh(
        Sdl::FederationWithCosts,
        "federation-costs.graphql",
        "cargo run -p finsam-api -- schema --federation --costs > schema/federation-costs.graphql",
    );
}

#[test]
fn a_federated_graph_gets_the_same_text_and_no_node() {
    let sdl = ask(Tree::Twin, "2031-03-01T12:00:00Z", "{ _service { sdl } }");
    let sdl = sdl["_service"]["sdl"].as_str().unwrap();
    assert!(sdl.contains("type Seminar implements Node @key(fields: \"id\")"), "{sdl}");
    assert!(!sdl.contains("nodes(ids"), "`nodes` belongs to one site, not to a graph");
}

/// Every description that introspection knows of, with its place.
fn descriptions(schema: &Value) -> Vec<(String, Option<&str>)> {
    let mut all = Vec::new();
    for of_type in schema["types"].as_array().unwrap() {
        let type_name = of_type["name"].as_str().unwrap();
        // GraphQL's own.
        if type_name.starts_with("__") || type_name == "ID" {
            continue;
        }
        all.push((type_name.to_owned(), of_type["description"].as_str()));
        for part in ["fields", "inputFields", "enumValues"] {
            for member in of_type[part].as_array().into_iter().flatten() {
                let name = format!("{type_name}.{}", member["name"].as_str().unwrap());
                for argument in member["args"].as_array().into_iter().flatten() {
                    let name = format!("{name}({})", argument["name"].as_str().unwrap());
                    all.push((name, argument["description"].as_str()));
                }
                all.push((name, member["description"].as_str()));
            }
        }
    }
    all
}

#[test]
fn everything_in_the_schema_is_explained() {
    let data = ask(
        Tree::Twin,
        "2031-03-01T12:00:00Z",
        "{ __schema { types { name description
            fields { name description args { name description } }
            inputFields { name description }
            enumValues { name description } } } }",
    );
    let all = descriptions(&data["__schema"]);
    assert!(all.len() > 300, "introspection tells too little: {}", all.len());
    let unexplained: Vec<&String> = all
        .iter()
        .filter(|(_, description)| description.is_none_or(|text| text.trim().is_empty()))
        .map(|(name, _)| name)
        .collect();
    assert!(unexplained.is_empty(), "without a description: {unexplained:#?}");
}
