//! The limits at their edges, the measure against one that writes everything out, and how much
//! work it is.

use async_graphql::{Variables, parser::parse_query};
use proptest::prelude::*;
use serde_json::json;

use super::{
    Limits, Measured, Refusal, Shape, before_parsing, law, measure,
    measure::{Amount, Pass},
    variables::Values,
};
use crate::graphql::error::Code;

/// A schema of one noun, whose fields lead on in every way there is.
const SCHEMA: &str = "
type Query {
  thing: Thing!
  page(first: Int, last: Int): ThingConnection
  nodes(ids: [ID!]!): [Thing]!
  echo(text: String, items: [Int!]): String!
  ask(question: String!): Thing!
}
type Thing {
  leaf: String!
  one: Thing!
  many: [Thing!]!
  page(first: Int, last: Int): ThingConnection
}
type ThingConnection { totalCount: Int!  nodes: [Thing!]!  edges: [ThingEdge!]! }
type ThingEdge { cursor: String!  node: Thing! }
";

fn measured(query: &str) -> Result<Measured, Refusal> {
    let limits = Limits::default();
    before_parsing(query, &limits)?;
    measure(&parse_query(query).unwrap(), &Shape::of(SCHEMA), &limits)
}

#[test]
fn each_limit_at_its_edge() {
    let check = |make: &dyn Fn(usize) -> String, last: usize, code: Code| {
        for (size, expected) in [(last, None), (last + 1, Some(code)), (last * 10, Some(code))] {
            let query = make(size);
            let refusal = measured(&query).err();
            let start: String = query.chars().take(80).collect();
            let got = refusal.as_ref().map(|refusal| refusal.code);
            // Far beyond one limit, another may speak first; but not silence.
            if size <= last + 1 {
                assert_eq!(got, expected, "{size}: {start}");
            } else {
                assert!(got.is_some(), "{size}: {start}");
            }
        }
    };
    let leaves = |count: usize| "leaf ".repeat(count);
    let inside = |inner: &str| format!("{{ thing {{ {inner} }} }}");
    check(&|size| inside(&leaves(size - 1)), 2_000, Code::SelectionLimitExceeded);
    check(
        &|size| {
            let (fragment, rest) = (leaves((size - 3) / 2), leaves((size - 3) % 2));
            inside(&format!("...F ...F {rest}")) + &format!("fragment F on Thing {{ {fragment} }}")
        },
        2_000,
        Code::SelectionLimitExceeded,
    );
    check(
        &|size| {
            format!("{{ thing {}{{ leaf }}{} }}", "{ one ".repeat(size - 2), " }".repeat(size - 2))
        },
        20,
        Code::DepthLimitExceeded,
    );
    // Fragments alone, one inside the other.
    check(
        &|size| inside(&format!("{}leaf{}", "... { ".repeat(size), " }".repeat(size))),
        30,
        Code::DepthLimitExceeded,
    );
    check(
        &|size| inside(&(0..size).map(|at| format!("a{at}: leaf ")).collect::<String>()),
        50,
        Code::AliasLimitExceeded,
    );
    check(
        &|size| {
            let fragment = "fragment F on Thing { a: leaf ...G } fragment G on Thing { b: leaf }";
            let rest = "c: leaf ".repeat(size % 2);
            inside(&("...F ".repeat(size / 2) + &rest)) + fragment
        },
        50,
        Code::AliasLimitExceeded,
    );
    check(
        &|size| format!("{{ {} }}", "__typename ".repeat(size)),
        20,
        Code::RootFieldLimitExceeded,
    );
    check(
        &|size| {
            let fragment = "fragment F on Query { __typename ... { __typename } }";
            format!(
                "{{ {} {} }} {fragment}",
                "...F ".repeat(size / 2),
                "__typename ".repeat(size % 2)
            )
        },
        20,
        Code::RootFieldLimitExceeded,
    );
    check(&|size| inside(&"leaf @skip(if: false) ".repeat(size)), 20, Code::DirectiveLimitExceeded);
    check(
        &|size| {
            format!(
                "query @a {{ ...F @b {} }} fragment F on Query @c {{ __typename }}",
                "@d ".repeat(size - 3)
            )
        },
        20,
        Code::DirectiveLimitExceeded,
    );
    check(
        &|size| format!("{{ echo(items: [[{}]]) }}", "1 ".repeat(size)),
        1_000,
        Code::InputListLimitExceeded,
    );
    check(
        &|size| format!("query ($x: [Int] = [{}]) {{ thing {{ leaf }} }}", "1 ".repeat(size)),
        1_000,
        Code::InputListLimitExceeded,
    );
    check(
        &|size| (0..size).map(|at| format!("query Q{at} {{ __typename }} ")).collect(),
        50,
        Code::OperationLimitExceeded,
    );
    check(
        &|size| {
            let variables: String = (0..size).map(|at| format!("$v{at}: Int ")).collect();
            format!("query ({variables}) {{ __typename }}")
        },
        100,
        Code::VariableLimitExceeded,
    );
}

