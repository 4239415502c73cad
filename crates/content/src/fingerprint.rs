//! A name for a set of documents, at the cost of one addition for each that comes or goes.

use finsam_model::Document;
use sha2::{Digest, Sha256};

use crate::Node;

/// The sum, modulo 2^256, of a SHA-256 for each document.
///
/// A sum knows no order, and what leaves can be taken off, so the same documents have the same sum
/// however an archive came by them. Two sets that differ have the same sum by a chance of one in
/// 2^256. Somebody who makes up documents by the million to that end could do better than chance;
/// but whoever may write here can publish what they like anyway, and would gain an old answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// The number in pieces of 64 bits, the lowest first.
    pieces: [u64; 4],
}

impl Fingerprint {
    /// Adds a document.
    pub(crate) fn add(&mut self, node: &Node) {
        self.combine(node, u64::carrying_add);
    }

    /// Takes off a document that was added.
    pub(crate) fn take_off(&mut self, node: &Node) {
        self.combine(node, u64::borrowing_sub);
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        self.pieces.into_iter().flat_map(u64::to_le_bytes).collect()
    }

    fn combine(&mut self, node: &Node, with: fn(u64, u64, bool) -> (u64, bool)) {
        // Made for this and nothing else: a document's own hash is public and is not added as it is.
        let mut digest = Sha256::new();
        digest.update(format!("finsam document {}", node.kind()));
        for Document { slug, hash, .. } in node.documents() {
            let site = slug.site().map(|site| format!("{site}/")).unwrap_or_default();
            digest.update(format!("/{site}{slug} {hash}"));
        }
        let digest = digest.finalize();
        let mut carry = false;
        for (piece, bytes) in self.pieces.iter_mut().zip(digest.chunks_exact(8)) {
            let bytes = bytes.try_into().unwrap_or_default();
            (*piece, carry) = with(*piece, u64::from_le_bytes(bytes), carry);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{Archive, Change};

    fn nodes() -> Vec<Node> {
        let names = ["a", "b", "c"].map(|name| {
            let text = format!("+++\nname = \"{name}\"\ndefinition = \"Påhittat.\"\n+++\n");
            (format!("terms/{name}.md"), text)
        });
        let site = ("site.md".to_owned(), "+++\nslug = \"x\"\nname = \"X\"\n+++\n".to_owned());
        let changes = names.into_iter().chain([site]);
        let changes =
            changes.map(|(path, text)| Change { path, bytes: Some(text.into_bytes()) }).collect();
        let now = jiff::Timestamp::UNIX_EPOCH.to_zoned(finsam_model::stockholm());
        Archive::default().update(changes).publish(&now).nodes().collect()
    }

    #[test]
    fn only_which_documents_there_are_counts() {
        let nodes = nodes();
        // For each set of the three, by every way to it of four steps, the fingerprint.
        let mut fingerprints: BTreeMap<Vec<bool>, Fingerprint> = BTreeMap::new();
        for way in 0..3_usize.pow(4) {
            let (mut here, mut fingerprint) = (vec![false; 3], Fingerprint::default());
            for step in 0..4 {
                let n = way / 3_usize.pow(step) % 3;
                if here[n] {
                    fingerprint.take_off(&nodes[n]);
                } else {
                    fingerprint.add(&nodes[n]);
                }
                here[n] = !here[n];
            }
            let known = *fingerprints.entry(here).or_insert(fingerprint);
            assert_eq!(known, fingerprint);
        }
        let mut different: Vec<_> = fingerprints.into_values().map(Fingerprint::to_bytes).collect();
        different.sort();
        different.dedup();
        // After four steps an even number of documents is there.
        assert_eq!(different.len(), 4);
    }
}
