//! What is asked of a request's document before it is executed.

use async_graphql::{
    Request, ServerError, Value,
    parser::types::{ExecutableDocument, Selection, SelectionSet, VariableDefinition},
};

/// A variable that must have a value and has none. The library would take it for null, or for an
/// argument that is left out.
pub(super) fn missing_variable(
    document: &ExecutableDocument,
    request: &Request,
) -> Option<ServerError> {
    let chosen = document.operations.iter().filter(|(name, _)| {
        let asked = request.operation_name.as_deref();
        asked.is_none_or(|asked| name.is_some_and(|name| name.as_str() == asked))
    });
    let mut variables = chosen.flat_map(|(_, operation)| &operation.node.variable_definitions);
    let missing = variables.find(|variable| {
        let VariableDefinition { name, var_type, default_value, .. } = &variable.node;
        let is_missing = match request.variables.get(&name.node) {
            Some(value) => *value == Value::Null,
            None => default_value.is_none(),
        };
        is_missing && !var_type.node.nullable
    })?;
    let VariableDefinition { name, var_type, .. } = &missing.node;
    let why = format!("the variable `${}` of type `{}` has no value", name.node, var_type.node);
    Some(ServerError::new(why, Some(missing.pos)))
}

/// Whether a document is a gateway's: only those ask for `_service` and `_entities`, which may
/// stand in fragments too.
pub(super) fn asks_for_entities(document: &ExecutableDocument) -> bool {
    let of_operations =
        document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let of_fragments =
        document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    of_operations.chain(of_fragments).any(names_entities)
}

fn names_entities(set: &SelectionSet) -> bool {
    set.items.iter().any(|selection| match &selection.node {
        Selection::Field(field) => {
            matches!(field.node.name.node.as_str(), "_service" | "_entities")
        }
        Selection::InlineFragment(fragment) => names_entities(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => false,
    })
}
