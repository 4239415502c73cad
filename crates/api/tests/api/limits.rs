//! Ordinary use stays within the limits: what clients and tools really send.

use async_graphql::Request;
use serde_json::{Value, json};

use crate::asking::{Tree, ask, ask_with, execute};

const NOW: &str = "2031-07-01T12:00:00+02:00";

/// What GraphiQL and code generators ask first: graphql-js's introspection query with everything
/// turned on.
const INTROSPECTION: &str = "
query IntrospectionQuery {
  __schema {
    description
    queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { ...FullType }
    directives {
      name description isRepeatable locations
      args(includeDeprecated: true) { ...InputValue }
    }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description
    args(includeDeprecated: true) { ...InputValue }
    type { ...TypeRef }
    isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue {
  name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
}
fragment TypeRef on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
    kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  } } } } } } } } }
}";

#[test]
fn introspection_passes() {
    let schema = &ask(Tree::Twin, NOW, INTROSPECTION)["__schema"];
    assert!(schema["types"].as_array().unwrap().len() > 50);
    // Beside what a page shows at the same time.
    let both = INTROSPECTION.replacen(
        "query IntrospectionQuery {",
        "query Q { site(slug: \"exempel\") { name }",
        1,
    );
    assert!(ask(Tree::Twin, NOW, &both)["site"]["name"].is_string());
}

/// Everything a programme page could show of a seminar.
const SEMINAR: &str = "fragment S on Seminar {
    id slug url kind label title subtitle status statusNote date startsAt endsAt servingFrom
    venue { name street city accessibility website url }
    series { title theme url organisers { name abbreviation } }
    organisers { name abbreviation url }
    appearances {
      role title
      person { name slug url }
      organisation { name abbreviation url }
      initiative { name }
    }
    sources { title url date publisher }
    terms { name definition }
    body { html text }
  }";

#[test]
fn a_hundred_seminars_with_all_that_belongs_to_them_pass() {
    let query = format!(
        "query ($after: String) {{
           seminars(first: 100, after: $after) {{
             totalCount nodes {{ ...S }} pageInfo {{ hasNextPage endCursor }}
           }}
           venues(first: 100) {{ nodes {{ name }} }}
           organisations(first: 100) {{ nodes {{ name abbreviation }} }}
         }} {SEMINAR}"
    );
    let data = ask_with(Tree::Twin, NOW, &query, json!({ "after": null }));
    assert!(data["seminars"]["nodes"][0]["title"].is_string());
}

#[test]
fn a_client_query_of_two_hundred_fields_passes() {
    // As a client with a component for each part of a page writes it.
    let lists: String = [
        "allSeries",
        "people",
        "organisations",
        "venues",
        "news",
        "initiatives",
        "figures",
        "terms",
        "sources",
        "speakers",
    ]
    .iter()
    .map(|list| {
        format!(
            "{list}(first: 20) {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor
               node {{ __typename id slug url kind label site {{ name }}
                 sources {{ title url }} body {{ html }} }} }} }} "
        )
    })
    .collect();
    let query = format!("{{ seminars(first: 20) {{ nodes {{ ...S }} }} {lists} }} {SEMINAR}");
    assert!(query.split_whitespace().count() > 200);
    ask(Tree::Twin, NOW, &query);
}

#[test]
fn a_hundred_representations_pass() {
    let id = ask(Tree::Twin, NOW, "{ seminars(first: 1) { nodes { id } } }");
    let id = &id["seminars"]["nodes"][0]["id"];
    let of = vec![json!({ "__typename": "Seminar", "id": id }); 100];
    let query =
        format!("query ($of: [_Any!]!) {{ _entities(representations: $of) {{ ...S }} }} {SEMINAR}");
    let found = ask_with(Tree::Twin, NOW, &query, json!({ "of": of }));
    assert_eq!(found["_entities"].as_array().unwrap().len(), 100);
}

#[test]
fn a_query_two_hundred_deep_is_refused_before_the_parser_sees_it() {
    let query = format!("{}id{}", "{ node ".repeat(200), "}".repeat(200));
    let response = execute(&Tree::Twin.snapshot(NOW), NOW, Request::new(query));
    let extensions = &response["errors"][0]["extensions"];
    assert_eq!(*extensions, json!({ "code": "DEPTH_LIMIT_EXCEEDED", "limit": 20 }));
    assert_eq!(response["data"], Value::Null);
}
