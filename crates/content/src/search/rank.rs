//! How well documents fit a query.
//!
//! First every document that has enough of the words is weighed by them: BM25 by field, a word that
//! few have counts more, and one that was read otherwise than typed counts less. Then the best are
//! looked at more closely, for what only a look at the document tells: whether its name holds the
//! words, as they stand in the query or at all.

use std::{cmp::Ordering, collections::BinaryHeap};

use finsam_model::Kind;

use super::{
    documents::{Documents, Facts},
    query::{Query, Term},
    readings::Reading,
    work::Work,
};

/// What share of a query, by rarity, a document must have to be found.
const ENOUGH: f32 = 0.34;
/// How much better what is called exactly so is than what mentions it.
pub(super) const IS_LABEL: f32 = 3.0;
pub(super) const IS_OTHER_NAME: f32 = 2.5;
pub(super) const IS_PART_OF_NAME: f32 = 1.2;
/// The same for what a part of the query names, for all of it.
pub(super) const IS_NAMED: f32 = 0.5;
/// A document whose words come to this much is half as good as any can be.
const HALF: f32 = 20.0;
/// How much the newest of what happens on a day has before the oldest, and after how many days half
/// of that is gone.
const NEWEST: f32 = 0.15;
const HALF_AS_NEW_DAYS: f32 = 730.0;

/// What a document has of a query.
#[derive(Clone, Copy, Debug, Default)]
struct Scale {
    /// What its words are worth together.
    sum: f32,
    /// What the word weighed last is worth.
    worth: f32,
    /// How much of the query it has.
    share: f32,
    /// The number of the word weighed last, from 1.
    term: u8,
}

/// The documents that have enough of a query, with how well they fit, in no order.
pub(super) fn weigh(query: &Query<'_>, documents: &Documents, work: &mut Work) -> Vec<(u32, f32)> {
    let mut terms: Vec<(f32, usize, &Term<'_>)> = query
        .terms
        .iter()
        .enumerate()
        .filter(|(_, term)| !term.readings.is_empty())
        .map(|(nth, term)| (rarity_of(term, documents), nth, term))
        .collect();
    // The rarest first: whoever lacks all of these lacks too much, whatever else it has.
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let whole: f32 = terms.iter().map(|(rarity, ..)| rarity).sum();
    let mut left = whole;
    let mut scales = vec![Scale::default(); documents.numbers()];
    let mut touched: Vec<u32> = Vec::new();
    for (number, (rarity, _, term)) in (1..).zip(&terms) {
        let may_begin = left >= ENOUGH * whole;
        left -= rarity;
        for reading in &term.readings {
            let cost = reading.stems.iter().map(|(_, postings)| postings.len()).sum();
            if !work.read(cost) {
                continue;
            }
            let certainty = narrow(reading.certainty);
            let share = rarity * (0.3 + 0.7 * certainty);
            each(reading, |document, weight| {
                let Some(scale) = place(document).and_then(|place| scales.get_mut(place)) else {
                    return;
                };
                if scale.term == 0 {
                    if !may_begin {
                        return;
                    }
                    touched.push(document);
                }
                if scale.term != number {
                    scale.term = number;
                    scale.worth = 0.0;
                    scale.share += share;
                }
                let worth = certainty * rarity * weight;
                scale.sum += (worth - scale.worth).max(0.0);
                scale.worth = scale.worth.max(worth);
            });
        }
    }
    let newest = documents.facts().iter().map(|facts| facts.day).max().unwrap_or(Facts::NO_DAY);
    let fitting = touched.into_iter().filter_map(|document| {
        let scale = scales.get(place(document)?)?;
        let share = scale.share / whole;
        let facts = documents.facts().get(place(document)?)?;
        let score = scale.sum / (scale.sum + HALF) * share * share * standing(*facts, newest);
        (share >= ENOUGH).then_some((document, score))
    });
    fitting.collect()
}

/// What a document has before others whatever is sought.
fn standing(facts: Facts, newest: i32) -> f32 {
    if facts.day != Facts::NO_DAY {
        let age = f64::from(newest.saturating_sub(facts.day));
        return 1.0 + NEWEST * HALF_AS_NEW_DAYS / (HALF_AS_NEW_DAYS + narrow(age));
    }
    // A page we rely on is seldom what is sought, but to see where something comes from.
    if facts.kind == Kind::Source { 0.8 } else { 1.0 }
}

/// How much a word says: the more, the fewer documents have it as it was most surely meant.
fn rarity_of(term: &Term<'_>, documents: &Documents) -> f32 {
    let surest = term.readings.first().map_or(0.0, |reading| reading.certainty);
    let as_sure = term.readings.iter().take_while(|reading| reading.certainty >= surest - 0.1);
    let with = as_sure
        .filter_map(|reading| reading.stems.iter().map(|(_, postings)| postings.len()).min());
    rarity(with.max().unwrap_or(0), documents.len())
}

/// BM25's: how much a word that so many of all documents have says about one of them.
pub(super) fn rarity(with: usize, all: usize) -> f32 {
    let (with, all) = (super::count(with), super::count(all));
    narrow((1.0 + ((all - with).max(0.0) + 0.5) / (with + 0.5)).ln())
}

/// Every document with all stems of a reading, and how much they say about it.
fn each(reading: &Reading<'_>, mut take: impl FnMut(u32, f32)) {
    match reading.stems.as_slice() {
        [] => {}
        [(_, postings)] => {
            postings.iter().for_each(|posting| take(posting.document, posting.weight));
        }
        [(_, first), rest @ ..] => {
            let mut both: Vec<(u32, f32)> =
                first.iter().map(|posting| (posting.document, posting.weight)).collect();
            for (_, postings) in rest {
                let mut others = postings.iter().peekable();
                both.retain_mut(|(document, weight)| {
                    while others.next_if(|other| other.document < *document).is_some() {}
                    let same = others.next_if(|other| other.document == *document);
                    // All together say no more than the one that says least.
                    *weight = same.map_or(*weight, |other| weight.min(other.weight));
                    same.is_some()
                });
            }
            both.into_iter().for_each(|(document, weight)| take(document, weight));
        }
    }
}

/// How the name of a document holds the words of a query.
pub(super) fn name_factor(query: &Query<'_>, label: &str) -> f32 {
    let known = || query.terms.iter().filter(|term| !term.readings.is_empty());
    let holds = |term: &Term<'_>| {
        let single = term.readings.iter().filter(|reading| reading.certainty >= 0.5);
        single
            .filter_map(|reading| match reading.stems.as_slice() {
                [(stem, _)] => find_word(label, stem),
                _ => None,
            })
            .next()
    };
    let places: Vec<Option<usize>> = known().map(holds).collect();
    if places.is_empty() || places.iter().any(Option::is_none) {
        return 1.0;
    }
    let in_order = places.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    // The less else there is in the name, the more it is about that.
    let words = label.split_ascii_whitespace().count().max(1);
    let share = narrow(super::count(places.len().min(words)) / super::count(words));
    1.15 + if in_order { 0.15 } else { 0.0 } + 0.4 * share
}

