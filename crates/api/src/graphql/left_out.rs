//! Literals that stand beside variables without a value, as in
//! `seminars(filter: { from: "nyss", until: $until })` when `$until` is left out.
//!
//! The library validates no argument in which a variable without a value stands, so that what is
//! wrong beside it would be an error of the field and not of the request. So it is asked once more,
//! about a document in which such variables are gone, as the specification has it: a field of an input
//! object that is a variable without a value is not there, and in a list it is null.

use std::{collections::HashSet, sync::Arc};

use async_graphql::{
    Name, ServerError, ValidationResult, Variables,
    async_trait::async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation},
    parser::types::{
        DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
    },
};
use async_graphql_value::Value;

/// How the library begins to say that a value does not fit its type. Whatever else it finds wrong
/// is of the variables that are gone, or is found in the document itself as well.
const DOES_NOT_FIT: &str = "Invalid value for argument";

/// Whether an error says that a value in the document does not fit.
pub(super) fn is_of_a_value(error: &ServerError) -> bool {
    error.message.starts_with(DOES_NOT_FIT)
}

/// The document without those of an operation's variables that have no value, wherever they stand
/// inside lists and objects; none if they stand nowhere there.
pub(super) fn written_out(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Option<ExecutableDocument> {
    let declared = operation.variable_definitions.iter().map(|variable| &variable.node);
    let absent: HashSet<&Name> = declared
        .filter(|variable| {
            variable.default_value.is_none() && !variables.contains_key(&variable.name.node)
        })
        .map(|variable| &variable.name.node)
        .collect();
    if absent.is_empty() {
        return None;
    }
    let mut document = document.clone();
    let mut is_other = false;
    for set in selection_sets(&mut document) {
        is_other |= take_out_of(set, &absent);
    }
    is_other.then_some(document)
}

fn selection_sets(document: &mut ExecutableDocument) -> Vec<&mut SelectionSet> {
    let mut sets: Vec<&mut SelectionSet> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![&mut operation.node.selection_set.node],
        DocumentOperations::Multiple(operations) => {
            let operations = operations.values_mut();
            operations.map(|operation| &mut operation.node.selection_set.node).collect()
        }
    };
    let fragments = document.fragments.values_mut();
    sets.extend(fragments.map(|fragment| &mut fragment.node.selection_set.node));
    sets
}

/// Takes variables out of the arguments of all fields; whether there were any.
fn take_out_of(set: &mut SelectionSet, absent: &HashSet<&Name>) -> bool {
    let mut found = false;
    let mut sets = vec![set];
    while let Some(set) = sets.pop() {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) => {
                    for (_, value) in &mut field.node.arguments {
                        found |= take_out(&mut value.node, absent);
                    }
                    sets.push(&mut field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    sets.push(&mut fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    found
}

/// Takes variables out of a value, which is nested no deeper than the limits allow.
fn take_out(value: &mut Value, absent: &HashSet<&Name>) -> bool {
    let is_absent = |value: &Value| matches!(value, Value::Variable(name) if absent.contains(name));
    let mut found = false;
    match value {
        Value::List(items) => {
            for item in items {
                if is_absent(item) {
                    *item = Value::Null;
                    found = true;
                } else {
                    found |= take_out(item, absent);
                }
            }
        }
        Value::Object(fields) => {
            let before = fields.len();
            fields.retain(|_, field| !is_absent(field));
            found = fields.len() < before;
            for field in fields.values_mut() {
                found |= take_out(field, absent);
            }
        }
        _ => {}
    }
    found
}

/// Lets a schema validate what it is asked, and execute nothing.
#[derive(Clone, Copy)]
pub(super) struct ValidateOnly;

impl ExtensionFactory for ValidateOnly {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(*self)
    }
}

#[async_trait]
impl Extension for ValidateOnly {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        next.run(ctx).await?;
        Err(Vec::new())
    }
}
