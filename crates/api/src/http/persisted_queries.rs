//! Automatic persisted queries, as Apollo's clients send them: a long query is sent once with its
//! hash, and from then on the hash alone.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::bytes::{Bounded, Bytes};

/// SHA-256 of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    pub(super) fn of(query: &str) -> Self {
        Self(Sha256::digest(query).into())
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(digits.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

/// The queries whose hashes are known here. Any may be forgotten: the client sends it again.
pub(super) struct PersistedQueries {
    by_hash: Bounded<Hash, Arc<str>>,
}

/// What the queries may take together, in bytes.
const KEPT_BYTES: u64 = 4 * 1024 * 1024;

/// About how many queries the sites that ask us have.
const USUAL_QUERIES: usize = 1_000;

impl Default for PersistedQueries {
    fn default() -> Self {
        let bytes = Bytes(|_: &Hash, query: &Arc<str>| query.len());
        Self { by_hash: Bounded::with_weighter(USUAL_QUERIES, KEPT_BYTES, bytes) }
    }
}

impl PersistedQueries {
    /// The query with this hash.
    pub(super) fn get(&self, hash: Hash) -> Option<String> {
        self.by_hash.get(&hash).map(|query| query.as_ref().to_owned())
    }

    /// Keeps a query by its own hash.
    pub(super) fn keep(&self, hash: Hash, query: &str) {
        if self.by_hash.peek(&hash).is_none() {
            self.by_hash.insert(hash, query.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_lower_case_digits() {
        let hash = Hash::of("{__typename}");
        let digits = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";
        assert_eq!(Hash::parse(digits), Some(hash));
        for wrong in ["", "ecf4", &digits.to_uppercase(), &format!("{digits}00"), "åäö"] {
            assert_eq!(Hash::parse(wrong), None, "{wrong:?}");
        }
    }
}
