//! What is kept is bounded by its bytes.

use quick_cache::{Weighter, sync::Cache};

/// A cache that is bounded by bytes.
pub(crate) type Bounded<K, V> = Cache<K, V, Bytes<K, V>>;

/// Weighs what a cache keeps by a number of bytes that its key and its value tell.
#[derive(Clone)]
pub(crate) struct Bytes<K, V>(pub(crate) fn(&K, &V) -> usize);

impl<K, V> Weighter<K, V> for Bytes<K, V> {
    fn weight(&self, key: &K, value: &V) -> u64 {
        u64::try_from((self.0)(key, value)).unwrap_or(u64::MAX)
    }
}
