//! Sorted lists of words, shared in blocks from one index to the next.

use std::sync::Arc;

/// So many items share a block: a change copies one block, and the list of them.
const BLOCK: usize = 128;

/// Words in order, with what stands under each.
type Block<V> = Vec<(Arc<str>, V)>;

/// What stands under words, in the order of the words' bytes. Cheap to clone; a change costs the
/// block it falls in. Read in a row it is as quick as a plain list, which a tree of single words is
/// not.
#[derive(Clone, Debug)]
pub(super) struct Sorted<V> {
    /// None is empty.
    blocks: Vec<Arc<Block<V>>>,
}

impl<V> Default for Sorted<V> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

impl<V: Clone> Sorted<V> {
    /// What stands under a word.
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        self.entry(word).map(|(_, value)| value)
    }

    /// A word as it is kept here, with what stands under it.
    pub(super) fn entry(&self, word: &str) -> Option<&(Arc<str>, V)> {
        self.from(word).peek().filter(|(found, _)| found.as_ref() == word)
    }

    /// Everything from the first word that is not before this one.
    pub(super) fn from<'s>(&'s self, word: &str) -> Walk<'s, V> {
        let is_before =
            |block: &Arc<Block<V>>| block.last().is_some_and(|(last, _)| last.as_ref() < word);
        let at = self.blocks.partition_point(is_before);
        let block = self.blocks.get(at).map_or(&[][..], |block| block);
        let place = block.partition_point(|(key, _)| key.as_ref() < word);
        Walk { blocks: &self.blocks, block: at, at: place }
    }

    /// Everything whose word begins so.
    pub(super) fn beginning<'s, 'w>(
        &'s self,
        start: &'w str,
    ) -> impl Iterator<Item = &'s (Arc<str>, V)> + use<'s, 'w, V> {
        self.from(start).take_while(move |(word, _)| word.starts_with(start))
    }

    /// Puts something under a word, or takes away what stands there.
    pub(super) fn set(&mut self, word: &str, value: Option<V>) {
        let ends_before =
            |block: &Arc<Block<V>>| block.last().is_some_and(|(last, _)| last.as_ref() < word);
        // What comes after all others goes in the last block.
        let last = self.blocks.len().saturating_sub(1);
        let at = self.blocks.partition_point(ends_before).min(last);
        if self.blocks.is_empty() {
            self.blocks.push(Arc::default());
        }
        let Some(block) = self.blocks.get_mut(at) else { return };
        match (block.binary_search_by(|(key, _)| key.as_ref().cmp(word)), value) {
            (Ok(place), Some(value)) => {
                if let Some((_, old)) = Arc::make_mut(block).get_mut(place) {
                    *old = value;
                }
            }
            (Ok(place), None) => {
                Arc::make_mut(block).remove(place);
            }
            (Err(place), Some(value)) => {
                Arc::make_mut(block).insert(place, (word.into(), value));
            }
            (Err(_), None) => {}
        }
        if block.is_empty() {
            self.blocks.remove(at);
        } else if block.len() > 2 * BLOCK {
            let rest = Arc::make_mut(block).split_off(BLOCK);
            self.blocks.insert(at + 1, Arc::new(rest));
        }
    }
}

impl<V: Clone> FromIterator<(Arc<str>, V)> for Sorted<V> {
    /// Of several values under the same word any is kept.
    fn from_iter<I: IntoIterator<Item = (Arc<str>, V)>>(items: I) -> Self {
        let mut items: Vec<(Arc<str>, V)> = items.into_iter().collect();
        items.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        items.dedup_by(|(a, _), (b, _)| a == b);
        Self { blocks: items.chunks(BLOCK).map(|block| Arc::new(block.to_vec())).collect() }
    }
}

/// A walk through sorted words, which can leap ahead.
#[derive(Debug)]
pub(super) struct Walk<'s, V> {
    blocks: &'s [Arc<Block<V>>],
    block: usize,
    at: usize,
}

impl<'s, V> Walk<'s, V> {
    /// The next word, without a step.
    pub(super) fn peek(&self) -> Option<&'s (Arc<str>, V)> {
        self.blocks.get(self.block)?.get(self.at)
    }

    /// Leaps to the first word ahead that is `there`; all words after it are, too.
    pub(super) fn skip_until(&mut self, there: impl Fn(&str) -> bool) {
        let rest = self.blocks.get(self.block..).unwrap_or_default();
        let is_behind = |block: &Arc<Block<V>>| !block.last().is_some_and(|(last, _)| there(last));
        // Most leaps are short: first it is found how far to look.
        let mut reach = 1;
        while rest.get(reach - 1).is_some_and(is_behind) {
            reach *= 2;
        }
        let behind = rest.get(..reach).unwrap_or(rest).partition_point(is_behind);
        if behind > 0 {
            self.block += behind;
            self.at = 0;
        }
        let Some(block) = self.blocks.get(self.block) else { return };
        let rest = block.get(self.at..).unwrap_or_default();
        let mut reach = 1;
        while rest.get(reach - 1).is_some_and(|(word, _)| !there(word)) {
            reach *= 2;
        }
        let near = rest.get(reach / 2..reach.min(rest.len())).unwrap_or_default();
        self.at += reach / 2 + near.partition_point(|(word, _)| !there(word));
    }
}

impl<'s, V> Iterator for Walk<'s, V> {
    type Item = &'s (Arc<str>, V);

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.peek()?;
        self.at += 1;
        if self.blocks.get(self.block).is_some_and(|block| self.at >= block.len()) {
            self.block += 1;
            self.at = 0;
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorted_words_are_what_a_plain_map_holds(
            first in prop::collection::btree_map("[a-c]{1,6}", 0..9_u8, 0..900),
            steps in prop::collection::vec(("[a-c]{1,6}", prop::option::of(0..9_u8)), 0..400),
            start in "[a-c]{0,4}",
        ) {
            let mut plain: BTreeMap<String, u8> = first;
            let mut sorted: Sorted<u8> =
                plain.iter().map(|(word, value)| (word.as_str().into(), *value)).collect();
            for (word, value) in steps {
                sorted.set(&word, value);
                match value {
                    Some(value) => plain.insert(word.clone(), value),
                    None => plain.remove(&word),
                };
                prop_assert_eq!(sorted.get(&word), plain.get(&word));
            }
            let held = |walk: Walk<'_, u8>| -> Vec<(String, u8)> {
                walk.map(|(word, value)| (word.to_string(), *value)).collect()
            };
            prop_assert_eq!(held(sorted.from("")), plain.clone().into_iter().collect::<Vec<_>>());
            let after: Vec<_> = plain.range(start.clone()..).map(|(w, v)| (w.clone(), *v)).collect();
            prop_assert_eq!(held(sorted.from(&start)), after);
            let mut leap = sorted.from("");
            leap.skip_until(|word| word >= start.as_str());
            prop_assert_eq!(held(leap), held(sorted.from(&start)));
        }
    }
}
