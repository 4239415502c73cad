//! Documents taken apart, kept while there is room.

use std::sync::{Arc, LazyLock};

use finsam_content::Node;
use finsam_model::Kind;
use quick_cache::{Equivalent, Weighter, sync::Cache};

use super::parts::Parts;

/// So many bytes are kept, about.
const ROOM: u64 = 48 << 20;
/// Documents are about this large once taken apart, in bytes.
const USUAL: u64 = 16 << 10;

/// The document taken apart. A document's hash is that of its text, and the parts depend on nothing
/// else, so they are never too old, whatever became of other documents.
pub(crate) fn parts(node: &Node) -> Arc<Parts> {
    static KEPT: LazyLock<Cache<Key, Arc<Parts>, Bytes>> = LazyLock::new(|| {
        let documents = usize::try_from(ROOM / USUAL).unwrap_or(usize::MAX);
        Cache::with_weighter(documents, ROOM, Bytes)
    });
    let text = Text { kind: node.kind(), hash: node.hash() };
    KEPT.get(&text).unwrap_or_else(|| {
        let parts = Arc::new(Parts::of(node));
        KEPT.insert(Key { kind: text.kind, hash: text.hash.into() }, Arc::clone(&parts));
        parts
    })
}

/// What tells one text from another; the same text means other things under another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Text<'a> {
    kind: Kind,
    hash: &'a str,
}

/// A [`Text`] that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    kind: Kind,
    hash: Box<str>,
}

impl Equivalent<Key> for Text<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.kind == key.kind && *self.hash == *key.hash
    }
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Arc<Parts>> for Bytes {
    fn weight(&self, _: &Key, parts: &Arc<Parts>) -> u64 {
        parts.bytes()
    }
}
