//! The words of all documents, kept up with what changes.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use finsam_swedish::words;
use rpds::{HashTrieMapSync, RedBlackTreeMapSync};

use super::{
    names::Manner,
    postings::{Posting, Postings},
    texts::{self, Field},
};
use crate::{Node, Snapshot, loaded::Loaded, node::Key, parallel};

/// Every word, as its stem, with the documents it stands in.
pub(super) type Words = RedBlackTreeMapSync<Arc<str>, Postings>;

/// The words of all documents. Cheap to clone: what does not change is shared.
///
/// What an index says depends on the documents alone and not on the way to them. Only the numbers
/// of documents do, and nobody sees those.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    pub(super) documents: HashTrieMapSync<u32, Node>,
    numbers: HashTrieMapSync<Key, u32>,
    /// The number of the next new document.
    unused: u32,
    pub(super) words: Words,
    /// Every name as a whole, as its stems, with the documents that go by it.
    pub(super) names: HashTrieMapSync<String, Vec<Named>>,
}

/// That a document goes by a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) document: u32,
    pub(super) manner: Manner,
}

/// How soon one more mention of a word stops to matter, and how much the length of a text does.
const K1: f64 = 1.2;
const B: f64 = 0.5;

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
        let around = match self.documents.size() {
            // As when everything is new.
            0 => Vec::new(),
            _ => around(before, after, &gone, &come),
        };
        gone.iter().for_each(|node| next.take_names(node));
        for node in come.iter().chain(&around) {
            next.number(node);
        }
        come.iter().for_each(|node| next.add_names(node));
        let lost = next.weights(&[gone.as_slice(), &around].concat(), before);
        let new = next.weights(&[come.as_slice(), &around].concat(), after);
        next.change_words(lost, new);
        let here: HashSet<Key> = come.iter().map(Node::key).collect();
        for key in gone.iter().map(Node::key).filter(|key| !here.contains(key)) {
            if let Some(number) = next.numbers.get(&key).copied() {
                next.documents.remove_mut(&number);
                next.numbers.remove_mut(&key);
            }
        }
        next
    }

    /// Gives a document a number, its old one if it has had one.
    fn number(&mut self, node: &Node) {
        let key = node.key();
        let number = self.numbers.get(&key).copied().unwrap_or_else(|| {
            let number = self.unused;
            self.numbers.insert_mut(key, number);
            // After four billion new documents somebody will have restarted the program.
            self.unused = self.unused.saturating_add(1);
            number
        });
        self.documents.insert_mut(number, node.clone());
    }

    fn take_names(&mut self, node: &Node) {
        let Some(number) = self.numbers.get(&node.key()).copied() else { return };
        for (name, _) in names(node) {
            let Some(named) = self.names.get_mut(&name) else { continue };
            named.retain(|named| named.document != number);
            if named.is_empty() {
                self.names.remove_mut(&name);
            }
        }
    }

    fn add_names(&mut self, node: &Node) {
        let Some(number) = self.numbers.get(&node.key()).copied() else { return };
        for (name, manner) in names(node) {
            let named = Named { document: number, manner };
            match self.names.get_mut(&name) {
                Some(others) => others.push(named),
                None => self.names.insert_mut(name, vec![named]),
            }
        }
    }

    /// What the words of some documents weigh in them, word by word.
    fn weights(&self, nodes: &[Node], snapshot: &Snapshot) -> HashMap<Arc<str>, Vec<Posting>> {
        let stretches = parallel::in_stretches(nodes, |nodes| {
            let mut scales = Scales::default();
            for node in nodes {
                if let Some(number) = self.numbers.get(&node.key()) {
                    scales.weigh(*number, &texts::texts(node, snapshot));
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

    fn change_words(
        &mut self,
        lost: HashMap<Arc<str>, Vec<Posting>>,
        new: HashMap<Arc<str>, Vec<Posting>>,
    ) {
        let mut changes: HashMap<Arc<str>, Vec<(u32, Option<f32>)>> = HashMap::new();
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
            let postings = match self.words.get(&word) {
                Some(postings) => postings.with(changes),
                None => Postings::default().with(changes),
            };
            if postings.len() == 0 {
                self.words.remove_mut(&word);
            } else {
                self.words.insert_mut(word, postings);
            }
        }
    }
}

/// The documents that stay as they are but hold the name of one that now has another, or is gone.
fn around(before: &Snapshot, after: &Snapshot, gone: &[Node], come: &[Node]) -> Vec<Node> {
    let here: HashSet<Key> = come.iter().map(Node::key).collect();
    let keys: BTreeSet<Key> = gone.iter().chain(come).flat_map(Node::keys).collect();
    let names = |snapshot: &Snapshot, key: &Key| {
        let node = snapshot.find(key.0, key.1.as_str())?;
        Some(all_names(&node).map(|(name, _)| name.to_owned()).collect::<Vec<_>>())
    };
    let mut around: BTreeMap<Key, Node> = BTreeMap::new();
    for key in keys.iter().filter(|key| names(before, key) != names(after, key)) {
        for node in after.referring_as_written(key) {
            let own = node.key();
            if !here.contains(&own) && texts::named(node).contains(&(key.0, &key.1)) {
                around.insert(own, node.clone());
            }
        }
    }
    around.into_values().collect()
}

/// Weighs the words of one document after another. A word has a number here, for most words of a
/// text have been met in another.
#[derive(Default)]
struct Scales {
    /// The number of the stem of every folded word met.
    met: HashMap<String, usize>,
    stems: HashMap<Arc<str>, usize>,
    /// By the number of the stem.
    postings: Vec<Vec<Posting>>,
}

impl Scales {
    fn weigh(&mut self, document: u32, texts: &[(Field, Cow<'_, str>)]) {
        let mut fields: BTreeMap<Field, Vec<usize>> = BTreeMap::new();
        for (field, text) in texts {
            let stems = words::words(text).into_iter().map(|word| self.number(word));
            fields.entry(*field).or_default().extend(stems);
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
    }

    /// The number of a word's stem.
    fn number(&mut self, word: words::Word<'_>) -> usize {
        if let Some(number) = self.met.get(&word.folded) {
            return *number;
        }
        let unused = self.postings.len();
        let number = *self.stems.entry(word.stem().into()).or_insert(unused);
        if number == unused {
            self.postings.push(Vec::new());
        }
        self.met.insert(word.folded, number);
        number
    }

    /// Every word with the documents it was met in.
    fn words(self) -> HashMap<Arc<str>, Vec<Posting>> {
        let Self { mut postings, stems, .. } = self;
        let mut of = |number| postings.get_mut(number).map(std::mem::take).unwrap_or_default();
        stems.into_iter().map(|(stem, number)| (stem, of(number))).collect()
    }
}

/// Half as exact and half as large, for there are many.
#[expect(clippy::cast_possible_truncation, reason = "a weight is a small number")]
fn narrow(weight: f64) -> f32 {
    weight as f32
}

/// A document's names as one asks for them, and how each is its.
pub(super) fn names(node: &Node) -> BTreeMap<String, Manner> {
    let mut names: BTreeMap<String, Manner> = BTreeMap::new();
    let mut add = |name: &str, manner: Manner| {
        let stems = words::words(name);
        let stems: Vec<String> =
            stems.iter().filter(|word| !is_glue(&word.folded)).map(words::Word::stem).collect();
        if !stems.is_empty() {
            let closest = names.entry(stems.join(" ")).or_insert(manner);
            *closest = manner.min(*closest);
        }
    };
    for (name, is_label) in all_names(node) {
        add(name, if is_label { Manner::Label } else { Manner::OtherName });
        add(&without_year(name), Manner::WithoutYear);
        if let (Node::Person(_), Some((first, family))) = (node, name.split_once([' ', '-'])) {
            add(family, Manner::FamilyName);
            add(family.rsplit([' ', '-']).next().unwrap_or(family), Manner::FamilyName);
            if first.chars().count() >= 3 {
                add(first, Manner::FirstName);
            }
        }
    }
    names
}

/// Words a name may have between its other words, or not.
fn is_glue(folded: &str) -> bool {
    matches!(folded, "och" | "and")
}

fn without_year(name: &str) -> String {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    name.split(' ').filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

fn all_names(node: &Node) -> impl Iterator<Item = (&str, bool)> {
    let others = node.other_names().into_iter().map(|name| (name, false));
    std::iter::once((node.label(), true)).chain(others)
}
