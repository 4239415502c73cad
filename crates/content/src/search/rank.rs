//! How well documents fit a query.
//!
//! First every document that has enough of the words is weighed by them: BM25 by field, a word that
//! few have counts more, and one that was read otherwise than typed counts less. Then the best are
//! looked at more closely, for what only a look at the document tells: whether its name holds the
//! words, as they stand in the query or at all.

use std::{
    cell::Cell,
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
};

use finsam_model::Kind;

use super::{
    documents::{Document, Documents, Facts},
    query::{Query, Term},
    readings::Reading,
    work::Work,
};

/// What share of a query, by rarity, a document must have to be found.
const ENOUGH: f32 = 0.34;
/// What a word that stands nowhere counts for, of what one that stands in one document does.
const UNKNOWN: f32 = 0.5;
/// A word that more than this part of the documents have is sought in no other meaning, …
const MANY_OF: usize = 8;
/// … if these are more than so many.
const MANY_AT_LEAST: usize = 2_000;
/// How much better what is called exactly so is than what mentions it.
pub(super) const IS_LABEL: f32 = 3.0;
pub(super) const IS_OTHER_NAME: f32 = 2.5;
pub(super) const IS_PART_OF_NAME: f32 = 1.2;
/// The same for what a part of the query names, for all of it.
pub(super) const IS_NAMED: f32 = 0.5;
/// At most this, if the question is after other kinds of documents.
pub(super) const IS_ASKED_ABOUT: f32 = 0.2;
/// What a name that begins as an unfinished word, and one that is spelt as typed, has before others.
const BEGINS_SO: f32 = 1.4;
const SPELT_SO: f32 = 1.05;
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

thread_local! {
    /// A scale for every document, all empty between two searches: to empty those that were used is
    /// less work than to make as many as there are documents.
    static SCALES: Cell<Vec<Scale>> = const { Cell::new(Vec::new()) };
}

/// The documents that have enough of a query, with how well they fit, in no order.
pub(super) fn weigh(
    query: &Query<'_>,
    documents: &Documents,
    work: &mut Work,
    called: &BTreeMap<u32, f32>,
) -> Vec<(u32, f32)> {
    let terms = admitted(query, documents, work);
    // A word nobody knows was meant, too.
    let is_unknown = |term: &&Term<'_>| term.readings.is_empty();
    let unknown = super::count(query.terms.iter().filter(is_unknown).count());
    let unknown = UNKNOWN * narrow(unknown) * rarity(0, documents.len());
    let whole = terms.iter().map(|term| term.rarity).sum::<f32>() + unknown;
    let mut scales = SCALES.take();
    if scales.len() < documents.numbers() {
        scales.resize(documents.numbers(), Scale::default());
    }
    let touched = put_on(&mut scales, &terms, whole);
    for document in called.keys() {
        if let Some(scale) = place(*document).and_then(|place| scales.get_mut(place)) {
            scale.term = CALLED;
        }
    }
    let newest = documents.extent().newest_day;
    let enough = ENOUGH * whole;
    let fitting = touched.iter().filter_map(|document| {
        let document = *document;
        let scale = scales.get(place(document)?)?;
        if scale.share < enough {
            return None;
        }
        let share = scale.share / whole;
        let facts = documents.facts().get(place(document)?)?;
        let fits = scale.sum / (scale.sum + HALF) * share * share * standing(*facts, newest);
        let called = if scale.term == CALLED { called.get(&document) } else { None };
        Some((document, fits + called.unwrap_or(&0.0)))
    });
    let fitting = fitting.collect();
    for document in touched.iter().chain(called.keys()) {
        if let Some(scale) = place(*document).and_then(|place| scales.get_mut(place)) {
            *scale = Scale::default();
        }
    }
    SCALES.set(scales);
    fitting
}

/// Puts the documents with any of the words on their scales. Tells which they are.
fn put_on(scales: &mut [Scale], terms: &[Admitted<'_>], whole: f32) -> Vec<u32> {
    let mut left = terms.iter().map(|term| term.rarity).sum::<f32>();
    let mut touched: Vec<u32> = Vec::new();
    for (number, term) in (1..).zip(terms) {
        // Whoever has none of the words so far cannot have enough with the rest.
        let may_begin = left * 1.000_1 >= ENOUGH * whole;
        left -= term.rarity;
        let has_one_reading = term.readings.len() == 1;
        for reading in &term.readings {
            let certainty = narrow(reading.certainty);
            let share = term.rarity * share_of(certainty);
            let factor = certainty * term.rarity;
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
                let worth = factor * weight;
                if has_one_reading {
                    scale.term = number;
                    scale.share += share;
                    scale.sum += worth;
                    return;
                }
                if scale.term != number {
                    scale.term = number;
                    scale.worth = 0.0;
                    scale.share += share;
                }
                scale.sum += (worth - scale.worth).max(0.0);
                scale.worth = scale.worth.max(worth);
            });
        }
    }
    touched
}

/// The sign of a document that goes by a name in the query, in the place of a word's number.
const CALLED: u8 = u8::MAX;

