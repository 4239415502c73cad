//! How many of something a field leads to, read out of the schema's own text.
//!
//! The library keeps its registry to itself, and names alone do not tell: `people` is a page of
//! people at the root and a short list in a news article. So the schema is printed and parsed once,
//! when the service is made.

use std::collections::HashMap;

use async_graphql::parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, OperationType, Type as Written, TypeKind, TypeSystemDefinition,
    },
};

use crate::graphql::budget::COST_OF_A_QUESTION;

/// How long a list is taken to be that has no pages: longer than most in the content, such as a
/// seminar's appearances or a document's sources.
const ASSUMED_LENGTH: u64 = 10;

/// What it costs to ask about the schema: each time all its types are gone through.
const COST_OF_INTROSPECTION: u64 = 1_000;

/// What every schema can be asked about itself, and what gateways ask; neither stands in the text
/// of a schema.
const UNPRINTED: &str = "
type Query {
  __schema: __Schema  __type(name: String): __Type
  _entities(representations: [_Any!]!): [_Entity]!  _service: _Service
}
type __Schema {
  description: String  types: [__Type]  queryType: __Type  mutationType: __Type
  subscriptionType: __Type  directives: [__Directive]
}
type __Type {
  kind: String  name: String  description: String  specifiedByURL: String  isOneOf: Boolean
  fields(includeDeprecated: Boolean): [__Field]  interfaces: [__Type]  possibleTypes: [__Type]
  enumValues(includeDeprecated: Boolean): [__EnumValue]
  inputFields(includeDeprecated: Boolean): [__InputValue]  ofType: __Type
}
type __Field {
  name: String  description: String  args(includeDeprecated: Boolean): [__InputValue]
  type: __Type  isDeprecated: Boolean  deprecationReason: String
}
type __InputValue {
  name: String  description: String  type: __Type  defaultValue: String  isDeprecated: Boolean
  deprecationReason: String
}
type __EnumValue {
  name: String  description: String  isDeprecated: Boolean  deprecationReason: String
}
type __Directive {
  name: String  description: String  locations: [String]  isRepeatable: Boolean
  args(includeDeprecated: Boolean): [__InputValue]
}
type _Service { sdl: String }
";

/// The fields of every type.
#[derive(Debug)]
pub(crate) struct Shape {
    types: HashMap<String, Type>,
}

/// The fields of a type.
pub(super) type Type = HashMap<String, Field>;

/// What a field leads to, for what is selected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// How many of it there are.
    pub(super) many: Many,
    /// The type of one of them.
    pub(super) of: String,
    /// How many arguments it takes.
    pub(super) arguments: usize,
    /// What it costs besides.
    pub(super) price: u64,
}

/// How many of something a field leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Many {
    /// So many; one, or a list that has no pages.
    Times(u64),
    /// A connection, whose page is as large as its arguments say.
    Page,
    /// What stands on a page, such as a connection's `nodes`: as many as the page holds.
    OfPage,
    /// As many as there are `ids`.
    Ids,
    /// As many as there are `representations`.
    Entities,
}

impl Shape {
    /// The shape of the schema with this text.
    pub(crate) fn of(sdl: &str) -> Self {
        let mut types = types_in(sdl);
        let fields: usize = types.values().map(HashMap::len).sum();
        // The lists of introspection are as long as they are in this schema, on the average: then
        // the sum over a whole schema is right.
        let per_type = count(fields.div_ceil(types.len().max(1)));
        let length = |list: &str| match list {
            "types" => count(types.len()),
            "fields" => per_type,
            _ => 1,
        };
        let mut unprinted = types_in(UNPRINTED);
        for (name, fields) in unprinted.iter_mut().filter(|(name, _)| name.starts_with("__")) {
            for (list, field) in fields.iter_mut() {
                field.many = Many::Times(if name == "__Directive" { 1 } else { length(list) });
            }
        }
        for (name, fields) in unprinted {
            types.entry(name).or_default().extend(fields);
        }
        if let Some(query) = types.get_mut("Query") {
            let question = count(COST_OF_A_QUESTION);
            let prices = [
                ("ask", question),
                ("search", question),
                ("suggest", question),
                ("__schema", COST_OF_INTROSPECTION),
                ("__type", COST_OF_INTROSPECTION),
            ];
            for (name, price) in prices {
                if let Some(field) = query.get_mut(name) {
                    field.price = price;
                }
            }
        }
        Self { types }
    }

