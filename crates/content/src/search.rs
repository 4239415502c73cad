//! Finding documents by words.
//!
//! A document is taken apart in `texts` (and `days`), its words are kept in `index` (in lists that are
//! `sorted`, with `postings`), its names in `names`, and what one asks of every document in
//! `documents`. A query is read in `query`; what its words may mean is told by `readings`, with
//! `typos` for the misspelt ones, and which kinds it is after by `asked`. `rank` weighs documents against each other, `facets` counts them,
//! and `passages` chooses what to show of them. `suggest` completes what is being typed. `work` is how
//! much of all that one search may do.

mod asked;
mod days;
mod documents;
mod facets;
mod index;
mod meant;
mod names;
mod passages;
mod postings;
mod query;
mod rank;
mod readings;
mod sorted;
mod suggest;
mod texts;
mod typos;
mod vocabulary;
mod work;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
};

use finsam_model::{Kind, Site, Slug};

use crate::{Node, Snapshot};
pub(crate) use index::SearchIndex;
pub use names::{Called, Manner, Names};
use passages::Finder;
use query::Query;
pub use suggest::Suggestion;
use texts::Field;
use work::Work;

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
    /// Only documents of the site with this short name, if one is given.
    pub site: Option<&'q str>,
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
    /// How many of each site fit, whichever is asked for: the one that serves first, then the others
    /// by their short names. Sites of which there is none are left out.
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

/// So many of the best are looked at more closely.
const LOOKED_AT: usize = 100;
/// A phrase is looked for in the names of so many of the best, …
const MOST_LABELS: usize = 1000;
/// … and in all texts of so many.
const MOST_READ: usize = 40;

impl SearchIndex {
    /// The documents that fit, best first, and how many there are.
    pub(crate) fn search(&self, snapshot: &Snapshot, search: &Search<'_>) -> Found {
        self.search_within(snapshot, search, &mut Work::through(self.documents.len()))
    }

    /// The same for what it may cost.
    fn search_within(&self, snapshot: &Snapshot, search: &Search<'_>, work: &mut Work) -> Found {
        let query = Query::read(search.text, self, work);
        let mut fitting = if query.only_names {
            self.named_alone(&query)
        } else {
            rank::weigh(&query, &self.documents, work, &self.called_exactly(&query))
        };
        self.without_unwanted(&query, &mut fitting);
        let mut read = Read { index: self, snapshot, texts: HashMap::new() };
        if !query.phrases.is_empty() {
            fitting = self.with_phrases(&query, fitting, &mut read);
        }
        let is_home = |site: &&str| *site == snapshot.site().slug.as_str();
        let site = search.site.map(|site| Some(site).filter(|site| !is_home(site)));
        let mut facets = facets::Facets::new(search, site, &self.documents);
        let facts = self.documents.facts();
        let chosen = fitting.into_iter().filter_map(|(document, score)| {
            let facts = facts.get(usize::try_from(document).ok()?)?;
            facets.take(*facts).then_some((document, score))
        });
        let end = search.skip.saturating_add(search.limit);
        let order = |a, b| self.documents.newest_first(a, b);
        let mut best = rank::best(chosen, end.max(LOOKED_AT), order);
        self.look_closely(&query, &mut best);
        let mut finder = Finder::of(&query);
        let shown = best.iter().take(end).skip(search.skip);
        let hits: Vec<Hit> = shown
            .filter_map(|(document, score)| {
                let node = &self.documents.get(*document)?.node;
                let highlights = passages::best(read.texts(*document), &mut finder);
                Some(Hit { node: node.clone(), score: f64::from(*score), highlights })
            })
            .collect();
        let nearest: Vec<u32> = best.iter().take(10).map(|(document, _)| *document).collect();
        let total = facets.total;
        Found {
            did_you_mean: meant::instead(&query, &nearest, &mut read),
            hits,
            total,
            kinds: facets.kinds(),
            years: facets.years(),
            sites: self.by_site(facets.sites(), snapshot),
        }
    }

