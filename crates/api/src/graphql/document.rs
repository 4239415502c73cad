//! Documents, as GraphQL calls what a request asks: parsed once and held against the limits once,
//! however many requests send the same.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_graphql::{
    Name, Request, ServerError, Value, Variables,
    parser::{
        self,
        types::{
            BaseType, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet, Type,
        },
    },
};

use super::{
    error::{Code, coded},
    limits::{self, Limits, Measured, Refusal, Shape},
};
use crate::bytes::{Bounded, Bytes};

/// A document that is GraphQL and within the limits.
pub(super) struct Document {
    pub(super) parsed: ExecutableDocument,
    /// How much it asks for.
    pub(super) measured: Measured,
    /// Whether it is a gateway's: only those ask for `_service` and `_entities`.
    pub(super) is_for_gateways: bool,
    /// Whether it asks what changed or how the members are, which the content alone does not tell.
    reads_history: bool,
    /// The second at which each `ask` in it is read.
    asked_at: Vec<AskedAt>,
    /// Whether it fits the schema, apart from the values of its variables.
    is_valid: AtomicBool,
}

/// At which second a question is read.
#[derive(Debug)]
enum AskedAt {
    /// The request's own.
    Now,
    /// One that stands in the document.
    Given,
    /// One that a variable has, if it has any.
    Variable(Name),
}

impl Document {
    /// # Errors
    /// When the text is no document or is more than a request may ask, with its code.
    fn read(text: &str, shape: &Shape, limits: &Limits) -> Result<Self, ServerError> {
        limits::before_parsing(text, limits).map_err(Refusal::into_error)?;
        let parsed = parser::parse_query(text)
            .map_err(|error| coded(Code::GraphqlParseFailed, plain(error)))?;
        let measured = limits::measure(&parsed, shape, limits).map_err(Refusal::into_error)?;
        let mut is_for_gateways = false;
        let mut reads_history = false;
        let mut asked_at = Vec::new();
        each_field(&parsed, &mut |field| match field.name.node.as_str() {
            "_service" | "_entities" => is_for_gateways = true,
            "changes" | "health" => reads_history = true,
            "ask" => asked_at.push(AskedAt::of(field)),
            _ => {}
        });
        Ok(Self {
            parsed,
            measured,
            is_for_gateways,
            reads_history,
            asked_at,
            is_valid: false.into(),
        })
    }

    /// The operation with this name, or the only one; none if the request does not say which.
    pub(super) fn operation(&self, name: Option<&str>) -> Option<&OperationDefinition> {
        let mut operations = self.parsed.operations.iter();
        let (_, operation) = match name {
            Some(name) => {
                operations.find(|(found, _)| found.is_some_and(|found| found.as_str() == name))?
            }
            None if operations.len() == 1 => operations.next()?,
            None => return None,
        };
        Some(&operation.node)
    }

    /// Whether the answer is the same for the same content and every now of the same moment. A
    /// question is read at its very second ("om en timme"), unless it says itself at which.
    pub(super) fn holds_for_the_moment(&self, variables: &Variables) -> bool {
        !self.reads_history
            && self.asked_at.iter().all(|at| match at {
                AskedAt::Now => false,
                AskedAt::Given => true,
                AskedAt::Variable(name) => variables.get(name).is_some_and(|at| *at != Value::Null),
            })
    }

    /// Whether it was found to fit the schema before, apart from the values of its variables.
    pub(super) fn is_valid(&self) -> bool {
        self.is_valid.load(Ordering::Relaxed)
    }

    /// Remembers that it fits the schema.
    pub(super) fn set_valid(&self) {
        self.is_valid.store(true, Ordering::Relaxed);
    }

    /// Whether validation can say nothing new: it passed before, and the variables have values
    /// of GraphQL's own scalars, where the value alone tells that it fits.
    pub(super) fn is_valid_with(
        &self,
        operation: &OperationDefinition,
        variables: &Variables,
    ) -> bool {
        self.is_valid()
            && operation.variable_definitions.iter().all(|variable| {
                let variable = &variable.node;
                match variables.get(&variable.name.node) {
                    Some(value) => is_plainly(&variable.var_type.node, value),
                    None => variable.default_value.is_none(),
                }
            })
    }
}

impl AskedAt {
    fn of(ask: &Field) -> Self {
        let Some(at) = ask.get_argument("at") else { return Self::Now };
        let mut variable = None;
        let value = at.node.clone().into_const_with(|name| {
            variable = Some(name);
            Err(())
        });
        match (variable, value) {
            (Some(name), _) => Self::Variable(name),
            (None, Ok(Value::Null) | Err(())) => Self::Now,
            (None, Ok(_)) => Self::Given,
        }
    }
}

/// Whether a value is, without a doubt, one of a type of GraphQL's own.
fn is_plainly(of: &Type, value: &Value) -> bool {
    match (&of.base, value) {
        (_, Value::Null) => of.nullable,
        (BaseType::Named(name), Value::String(_)) => matches!(name.as_str(), "String" | "ID"),
        (BaseType::Named(name), Value::Boolean(_)) => name == "Boolean",
        (BaseType::Named(name), Value::Number(number)) => {
            name == "Int" && number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
        }
        (BaseType::List(of), Value::List(values)) => {
            values.iter().all(|value| is_plainly(of, value))
        }
        _ => false,
    }
}

