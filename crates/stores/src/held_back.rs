//! When so much disappears at once that it is more likely a mishap than a wish.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Fewer documents than this are not "most of a folder", whatever its size.
const FEWEST: usize = 5;

/// Documents that disappeared all at once and therefore still count as being there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// How many have disappeared.
    pub missing: usize,
    /// Of how many documents in all.
    pub of: usize,
    /// The folders they disappeared from; an empty name is the content folder itself.
    pub folders: Vec<String>,
}

impl fmt::Display for HeldBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { missing, of, folders } = self;
        let folders: Vec<String> = folders
            .iter()
            .map(|folder| match folder.as_str() {
                "" => "the content folder".to_owned(),
                _ => format!("{folder}/"),
            })
            .collect();
        write!(
            f,
            "{missing} of {of} documents disappeared at once from {}; they are still served. Put \
             them back, or confirm that they are gone with SIGHUP or a restart",
            folders.join(", "),
        )
    }
}

/// What one step did to one folder.
#[derive(Default)]
struct Step {
    before: usize,
    gone: usize,
    new: usize,
}

impl Step {
    /// A folder loses most of its documents when more than half are gone, and at least five, that
    /// nothing new in the same folder makes up for (renaming everything loses nothing). A folder
    /// that is emptied loses them too if they were two or more: deleting one document deletes it
    /// at once, also when it was the last one.
    fn loses_most(&self) -> bool {
        let lost = self.gone.saturating_sub(self.new);
        let emptied = lost == self.before && lost > 1;
        emptied || (lost >= FEWEST && lost > self.before - lost)
    }
}

/// What of these documents is gone at once that can hardly be meant: those that disappeared from a
/// folder that lost most. None if all can be meant; losing a single document can.
pub(crate) fn held_back(before: &[String], gone: &[String], new: &[String]) -> Option<HeldBack> {
    if gone.len() < 2 {
        return None;
    }
    let [all, left, came] = [before, gone, new].map(|paths| paths.iter().map(String::as_str));
    let shrunken = shrunken(all, left, came);
    let folder = |path: &String| folders(path).any(|folder| shrunken.contains(folder));
    let missing = gone.iter().filter(|path| folder(path)).count();
    let folders = shrunken.iter().map(|folder| (*folder).to_owned()).collect();
    (missing > 0).then_some(HeldBack { missing, of: before.len(), folders })
}

/// The folders that lose most of their documents in one step.
pub(crate) fn shrunken<'p>(
    before: impl Iterator<Item = &'p str>,
    gone: impl Iterator<Item = &'p str>,
    new: impl Iterator<Item = &'p str>,
) -> BTreeSet<&'p str> {
    let mut steps: BTreeMap<&str, Step> = BTreeMap::new();
    let mut count = |paths: &mut dyn Iterator<Item = &'p str>, add: fn(&mut Step)| {
        paths.flat_map(folders).for_each(|folder| add(steps.entry(folder).or_default()));
    };
    count(&mut { before }, |step| step.before += 1);
    count(&mut { gone }, |step| step.gone += 1);
    count(&mut { new }, |step| step.new += 1);
    steps.into_iter().filter(|(_, step)| step.loses_most()).map(|(folder, _)| folder).collect()
}

/// The folders a path is in, the innermost last.
pub(crate) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let inner = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    std::iter::once("").chain(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `"20 people, 3 terms"` as that many paths, numbered from `first`.
    fn paths(counts: &str, first: usize) -> Vec<String> {
        counts
            .split(", ")
            .filter_map(|part| part.split_once(' '))
            .flat_map(|(count, folder)| {
                (first..first + count.parse::<usize>().unwrap())
                    .map(move |n| format!("{folder}/{n}.md"))
            })
            .collect()
    }

    #[test]
    fn what_is_most_of_a_folder() {
        let check = |before: &str, gone: &str, new: &str, expected: &[&str]| {
            let [before, gone, new] = [paths(before, 0), paths(gone, 0), paths(new, 100)];
            let found = shrunken(
                before.iter().map(String::as_str),
                gone.iter().map(String::as_str),
                new.iter().map(String::as_str),
            );
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{gone:?} of {before:?}");
        };
        check("20 people, 80 terms", "1 people", "", &[]);
        check("20 people, 80 terms", "10 people", "", &[]);
        check("20 people, 80 terms", "11 people", "", &["people"]);
        check("20 people, 80 terms", "20 people", "", &["people"]);
        check("20 people, 20 terms", "11 people, 11 terms", "", &["", "people", "terms"]);
        check("6 people, 80 terms", "4 people", "", &[]);
        check("4 venues, 80 terms", "4 venues", "", &["venues"]);
        check("1 venues, 80 terms", "1 venues", "", &[]);
        check("1 venues", "1 venues", "", &[]);
        check("20 people, 80 terms", "20 people", "20 people", &[]);
        check("20 people, 80 terms", "20 people", "20 folk", &["people"]);
        check("", "", "20 people", &[]);
    }

    #[test]
    fn it_says_what_happened_and_what_to_do() {
        let held = HeldBack { missing: 20, of: 96, folders: vec!["people".into()] };
        assert_eq!(
            held.to_string(),
            "20 of 96 documents disappeared at once from people/; they are still served. Put them \
             back, or confirm that they are gone with SIGHUP or a restart"
        );
    }
}