#[test]
fn fragments_that_lead_to_themselves_are_named() {
    let check = |query: &str| {
        assert_eq!(measured(query).unwrap_err().code, Code::FragmentCycle, "{query}");
    };
    check("{ ...F } fragment F on Query { ...F }");
    check(
        "{ ...F } fragment F on Query { thing { leaf } ...G } fragment G on Query { ... { ...F } }",
    );
    check("{ thing { ...F } } fragment F on Thing { one { ...F } }");
    // One that no operation uses.
    check("{ __typename } fragment F on Thing { one { ...F } }");
}

#[test]
fn what_a_document_that_fits_no_schema_could_cost_to_refuse_is_bounded() {
    let check = |query: &str, code: Code| {
        let refusal = measured(query).map(|measured| measured.selections());
        assert_eq!(refusal.map_err(|refusal| refusal.code), Err(code));
    };
    check(&format!("{{ thing {{ {} }} }}", "laef ".repeat(101)), Code::GraphqlValidationFailed);
    let arguments = |count: usize| (0..count).map(|at| format!("x{at}: 1 ")).collect::<String>();
    check(&format!("{{ echo({}) }}", arguments(7)), Code::GraphqlValidationFailed);
    check(&format!("{{ nothing({}) }}", arguments(9)), Code::GraphqlValidationFailed);
    // The library compares these with each other once for every fragment they stand in.
    let nested = format!("{}{}{}", "... { ".repeat(25), "leaf ".repeat(1_900), "} ".repeat(25));
    check(&format!("{{ thing {{ {nested} }} }}"), Code::SelectionLimitExceeded);
    // A little of each is for validation to tell, which says where.
    assert!(measured("{ thing { laef leav } echo(txet: 1, tex: 2) nothing(x: 1) }").is_ok());
}

#[test]
fn the_work_is_bounded_by_the_text_and_not_by_what_it_stands_for() {
    let doubling = (0..30)
        .map(|at| format!("fragment F{at} on Query {{ ...F{next} ...F{next} }} ", next = at + 1));
    let bomb = format!(
        "{{ ...F0 }} {} fragment F30 on Query {{ __typename }}",
        doubling.collect::<String>()
    );
    let document = parse_query(&bomb).unwrap();
    let shape = Shape::of(SCHEMA);
    let mut pass = Pass::new(&document, &shape, Limits::default(), Values::Any);
    let refusal = pass.document().unwrap_err();
    assert_eq!(refusal.code, Code::SelectionLimitExceeded);
    assert_eq!(refusal.limit, Some(2_000));
    // One selection in the operation, two in each of thirty fragments, one in the last.
    assert_eq!(pass.visited, 1 + 2 * 30 + 1);
    // Wide instead of deep: two to the power of a hundred, in twenty-five levels of sixteen.
    let wide = (0..25).map(|at| {
        let next = format!("...F{} ", at + 1).repeat(16);
        format!("fragment F{at} on Query {{ {next} }} ")
    });
    let bomb =
        format!("{{ ...F0 }} {} fragment F25 on Query {{ __typename }}", wide.collect::<String>());
    let document = parse_query(&bomb).unwrap();
    let mut pass = Pass::new(&document, &shape, Limits::default(), Values::Any);
    let refusal = pass.document().unwrap_err();
    assert_eq!((refusal.code, refusal.actual), (Code::SelectionLimitExceeded, None));
    assert_eq!(pass.visited, 1 + 16 * 25 + 1);
}

