//! What is sent along with a query: how deep it is, how large, and which pages it asks for.
//!
//! The library copies a value wherever its variable is used, when it validates and again for every
//! field it resolves; so a large value is dear even before anything is looked up.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Value as Given, Variables,
    parser::types::{OperationDefinition, VariableDefinition},
};
use async_graphql_value::Value as Written;

/// A page's size when nothing else is asked for, and the largest there is.
const DEFAULT_PAGE: u64 = 20;
const MAX_PAGE: u64 = 100;

/// The most ids that `nodes` takes.
const MAX_IDS: u64 = 100;

/// What arguments may weigh before they cost anything. A filter of the usual kind weighs less.
pub(super) const FREE_WEIGHT: u64 = 64;

/// A name and a value, as arguments stand in a field.
pub(super) type Arguments = [(Positioned<Name>, Positioned<Written>)];

/// How deep and how heavy a value is: one for every value in it, and one for every 64 bytes. And how
/// long the longest list in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) depth: u32,
    pub(super) weight: u64,
    pub(super) longest_list: usize,
}

impl Extent {
    /// Goes through a value without recursion, since nobody has looked at it before.
    pub(super) fn of(value: &Given) -> Self {
        let mut extent = Self::default();
        let mut ahead = vec![(value, 0)];
        while let Some((value, depth)) = ahead.pop() {
            let bytes = match value {
                Given::List(items) => {
                    ahead.extend(items.iter().map(|item| (item, depth + 1)));
                    extent.longest_list = extent.longest_list.max(items.len());
                    0
                }
                Given::Object(fields) => {
                    ahead.extend(fields.values().map(|field| (field, depth + 1)));
                    fields.keys().map(|key| key.len()).sum()
                }
                Given::String(text) => text.len(),
                Given::Enum(name) => name.len(),
                Given::Binary(bytes) => bytes.len(),
                Given::Null | Given::Number(_) | Given::Boolean(_) => 0,
            };
            let is_nested = matches!(value, Given::List(_) | Given::Object(_));
            extent.depth = extent.depth.max(depth + u32::from(is_nested));
            extent.weight = extent.weight.saturating_add(weight_of(bytes));
        }
        extent
    }
}

fn weight_of(bytes: usize) -> u64 {
    1 + u64::try_from(bytes / 64).unwrap_or(u64::MAX - 1)
}

/// What the variables of an operation stand for.
#[derive(Debug)]
pub(super) enum Values<'a> {
    /// Nobody knows yet: pages are as large as can be.
    Any,
    /// What a request gives, or the operation by default, with its weight.
    Given(HashMap<&'a str, (&'a Given, u64)>),
}