/// Where a word stands among words between spaces.
fn find_word(words: &str, word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = words.get(from..).and_then(|rest| rest.find(word)) {
        let (start, end) = (from + at, from + at + word.len());
        let before = words.get(..start).is_some_and(|before| before.ends_with(' '));
        if before && words.get(end..).is_some_and(|after| after.starts_with(' ')) {
            return Some(start);
        }
        from = end;
    }
    None
}

/// The best of many, best first; `order` tells which of two with the same score comes first.
pub(super) fn best(
    all: impl Iterator<Item = (u32, f32)>,
    most: usize,
    order: impl Fn(u32, u32) -> Ordering,
) -> Vec<(u32, f32)> {
    let order = &order;
    let mut heap: BinaryHeap<Ranked<'_, _>> = BinaryHeap::with_capacity(most.min(4096) + 1);
    for (document, score) in all {
        let ranked = Ranked { document, score, order };
        if heap.len() < most {
            heap.push(ranked);
        } else if let Some(mut worst) = heap.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }
    let sorted = heap.into_sorted_vec();
    sorted.into_iter().map(|ranked| (ranked.document, ranked.score)).collect()
}

/// A document by how well it fits: the least is the best.
struct Ranked<'o, O> {
    document: u32,
    score: f32,
    order: &'o O,
}

impl<O: Fn(u32, u32) -> Ordering> Ord for Ranked<'_, O> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then_with(|| (self.order)(self.document, other.document))
    }
}

impl<O: Fn(u32, u32) -> Ordering> PartialOrd for Ranked<'_, O> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<O: Fn(u32, u32) -> Ordering> PartialEq for Ranked<'_, O> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<O: Fn(u32, u32) -> Ordering> Eq for Ranked<'_, O> {}

fn place(document: u32) -> Option<usize> {
    usize::try_from(document).ok()
}

/// Half as exact and half as large, for there are many.
#[expect(clippy::cast_possible_truncation, reason = "weights are small numbers")]
pub(super) fn narrow(weight: f64) -> f32 {
    weight as f32
}
