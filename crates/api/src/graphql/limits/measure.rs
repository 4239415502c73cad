//! One pass over a parsed document: how much it selects, how deep, and what that may cost.
//!
//! A fragment is measured once and what was found is added wherever it is used: writing a fragment
//! bomb out would be what it is after. All counts stop at the largest number there is.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Variables,
    parser::types::{
        BaseType, Directive, ExecutableDocument, Field, OperationDefinition, Selection,
        SelectionSet,
    },
};

use super::{
    Limits, MAX_LEVELS, Refusal, Shape,
    shape::{self, Many, Type},
    variables::{Extent, FREE_WEIGHT, Values, count_uses, longest_list},
};
use crate::graphql::error::Code;

/// How often a field may be compared with others on account of the fragments it stands in, on the
/// average: the library compares the fields of every selection set with those of all fragments in it.
const MAX_COMPARISONS: u64 = 4;

/// How many fields a document may ask for that are not in the schema, before it is not worth
/// telling what else it might have meant.
const MAX_UNKNOWN_FIELDS: u64 = 100;

/// How many arguments a field may have that it does not take, before that is so, too.
const MAX_SURPLUS_ARGUMENTS: usize = 4;

/// What is known of a document before there are any variables; all that stays true as long as the
/// document is kept.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    selections: u64,
    /// The most each operation can cost, whatever small variables it is given.
    at_most: HashMap<Option<Name>, u64>,
    /// How often each variable is used in the document.
    uses: HashMap<Name, u64>,
    limits: Limits,
}

/// Measures a document.
///
/// # Errors
/// When no request with this document can be executed.
pub(crate) fn measure(
    document: &ExecutableDocument,
    shape: &Shape,
    limits: &Limits,
) -> Result<Measured, Refusal> {
    Pass::new(document, shape, *limits, Values::Any).document()
}

impl Measured {
    /// How much the document selects, with its fragments written out.
    pub(crate) fn selections(&self) -> usize {
        usize::try_from(self.selections).unwrap_or(usize::MAX)
    }

    /// Checks what differs between requests with the same document. `document` and `shape` are
    /// those that were measured.
    ///
    /// # Errors
    /// When the variables are too deep, or the operation costs too much with them.
    pub(crate) fn check(
        &self,
        document: &ExecutableDocument,
        shape: &Shape,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<(), Refusal> {
        let mut copies: u64 = 0;
        for (name, value) in variables.iter() {
            let Extent { depth, weight, longest_list } = Extent::of(value);
            let code = Code::InputDepthLimitExceeded;
            Refusal::unless_within(code, depth.into(), self.limits.max_input_depth)?;
            // Those have a limit of their own.
            if !represents(document, name) {
                self.limits.check_list(longest_list)?;
            }
            let uses = self.uses.get(name).copied().unwrap_or_default();
            let each = weight.saturating_sub(FREE_WEIGHT);
            copies = copies.saturating_add(uses.saturating_mul(each));
        }
        // Validation copies them once for every use, whichever operation is asked for.
        Refusal::unless_within(Code::CostExceeded, copies, self.limits.max_cost)?;
        // If there is no such operation, or more than one, execution will say so.
        let mut operations = document.operations.iter();
        let chosen = operations.find(|(name, _)| {
            operation_name.is_none_or(|asked| name.is_some_and(|name| name.as_str() == asked))
        });
        let Some((name, operation)) = chosen else { return Ok(()) };
        let values = Values::of(&operation.node, variables);
        // A list weighs at least as much as it is long.
        let is_light = values.heaviest() <= FREE_WEIGHT.min(self.limits.max_entities.into());
        let at_most = self.at_most.get(&name.cloned()).copied().unwrap_or(u64::MAX);
        if is_light && at_most <= u64::from(self.limits.max_cost) {
            return Ok(());
        }
        let mut pass = Pass::new(document, shape, self.limits, values);
        let cost = pass.operation(&operation.node)?.cost;
        Refusal::unless_within(Code::CostExceeded, cost, self.limits.max_cost)
    }
}

impl Limits {
    fn check_list(&self, items: usize) -> Result<(), Refusal> {
        let code = Code::InputListLimitExceeded;
        Refusal::unless_within(code, count(items), self.max_list_items)
    }
}

/// Whether a variable is for a gateway's representations.
fn represents(document: &ExecutableDocument, variable: &Name) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node);
    let mut declared = operations
        .flat_map(|operation| &operation.variable_definitions)
        .filter(|declared| declared.node.name.node == *variable);
    declared.any(|declared| innermost(&declared.node.var_type.node.base) == "_Any")
}

