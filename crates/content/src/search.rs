//! Finding documents by words.
//!
//! A query is read in `query`, a document is taken apart in `texts`, and the passages to show are
//! chosen in `passages`; here they are weighed against each other (BM25, field by field).

mod passages;
mod query;
mod texts;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

use finsam_model::Kind;
use finsam_swedish::words;

use crate::{Node, Snapshot};
use query::{Query, Term};
use texts::{Field, texts};

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

/// The words of all documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    documents: Vec<Document>,
    /// Every word, as its stem, with the documents it stands in.
    words: BTreeMap<String, Vec<Posting>>,
    /// Every name as a whole, as its stems.
    names: HashMap<String, Vec<Named>>,
}

#[derive(Clone, Debug)]
struct Document {
    node: Node,
    texts: Vec<(Field, String)>,
}

/// That a word stands in a document.
#[derive(Clone, Debug)]
struct Posting {
    document: usize,
    /// How much it says about the document, whatever the word: BM25 without the rarity.
    weight: f64,
}

/// That a document goes by a name.
#[derive(Clone, Debug)]
struct Named {
    document: usize,
    by_label: bool,
}

/// How soon one more mention of a word stops to matter, and how much the length of a text does.
const K1: f64 = 1.2;
const B: f64 = 0.5;

/// Whoever asks for exactly a name wants what bears it, before anything that mentions it.
const IS_LABEL: f64 = 2.0;
const IS_OTHER_NAME: f64 = 1.0;

impl SearchIndex {
    pub(crate) fn new(snapshot: &Snapshot) -> Self {
        let documents: Vec<Document> =
            snapshot.nodes().map(|node| Document { texts: texts(&node, snapshot), node }).collect();
        let mut names: HashMap<String, Vec<Named>> = HashMap::new();
        for (document, Document { node, .. }) in documents.iter().enumerate() {
            let others = node.other_names();
            let labels = std::iter::once((node.label(), true));
            for (name, by_label) in labels.chain(others.into_iter().map(|name| (name, false))) {
                names.entry(stems(name).join(" ")).or_default().push(Named { document, by_label });
            }
        }
        Self { words: weighed_words(&documents), names, documents }
    }

    /// The documents of `kinds` (of any, if none are given) that fit a query, best first.
    pub(crate) fn search(&self, query: &str, kinds: &[Kind], limit: usize) -> Vec<Hit> {
        let query = Query::read(query, &self.words);
        let mut found: Vec<(f64, &Document)> = self
            .scores(&query)
            .into_iter()
            .filter_map(|(document, score)| Some((score, self.documents.get(document)?)))
            .filter(|(_, document)| kinds.is_empty() || kinds.contains(&document.node.kind()))
            .collect();
        found.sort_unstable_by(best_first);
        found.truncate(limit);
        found
            .into_iter()
            .map(|(score, document)| Hit {
                node: document.node.clone(),
                score,
                highlights: passages::best(&document.texts, &query),
            })
            .collect()
    }

    fn scores(&self, query: &Query<'_>) -> HashMap<usize, f64> {
        // For each document, what its words are worth and how many of the query's it has.
        let mut sums: HashMap<usize, (f64, usize)> = HashMap::new();
        for term in &query.terms {
            for (document, worth) in self.worths(term) {
                let (sum, terms) = sums.entry(document).or_default();
                *sum += worth;
                *terms += 1;
            }
        }
        let mut scores: HashMap<usize, f64> = sums
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
    fn worths(&self, term: &Term<'_>) -> HashMap<usize, f64> {
        let mut worths: HashMap<usize, f64> = HashMap::new();
        for (stem, certainty) in &term.readings {
            let postings = self.words.get(*stem).map_or(&[][..], Vec::as_slice);
            let (all, those) = (count(self.documents.len()), count(postings.len()));
            let rarity = (1.0 + (all - those + 0.5) / (those + 0.5)).ln();
            for posting in postings {
                let worth = worths.entry(posting.document).or_default();
                *worth = worth.max(certainty * rarity * posting.weight);
            }
        }
        worths
    }
}

fn best_first(a: &(f64, &Document), b: &(f64, &Document)) -> Ordering {
    let key = |document: &'_ Document| (document.node.kind(), document.node.slug().clone());
    b.0.total_cmp(&a.0).then_with(|| key(a.1).cmp(&key(b.1)))
}

/// Every word with what it says about each document it stands in.
fn weighed_words(documents: &[Document]) -> BTreeMap<String, Vec<Posting>> {
    let mut words: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
    for (document, Document { texts, .. }) in documents.iter().enumerate() {
        let mut fields: BTreeMap<Field, Vec<String>> = BTreeMap::new();
        for (field, text) in texts {
            fields.entry(*field).or_default().extend(stems(text));
        }
        let mut weights: BTreeMap<String, f64> = BTreeMap::new();
        for (field, stems) in fields {
            let norm = K1 * (1.0 - B + B * count(stems.len()) / field.usual_words());
            let mut mentions: BTreeMap<String, usize> = BTreeMap::new();
            stems.into_iter().for_each(|stem| *mentions.entry(stem).or_default() += 1);
            for (stem, mentions) in mentions {
                let mentions = count(mentions);
                let weight = field.weight() * mentions * (K1 + 1.0) / (mentions + norm);
                *weights.entry(stem).or_default() += weight;
            }
        }
        for (stem, weight) in weights {
            words.entry(stem).or_default().push(Posting { document, weight });
        }
    }
    words
}

fn stems(text: &str) -> Vec<String> {
    words::words(text).iter().map(words::Word::stem).collect()
}

fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
