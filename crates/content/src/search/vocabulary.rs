//! Words that are parts of one another.

use std::{cmp::Reverse, ops::Bound};

use super::SearchIndex;

impl SearchIndex {
    /// The stems that begin or end with one, and those it begins or ends with: at most `limit` of
    /// each sort, the commonest first. Parts of less than `shortest` letters do not count.
    pub(crate) fn compounds(&self, stem: &str, shortest: usize, limit: usize) -> Vec<&str> {
        let mut found = Vec::new();
        if stem.chars().count() >= shortest {
            let from = (Bound::Included(stem), Bound::Unbounded);
            let begun = self.words.range::<str, _>(from).map(|(word, _)| word.as_ref());
            let begun = begun.take_while(|word| word.starts_with(stem));
            found.extend(self.commonest(begun.filter(|word| *word != stem).collect(), limit));
            let ended = self.words.keys().map(AsRef::as_ref);
            let ended = ended.filter(|word| word.ends_with(stem) && *word != stem);
            found.extend(self.commonest(ended.collect(), limit));
        }
        let borders = stem.char_indices().map(|(at, _)| at).skip(1);
        let parts = borders.filter_map(|at| stem.split_at_checked(at));
        let parts = parts.flat_map(|(start, end)| [start, end]);
        let long = parts.filter(|part| part.chars().count() >= shortest);
        let known = long.filter_map(|part| self.words.get_key_value(part));
        found.extend(self.commonest(known.map(|(word, _)| word.as_ref()).collect(), 2 * limit));
        found
    }

    fn commonest<'i>(&self, mut words: Vec<&'i str>, limit: usize) -> Vec<&'i str> {
        words.sort_by_cached_key(|word| (Reverse(self.documents_with(word)), *word));
        words.dedup();
        words.truncate(limit);
        words
    }
}