fn innermost(of: &BaseType) -> &str {
    match of {
        BaseType::Named(name) => name,
        BaseType::List(inner) => innermost(&inner.base),
    }
}

/// What a part of a document comes to, with its fragments written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    /// Fields and fragments.
    pub(super) selections: u64,
    /// Fields side by side, not those inside them.
    pub(super) fields: u64,
    pub(super) aliases: u64,
    pub(super) directives: u64,
    /// How deep fields are nested.
    pub(super) depth: u64,
    /// How deep selections are nested, whether by fields or fragments.
    pub(super) levels: u64,
    /// What it costs to resolve once.
    pub(super) cost: u64,
    /// What of it costs as often as the page has items that it stands in.
    pub(super) cost_of_item: u64,
}

impl Amount {
    /// This and that side by side.
    fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            depth: self.depth.max(other.depth),
            levels: self.levels.max(other.levels),
            cost: self.cost.saturating_add(other.cost),
            cost_of_item: self.cost_of_item.saturating_add(other.cost_of_item),
        }
    }

    /// This in a fragment.
    fn in_fragment(self, directives: u64) -> Self {
        Self {
            selections: self.selections.saturating_add(1),
            directives: self.directives.saturating_add(directives),
            levels: self.levels.saturating_add(1),
            ..self
        }
    }
}

/// What is known of a fragment.
#[derive(Clone, Copy)]
enum Fragment {
    /// It is being measured: where it is met again, it is inside itself.
    Begun,
    Measured(Amount),
}

/// A pass over a document.
pub(super) struct Pass<'a> {
    document: &'a ExecutableDocument,
    shape: &'a Shape,
    limits: Limits,
    values: Values<'a>,
    fragments: HashMap<&'a Name, Fragment>,
    uses: HashMap<&'a Name, u64>,
    unknown_fields: u64,
    comparisons: u64,
    /// How many selections were looked at.
    pub(super) visited: u64,
}

impl<'a> Pass<'a> {
    pub(super) fn new(
        document: &'a ExecutableDocument,
        shape: &'a Shape,
        limits: Limits,
        values: Values<'a>,
    ) -> Self {
        Self {
            document,
            shape,
            limits,
            values,
            fragments: HashMap::new(),
            uses: HashMap::new(),
            unknown_fields: 0,
            comparisons: 0,
            visited: 0,
        }
    }

    /// Measures a whole document.
    pub(super) fn document(&mut self) -> Result<Measured, Refusal> {
        let limits = self.limits;
        let operations = u64::try_from(self.document.operations.iter().len()).unwrap_or(u64::MAX);
        Refusal::unless_within(Code::OperationLimitExceeded, operations, limits.max_operations)?;
        let mut selections: u64 = 0;
        let mut at_most = HashMap::new();
        for (name, operation) in self.document.operations.iter() {
            let amount = self.operation(&operation.node)?;
            selections = selections.saturating_add(amount.selections);
            at_most.insert(name.cloned(), amount.cost);
            self.check_operation(&operation.node, &amount)?;
        }
        // Those that no operation uses are validated all the same.
        for name in self.document.fragments.keys() {
            if !self.fragments.contains_key(name) {
                let amount = self.fragment(name, 1)?;
                selections = selections.saturating_add(amount.selections);
            }
        }
        self.check_document(selections)?;
        let uses = self.uses.iter().map(|(name, uses)| ((*name).clone(), *uses)).collect();
        Ok(Measured { selections, at_most, uses, limits })
    }

