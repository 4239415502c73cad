//! Which side of a document is newer, told by what both sides had when they last met.

use std::collections::{BTreeMap, BTreeSet};

/// Digests by path.
type Digests = BTreeMap<String, String>;

/// How a document stands between a folder and a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Only the folder changed.
    Ours,
    /// Only the store changed.
    Theirs,
    /// Both changed, each in its own way.
    Both,
}

/// Every document that the two sides do not have in common, by path. Without a base they never met: then
/// what only one of them has is new there, and what both have is told apart by nobody.
pub(super) fn compare(
    ours: &Digests,
    base: Option<&Digests>,
    theirs: &Digests,
) -> BTreeMap<String, Side> {
    let paths: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let side = |path: &&String| {
        let (our, their) = (ours.get(*path), theirs.get(*path));
        if our == their {
            return None;
        }
        Some(match base {
            Some(base) if base.get(*path) == their => Side::Ours,
            Some(base) if base.get(*path) == our => Side::Theirs,
            Some(_) => Side::Both,
            None if their.is_none() => Side::Ours,
            None if our.is_none() => Side::Theirs,
            None => Side::Both,
        })
    };
    paths.into_iter().filter_map(|path| Some((path.clone(), side(&path)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A side: nothing, or one document that says a letter.
    fn side(letter: char) -> Digests {
        [('a', letter)]
            .into_iter()
            .filter(|(_, letter)| *letter != '-')
            .map(|(path, letter)| (path.to_string(), letter.to_string()))
            .collect()
    }

    #[test]
    fn every_way_in_which_a_document_can_stand() {
        let check = |ours: char, base: Option<char>, theirs: char, expected: Option<Side>| {
            let base = base.map(side);
            let found = compare(&side(ours), base.as_ref(), &side(theirs));
            assert_eq!(found.get("a").copied(), expected, "{ours} {base:?} {theirs}");
        };
        use Side::{Both, Ours, Theirs};
        check('1', Some('1'), '1', None);
        check('2', Some('1'), '2', None);
        check('-', Some('1'), '-', None);
        check('2', Some('1'), '1', Some(Ours));
        check('-', Some('1'), '1', Some(Ours));
        check('1', Some('-'), '-', Some(Ours));
        check('1', Some('1'), '2', Some(Theirs));
        check('1', Some('1'), '-', Some(Theirs));
        check('-', Some('-'), '1', Some(Theirs));
        check('2', Some('1'), '3', Some(Both));
        check('2', Some('1'), '-', Some(Both));
        check('-', Some('1'), '2', Some(Both));
        check('1', Some('-'), '2', Some(Both));
        check('1', None, '1', None);
        check('1', None, '-', Some(Ours));
        check('-', None, '1', Some(Theirs));
        check('1', None, '2', Some(Both));
    }
}