    fn by_site(
        &self,
        counts: impl Iterator<Item = usize>,
        snapshot: &Snapshot,
    ) -> Vec<(Slug, usize)> {
        let mut by_site: HashMap<Option<&str>, usize> = HashMap::new();
        for (together, count) in self.documents.sites().iter().zip(counts) {
            if count > 0 {
                together
                    .iter()
                    .for_each(|site| *by_site.entry(site.as_deref()).or_default() += count);
            }
        }
        let of = |(nth, site): (usize, &Site)| {
            let other = (nth > 0).then(|| site.slug.as_str());
            Some((site.slug.clone(), by_site.get(&other).copied()?))
        };
        // Home comes first.
        snapshot.sites().enumerate().filter_map(of).collect()
    }

    /// What is called as a query says that says too little to be sought: so exactly, or a name that
    /// begins so.
    fn named_alone(&self, query: &Query<'_>) -> Vec<(u32, f32)> {
        let mut found: BTreeMap<u32, f32> = BTreeMap::new();
        for document in self.called_exactly(query).into_keys() {
            found.insert(document, rank::IS_LABEL);
        }
        let suggested = self.suggest(&query.text, &[], usize::MAX);
        for (nth, suggestion) in suggested.iter().enumerate() {
            if let Some(document) = self.documents.number(&suggestion.node.key()) {
                let score = 1.0 / (2.0 + rank::narrow(count(nth)));
                found.entry(document).or_insert(score);
            }
        }
        found.into_iter().collect()
    }

    /// What is called as the query says, and how much that is worth.
    fn called_exactly(&self, query: &Query<'_>) -> BTreeMap<u32, f32> {
        let mut called: BTreeMap<u32, f32> = BTreeMap::new();
        let named = query.names.iter().filter_map(|name| self.names.whole.get(name));
        for named in named.flat_map(|named| named.iter()) {
            let worth = match named.manner {
                Manner::Label => rank::IS_LABEL,
                Manner::OtherName => rank::IS_OTHER_NAME,
                Manner::WithoutYear | Manner::FamilyName | Manner::FirstName => {
                    rank::IS_PART_OF_NAME
                }
            };
            let best = called.entry(named.document).or_default();
            *best = best.max(worth);
        }
        for (document, share) in &query.named {
            // One word among others that happens to be a name says little.
            called.entry(*document).or_insert(rank::IS_NAMED * rank::narrow(share * share));
        }
        for (document, worth) in &mut called {
            // What a question is about need not be what answers it.
            if self.documents.kind(*document).is_some_and(|kind| query.asked.is_not_for(kind)) {
                *worth = worth.min(rank::IS_ASKED_ABOUT);
            }
        }
        called
    }

    fn without_unwanted(&self, query: &Query<'_>, fitting: &mut Vec<(u32, f32)>) {
        if query.unwanted.is_empty() {
            return;
        }
        let mut unwanted = vec![false; self.documents.numbers()];
        for posting in query.unwanted.iter().flat_map(|postings| postings.iter()) {
            let place = usize::try_from(posting.document).ok();
            if let Some(is) = place.and_then(|place| unwanted.get_mut(place)) {
                *is = true;
            }
        }
        fitting.retain(|(document, _)| {
            let place = usize::try_from(*document).ok();
            !place.and_then(|place| unwanted.get(place)).is_some_and(|is| *is)
        });
    }

