//! The documents and sites that an address names, for what is about them.

use async_graphql::parser::types::VariableDefinition;
use finsam_content::Snapshot;
use finsam_model::Kind;
use serde_json::{Map, Value};

use super::Problem;

/// What the parameters of an address name, by what people call it, in the order of the parameters.
#[derive(Debug, Default)]
pub(super) struct Named(Vec<String>);

impl Named {
    /// Looks up what is named.
    ///
    /// # Errors
    /// When there is nothing by such a name: whoever mistyped one would else take it that nothing is on.
    pub(super) fn of(
        variables: &[VariableDefinition],
        given: &Map<String, Value>,
        snapshot: &Snapshot,
    ) -> Result<Self, Problem> {
        let mut named = Self::default();
        for parameter in variables.iter().map(|variable| variable.name.node.as_str()) {
            let values = match given.get(parameter) {
                Some(Value::Array(values)) => values.as_slice(),
                Some(value) => std::slice::from_ref(value),
                None => continue,
            };
            for value in values.iter().filter_map(Value::as_str) {
                let label = match kind_of(parameter) {
                    _ if parameter == "site" => {
                        snapshot.site_with(value).map(|site| site.name.clone())
                    }
                    Some(kind) => {
                        let found = snapshot.find_called(kind, value, None);
                        found.first().map(|node| node.label().to_owned())
                    }
                    None => continue,
                };
                let label = label.ok_or_else(|| Problem::nobody_called(parameter, value))?;
                named.0.push(label);
            }
        }
        Ok(named)
    }

    /// What a list is called that is about it: that, or what lists of its sort are called.
    pub(super) fn title(&self, otherwise: &str) -> String {
        if self.0.is_empty() { otherwise.to_owned() } else { self.0.join(", ") }
    }
}

/// What a parameter names, if it names documents.
fn kind_of(parameter: &str) -> Option<Kind> {
    match parameter {
        "series" => Some(Kind::Series),
        "venue" => Some(Kind::Venue),
        "organisation" => Some(Kind::Organisation),
        "person" => Some(Kind::Person),
        "term" => Some(Kind::Term),
        "initiative" => Some(Kind::Initiative),
        _ => None,
    }
}