    fn check_operation(
        &self,
        operation: &OperationDefinition,
        amount: &Amount,
    ) -> Result<(), Refusal> {
        let limits = &self.limits;
        let variables = count(operation.variable_definitions.len());
        for (code, actual, limit) in [
            (Code::VariableLimitExceeded, variables, limits.max_variables),
            (Code::SelectionLimitExceeded, amount.selections, limits.max_selections),
            (Code::DepthLimitExceeded, amount.depth, limits.max_depth),
            (Code::AliasLimitExceeded, amount.aliases, limits.max_aliases),
            (Code::RootFieldLimitExceeded, amount.fields, limits.max_root_fields),
            (Code::DirectiveLimitExceeded, amount.directives, limits.max_directives),
        ] {
            Refusal::unless_within(code, actual, limit)?;
        }
        if amount.levels > u64::from(MAX_LEVELS) {
            return Err(Refusal::over(Code::DepthLimitExceeded, limits.max_depth));
        }
        Ok(())
    }

    fn check_document(&self, selections: u64) -> Result<(), Refusal> {
        let limit = self.limits.max_selections;
        let code = Code::SelectionLimitExceeded;
        Refusal::unless_within(code, selections, limit)?;
        if self.comparisons > MAX_COMPARISONS.saturating_mul(limit.into()) {
            return Err(Refusal::over(code, limit));
        }
        Ok(())
    }

    /// Measures an operation.
    pub(super) fn operation(
        &mut self,
        operation: &'a OperationDefinition,
    ) -> Result<Amount, Refusal> {
        let definitions = operation.variable_definitions.iter();
        let defaults =
            definitions.clone().filter_map(|variable| variable.node.default_value.as_ref());
        for default in defaults {
            self.limits.check_list(Extent::of(&default.node).longest_list)?;
        }
        let directives: usize = definitions.map(|variable| variable.node.directives.len()).sum();
        let directives = self.directives(&operation.directives).saturating_add(count(directives));
        let root = self.shape.root(operation.ty);
        let amount = self.set(&operation.selection_set.node, root, 1)?;
        Ok(Amount { directives: amount.directives.saturating_add(directives), ..amount })
    }