/// What an operation costs with variables.
fn cost(query: &str, variables: serde_json::Value) -> u64 {
    let document = parse_query(query).unwrap();
    let variables = Variables::from_json(variables);
    let shape = Shape::of(SCHEMA);
    let (_, operation) = document.operations.iter().next().unwrap();
    let values = Values::of(&operation.node, &variables);
    let mut pass = Pass::new(&document, &shape, Limits::default(), values);
    pass.operation(&operation.node).unwrap().cost
}

#[test]
fn lists_cost_as_much_as_they_may_be_long() {
    let check = |query: &str, variables: serde_json::Value, expected: u64| {
        assert_eq!(cost(query, variables.clone()), expected, "{query} {variables}");
    };
    let none = || json!({});
    check("{ __typename }", none(), 1);
    check("{ thing { leaf one { leaf } } }", none(), 4);
    check("{ thing { many { leaf } } }", none(), 2 + 10);
    check("{ page { totalCount } }", none(), 2);
    check("{ page { totalCount nodes { leaf } } }", none(), 3 + 20);
    check("{ page(first: 3) { nodes { leaf } edges { cursor } } }", none(), 3 + 3 + 3);
    check("{ page(last: 100) { edges { node { leaf } } } }", none(), 2 + 200);
    check(
        "{ page(first: 7) { ...P } } fragment P on ThingConnection { nodes { leaf } }",
        none(),
        2 + 7,
    );
    check(
        "{ page(first: 5) { nodes { page(first: 5) { nodes { leaf } } } } }",
        none(),
        2 + 5 * (2 + 5),
    );
    // Sizes that will be refused do not count for more than the largest, nor for less than none.
    check("{ page(first: 2000000000) { nodes { leaf } } }", none(), 2 + 100);
    check("{ page(first: -1) { nodes { leaf } } }", none(), 2);
    check("{ page(first: null) { nodes { leaf } } }", none(), 2 + 20);
    let paged = "query ($n: Int) { page(first: $n) { nodes { leaf } } }";
    check(paged, json!({ "n": 50 }), 2 + 50);
    check(paged, json!({ "n": 500 }), 2 + 100);
    check(paged, json!({ "n": null }), 2 + 20);
    check(paged, none(), 2 + 20);
    check("query ($n: Int = 7) { page(first: $n) { nodes { leaf } } }", none(), 2 + 7);
    check("{ nodes(ids: [\"a\", \"b\"]) { leaf } }", none(), 1 + 2);
    let listed = "query ($ids: [ID!]!) { nodes(ids: $ids) { leaf } }";
    check(listed, json!({ "ids": ["a", "b", "c"] }), 1 + 3);
    check(listed, json!({ "ids": "a" }), 1 + 1);
    let gateway =
        "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { leaf } } }";
    check(gateway, json!({ "r": vec![json!({"__typename": "Thing", "id": "a"}); 10] }), 1 + 10);
    assert!(cost("{ ask(question: \"\") { leaf } }", none()) > 1_000);
    assert!(cost("{ __schema { types { name } } }", none()) > 1_000);
    // What is sent is copied for every field.
    let echo =
        "query ($t: String) { thing { many { page(first: 100) { totalCount } } } echo(text: $t) }";
    let long = json!({ "t": "a".repeat(64 * 1_000) });
    check(echo, long, 1 + 1 + 10 * 2 + 1 + 1_001 - 64);
}

