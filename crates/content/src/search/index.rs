//! The words and names of all documents, kept up with what changes.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use finsam_model::{Kind, Slug};
use finsam_swedish::words;

use super::{
    days,
    documents::Documents,
    names::NameIndex,
    postings::{Posting, Postings},
    rank::narrow,
    sorted::Sorted,
    texts::{self, Field},
};
use crate::{Node, Snapshot, loaded::Loaded, node::Key, parallel, shared_map::RandomState};

/// Every word, as its stem, with the documents it stands in.
pub(super) type Words = Sorted<Postings>;

/// The words and names of all documents. Cheap to clone: what does not change is shared.
///
/// What an index says depends on the documents alone and not on the way to them. Only the numbers
/// of documents do, and nobody sees those.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    pub(super) documents: Documents,
    pub(super) words: Words,
    /// The stems from their last letter to their first.
    pub(super) backwards: Sorted<()>,
    pub(super) names: NameIndex,
}

/// How soon one more mention of a word stops to matter, and how much the length of a text does.
const K1: f64 = 1.2;
const B: f64 = 0.5;
/// What it counts for to be of the day that is sought.
const OF_DAY: f32 = 8.0;

impl SearchIndex {
    /// The index after some documents went and others came, between two snapshots.
    pub(crate) fn with(
        &self,
        before: &Snapshot,
        after: &Snapshot,
        gone: &[Arc<Loaded>],
        come: &[Arc<Loaded>],
    ) -> Self {
        let mut next = self.clone();
        let gone: Vec<Node> = gone.iter().map(|loaded| loaded.node.clone()).collect();
        let come: Vec<Node> = come.iter().map(|loaded| loaded.node.clone()).collect();
        let around = match self.documents.len() {
            // As when everything is new.
            0 => Vec::new(),
            _ => around(before, after, &gone, &come),
        };
        next.documents.add(&come);
        next.documents.add(&around);
        next.names.change(&next.documents, &gone, &come);
        let lost = weights(&next.documents, &[gone.as_slice(), &around].concat(), before);
        let new = weights(&next.documents, &[come.as_slice(), &around].concat(), after);
        next.change_words(lost, new);
        let here: HashSet<Key> = come.iter().map(Node::key).collect();
        for key in gone.iter().map(Node::key).filter(|key| !here.contains(key)) {
            next.documents.remove(&key);
        }
        next.documents.measure();
        next
    }

    fn change_words(
        &mut self,
        lost: HashMap<Arc<str>, Vec<Posting>, RandomState>,
        new: HashMap<Arc<str>, Vec<Posting>, RandomState>,
    ) {
        if self.words.from("").peek().is_none() {
            let backwards = new.keys().map(|word| (backwards(word).into(), ()));
            self.backwards = backwards.collect();
            let all = new.into_iter().map(|(word, postings)| {
                let weighs = postings.into_iter();
                let weighs = weighs.map(|posting| (posting.document, Some(posting.weight)));
                (word, Postings::default().with(weighs.collect()))
            });
            self.words = all.collect();
            return;
        }
        let mut changes: BTreeMap<Arc<str>, Vec<(u32, Option<f32>)>> = BTreeMap::new();
        for (word, postings) in lost {
            let left = postings.into_iter().map(|posting| (posting.document, None));
            changes.entry(word).or_default().extend(left);
        }
        for (word, postings) in new {
            let weighs =
                postings.into_iter().map(|posting| (posting.document, Some(posting.weight)));
            changes.entry(word).or_default().extend(weighs);
        }
        for (word, changes) in changes {
            let known = self.words.get(&word);
            let is_new = known.is_none();
            let postings = known.cloned().unwrap_or_default().with(changes);
            if postings.len() == 0 {
                self.words.set(&word, None);
                self.backwards.set(&backwards(&word), None);
            } else {
                self.words.set(&word, Some(postings));
                if is_new {
                    self.backwards.set(&backwards(&word), Some(()));
                }
            }
        }
    }
}

/// What the words of some documents weigh in them, word by word.
fn weights(
    documents: &Documents,
    nodes: &[Node],
    snapshot: &Snapshot,
) -> HashMap<Arc<str>, Vec<Posting>, RandomState> {
    let stretches = parallel::in_stretches(nodes, |nodes| {
        let mut scales = Scales::default();
        for node in nodes {
            if let Some(number) = documents.number(&node.key()) {
                scales.weigh(number, node, snapshot);
            }
        }
        scales.words()
    });
    let mut stretches = stretches.into_iter();
    let mut all = stretches.next().unwrap_or_default();
    for (word, postings) in stretches.flatten() {
        all.entry(word).or_default().extend(postings);
    }
    all
}

pub(super) fn backwards(word: &str) -> String {
    word.chars().rev().collect()
}

