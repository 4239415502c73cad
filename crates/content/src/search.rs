//! Finding documents by words.
//!
//! A query is read in `query`, a document is taken apart in `texts`, its words are kept in `index`
//! (those that stand in much in `postings`), and the passages to show are chosen in `passages`; here
//! they are weighed against each other (BM25, field by field).

mod index;
mod passages;
mod postings;
mod query;
mod texts;

use std::{cmp::Ordering, collections::HashMap};

use finsam_model::Kind;
use finsam_swedish::words;

use crate::{Node, Snapshot};
pub(crate) use index::SearchIndex;
use query::{Query, Term};

/// A document found, with how well it fits and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document.
    pub node: Node,
    /// How well it fits; only the order means something.
    pub score: f64,
    /// Passages with the words that were found.
    pub highlights: Vec<Highlight>,
}

/// A passage of plain text and the byte ranges in it that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The passage.
    pub text: String,
    /// What was found in it: byte ranges on character borders, in order, not overlapping.
    pub found: Vec<std::ops::Range<usize>>,
}

/// Whoever asks for exactly a name wants what bears it, before anything that mentions it.
const IS_LABEL: f64 = 2.0;
const IS_OTHER_NAME: f64 = 1.0;

impl SearchIndex {
    /// The documents of `kinds` (of any, if none are given) that fit a query, best first.
    pub(crate) fn search(
        &self,
        snapshot: &Snapshot,
        query: &str,
        kinds: &[Kind],
        limit: usize,
    ) -> Vec<Hit> {
        let query = Query::read(query, &self.words);
        let mut found: Vec<(f64, &Node)> = self
            .scores(&query)
            .into_iter()
            .filter_map(|(document, score)| Some((score, self.documents.get(&document)?)))
            .filter(|(_, node)| kinds.is_empty() || kinds.contains(&node.kind()))
            .collect();
        // Only the best are put in order.
        if limit < found.len() {
            found.select_nth_unstable_by(limit, best_first);
            found.truncate(limit);
        }
        found.sort_unstable_by(best_first);
        found
            .into_iter()
            .map(|(score, node)| Hit {
                node: node.clone(),
                score,
                highlights: passages::best(&texts::texts(node, snapshot), &query),
            })
            .collect()
    }

    fn scores(&self, query: &Query<'_>) -> HashMap<u32, f64> {
        // For each document, what its words are worth and how many of the query's it has.
        let mut sums: HashMap<u32, (f64, usize)> = HashMap::new();
        for term in &query.terms {
            for (document, worth) in self.worths(term) {
                let (sum, terms) = sums.entry(document).or_default();
                *sum += worth;
                *terms += 1;
            }
        }
        let mut scores: HashMap<u32, f64> = sums
            .into_iter()
            .map(|(document, (sum, terms))| {
                // A document with all the words comes before one with a rare one.
                let sum = sum * count(terms) / count(query.terms.len().max(1));
                (document, sum / (sum + 10.0))
            })
            .collect();
        for named in query.names.iter().filter_map(|name| self.names.get(name)).flatten() {
            let exact = if named.by_label { IS_LABEL } else { IS_OTHER_NAME };
            let score = scores.entry(named.document).or_default();
            // Of several names of the same document only the best counts.
            *score = (*score % 1.0 + exact).max(*score);
        }
        scores
    }

    /// What a term is worth in each document it stands in, in the best of its readings.
    fn worths(&self, term: &Term<'_>) -> HashMap<u32, f64> {
        let mut worths: HashMap<u32, f64> = HashMap::new();
        for (stem, certainty) in &term.readings {
            let Some(postings) = self.words.get(*stem) else { continue };
            let (all, those) = (count(self.documents.size()), count(postings.len()));
            let rarity = (1.0 + (all - those + 0.5) / (those + 0.5)).ln();
            for posting in postings.iter() {
                let worth = worths.entry(posting.document).or_default();
                *worth = worth.max(certainty * rarity * f64::from(posting.weight));
            }
        }
        worths
    }
}

fn best_first(a: &(f64, &Node), b: &(f64, &Node)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.key().cmp(&b.1.key()))
}

fn stems(text: &str) -> Vec<String> {
    words::words(text).iter().map(words::Word::stem).collect()
}

fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
