//! Finding documents by words.
//!
//! A query is read in `query`, a document is taken apart in `texts`, its words are kept in `index`
//! (those that stand in much in `postings`), and the passages to show are chosen in `passages`; here
//! they are weighed against each other (BM25, field by field).

mod facets;
mod index;
mod names;
mod passages;
mod postings;
mod query;
mod texts;
mod vocabulary;

use std::{cmp::Ordering, collections::HashMap, ops::RangeInclusive};

use finsam_model::{Kind, Slug};
use finsam_swedish::words;

use crate::{Node, Snapshot};
pub(crate) use index::SearchIndex;
pub use names::{Called, Manner, Names, Suggestion};
use query::{Query, Term};

/// What is sought.
///
/// ```
/// # use finsam_content::Search;
/// let search = Search { text: "nollplacerad", limit: 20, ..Search::default() };
/// ```
#[derive(Clone, Debug, Default)]
pub struct Search<'q> {
    /// The words, as somebody typed them.
    pub text: &'q str,
    /// Only documents of these kinds; of any, if none are given.
    pub kinds: &'q [Kind],
    /// Only documents that have to do with one of these years.
    pub years: Option<RangeInclusive<i16>>,
    /// So many of the best hits are left out, for those who have seen them.
    pub skip: usize,
    /// At most so many hits are given. How many there are is in [`Found::total`].
    pub limit: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The documents that fit best, best first.
    pub hits: Vec<Hit>,
    /// How many documents fit.
    pub total: usize,
    /// How many of each kind fit, with the years asked for but of any kind, in the order of
    /// [`Kind::ALL`]. Kinds of which there is none are left out.
    pub kinds: Vec<(Kind, usize)>,
    /// How many of each year fit, of the kinds asked for but of any year, latest first. A document
    /// that spans several years counts in each.
    pub years: Vec<(i16, usize)>,
    /// How many of each site fit.
    pub sites: Vec<(Slug, usize)>,
    /// What was probably meant, if a word was misspelt.
    pub did_you_mean: Option<String>,
}

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
    /// The documents that fit, best first, and how many there are.
    pub(crate) fn search(&self, snapshot: &Snapshot, search: &Search<'_>) -> Found {
        let query = Query::read(search.text, &self.words);
        let mut facets = facets::Facets::new(search);
        let scores = self.scores(&query).into_iter();
        let mut fitting: Vec<(f64, &Node)> = scores
            .filter_map(|(document, score)| Some((score, self.documents.get(&document)?)))
            .filter(|(_, node)| facets.take(node))
            .collect();
        let total = fitting.len();
        // Only the best are put in order.
        let most = search.skip.saturating_add(search.limit);
        if most < fitting.len() {
            fitting.select_nth_unstable_by(most, best_first);
            fitting.truncate(most);
        }
        fitting.sort_unstable_by(best_first);
        let hits = fitting.into_iter().skip(search.skip).map(|(score, node)| Hit {
            node: node.clone(),
            score,
            highlights: passages::best(&texts::texts(node, snapshot), &query),
        });
        Found {
            hits: hits.collect(),
            total,
            kinds: facets.kinds(),
            years: facets.years(),
            sites: (total > 0).then(|| (snapshot.site().slug.clone(), total)).into_iter().collect(),
            did_you_mean: None,
        }
    }

    /// The documents of these kinds in which such stems stand, best first, at most `limit`.
    pub(crate) fn candidates(
        &self,
        kinds: &[Kind],
        stems: &[(&str, f64)],
        limit: usize,
    ) -> Vec<(Node, f64)> {
        let mut sums: HashMap<u32, f64> = HashMap::new();
        for (stem, weight) in stems {
            for (document, worth) in self.worths(&Term { readings: vec![(stem, *weight)] }) {
                *sums.entry(document).or_default() += worth;
            }
        }
        let sums = sums.into_iter();
        let mut best: Vec<(f64, &Node)> = sums
            .filter_map(|(document, sum)| Some((sum, self.documents.get(&document)?)))
            .filter(|(_, node)| kinds.is_empty() || kinds.contains(&node.kind()))
            .collect();
        best.sort_unstable_by(best_first);
        best.into_iter().take(limit).map(|(sum, node)| (node.clone(), sum)).collect()
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.documents.size()
    }

    /// In how many documents a stem stands.
    pub(crate) fn documents_with(&self, stem: &str) -> usize {
        self.words.get(stem).map_or(0, postings::Postings::len)
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
            let exact = match named.manner {
                Manner::Label => IS_LABEL,
                Manner::OtherName => IS_OTHER_NAME,
                _ => continue,
            };
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