/// A variable that must have a value and has none. The library would take it for null, or for an
/// argument that is left out.
pub(super) fn missing_variable(
    operation: &OperationDefinition,
    variables: &Variables,
) -> Option<ServerError> {
    let missing = operation.variable_definitions.iter().find(|variable| {
        let variable = &variable.node;
        let is_missing = match variables.get(&variable.name.node) {
            Some(value) => *value == Value::Null,
            None => variable.default_value.is_none(),
        };
        is_missing && !variable.var_type.node.nullable
    })?;
    let (name, of) = (&missing.node.name.node, &missing.node.var_type.node);
    Some(ServerError::new(
        format!("the variable `${name}` of type `{of}` has no value"),
        Some(missing.pos),
    ))
}

/// The parser draws the place and quotes the line, which may be very long; what it expected is
/// enough, since the place stands in `locations`.
fn plain(error: parser::Error) -> ServerError {
    let mut error = ServerError::from(error);
    if let Some((_, expected)) = error.message.rsplit_once("\n  = ") {
        error.message = expected.to_owned();
    }
    error
}

/// Shows every field of a document once, wherever it stands.
fn each_field<'a>(document: &'a ExecutableDocument, see: &mut impl FnMut(&'a Field)) {
    let operations =
        document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let mut sets: Vec<&SelectionSet> = operations.chain(fragments).collect();
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    see(&field.node);
                    sets.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    sets.push(&fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}

/// Reads documents, and keeps those that were sent lately.
pub(super) struct Documents {
    by_text: Bounded<Arc<str>, Arc<Document>>,
    shape: Shape,
    limits: Limits,
}

/// What the texts of the kept documents may take together, in bytes. A parsed document takes
/// some ten times its text.
const KEPT_BYTES: u64 = 2 * 1024 * 1024;

/// About how many documents a program's queries are.
const USUAL_DOCUMENTS: usize = 1_000;

impl Documents {
    /// For documents of a schema, in its own language.
    pub(super) fn new(schema: &str, limits: Limits) -> Self {
        Self {
            by_text: Bounded::with_weighter(
                USUAL_DOCUMENTS,
                KEPT_BYTES,
                Bytes(|text, _| text.len()),
            ),
            shape: Shape::of(schema),
            limits,
        }
    }

    /// The document with this text.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub(super) fn read(&self, text: &str) -> Result<Arc<Document>, ServerError> {
        if let Some(document) = self.by_text.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::read(text, &self.shape, &self.limits)?);
        self.by_text.insert(text.into(), Arc::clone(&document));
        Ok(document)
    }

    /// Refuses what is too much with the values of its variables.
    pub(super) fn check(&self, document: &Document, request: &Request) -> Result<(), ServerError> {
        let (name, variables) = (request.operation_name.as_deref(), &request.variables);
        let checked = document.measured.check(&document.parsed, &self.shape, name, variables);
        checked.map_err(Refusal::into_error)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    fn read(text: &str) -> Arc<Document> {
        Documents::new("type Query { a: Int }", Limits::default()).read(text).unwrap()
    }

    #[test]
    fn an_answer_holds_for_its_moment_unless_a_question_is_read_at_its_second() {
        let check = |query: &str, variables: Value, expected: bool| {
            let document = read(query);
            let variables = Variables::from_value(variables);
            assert_eq!(document.holds_for_the_moment(&variables), expected, "{query}");
        };
        let none = || value!({});
        check("{ seminars { totalCount } }", none(), true);
        check("{ changes { token } }", none(), false);
        check("{ ask(question: \"vad?\") { text } }", none(), false);
        check("{ ask(question: \"vad?\", at: null) { text } }", none(), false);
        check("{ ask(question: \"vad?\", at: \"2018-07-05T08:00:00Z\") { text } }", none(), true);
        check(
            "{ ...F } fragment F on Query { a: ask(question: \"vad?\") { text } }",
            none(),
            false,
        );
        let with_variable = "query ($at: DateTime) { ask(question: \"vad?\", at: $at) { text } }";
        check(with_variable, none(), false);
        check(with_variable, value!({ "at": null }), false);
        check(with_variable, value!({ "at": "2018-07-05T08:00:00Z" }), true);
    }

    #[test]
    fn a_valid_document_is_validated_again_only_for_values_that_may_not_fit() {
        let check = |declared: &str, value: Value, expected: bool| {
            let (query, about) =
                (format!("query ($x: {declared}) {{ a(x: $x) }}"), format!("{declared} {value}"));
            let document = read(&query);
            let operation = document.operation(None).unwrap();
            let variables = Variables::from_value(value!({ "x": value }));
            assert!(!document.is_valid_with(operation, &variables), "{about} was never validated");
            document.set_valid();
            assert_eq!(document.is_valid_with(operation, &variables), expected, "{about}");
        };
        check("String", value!("a"), true);
        check("String!", value!("a"), true);
        check("String", value!(null), true);
        check("String!", value!(null), false);
        check("String", value!(1), false);
        check("ID", value!("a"), true);
        check("Int", value!(7), true);
        check("Int", value!(4_000_000_000_i64), false);
        check("Int", value!(1.5), false);
        check("Int", value!("7"), false);
        check("Boolean", value!(true), true);
        check("[ID!]", value!(["a", "b"]), true);
        check("[ID!]", value!(["a", null]), false);
        check("[ID!]", value!("a"), false);
        check("Date", value!("2018-07-05"), false);
        check("SeminarFilter", value!({ "venue": "a" }), false);
    }
}