/// The documents that stay as they are but hold the name of one that now has another, or is gone.
fn around(before: &Snapshot, after: &Snapshot, gone: &[Node], come: &[Node]) -> Vec<Node> {
    let others: HashSet<Key> = gone.iter().chain(come).map(Node::key).collect();
    let keys: BTreeSet<Key> = gone.iter().chain(come).flat_map(Node::keys).collect();
    let mut around: BTreeMap<Key, Node> = BTreeMap::new();
    for key in &keys {
        let (kind, slug) = key;
        if texts::of_named(*kind, slug, before) == texts::of_named(*kind, slug, after) {
            continue;
        }
        // What stays referred to it before as well as it does after.
        for node in before.referring_as_written(key) {
            let own = node.key();
            if !others.contains(&own) && texts::named(node).contains(&(key.0, &key.1)) {
                around.insert(own, node.clone());
            }
        }
    }
    around.into_values().collect()
}

/// Weighs the words of one document after another. A word has a number here, for most words of a
/// text have been met in another.
#[derive(Default)]
struct Scales<'n> {
    /// The number of the stem of every folded word met.
    met: HashMap<String, usize, RandomState>,
    stems: HashMap<Arc<str>, usize, RandomState>,
    /// The stems in the names of other documents met: few are named by many.
    named: HashMap<(Kind, &'n Slug), Vec<usize>, RandomState>,
    /// By the number of the stem.
    postings: Vec<Vec<Posting>>,
}

impl<'n> Scales<'n> {
    fn weigh(&mut self, document: u32, node: &'n Node, snapshot: &Snapshot) {
        let mut fields: BTreeMap<Field, Vec<usize>> = BTreeMap::new();
        for (field, text) in texts::own(node) {
            fields.entry(field).or_default().extend(self.numbers(&text));
        }
        let around = fields.entry(Field::Around).or_default();
        for (kind, slug) in texts::named(node) {
            around.extend_from_slice(self.named(kind, slug, snapshot));
        }
        let mut weights: Vec<(usize, f64)> = Vec::new();
        for (field, mut stems) in fields {
            let norm = K1 * (1.0 - B + B * super::count(stems.len()) / field.usual_words());
            stems.sort_unstable();
            weights.extend(stems.chunk_by(|a, b| a == b).filter_map(|mentions| {
                let stem = mentions.first()?;
                let mentions = super::count(mentions.len());
                Some((*stem, field.weight() * mentions * (K1 + 1.0) / (mentions + norm)))
            }));
        }
        // A stable order, so that the fields of a word are always added up in theirs.
        weights.sort_by_key(|(stem, _)| *stem);
        for fields in weights.chunk_by(|(a, _), (b, _)| a == b) {
            let weight = narrow(fields.iter().map(|(_, weight)| weight).sum());
            let stem = fields.first().and_then(|(stem, _)| self.postings.get_mut(*stem));
            stem.into_iter().for_each(|postings| postings.push(Posting { document, weight }));
        }
        for mark in days::marks(node) {
            let number = self.number_of_stem(mark.into());
            if let Some(postings) = self.postings.get_mut(number) {
                postings.push(Posting { document, weight: OF_DAY });
            }
        }
    }

    /// The numbers of the stems in what a document is called.
    fn named(&mut self, kind: Kind, slug: &'n Slug, snapshot: &Snapshot) -> &[usize] {
        if !self.named.contains_key(&(kind, slug)) {
            let names = texts::of_named(kind, slug, snapshot);
            let stems = names.iter().flat_map(|name| self.numbers(name)).collect();
            self.named.insert((kind, slug), stems);
        }
        self.named.get(&(kind, slug)).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the stems of a text's words.
    fn numbers(&mut self, text: &str) -> Vec<usize> {
        words::words(text).into_iter().map(|word| self.number(word)).collect()
    }

    /// The number of a word's stem.
    fn number(&mut self, word: words::Word<'_>) -> usize {
        if let Some(number) = self.met.get(&word.folded) {
            return *number;
        }
        let number = self.number_of_stem(word.stem().into());
        self.met.insert(word.folded, number);
        number
    }

    fn number_of_stem(&mut self, stem: Arc<str>) -> usize {
        let unused = self.postings.len();
        let number = *self.stems.entry(stem).or_insert(unused);
        if number == unused {
            self.postings.push(Vec::new());
        }
        number
    }

    /// Every word with the documents it was met in.
    fn words(self) -> HashMap<Arc<str>, Vec<Posting>, RandomState> {
        let Self { mut postings, stems, .. } = self;
        let mut of = |number| postings.get_mut(number).map(std::mem::take).unwrap_or_default();
        stems.into_iter().map(|(stem, number)| (stem, of(number))).collect()
    }
}
