//! What a search can be narrowed by, and how many documents each choice would leave.

use std::{collections::BTreeMap, ops::RangeInclusive};

use finsam_model::{Kind, Period};

use super::Search;
use crate::Node;

/// Counts the documents that fit. A choice does not narrow its own facet: who has chosen a kind
/// still sees how many there are of the others.
pub(super) struct Facets<'s> {
    search: &'s Search<'s>,
    kinds: BTreeMap<Kind, usize>,
    years: BTreeMap<i16, usize>,
}

impl<'s> Facets<'s> {
    pub(super) fn new(search: &'s Search<'s>) -> Self {
        Self { search, kinds: BTreeMap::new(), years: BTreeMap::new() }
    }

    /// Counts a document that fits the words, and tells whether it fits the choices.
    pub(super) fn take(&mut self, node: &Node) -> bool {
        let kind = node.kind();
        let years = years(node);
        let is_of_kind = self.search.kinds.is_empty() || self.search.kinds.contains(&kind);
        let is_of_years = self.search.years.as_ref().is_none_or(|asked| {
            years
                .as_ref()
                .is_some_and(|own| own.start() <= asked.end() && asked.start() <= own.end())
        });
        if is_of_years {
            *self.kinds.entry(kind).or_default() += 1;
        }
        if is_of_kind {
            for year in years.into_iter().flatten() {
                *self.years.entry(year).or_default() += 1;
            }
        }
        is_of_kind && is_of_years
    }

    pub(super) fn kinds(&self) -> Vec<(Kind, usize)> {
        self.kinds.iter().map(|(kind, count)| (*kind, *count)).collect()
    }

    pub(super) fn years(&self) -> Vec<(i16, usize)> {
        self.years.iter().rev().map(|(year, count)| (*year, *count)).collect()
    }
}

/// The years a document has to do with.
fn years(node: &Node) -> Option<RangeInclusive<i16>> {
    match node {
        Node::Seminar(seminar) => one(seminar.date().year()),
        Node::NewsArticle(article) => one(article.published_on.year()),
        Node::Figure(figure) => one(figure.year),
        Node::Initiative(initiative) => spanned(initiative.period),
        Node::Series(series) => spanned(series.period),
        _ => None,
    }
}

fn one(year: i16) -> Option<RangeInclusive<i16>> {
    Some(year..=year)
}

/// A period of which only one end is known counts where that is.
fn spanned(period: Period) -> Option<RangeInclusive<i16>> {
    let from = period.from.or(period.until)?.year();
    let until = period.until.or(period.from)?.year();
    Some(from..=until)
}