#[test]
fn a_document_is_judged_once_and_its_variables_each_time() {
    let limits = Limits { max_cost: 1_000, ..Limits::default() };
    let shape = Shape::of(SCHEMA);
    let check =
        |query: &str, name: Option<&str>, variables: serde_json::Value, code: Option<Code>| {
            let document = parse_query(query).unwrap();
            let measured = measure(&document, &shape, &limits).unwrap();
            let variables = Variables::from_json(variables);
            let checked = measured.check(&document, &shape, name, &variables);
            assert_eq!(checked.err().map(|refusal| refusal.code), code, "{query}");
        };
    let paged =
        "query A($n: Int) { page(first: 50) { nodes { page(first: $n) { nodes { leaf } } } } }
                 query B { __typename }";
    check(paged, Some("A"), json!({ "n": 10 }), None);
    check(paged, Some("A"), json!({ "n": 20 }), Some(Code::CostExceeded));
    check(paged, Some("A"), json!({}), Some(Code::CostExceeded));
    check(paged, Some("B"), json!({}), None);
    check(paged, Some("C"), json!({}), None);
    let echo = "query ($t: [Int!]) { a: echo(items: $t) b: echo(items: $t) }";
    check(echo, None, json!({ "t": vec![1; 500] }), None);
    check(echo, None, json!({ "t": vec![1; 600] }), Some(Code::CostExceeded));
    let listing = "query ($t: [Int!]) { echo(items: $t) }";
    let large = json!({ "t": vec![1; 1_001], "unused": null });
    check(listing, None, large, Some(Code::InputListLimitExceeded));
    check(listing, None, json!({ "unused": [vec![1; 1_001]] }), Some(Code::InputListLimitExceeded));
    check(listing, None, json!({ "t": vec![1; 1_000] }), None);
    check(echo, Some("nobody"), json!({ "t": vec![1; 600] }), Some(Code::CostExceeded));
    check(echo, None, json!({ "t": null, "unused": vec![1; 600] }), None);
    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    check(echo, None, json!({ "t": nested(16) }), None);
    check(echo, None, json!({ "t": nested(17) }), Some(Code::InputDepthLimitExceeded));
    check(echo, None, json!({ "unused": nested(100) }), Some(Code::InputDepthLimitExceeded));
    let gateway = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
    let represented = |count: usize| json!({ "r": vec![json!({"__typename": "Thing"}); count] });
    check(gateway, None, represented(5), None);
    check(gateway, None, represented(1_001), Some(Code::CostExceeded));
    let generous = Limits::default();
    let document = parse_query(gateway).unwrap();
    let measured = measure(&document, &shape, &generous).unwrap();
    for (count, code) in [(1_000, None), (1_001, Some(Code::EntityLimitExceeded))] {
        let variables = Variables::from_json(represented(count));
        let checked = measured.check(&document, &shape, None, &variables);
        assert_eq!(checked.err().map(|refusal| refusal.code), code, "{count}");
    }
}

#[test]
fn a_refusal_tells_the_limit_and_what_was_asked() {
    let error = measured("{ a b c d e f g h i j k l m n o p q r s t u }").unwrap_err().into_error();
    let extensions = serde_json::to_value(&error.extensions).unwrap();
    assert_eq!(
        extensions,
        json!({ "code": "ROOT_FIELD_LIMIT_EXCEEDED", "limit": 20, "actual": 21 })
    );
    assert_eq!(error.message, "an operation has more than 20 fields at its root");
}

/// Measures by writing everything out, top down: the page is handed to the fields it repeats.
mod written_out {
    use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
    use async_graphql_value::Value;

    use super::Amount;

