//! The words there are: where they stand, and which are parts of others.

use std::cmp::Reverse;

use super::SearchIndex;
use crate::Node;

/// So many words with the same beginning or end are looked at.
const LOOKED_AT: usize = 400;

impl SearchIndex {
    /// The documents in which a stem stands, in no order; `None` if they are more than `most`.
    pub(crate) fn holding(&self, stem: &str, most: usize) -> Option<Vec<Node>> {
        let Some(postings) = self.words.get(stem) else { return Some(Vec::new()) };
        let node = |document: u32| self.documents.get(document).map(|found| found.node.clone());
        (postings.len() <= most)
            .then(|| postings.iter().filter_map(|posting| node(posting.document)).collect())
    }

    /// The stems that begin or end with one, and those it begins or ends with: at most `limit` of
    /// each sort, the commonest first. Parts of less than `shortest` letters do not count.
    pub(crate) fn compounds(&self, stem: &str, shortest: usize, limit: usize) -> Vec<String> {
        let mut found = Vec::new();
        if stem.chars().count() >= shortest {
            let begun = self.words.beginning(stem).take(LOOKED_AT);
            let begun = begun.map(|(word, _)| word.to_string()).filter(|word| word != stem);
            found.extend(self.commonest(begun.collect(), limit));
            let ending: String = stem.chars().rev().collect();
            let ended = self.backwards.beginning(&ending).take(LOOKED_AT);
            let ended = ended.map(|(word, ())| word.chars().rev().collect::<String>());
            found.extend(self.commonest(ended.filter(|word| word != stem).collect(), limit));
        }
        let borders = stem.char_indices().map(|(at, _)| at).skip(1);
        let parts = borders.filter_map(|at| stem.split_at_checked(at));
        let parts = parts.flat_map(|(start, end)| [start, end]);
        let long = parts.filter(|part| part.chars().count() >= shortest);
        found.extend(long.filter(|part| self.documents_with(part) > 0).map(str::to_owned));
        found.sort();
        found.dedup();
        found
    }

    fn commonest(&self, mut words: Vec<String>, limit: usize) -> Vec<String> {
        if words.len() > limit {
            words.sort_by_cached_key(|word| (Reverse(self.documents_with(word)), word.clone()));
            words.truncate(limit);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use finsam_swedish::stem;

    use crate::{Archive, Change, Snapshot};

    fn snapshot() -> Snapshot {
        let term = |(n, name): (usize, &str)| {
            let text = format!("+++\nname = \"{name}\"\ndefinition = \"Påhittat.\"\n+++\n");
            (format!("terms/t{n}.md"), text)
        };
        let names = ["provbro", "broprov", "provbroar över provvatten", "bro", "provbromodell"];
        let site = "+++\nslug = \"prov\"\nname = \"Prov\"\nlanguage = \"sv\"\n+++\n".to_owned();
        let all = names.into_iter().enumerate().map(term);
        let all = all.chain([("site.md".to_owned(), site)]);
        let changes = all.map(|(path, text)| Change { path, bytes: Some(text.into()) });
        let now = jiff::Timestamp::UNIX_EPOCH.to_zoned(finsam_model::stockholm());
        Archive::default().update(changes.collect()).publish(&now)
    }

    #[test]
    fn words_and_their_parts() {
        let snapshot = snapshot();
        let check = |stem: &str, shortest, limit, expected: &[&str]| {
            assert_eq!(snapshot.compounds(stem, shortest, limit), expected, "{stem}");
        };
        check("bro", 3, 9, &["broprov", "provbro"]);
        check("provbro", 3, 9, &["bro", "provbromodell"]);
        check("bro", 4, 9, &[]);
        check("prov", 4, 1, &["broprov", "provbro"]);
        check("xyzzy", 3, 9, &[]);
    }

    #[test]
    fn where_a_word_stands_if_not_in_many_places() {
        let snapshot = snapshot();
        let check = |stem: &str, most, expected: Option<usize>| {
            let holding = snapshot.documents_holding(stem, most);
            assert_eq!(holding.map(|holding| holding.len()), expected, "{stem}");
        };
        check(&stem("påhittat"), 4, None);
        check(&stem("påhittat"), 5, Some(5));
        check("bro", 1, Some(1));
        check("xyzzy", 1, Some(0));
    }
}
