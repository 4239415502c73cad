//! How much one request may ask for, so that no asker takes the machine from the others.
//!
//! Two things in GraphQL grow without bound: the query, whose fragments can double each other, and
//! the answer, where relations lead on and on. The query is measured before anything else looks at
//! it. The answer is paid for while it is made, and the larger the query, the dearer a document.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

/// The most a query may select, with every fragment written out where it is used.
const MAX_SELECTIONS: usize = 10_000;

/// How deep a query may be, counting fragments.
const MAX_DEPTH: usize = 32;

/// What a request can spend, in resolved fields: a second or two of one core's time.
const FUNDS: usize = 4_000_000;

/// What a question or a search costs, in resolved fields.
pub(super) const COST_OF_A_QUESTION: usize = 5_000;

/// What looking for words in one document costs, in resolved fields.
pub(super) const COST_OF_READING: usize = 50;

/// What a request has left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    per_document: usize,
    left: AtomicUsize,
}

impl Budget {
    /// The budget of a request with this many selections, any of which may be asked of every
    /// document.
    pub(super) fn new(selections: usize) -> Self {
        Self { per_document: selections.max(1), left: AtomicUsize::new(FUNDS) }
    }

    /// Pays for one document; whether there was enough.
    pub(super) fn pay_for_document(&self) -> bool {
        self.pay(self.per_document)
    }

    /// Pays; whether there was enough. Once there is not, nothing can be paid for any more.
    pub(super) fn pay(&self, cost: usize) -> bool {
        let pay = |left: usize| Some(left.saturating_sub(cost));
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
        before.is_ok_and(|left| left > cost)
    }

    /// Whether something could not be paid for, so that the answer is not whole.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }
}

/// The refusal of a request whose answer could not be paid for.
pub(super) const ANSWER_TOO_LARGE: &str =
    "the answer is too large for one request; ask for less, or page by page";

/// Why a query is not even begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooLarge {
    /// It selects too much.
    Wide,
    /// It is nested too deeply.
    Deep,
}

impl TooLarge {
    pub(super) fn message(self) -> String {
        match self {
            Self::Wide => format!("the query selects more than {MAX_SELECTIONS} fields"),
            Self::Deep => format!("the query is nested deeper than {MAX_DEPTH} levels"),
        }
    }
}

/// How much a document selects, with every fragment written out where it is used.
///
/// # Errors
/// When it is more than any request may.
pub(super) fn selections(document: &ExecutableDocument) -> Result<usize, TooLarge> {
    let mut measure = Measure { document, fragments: HashMap::new() };
    document.operations.iter().try_fold(0, |so_far, (_, operation)| {
        let size = measure.selections(&operation.node.selection_set.node, 0)?;
        within(size.selections.saturating_add(so_far))
    })
}

/// Measures every fragment once, however often it is used: writing a fragment bomb out would be
/// what it is after.
struct Measure<'a> {
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a Name, Option<Size>>,
}

#[derive(Clone, Copy, Default)]
struct Size {
    selections: usize,
    depth: usize,
}

impl<'a> Measure<'a> {
    fn selections(&mut self, set: &'a SelectionSet, at: usize) -> Result<Size, TooLarge> {
        if at > MAX_DEPTH {
            return Err(TooLarge::Deep);
        }
        let mut size = Size::default();
        for selection in &set.items {
            let inside = match &selection.node {
                Selection::Field(field) => {
                    self.selections(&field.node.selection_set.node, at + 1)?
                }
                Selection::InlineFragment(fragment) => {
                    self.selections(&fragment.node.selection_set.node, at + 1)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, at + 1)?
                }
            };
            size.depth = size.depth.max(inside.depth + 1);
            size.selections = within(size.selections.saturating_add(inside.selections + 1))?;
        }
        if at + size.depth > MAX_DEPTH { Err(TooLarge::Deep) } else { Ok(size) }
    }

    fn fragment(&mut self, name: &'a Name, at: usize) -> Result<Size, TooLarge> {
        match self.fragments.get(name) {
            Some(Some(size)) if at + size.depth > MAX_DEPTH => return Err(TooLarge::Deep),
            Some(Some(size)) => return Ok(*size),
            // It is inside itself, without end.
            Some(None) => return Err(TooLarge::Deep),
            None => {}
        }
        // Validation will say that there is no such fragment.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Size::default()) };
        self.fragments.insert(name, None);
        let size = self.selections(&fragment.node.selection_set.node, at)?;
        self.fragments.insert(name, Some(size));
        Ok(size)
    }
}

fn within(selections: usize) -> Result<usize, TooLarge> {
    if selections > MAX_SELECTIONS { Err(TooLarge::Wide) } else { Ok(selections) }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn check(query: &str, expected: Result<usize, TooLarge>) {
        assert_eq!(selections(&parse_query(query).unwrap()), expected, "{query}");
    }

    #[test]
    fn a_query_is_measured_with_its_fragments_written_out() {
        check("{ a }", Ok(1));
        check("{ a { b c } d }", Ok(4));
        check("{ a ... on Query { b } }", Ok(3));
        check("{ ...F x { ...F } } fragment F on Query { a b }", Ok(7));
        check("query A { a } query B { b }", Ok(2));
        check("{ ...Missing }", Ok(1));
    }

    #[test]
    fn a_query_that_would_take_all_there_is_is_refused_at_once() {
        let doubling = |levels: usize| {
            let fragments = (0..levels).map(|at| {
                format!("fragment F{at} on Query {{ ...F{next} ...F{next} }}", next = at + 1)
            });
            let fragments = fragments.collect::<Vec<_>>().join(" ");
            format!("{{ ...F0 }} {fragments} fragment F{levels} on Query {{ a }}")
        };
        check(&doubling(30), Err(TooLarge::Wide));
        check(&doubling(40), Err(TooLarge::Deep));
        check("{ ...F } fragment F on Query { ...F }", Err(TooLarge::Deep));
        check(&format!("{}a{}", "{ a ".repeat(40), "}".repeat(40)), Err(TooLarge::Deep));
        check(&format!("{{ {} }}", "a ".repeat(10_001)), Err(TooLarge::Wide));
        // As deep from one place as allowed, but not from another.
        let deep = format!("{}a{}", "{ a ".repeat(25), "}".repeat(25));
        let query = format!(
            "{{ ...F {}...F{} }} fragment F on Query {deep}",
            "a { ".repeat(9),
            "}".repeat(9)
        );
        check(&query, Err(TooLarge::Deep));
    }

    #[test]
    fn a_budget_runs_out_once_and_for_all() {
        let budget = Budget::new(1_000_000);
        assert!((0..3).all(|_| budget.pay_for_document()) && !budget.is_spent());
        assert!(!budget.pay_for_document() && budget.is_spent());
        assert!(!budget.pay(1));
    }
}