    pub(super) struct Expander<'a> {
        pub(super) document: &'a ExecutableDocument,
        pub(super) page_asked_by_variable: u64,
    }

    impl<'a> Expander<'a> {
        pub(super) fn set(&self, set: &'a SelectionSet, page: u64) -> Amount {
            let items = set.items.iter().map(|item| match &item.node {
                Selection::Field(field) => self.field(&field.node, page),
                Selection::InlineFragment(inline) => {
                    let inside = self.set(&inline.node.selection_set.node, page);
                    Self::fragment(inside, inline.node.directives.len())
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = &self.document.fragments[name].node;
                    let inside = self.set(&fragment.selection_set.node, page);
                    let directives = spread.node.directives.len() + fragment.directives.len();
                    Self::fragment(inside, directives)
                }
            });
            items.fold(Amount::default(), |sum, item| Amount {
                selections: sum.selections + item.selections,
                fields: sum.fields + item.fields,
                aliases: sum.aliases + item.aliases,
                directives: sum.directives + item.directives,
                depth: sum.depth.max(item.depth),
                levels: sum.levels.max(item.levels),
                cost: sum.cost + item.cost,
                cost_of_item: 0,
            })
        }

        fn fragment(inside: Amount, directives: usize) -> Amount {
            Amount {
                selections: inside.selections + 1,
                directives: inside.directives + directives as u64,
                levels: inside.levels + 1,
                ..inside
            }
        }

        fn field(&self, field: &'a Field, page: u64) -> Amount {
            let size = match field.arguments.first().map(|(_, value)| &value.node) {
                Some(Value::Number(size)) => size.as_u64().unwrap(),
                Some(Value::Variable(_)) => self.page_asked_by_variable,
                _ => 20,
            };
            let inside = self.set(&field.selection_set.node, size);
            let times = match field.name.node.as_str() {
                "many" => 10,
                "nodes" | "edges" => page,
                _ => 1,
            };
            let has_inside = !field.selection_set.node.items.is_empty();
            Amount {
                selections: inside.selections + 1,
                fields: 1,
                aliases: inside.aliases + u64::from(field.alias.is_some()),
                directives: inside.directives + field.directives.len() as u64,
                depth: inside.depth + 1,
                levels: inside.levels + u64::from(has_inside),
                cost: 1 + times * inside.cost,
                cost_of_item: 0,
            }
        }
    }
}

const FRAGMENTS: usize = 3;

/// What may be selected of a thing, where only fragments from a number on may be spread.
fn selections(from: usize) -> impl Strategy<Value = String> {
    let spreads = (from..FRAGMENTS).flat_map(|at| [format!("...F{at}"), format!("...F{at} @on")]);
    let mut leaves = vec!["leaf".to_owned(), "a: leaf".to_owned(), "leaf @off @on".to_owned()];
    leaves.extend(spreads);
    let around = [
        "one { _ }",
        "b: one @on { _ }",
        "many { leaf _ }",
        "page { totalCount nodes { _ } }",
        "page(first: 3) { edges { cursor node { _ } } }",
        "page(last: $n) { ... on ThingConnection { nodes { _ } } }",
        "... { _ }",
        "... on Thing @off { _ }",
    ];
    let leaf = proptest::sample::select(leaves);
    leaf.prop_recursive(2, 24, 4, move |inner| {
        (proptest::sample::select(around.to_vec()), proptest::collection::vec(inner, 1..4))
            .prop_map(|(around, inner)| around.replace('_', &inner.join(" ")))
    })
}

fn documents() -> impl Strategy<Value = String> {
    (selections(0), selections(1), selections(2), selections(3), "(@on )?").prop_map(
        |(operation, first, second, third, directive)| {
            format!(
                "query ($n: Int) {{ thing {{ {operation} }} }}
                 fragment F0 on Thing {directive} {{ {first} }}
                 fragment F1 on Thing {{ {second} {second} }}
                 fragment F2 on Thing {{ {third} }}"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_measure_is_that_of_the_document_written_out(query in documents(), size in 0..100_u64) {
        let document = parse_query(&query).unwrap();
        let shape = Shape::of(SCHEMA);
        let (_, operation) = document.operations.iter().next().unwrap();
        let variables = Variables::from_json(json!({ "n": size }));
        for (values, page_asked_by_variable) in
            [(Values::Any, 100), (Values::of(&operation.node, &variables), size)]
        {
            let mut pass = Pass::new(&document, &shape, Limits::default(), values);
            let expander = written_out::Expander { document: &document, page_asked_by_variable };
            let expected = expander.set(&operation.node.selection_set.node, 0);
            prop_assert_eq!(pass.operation(&operation.node).unwrap(), expected);
        }
    }
}

#[test]
fn of_the_saved_documents_some_pass_and_some_are_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/graphql");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()).collect();
    let passes = |file: &&std::fs::DirEntry| {
        law(&String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()))
    };
    let passed = files.iter().filter(passes).count();
    assert!(passed > 0 && passed < files.len(), "{passed} of {}", files.len());
}
