//! Which passages fit a question.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use finsam_content::{Node, Snapshot};
use finsam_model::{Id, Kind, Slug, Source};

use super::{
    Passage, Passages,
    candidates::{Candidates, candidates, is_tag},
    kept,
    naming::{NamesIn, Naming, is_meant},
    parts::{AROUND, Parts, UNDER},
};

/// One thing a passage should hold.
#[derive(Debug, Clone)]
pub(crate) enum Key {
    /// A word: its stem, and stems of words that mean the same.
    Word {
        /// The word's own stem.
        stem: String,
        /// Stems of others.
        others: Vec<String>,
    },
    /// A document, named or meant; any of these.
    Subject(Vec<Node>),
    /// Words (stems) of which one speaks for a passage, the first most, without being asked for.
    Hint(Vec<String>),
}

/// A passage and how well it fits.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) passage: Passage,
    pub(crate) score: f64,
    /// How much of what was asked it holds, 0 to 1.
    pub(crate) coverage: f64,
    /// How much of the words it holds, names aside, 0 to 1.
    pub(crate) words: f64,
    /// Whether it holds one of the hints.
    pub(crate) hinted: bool,
}

/// A [`Key`] with all that is looked for.
pub(super) enum Asked<'k> {
    /// The stems that stand for a word, and how well.
    Word(Vec<(Cow<'k, str>, f64)>),
    Subject(Vec<Naming<'k>>),
    Hint(&'k [String]),
}

/// The weight of the keys that something holds.
#[derive(Clone, Default)]
struct Held {
    all: f64,
    words: f64,
    hint: f64,
}

impl Held {
    fn add(&mut self, weight: f64, is_word: bool) {
        self.all += weight;
        if is_word {
            self.words += weight;
        }
    }
}

/// A word that stands for another counts a little less.
const SYNONYM: f64 = 0.85;
/// A subject that a sentence names, and one that it is about.
const NAMED: f64 = 1.0;
const ABOUT: f64 = 0.85;
/// A word that is a part of a compound, or has the word as a part.
const COMPOUND: f64 = 0.6;
/// Parts shorter than this, in letters, are in compounds by chance.
pub(crate) const SHORTEST_PART: usize = 5;

/// So many passages does a document usually have: how rare a word is among all passages is told from
/// the documents there are.
const PASSAGES_IN_ONE: f64 = 8.0;
/// So many compounds of each sort stand for a word.
const COMPOUNDS: usize = 30;

/// A document that is read.
struct Read {
    node: Node,
    parts: Arc<Parts>,
    /// The number of its first passage.
    first: usize,
}

/// The documents that are read for a question, and their passages by number.
struct Reading<'s> {
    snapshot: &'s Snapshot,
    documents: Vec<Read>,
    /// How many passages they have.
    passages: usize,
    /// Whether no other document has the words asked for.
    are_all: bool,
}

impl Passages<'_> {
    /// The passages that hold anything of the keys, best first.
    pub(crate) fn rank(self, keys: &[Key]) -> Vec<Fit> {
        let asked: Vec<Asked<'_>> = keys.iter().map(|key| self.asked(key)).collect();
        let reading = Reading::of(self.snapshot, candidates(self.snapshot, &asked));
        let mut held = vec![Held::default(); reading.passages];
        let mut concerned: HashMap<usize, Vec<Id>> = HashMap::new();
        let mut total = Held::default();
        for asked in &asked {
            let hits = match asked {
                Asked::Word(forms) => reading.hits_of_word(forms),
                Asked::Subject(namings) => reading.hits_of_subject(namings, &mut concerned),
                Asked::Hint(stems) => reading.hits_of_hint(stems),
            };
            let with_hits = held.iter_mut().zip(&hits).filter(|(_, hit)| **hit > 0.0);
            if let Asked::Hint(_) = asked {
                with_hits.for_each(|(held, hit)| held.hint += hit);
                continue;
            }
            let weight = reading.weight(asked, &hits);
            let is_word = matches!(asked, Asked::Word(_));
            total.add(weight, is_word);
            with_hits.for_each(|(held, hit)| held.add(weight * hit, is_word));
        }
        reading.fits(&held, &total, concerned)
    }

    fn asked<'k>(self, key: &'k Key) -> Asked<'k>
    where
        Self: 'k,
    {
        match key {
            Key::Word { stem, others } => {
                let mut forms: Vec<(Cow<'k, str>, f64)> = vec![(stem.into(), 1.0)];
                forms.extend(others.iter().map(|other| (other.into(), SYNONYM)));
                let compounds = self.snapshot.compounds(stem, SHORTEST_PART, COMPOUNDS);
                forms.extend(compounds.into_iter().map(|word| (word.into(), COMPOUND)));
                Asked::Word(forms)
            }
            Key::Subject(nodes) => {
                Asked::Subject(nodes.iter().map(|node| Naming::of(node, self.snapshot)).collect())
            }
            Key::Hint(stems) => Asked::Hint(stems),
        }
    }
}

impl<'s> Reading<'s> {
    fn of(snapshot: &'s Snapshot, candidates: Candidates) -> Self {
        let mut passages = 0;
        let documents = candidates.nodes.into_iter().map(|node| {
            let parts = kept::parts(&node);
            let first = passages;
            passages += parts.sentences.len();
            Read { node, parts, first }
        });
        let documents = documents.collect();
        Self { snapshot, documents, passages, are_all: candidates.are_all }
    }

    /// How close a word is to each passage.
    fn hits_of_word(&self, forms: &[(Cow<'_, str>, f64)]) -> Vec<f64> {
        let mut hits = vec![0.0_f64; self.passages];
        let mut called: Vec<(&Node, f64)> = Vec::new();
        for read in &self.documents {
            for (form, closeness) in forms {
                for (sentence, near) in read.parts.with(form) {
                    if let Some(hit) = hits.get_mut(read.first + sentence) {
                        *hit = hit.max(near * closeness);
                    }
                }
                if is_tag(read.node.kind()) && read.parts.is_called(form) {
                    called.push((&read.node, AROUND * closeness));
                }
            }
        }
        if called.is_empty() {
            return hits;
        }
        for read in &self.documents {
            for (at, sentence) in read.parts.sentences.iter().enumerate() {
                let is_tag = |node: &Node| sentence.around.iter().any(|tag| is_meant(node, tag));
                let near = called.iter().filter(|(node, _)| is_tag(node));
                if let Some(hit) = hits.get_mut(read.first + at) {
                    *hit = near.fold(*hit, |hit, (_, closeness)| hit.max(*closeness));
                }
            }
        }
        hits
    }

    /// One of the hints must stand in the text itself, or over it, to say something.
    fn hits_of_hint(&self, stems: &[String]) -> Vec<f64> {
        let mut hits = vec![0.0; self.passages];
        for read in &self.documents {
            for (at, stem) in stems.iter().enumerate() {
                let there = read.parts.with(stem).iter();
                for (sentence, closeness) in there.filter(|(_, closeness)| *closeness >= UNDER) {
                    if let Some(hit) = hits.get_mut(read.first + sentence) {
                        *hit += if at == 0 && *closeness >= 1.0 { 2.5 } else { 0.9 };
                    }
                }
            }
        }
        hits
    }

    /// How much each passage has to do with a subject; notes with which documents.
    fn hits_of_subject(
        &self,
        namings: &[Naming<'_>],
        concerned: &mut HashMap<usize, Vec<Id>>,
    ) -> Vec<f64> {
        let mut hits = vec![0.0_f64; self.passages];
        let mut add = |number: usize, closeness: f64, node: &Node| {
            if let Some(hit) = hits.get_mut(number) {
                *hit = hit.max(closeness);
                concerned.entry(number).or_default().push(node.id().clone());
            }
        };
        let mut tagged: HashMap<(Kind, &Slug), Vec<&Node>> = HashMap::new();
        for node in namings.iter().map(|naming| naming.node) {
            for slug in node.formerly().iter().chain([node.slug()]) {
                tagged.entry((node.kind(), slug)).or_default().push(node);
            }
        }
        for read in &self.documents {
            let mut standing = NamesIn::of(self.snapshot);
            let sentences = || read.parts.sentences.iter().enumerate();
            for naming in namings {
                for sentence in naming.named_in(&read.parts, &mut standing) {
                    add(read.first + sentence, NAMED, naming.node);
                }
                if read.node.id() == naming.node.id() {
                    sentences().for_each(|(at, _)| add(read.first + at, ABOUT, naming.node));
                }
            }
            for (at, sentence) in sentences() {
                let about =
                    sentence.about.iter().filter_map(|(kind, slug)| tagged.get(&(*kind, slug)));
                about.flatten().for_each(|node| add(read.first + at, ABOUT, node));
            }
        }
        hits
    }

    /// The rarer, the weightier; what stands nowhere is as weighty as can be.
    fn weight(&self, asked: &Asked<'_>, hits: &[f64]) -> f64 {
        let snapshot = self.snapshot;
        let all = PASSAGES_IN_ONE * count(snapshot.documents() - snapshot.all::<Source>().len());
        let found = count(hits.iter().filter(|hit| **hit > 0.0).count());
        let there = match asked {
            Asked::Word(forms) if !self.are_all => {
                let in_all = forms.iter().map(|(form, _)| snapshot.documents_with(form)).max();
                let holds = |read: &&Read| forms.iter().any(|(form, _)| read.parts.holds(form));
                let in_read = self.documents.iter().filter(holds).count();
                // What was read stands for the rest.
                (count(in_all.unwrap_or(0)) / count(in_read.max(1))).max(1.0)
            }
            _ => 1.0,
        };
        (1.0 + all / (1.0 + found * there)).ln()
    }

    fn fits(
        &self,
        held: &[Held],
        total: &Held,
        mut concerned: HashMap<usize, Vec<Id>>,
    ) -> Vec<Fit> {
        let share = |held: f64, of: f64| if of > 0.0 { held / of } else { 1.0 };
        let mut fits: Vec<Fit> = Vec::new();
        for read in &self.documents {
            for (at, sentence) in read.parts.sentences.iter().enumerate() {
                let number = read.first + at;
                let Some(held) = held.get(number).filter(|held| held.all + held.hint > 0.0) else {
                    continue;
                };
                let concerned = concerned.remove(&number).unwrap_or_default();
                fits.push(Fit {
                    score: (held.all + held.hint) * sentence.standing * brevity(sentence.words),
                    coverage: share(held.all, total.all),
                    words: share(held.words, total.words),
                    hinted: held.hint > 0.0,
                    passage: Passage {
                        node: read.node.clone(),
                        sentence: Arc::clone(sentence),
                        at,
                        concerned,
                    },
                });
            }
        }
        fits.sort_by(|a, b| b.score.total_cmp(&a.score));
        // Of equally good passages the first, in the order of all documents.
        for alike in fits.chunk_by_mut(|a, b| a.score.total_cmp(&b.score).is_eq()) {
            if alike.len() > 1 {
                alike.sort_by_cached_key(|fit| (fit.passage.node.place(), fit.passage.at));
            }
        }
        fits
    }
}

/// Whether one of two stems is the beginning or end of the other.
pub(crate) fn is_compound(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= SHORTEST_PART
        && short != long
        && (long.starts_with(short) || long.ends_with(short))
}

/// Long sentences hold more words by chance.
fn brevity(words: usize) -> f64 {
    1.0 / (1.0 + 0.008 * count(words))
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}
