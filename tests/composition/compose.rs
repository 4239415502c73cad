//! The committed schema composed with that of another kind of graph, by a composition that others
//! wrote in Rust. `tests/suite/federation.rs` has it done by Apollo's.
#![forbid(unsafe_code)]
#![cfg(test)]

use graphql_composition::{Subgraphs, compose, render_api_sdl, render_federated_sdl};

#[test]
fn our_schema_composes_with_that_of_another_kind_of_graph() {
    let ours = include_str!("../../schema/federation.graphql");
    let rooms = include_str!("../federation/rooms.graphql");
    let mut subgraphs = Subgraphs::default();
    subgraphs.ingest_str(ours, "finsam", Some("http://127.0.0.1:1/graphql")).unwrap();
    subgraphs.ingest_str(rooms, "rooms", Some("http://127.0.0.1:2/graphql")).unwrap();
    let composed = compose(&mut subgraphs);
    // What it may have to say besides would be told in docs/federation.md.
    let said: Vec<_> = composed.diagnostics().iter_messages().collect();
    assert_eq!(said, Vec::<&str>::new());
    let graph = composed.into_result().unwrap();
    let joined = render_federated_sdl(&graph).unwrap();
    let venue = "type Venue implements Node
  @join__type(graph: FINSAM, key: \"id\")
  @join__type(graph: FINSAM, key: \"url\")
  @join__type(graph: ROOMS, key: \"url\")";
    assert!(joined.contains(venue), "{joined}");
    let seen = render_api_sdl(&graph);
    assert!(seen.contains("seminars(") && seen.contains("bookings"), "{seen}");
    assert!(!seen.contains("ChangePage"), "what is for copies alone is in a graph of several");
}