    /// Those of some documents in which the phrases stand. Of the best the names are looked at, and
    /// other texts of a few.
    fn with_phrases(
        &self,
        query: &Query<'_>,
        fitting: Vec<(u32, f32)>,
        read: &mut Read<'_>,
    ) -> Vec<(u32, f32)> {
        let mut phrases: Vec<(&[String], String, Finder<'_>)> = query
            .phrases
            .iter()
            .map(|stems| {
                let in_label = format!(" {} ", stems.join(" "));
                (stems.as_slice(), in_label, Finder::of_words(stems))
            })
            .collect();
        let mut left = MOST_READ;
        let order = |a, b| self.documents.newest_first(a, b);
        let mut best = rank::best(fitting.into_iter(), MOST_LABELS, order);
        best.retain(|(number, _)| {
            let Some(document) = self.documents.get(*number) else { return false };
            if phrases.iter().all(|(_, in_label, _)| document.label.contains(in_label.as_str())) {
                return true;
            }
            if left == 0 {
                return false;
            }
            left -= 1;
            let texts = read.texts(*number);
            phrases.iter_mut().all(|(stems, _, finder)| {
                texts.iter().any(|(_, text)| passages::holds_phrase(text, stems, finder))
            })
        });
        best
    }

    /// Puts the best in order by what their names and kinds say, too.
    fn look_closely(&self, query: &Query<'_>, best: &mut [(u32, f32)]) {
        let (near, far) = best.split_at_mut(LOOKED_AT.min(best.len()));
        for (document, score) in near.iter_mut() {
            if let Some(document) = self.documents.get(*document) {
                *score *= rank::name_factor(query, document);
                *score *= query.asked.factor(document.node.kind());
            }
        }
        near.sort_by(|a, b| {
            b.1.total_cmp(&a.1).then_with(|| self.documents.newest_first(a.0, b.0))
        });
        // Whoever was not looked at stays behind.
        let least = near.last().map_or(0.0, |(_, score)| *score);
        far.iter_mut().for_each(|(_, score)| *score = score.min(least));
    }

    /// The documents of these kinds in which such stems stand, best first, at most `limit`.
    pub(crate) fn candidates(
        &self,
        kinds: &[Kind],
        stems: &[(&str, f64)],
        limit: usize,
    ) -> Vec<(Node, f64)> {
        let mut work = Work::through(self.documents.len());
        let span = self.documents.span(kinds);
        let mut sums = vec![0.0_f32; span.len()];
        let place = |document: u32| usize::try_from(document.checked_sub(span.start)?).ok();
        let mut touched: Vec<u32> = Vec::new();
        let mut known: Vec<_> = stems
            .iter()
            .filter_map(|(stem, weight)| Some((self.words.get(stem)?, rank::narrow(*weight))))
            .collect();
        known.sort_by_key(|(postings, _)| postings.len());
        for (postings, weight) in known {
            if !work.read(postings.len()) {
                break;
            }
            let worth = weight * rank::rarity(postings.len(), self.documents.len());
            for posting in postings.within(span.clone()) {
                if let Some(sum) = place(posting.document).and_then(|place| sums.get_mut(place)) {
                    if *sum == 0.0 {
                        touched.push(posting.document);
                    }
                    *sum += worth * posting.weight;
                }
            }
        }
        let sum = |document: u32| sums.get(place(document)?).copied();
        let is_wanted = |document: &u32| {
            let kind = self.documents.kind(*document);
            kinds.is_empty() || kind.is_some_and(|kind| kinds.contains(&kind))
        };
        let wanted = touched.into_iter().filter(is_wanted);
        let all = wanted.filter_map(|document| Some((document, sum(document)?)));
        let order = |a, b| self.documents.newest_first(a, b);
        let best = rank::best(all, limit, order).into_iter();
        best.filter_map(|(document, sum)| {
            Some((self.documents.get(document)?.node.clone(), f64::from(sum)))
        })
        .collect()
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.documents.len()
    }

    /// In how many documents a stem stands.
    pub(crate) fn documents_with(&self, stem: &str) -> usize {
        self.words.get(stem).map_or(0, postings::Postings::len)
    }
}

/// The texts of documents that one search reads, some of them for more than one reason.
struct Read<'i> {
    index: &'i SearchIndex,
    snapshot: &'i Snapshot,
    texts: HashMap<u32, Vec<(Field, Cow<'i, str>)>>,
}

impl<'i> Read<'i> {
    fn texts(&mut self, document: u32) -> &[(Field, Cow<'i, str>)] {
        self.texts.entry(document).or_insert_with(|| {
            let found = self.index.documents.get(document);
            found.map(|found| texts::texts(&found.node, self.snapshot)).unwrap_or_default()
        })
    }
}

fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
