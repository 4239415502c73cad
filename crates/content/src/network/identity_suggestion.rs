//! Documents of different sites that look like the same thing and do not say so.
//!
//! Nothing is joined by it: an editor reads it, decides and writes the line. Documents meet where
//! they share a key, never each with each (`network/identity_suggestion/signs` has the rules), and
//! whoever would write a line is told of a few at most, the likeliest first.

mod signs;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use finsam_model::{Id, Kind, Slug};

use crate::{Node, Snapshot};
pub use signs::{Reason, Sign};
use signs::{Signs, keys, score, why};

/// So many suggestions there are for the document that would say it is the same as another.
const MOST_FOR_ONE: usize = 3;

/// So many documents with the same key are tried for each: where more share it, it says little, and
/// they all look like the first ones.
const MOST_TRIED: usize = 8;

/// A document that looks like it is about the same thing as another site's.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentitySuggestion {
    /// The document in which it would be said.
    pub document: Node,
    /// The one that would be named.
    pub same_as: Node,
    /// How likely it is, in hundredths; never quite 100.
    pub score: u8,
    /// What speaks for it, and what against.
    pub reasons: Vec<Reason>,
}

/// A document with what it is compared by.
struct Candidate {
    node: Node,
    sites: BTreeSet<Slug>,
    signs: Signs,
    /// Whether the document whose id it goes by is gone: then there is none to write anything in.
    is_gone: bool,
    /// Whether what it says it is the same as leads nowhere or back: then it is not named.
    is_lost: bool,
}

/// Everything that looks alike in a snapshot, the likeliest first.
pub(crate) fn identity_suggestions(snapshot: &Snapshot) -> Vec<IdentitySuggestion> {
    if snapshot.sites().nth(1).is_none() {
        return Vec::new();
    }
    let kinds = [Kind::Seminar, Kind::Person, Kind::Organisation, Kind::Venue];
    let mut suggestions: Vec<_> =
        kinds.into_iter().flat_map(|kind| of_kind(snapshot, kind)).collect();
    suggestions.sort_by_cached_key(|one| {
        (Reverse(one.score), one.document.id().clone(), one.same_as.id().clone())
    });
    suggestions
}

fn of_kind(snapshot: &Snapshot, kind: Kind) -> Vec<IdentitySuggestion> {
    let mut candidates: Vec<Candidate> =
        snapshot.of_kind(kind).map(|node| Candidate::of(snapshot, node)).collect();
    // Who comes first is named: what others name already, then by id.
    candidates.sort_by_cached_key(|one| {
        let is_alone = one.node.counterparts().is_empty();
        (!one.is_gone, one.is_lost, is_alone, one.node.id().clone())
    });
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        for key in keys(kind, &candidate.signs) {
            blocks.entry(key).or_default().push(place);
        }
    }
    let mut found: BTreeMap<usize, BTreeMap<usize, u8>> = BTreeMap::new();
    for block in blocks.values() {
        for (nth, later) in block.iter().enumerate() {
            let before = block.iter().take(nth.min(MOST_TRIED));
            let fitting = before.filter_map(|earlier| {
                let (one, other) = (candidates.get(*later)?, candidates.get(*earlier)?);
                Some((*earlier, one.likeness(other, snapshot)?))
            });
            // The best, and of equals the first.
            if let Some((earlier, score)) = fitting.min_by_key(|(_, score)| Reverse(*score)) {
                found.entry(*later).or_default().insert(earlier, score);
            }
        }
    }
    let told = |(later, likely): (usize, BTreeMap<usize, u8>)| {
        let mut likely: Vec<(usize, u8)> = likely.into_iter().collect();
        likely.sort_by_key(|(_, score)| Reverse(*score));
        likely.truncate(MOST_FOR_ONE);
        let one = candidates.get(later);
        let pairs = likely.into_iter().filter_map(|(earlier, score)| {
            let (one, other) = (one?, candidates.get(earlier)?);
            Some(IdentitySuggestion {
                document: one.node.clone(),
                same_as: other.node.clone(),
                score,
                reasons: why(kind, &one.signs, &other.signs),
            })
        });
        pairs.collect::<Vec<_>>()
    };
    found.into_iter().flat_map(told).collect()
}

impl Candidate {
    fn of(snapshot: &Snapshot, node: Node) -> Self {
        let documents = node.documents();
        let sites = documents.iter().map(|one| one.id.site.clone()).collect();
        let is_gone = documents.iter().all(|one| one.id != node.id());
        let is_lost = !is_gone && node.same_as().is_some();
        Self { sites, is_gone, is_lost, signs: Signs::of(&node, snapshot), node }
    }

    /// How likely it is that this one should name an earlier one; none if it cannot.
    fn likeness(&self, earlier: &Self, snapshot: &Snapshot) -> Option<u8> {
        // A site that has both tells them apart.
        let is_apart = self.sites.is_disjoint(&earlier.sites);
        let may_name = !self.is_gone && !earlier.is_lost && is_apart;
        let named = |one: &Self, other: &Self| {
            let same_as = one.node.same_as();
            let slug = same_as.and_then(|slug| snapshot.here(slug));
            let found = slug.and_then(|slug| snapshot.find(one.node.kind(), &slug));
            found.is_some_and(|found| found.id() == other.node.id())
        };
        // What is said already, though it leads in a circle, is not said better twice.
        if !may_name || named(self, earlier) || named(earlier, self) {
            return None;
        }
        score(self.node.kind(), &self.signs, &earlier.signs)
    }
}

impl IdentitySuggestion {
    /// The line that says so, as it would be written in the document.
    #[must_use]
    pub fn line(&self, snapshot: &Snapshot) -> String {
        let slug = self.same_as.slug();
        format!("sameAs = \"{}/{slug}\"", snapshot.site_of(slug).slug)
    }

    /// The ids of both.
    #[must_use]
    pub fn ids(&self) -> [&Id; 2] {
        [self.document.id(), self.same_as.id()]
    }
}