impl<'a> Values<'a> {
    /// The values of an operation's variables in a request.
    pub(super) fn of(operation: &'a OperationDefinition, variables: &'a Variables) -> Self {
        let definitions = operation.variable_definitions.iter();
        let value = |definition: &'a Positioned<VariableDefinition>| {
            let VariableDefinition { name, default_value, .. } = &definition.node;
            let default = default_value.as_ref().map(|value| &value.node);
            let value = variables.get(&name.node).or(default)?;
            Some((name.node.as_str(), (value, Extent::of(value).weight)))
        };
        Self::Given(definitions.filter_map(value).collect())
    }

    /// The heaviest of them.
    pub(super) fn heaviest(&self) -> u64 {
        match self {
            Self::Any => 0,
            Self::Given(values) => values.values().map(|(_, weight)| *weight).max().unwrap_or(0),
        }
    }

    /// What the value of a variable weighs.
    pub(super) fn weight(&self, variable: &str) -> u64 {
        match self {
            Self::Any => 0,
            Self::Given(values) => values.get(variable).map_or(0, |(_, weight)| *weight),
        }
    }

    /// How many items the page has that a connection's arguments ask for.
    pub(super) fn page(&self, arguments: &Arguments) -> u64 {
        let sizes = arguments.iter().filter_map(|(name, value)| match name.node.as_str() {
            "first" | "last" => self.size(&value.node),
            _ => None,
        });
        sizes.max().unwrap_or(DEFAULT_PAGE)
    }

    fn size(&self, value: &Written) -> Option<u64> {
        let number = match value {
            Written::Null => return None,
            Written::Number(number) => number.as_i64(),
            Written::Variable(name) => match self {
                Self::Any => None,
                Self::Given(values) => match values.get(name.as_str())?.0 {
                    Given::Null => return None,
                    Given::Number(number) => number.as_i64(),
                    _ => None,
                },
            },
            _ => None,
        };
        // What cannot be a size will be refused for that.
        number.map_or(Some(MAX_PAGE), |asked| Some(u64::try_from(asked).unwrap_or(0).min(MAX_PAGE)))
    }

    /// How many ids are listed in `ids`.
    pub(super) fn ids(&self, arguments: &Arguments) -> u64 {
        self.listed("ids", arguments).unwrap_or(MAX_IDS).min(MAX_IDS)
    }

    /// How many items an argument lists, if that is known.
    pub(super) fn listed(&self, argument: &str, arguments: &Arguments) -> Option<u64> {
        let value = arguments.iter().find(|(name, _)| name.node == argument);
        let count = match value.map(|(_, value)| &value.node) {
            None | Some(Written::Null) => 0,
            Some(Written::List(items)) => items.len(),
            Some(Written::Variable(name)) => match self {
                Self::Any => return None,
                Self::Given(values) => match values.get(name.as_str()).map(|(value, _)| *value) {
                    None | Some(Given::Null) => 0,
                    Some(Given::List(items)) => items.len(),
                    Some(_) => 1,
                },
            },
            // One item stands for a list of one.
            Some(_) => 1,
        };
        Some(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// What arguments cost by their weight.
    pub(super) fn price(&self, arguments: &Arguments) -> u64 {
        let weights = arguments.iter().map(|(_, value)| self.weigh(&value.node));
        weights.fold(0, u64::saturating_add).saturating_sub(FREE_WEIGHT)
    }

    /// The weight of a value in a document, which is nested no deeper than a parser goes.
    fn weigh(&self, value: &Written) -> u64 {
        match value {
            Written::Variable(name) => self.weight(name),
            Written::List(items) => {
                items.iter().map(|item| self.weigh(item)).fold(1, u64::saturating_add)
            }
            Written::Object(fields) => {
                fields.values().map(|field| self.weigh(field)).fold(1, u64::saturating_add)
            }
            Written::String(text) => weight_of(text.len()),
            Written::Enum(name) => weight_of(name.len()),
            Written::Binary(bytes) => weight_of(bytes.len()),
            Written::Null | Written::Number(_) | Written::Boolean(_) => 1,
        }
    }
}

/// The length of the longest list that is written out in a value.
pub(super) fn longest_list(value: &Written) -> usize {
    let longest_in = |length, values: &mut dyn Iterator<Item = &Written>| {
        values.map(longest_list).fold(length, usize::max)
    };
    match value {
        Written::List(items) => longest_in(items.len(), &mut items.iter()),
        Written::Object(fields) => longest_in(0, &mut fields.values()),
        _ => 0,
    }
}

/// Counts every place where a variable is used in a value.
pub(super) fn count_uses<'a>(value: &'a Written, uses: &mut HashMap<&'a Name, u64>) {
    match value {
        Written::Variable(name) => *uses.entry(name).or_default() += 1,
        Written::List(items) => items.iter().for_each(|item| count_uses(item, uses)),
        Written::Object(fields) => fields.values().for_each(|field| count_uses(field, uses)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn depth_and_weight_of_a_value() {
        let check = |value: serde_json::Value, depth: u32, weight: u64, longest_list: usize| {
            let given = Given::from_json(value.clone()).unwrap();
            assert_eq!(Extent::of(&given), Extent { depth, weight, longest_list }, "{value}");
        };
        check(json!(null), 0, 1, 0);
        check(json!("a"), 0, 1, 0);
        check(json!("a".repeat(640)), 0, 11, 0);
        check(json!([]), 1, 1, 0);
        check(json!([1, [2], {"a": 3}]), 2, 6, 3);
        check(json!({"a": {"b": {"c": [1, 2]}}}), 4, 6, 2);
    }
}
