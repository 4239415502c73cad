//! Maps that share with their next version what did not change.

use rpds::HashTrieMapSync;

/// What these maps are hashed with: good for tries, and several times as quick as the standard
/// library's, which guards against strangers who choose the keys. Ours are chosen by editors.
pub(crate) use foldhash::quality::RandomState;

/// A map that is cheap to clone: what does not change is shared.
pub(crate) type SharedMap<K, V> = HashTrieMapSync<K, V, RandomState>;