    /// A type by its name; none if there is none or it has no fields.
    pub(super) fn named(&self, name: &str) -> Option<&Type> {
        self.types.get(name).filter(|fields| !fields.is_empty())
    }

    /// The type that operations of a kind begin with.
    pub(super) fn root(&self, kind: OperationType) -> Option<&Type> {
        self.named(match kind {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        })
    }
}

/// The types in the text of a schema. A text that the library printed can be parsed; if it could
/// not, every field would be unknown, and no query would pass.
fn types_in(sdl: &str) -> HashMap<String, Type> {
    let definitions = parse_schema(sdl).map(|document| document.definitions).unwrap_or_default();
    let mut types = HashMap::new();
    for definition in definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let fields = match &definition.node.kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            TypeKind::Interface(interface) => interface.fields.as_slice(),
            _ => &[],
        };
        let name = definition.node.name.node.as_str();
        let fields = fields.iter().map(|field| field_of(name, &field.node)).collect();
        types.insert(name.to_owned(), fields);
    }
    types
}

fn field_of(of_type: &str, definition: &FieldDefinition) -> (String, Field) {
    let (is_list, of) = innermost(&definition.ty.node);
    let takes = |name: &str| definition.arguments.iter().any(|taken| taken.node.name.node == name);
    let name = definition.name.node.as_str();
    let many = match name {
        _ if takes("first") => Many::Page,
        _ if takes("ids") => Many::Ids,
        _ if takes("representations") => Many::Entities,
        "nodes" | "edges" if of_type.ends_with("Connection") => Many::OfPage,
        "changes" if of_type == "ChangePage" => Many::OfPage,
        _ => Many::Times(if is_list { ASSUMED_LENGTH } else { 1 }),
    };
    let arguments = definition.arguments.len();
    (name.to_owned(), Field { many, of: of.to_owned(), arguments, price: 0 })
}

/// Whether a type is a list, and of what.
fn innermost(written: &Written) -> (bool, &str) {
    match &written.base {
        BaseType::Named(name) => (false, name),
        BaseType::List(inner) => (true, innermost(inner).1),
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::{Sdl, Service};

    #[test]
    fn the_schema_tells_what_is_many() {
        let shape = Shape::of(&Service::default().sdl(Sdl::Plain));
        let check = |of: &str, field: &str, expected: Option<(Many, &str)>| {
            let found = shape.named(of).and_then(|fields| fields.get(field));
            let found = found.map(|field| (field.many, field.of.as_str()));
            assert_eq!(found, expected, "{of}.{field}");
        };
        check("Query", "seminars", Some((Many::Page, "SeminarConnection")));
        check("Query", "search", Some((Many::Page, "SearchHitConnection")));
        check("Query", "people", Some((Many::Page, "PersonConnection")));
        check("Query", "changes", Some((Many::Page, "ChangePage")));
        check("ChangePage", "changes", Some((Many::OfPage, "Change")));
        check("Query", "nodes", Some((Many::Ids, "Node")));
        check("Query", "node", Some((Many::Times(1), "Node")));
        check("Query", "_entities", Some((Many::Entities, "_Entity")));
        check("Query", "nothing", None);
        check("SeminarConnection", "nodes", Some((Many::OfPage, "Seminar")));
        check("SeminarConnection", "edges", Some((Many::OfPage, "SeminarEdge")));
        check("SeminarConnection", "pageInfo", Some((Many::Times(1), "PageInfo")));
        check("SeminarEdge", "node", Some((Many::Times(1), "Seminar")));
        check("Seminar", "appearances", Some((Many::Times(10), "Appearance")));
        check("Seminar", "venue", Some((Many::Times(1), "Venue")));
        check("NewsArticle", "people", Some((Many::Times(10), "Person")));
        check("Answer", "nodes", Some((Many::Times(10), "Node")));
        check("Node", "sources", Some((Many::Times(10), "Citation")));
        check("__Type", "interfaces", Some((Many::Times(1), "__Type")));
        check("__Field", "type", Some((Many::Times(1), "__Type")));
        let price = |field: &str| shape.named("Query").unwrap()[field].price;
        assert!(price("ask") > 1_000 && price("search") > 1_000 && price("__schema") > 0);
        assert_eq!(price("seminars"), 0);
    }
}
