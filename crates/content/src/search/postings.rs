//! The documents a word stands in.

use std::{ops::Range, sync::Arc};

/// So many postings share a block: a change copies one block, and the list of them.
const BLOCK: usize = 512;

/// That a word stands in a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posting {
    /// The document's number.
    pub(super) document: u32,
    /// How much it says about the document, whatever the word: BM25 without the rarity.
    pub(super) weight: f32,
}

/// The documents a word stands in, by number, in blocks that are shared from one index to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// None is empty.
    blocks: Vec<Arc<Vec<Posting>>>,
    len: usize,
}

impl Postings {
    /// In how many documents.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Posting> {
        self.blocks.iter().flat_map(|block| block.iter())
    }

    /// Those of the documents with such numbers.
    pub(super) fn within(&self, numbers: Range<u32>) -> impl Iterator<Item = &Posting> {
        let is_before = move |posting: &Posting| posting.document < numbers.start;
        let first = self.blocks.partition_point(|block| block.last().is_some_and(is_before));
        let there = self.blocks.get(first..).unwrap_or_default();
        let from =
            there.iter().flat_map(|block| block.iter()).skip_while(move |one| is_before(one));
        from.take_while(move |one| one.document < numbers.end)
    }

    /// The postings after the word left some documents, or came to weigh so much in them. Of
    /// several changes to a document the last counts.
    pub(super) fn with(&self, mut changes: Vec<(u32, Option<f32>)>) -> Self {
        changes.sort_by_key(|(document, _)| *document);
        changes.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = later.1;
            }
            same
        });
        if self.blocks.is_empty() {
            let postings = changes
                .into_iter()
                .filter_map(|(document, weight)| Some(Posting { document, weight: weight? }));
            let postings: Vec<Posting> = postings.collect();
            let blocks = postings.chunks(BLOCK).map(|block| Arc::new(block.to_vec())).collect();
            return Self { blocks, len: postings.len() };
        }
        let mut next = self.clone();
        for (document, weight) in changes {
            next.set(document, weight);
        }
        next
    }

    fn set(&mut self, document: u32, weight: Option<f32>) {
        let ends_before = |block: &Arc<Vec<Posting>>| {
            block.last().is_some_and(|posting| posting.document < document)
        };
        // What comes after all others goes in the last block.
        let last = self.blocks.len().saturating_sub(1);
        let at = self.blocks.partition_point(ends_before).min(last);
        if self.blocks.is_empty() {
            self.blocks.push(Arc::default());
        }
        let Some(block) = self.blocks.get_mut(at) else { return };
        let place = block.binary_search_by_key(&document, |posting| posting.document);
        match (place, weight) {
            (Ok(place), Some(weight)) => {
                let same = |posting: &Posting| posting.weight == weight;
                if block.get(place).is_some_and(same) {
                    return;
                }
                if let Some(posting) = Arc::make_mut(block).get_mut(place) {
                    posting.weight = weight;
                }
            }
            (Ok(place), None) => {
                Arc::make_mut(block).remove(place);
                self.len -= 1;
            }
            (Err(place), Some(weight)) => {
                Arc::make_mut(block).insert(place, Posting { document, weight });
                self.len += 1;
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn postings_are_what_a_plain_map_holds(
            steps in prop::collection::vec(
                (0..20_u32, 0..3000_u32, 1..1500_u32, prop::option::weighted(0.7, 0..9_u8)),
                1..12,
            ),
        ) {
            let (mut postings, mut plain) = (Postings::default(), BTreeMap::new());
            for (stride, from, many, weight) in steps {
                let documents = (0..many).map(|n| from + n * (stride + 1));
                let changes: Vec<_> =
                    documents.map(|document| (document, weight.map(f32::from))).collect();
                postings = postings.with(changes.clone());
                for (document, weight) in changes {
                    match weight {
                        Some(weight) => plain.insert(document, weight),
                        None => plain.remove(&document),
                    };
                }
                let held: Vec<_> = postings.iter().map(|one| (one.document, one.weight)).collect();
                let within: Vec<_> = postings.within(from..1000).map(|one| one.document).collect();
                let expected = plain.keys().copied().filter(|number| (from..1000).contains(number));
                prop_assert_eq!(within, expected.collect::<Vec<_>>());
                prop_assert_eq!(held, plain.clone().into_iter().collect::<Vec<_>>());
                prop_assert_eq!(postings.len(), plain.len());
                prop_assert!(postings.blocks.iter().all(|block| (1..=2 * BLOCK).contains(&block.len())));
            }
        }
    }
}
