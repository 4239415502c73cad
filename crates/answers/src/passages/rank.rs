//! Which passages fit a question.

use std::collections::HashMap;

use finsam_model::Id;

use super::{Passage, Passages};

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
    Subject(Vec<Id>),
    /// Words (stems) of which one speaks for a passage, the first most, without being asked for.
    Hint(Vec<String>),
}

/// A passage and how well it fits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit<'p> {
    pub(crate) passage: &'p Passage,
    pub(crate) score: f64,
    /// How much of what was asked it holds, 0 to 1.
    pub(crate) coverage: f64,
    /// How much of the words it holds, names aside, 0 to 1.
    pub(crate) words: f64,
    /// Whether it holds one of the hints.
    pub(crate) hinted: bool,
}

/// The weight of the keys that something holds.
#[derive(Default)]
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
/// A word that is a part of a compound, or has the word as a part.
const COMPOUND: f64 = 0.6;
/// Parts shorter than this, in letters, are in compounds by chance.
const SHORTEST_PART: usize = 5;

impl Passages {
    /// The passages that hold anything of the keys, best first.
    pub(crate) fn rank(&self, keys: &[Key]) -> Vec<Fit<'_>> {
        let mut held: HashMap<usize, Held> = HashMap::new();
        let mut total = Held::default();
        for key in keys {
            let hits = match key {
                Key::Word { stem, others } => self.hits_of_word(stem, others),
                Key::Subject(ids) => self.hits_of_subject(ids),
                Key::Hint(stems) => self.hits_of_hint(stems),
            };
            if matches!(key, Key::Hint(_)) {
                for (number, closeness) in hits {
                    held.entry(number).or_default().hint += closeness;
                }
                continue;
            }
            let weight = self.weight(&hits);
            let is_word = matches!(key, Key::Word { .. });
            total.add(weight, is_word);
            for (number, closeness) in hits {
                held.entry(number).or_default().add(weight * closeness, is_word);
            }
        }
        let mut fits: Vec<(usize, Fit<'_>)> = held
            .into_iter()
            .filter_map(|(number, held)| {
                let passage = self.all.get(number)?;
                let share = |held: f64, of: f64| if of > 0.0 { held / of } else { 1.0 };
                let score = (held.all + held.hint) * passage.standing * brevity(passage.words);
                let (coverage, words) =
                    (share(held.all, total.all), share(held.words, total.words));
                let hinted = held.hint > 0.0;
                Some((number, Fit { passage, score, coverage, words, hinted }))
            })
            .collect();
        fits.sort_by(|(a_number, a), (b_number, b)| {
            b.score.total_cmp(&a.score).then(a_number.cmp(b_number))
        });
        fits.into_iter().map(|(_, fit)| fit).collect()
    }

    /// The rarer, the weightier; what stands nowhere is as weighty as can be.
    fn weight(&self, hits: &HashMap<usize, f64>) -> f64 {
        let (all, found) = (count(self.all.len()), count(hits.len()));
        (1.0 + all / (1.0 + found)).ln()
    }

    fn hits_of_word(&self, stem: &str, others: &[String]) -> HashMap<usize, f64> {
        let mut hits = HashMap::new();
        let mut add = |found: &str, closeness: f64| {
            for (number, weight) in self.postings.get(found).into_iter().flatten() {
                let held: &mut f64 = hits.entry(*number).or_default();
                *held = held.max(weight * closeness);
            }
        };
        add(stem, 1.0);
        for other in others {
            add(other, SYNONYM);
        }
        for known in self.postings.keys().filter(|known| is_compound(stem, known)) {
            add(known, COMPOUND);
        }
        hits
    }

    fn hits_of_hint(&self, stems: &[String]) -> HashMap<usize, f64> {
        let mut hits = HashMap::new();
        for (at, stem) in stems.iter().enumerate() {
            for (number, weight) in self.postings.get(stem).into_iter().flatten() {
                // Only in the text itself does it say something.
                if *weight >= 1.0 {
                    let held: &mut f64 = hits.entry(*number).or_default();
                    *held += if at == 0 { 2.5 } else { 0.6 };
                }
            }
        }
        hits
    }

    fn hits_of_subject(&self, ids: &[Id]) -> HashMap<usize, f64> {
        let closeness = |passage: &Passage| {
            if ids.iter().any(|id| passage.names.contains(id)) {
                1.0
            } else if ids.iter().any(|id| passage.concerns(id)) {
                0.85
            } else {
                0.0
            }
        };
        let all = self.all.iter().enumerate();
        all.map(|(number, passage)| (number, closeness(passage)))
            .filter(|(_, closeness)| *closeness > 0.0)
            .collect()
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