    fn set(
        &mut self,
        set: &'a SelectionSet,
        of: Option<&'a Type>,
        level: u32,
    ) -> Result<Amount, Refusal> {
        if level > MAX_LEVELS {
            return Err(Refusal::over(Code::DepthLimitExceeded, self.limits.max_depth));
        }
        let mut sum = Amount::default();
        for selection in &set.items {
            self.visited = self.visited.saturating_add(1);
            let one = match &selection.node {
                Selection::Field(field) => self.field(&field.node, of, level)?,
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let of =
                        condition.map_or(of, |condition| self.shape.named(&condition.node.on.node));
                    let directives = self.directives(&fragment.node.directives);
                    self.set(&fragment.node.selection_set.node, of, level + 1)?
                        .in_fragment(directives)
                }
                Selection::FragmentSpread(spread) => {
                    let directives = self.directives(&spread.node.directives);
                    self.fragment(&spread.node.fragment_name.node, level + 1)?
                        .in_fragment(directives)
                }
            };
            sum = sum.beside(one);
        }
        self.comparisons = self.comparisons.saturating_add(sum.fields);
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a Name, level: u32) -> Result<Amount, Refusal> {
        match self.fragments.get(name) {
            Some(Fragment::Measured(amount)) => return Ok(*amount),
            Some(Fragment::Begun) => {
                let why = format!("the fragment `{name}` is inside itself");
                return Err(Refusal::new(Code::FragmentCycle, why));
            }
            None => {}
        }
        // Validation will say that there is no such fragment.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Amount::default());
        };
        self.fragments.insert(name, Fragment::Begun);
        let of = self.shape.named(&fragment.node.type_condition.node.on.node);
        let directives = self.directives(&fragment.node.directives);
        let amount = self.set(&fragment.node.selection_set.node, of, level)?;
        let amount = Amount { directives: amount.directives.saturating_add(directives), ..amount };
        self.fragments.insert(name, Fragment::Measured(amount));
        Ok(amount)
    }

    fn field(
        &mut self,
        field: &'a Field,
        of: Option<&'a Type>,
        level: u32,
    ) -> Result<Amount, Refusal> {
        for (name, value) in &field.arguments {
            count_uses(&value.node, &mut self.uses);
            if name.node != "representations" {
                self.limits.check_list(longest_list(&value.node))?;
            }
        }
        let known = self.known(field, of)?;
        let inside = if field.selection_set.node.items.is_empty() {
            Amount::default()
        } else {
            let inside = known.and_then(|known| self.shape.named(&known.of));
            let inside = self.set(&field.selection_set.node, inside, level + 1)?;
            Amount { levels: inside.levels.saturating_add(1), ..inside }
        };
        let itself = known.map_or(0, |known| known.price).saturating_add(1);
        let itself = itself.saturating_add(self.values.price(&field.arguments));
        let (cost, cost_of_item) = match self.many(field, known)? {
            Items::Here(times) => (itself.saturating_add(times.saturating_mul(inside.cost)), 0),
            Items::OfPage => (itself, inside.cost),
            Items::Page(size) => {
                let items = size.saturating_mul(inside.cost_of_item);
                (itself.saturating_add(inside.cost).saturating_add(items), 0)
            }
        };
        let directives = self.directives(&field.directives);
        Ok(Amount {
            selections: inside.selections.saturating_add(1),
            fields: 1,
            aliases: inside.aliases.saturating_add(field.alias.is_some().into()),
            directives: inside.directives.saturating_add(directives),
            depth: inside.depth.saturating_add(1),
            levels: inside.levels,
            cost,
            cost_of_item,
        })
    }

    /// What the schema knows of a field; refuses what is so wrong that it is not worth telling all.
    fn known(
        &mut self,
        field: &Field,
        of: Option<&'a Type>,
    ) -> Result<Option<&'a shape::Field>, Refusal> {
        let name = field.name.node.as_str();
        let known = of.and_then(|of| of.get(name));
        let takes = known.map_or(MAX_SURPLUS_ARGUMENTS, |known| known.arguments);
        if field.arguments.len() > takes.saturating_add(MAX_SURPLUS_ARGUMENTS) {
            let why = format!("`{name}` has many more arguments than it takes");
            return Err(Refusal::new(Code::GraphqlValidationFailed, why));
        }
        let Some(known) = known else {
            self.unknown_fields += u64::from(of.is_some() && name != "__typename");
            let limit = MAX_UNKNOWN_FIELDS;
            return if self.unknown_fields > limit {
                let why = format!("more than {limit} fields are not in the schema");
                Err(Refusal::new(Code::GraphqlValidationFailed, why))
            } else {
                Ok(None)
            };
        };
        Ok(Some(known))
    }

    fn many(&self, field: &Field, known: Option<&shape::Field>) -> Result<Items, Refusal> {
        Ok(match known.map_or(Many::Times(1), |known| known.many) {
            Many::Times(times) => Items::Here(times),
            Many::Page => Items::Page(self.values.page(&field.arguments)),
            Many::OfPage => Items::OfPage,
            Many::Ids => Items::Here(self.values.ids(&field.arguments)),
            Many::Entities => {
                let limit = self.limits.max_entities;
                let listed = self.values.listed("representations", &field.arguments);
                let listed = listed.unwrap_or(limit.into());
                Refusal::unless_within(Code::EntityLimitExceeded, listed, limit)?;
                Items::Here(listed)
            }
        })
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) -> u64 {
        for (_, value) in directives.iter().flat_map(|directive| &directive.node.arguments) {
            count_uses(&value.node, &mut self.uses);
        }
        count(directives.len())
    }
}

/// How often what is inside a field is resolved.
enum Items {
    /// So often, for each time the field is.
    Here(u64),
    /// Once, and what is inside `nodes` and `edges` so often.
    Page(u64),
    /// As often as the connection says that the field stands in.
    OfPage,
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