/// A word of a query as far as there is time for it.
struct Admitted<'q> {
    rarity: f32,
    readings: Vec<&'q Reading<'q>>,
}

/// The words a search has time for, the rarest first, and of their meanings the surest. A word that
/// many documents have needs no other meanings.
fn admitted<'q>(query: &'q Query<'q>, documents: &Documents, work: &mut Work) -> Vec<Admitted<'q>> {
    let known = query.terms.iter().enumerate().filter(|(_, term)| !term.readings.is_empty());
    let mut terms: Vec<(f32, usize, &Term<'_>)> =
        known.map(|(nth, term)| (rarity_of(term, documents), nth, term)).collect();
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let cost = |reading: &Reading<'_>| reading.stems.iter().map(|(_, p)| p.len()).sum::<usize>();
    // The surest meaning of every word goes before the less sure ones of any.
    let mut admitted: Vec<Admitted<'_>> = Vec::new();
    let mut rest: Vec<(usize, usize, &Reading<'_>)> = Vec::new();
    for (rarity, _, term) in terms {
        let Some((surest, others)) = term.readings.split_first() else { continue };
        if work.read(cost(surest)) {
            let many = (documents.len() / MANY_OF).max(MANY_AT_LEAST);
            let mut with = cost(surest);
            for other in others {
                with += cost(other);
                if with <= many {
                    rest.push((admitted.len(), rest.len(), other));
                }
            }
            admitted.push(Admitted { rarity, readings: vec![surest] });
        }
    }
    rest.sort_by(|a, b| b.2.certainty.total_cmp(&a.2.certainty).then(a.1.cmp(&b.1)));
    for (term, _, reading) in rest {
        if work.read(cost(reading))
            && let Some(term) = admitted.get_mut(term)
        {
            term.readings.push(reading);
        }
    }
    admitted
}

/// What share of a word a document has that has it in a meaning so sure.
fn share_of(certainty: f32) -> f32 {
    0.3 + 0.7 * certainty
}

/// Whether a document has enough of a query, told from it alone: what [`weigh`] must agree with.
#[cfg(test)]
pub(super) fn has_enough(query: &Query<'_>, documents: &Documents, document: u32) -> bool {
    let (mut share, mut whole) = (0.0, 0.0);
    for term in &query.terms {
        if term.readings.is_empty() {
            whole += UNKNOWN * rarity(0, documents.len());
            continue;
        }
        whole += rarity_of(term, documents);
        let means = |reading: &&Reading<'_>| {
            reading
                .stems
                .iter()
                .all(|(_, postings)| postings.iter().any(|p| p.document == document))
        };
        if let Some(reading) = term.readings.iter().find(means) {
            share += rarity_of(term, documents) * share_of(narrow(reading.certainty));
        }
    }
    whole > 0.0 && share / whole >= ENOUGH
}

/// What a document has before others whatever is sought.
fn standing(facts: Facts, newest: i32) -> f32 {
    if facts.day != Facts::NO_DAY {
        let age = narrow(f64::from(newest.saturating_sub(facts.day)));
        return 1.0 + NEWEST * HALF_AS_NEW_DAYS / (HALF_AS_NEW_DAYS + age);
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
pub(super) fn name_factor(query: &Query<'_>, document: &Document) -> f32 {
    let words: Vec<&str> = document.label.split_ascii_whitespace().collect();
    let holds = |term: &Term<'_>| {
        let sure = term.readings.iter().filter(|reading| reading.certainty >= 0.5);
        let mut single = sure.filter_map(|reading| match reading.stems.as_slice() {
            [(stem, _)] => Some(*stem),
            _ => None,
        });
        single.find_map(|stem| words.iter().position(|word| *word == stem))
    };
    let known = query.terms.iter().filter(|term| !term.readings.is_empty());
    // Whoever lacks one is looked at no further.
    let Some(places) = known.map(holds).collect::<Option<Vec<usize>>>() else { return 1.0 };
    if places.is_empty() {
        return 1.0;
    }
    let in_order = places.is_sorted_by(|a, b| a < b);
    // The less else there is in the name, the more it is about that.
    let all = words.len().max(1);
    let share = narrow(super::count(places.len().min(all)) / super::count(all));
    let in_order = if in_order { 0.15 } else { 0.0 };
    (1.15 + in_order + 0.4 * share) * letter_by_letter(query, document)
}

/// What a name has before others for having words just as they were typed: those with the dots of
/// å, ä and ö where they were, and those that are not finished at the beginning.
fn letter_by_letter(query: &Query<'_>, document: &Document) -> f32 {
    let mut factor = 1.0;
    for beginning in query.terms.iter().filter_map(|term| term.beginning.as_deref()) {
        let rest = document.label.strip_prefix(' ').unwrap_or_default();
        if rest.starts_with(beginning) {
            factor *= BEGINS_SO;
        }
    }
    let name = document.node.label().to_lowercase();
    let stands = |written: &str| {
        name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(written))
    };
    if query.terms.iter().all(|term| stands(&term.written)) {
        factor *= SPELT_SO;
    }
    factor
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
