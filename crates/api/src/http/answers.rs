//! The answers that were given lately, so that nothing is worked out twice.
//!
//! An answer depends on nothing but its key: the content, whose of it may be old, the moment and the
//! request. It is
//! therefore never too old, and needs no time to live: when the content or the moment moves on,
//! nobody asks for the old key any more and the answer gives way to others.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use finsam_content::{Moment, Snapshot};
use finsam_stores::Stale;
use quick_cache::Equivalent;

use super::answer::Answer;
use crate::bytes::{Bounded, Bytes};

/// What an answer depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked<'a> {
    version: &'a str,
    /// When the content was written, for answers that tell; 0 for all others.
    written: u64,
    /// Whose content may be old: the answer says so.
    stale: &'a Stale,
    moment: Moment,
    content_type: &'static str,
    pub(super) place: Place,
    /// Byte for byte: to see that two which differ mean the same would take reading them.
    pub(super) request: &'a [u8],
}

/// Where in the HTTP request the GraphQL request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// In the query string of a GET.
    Address,
    /// In the body of a POST.
    Body,
    /// In the path: a page, or a saved query by its name, with the rest in the query string.
    Path,
}

impl<'a> Asked<'a> {
    pub(super) fn of(
        snapshot: &'a Snapshot,
        stale: &'a Stale,
        moment: Moment,
        content_type: &'static str,
        place: Place,
        request: &'a [u8],
    ) -> Self {
        let written = if place == Place::Path { snapshot.written() } else { 0 };
        Self { version: snapshot.version(), written, stale, moment, content_type, place, request }
    }
}

/// An [`Asked`] that can be kept.
#[derive(Clone, Debug)]
struct Key {
    version: Arc<str>,
    written: u64,
    stale: Stale,
    moment: Moment,
    content_type: &'static str,
    place: Place,
    request: Arc<[u8]>,
}

impl Key {
    fn asked(&self) -> Asked<'_> {
        let Self { version, stale, request, .. } = self;
        let Self { written, moment, content_type, place, .. } = *self;
        Asked { version, written, stale, moment, content_type, place, request }
    }
}

impl From<Asked<'_>> for Key {
    fn from(asked: Asked<'_>) -> Self {
        let Asked { version, written, stale, moment, content_type, place, request } = asked;
        let (version, stale, request) = (version.into(), stale.clone(), request.into());
        Self { version, written, stale, moment, content_type, place, request }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.asked() == other.asked()
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.asked().hash(state);
    }
}

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self == key.asked()
    }
}

/// The kept answers, together within a number of bytes.
pub(super) struct Answers {
    cache: Bounded<Key, Arc<Answer>>,
}

/// About how large an answer is, in bytes.
const USUAL_ANSWER_BYTES: usize = 4 * 1024;

impl Answers {
    /// Keeps up to so many bytes.
    pub(super) fn within(bytes: usize) -> Self {
        let capacity = u64::try_from(bytes).unwrap_or(u64::MAX);
        let weigh = Bytes(|key: &Key, answer: &Arc<Answer>| key.request.len() + answer.weight());
        Self { cache: Bounded::with_weighter(bytes / USUAL_ANSWER_BYTES, capacity, weigh) }
    }

    /// How many bytes are kept.
    pub(super) fn bytes(&self) -> usize {
        usize::try_from(self.cache.weight()).unwrap_or(usize::MAX)
    }

    /// The answer, if it was given before.
    pub(super) fn get(&self, asked: &Asked<'_>) -> Option<Arc<Answer>> {
        self.cache.get(asked)
    }

    /// Keeps an answer that was worked out.
    pub(super) fn keep(&self, asked: Asked<'_>, answer: Answer) -> Arc<Answer> {
        let answer = Arc::new(answer);
        self.cache.insert(asked.into(), Arc::clone(&answer));
        answer
    }

    /// The answer, worked out once for all who ask at the same time.
    pub(super) async fn get_or(
        &self,
        asked: Asked<'_>,
        answer: impl Future<Output = Answer>,
    ) -> Arc<Answer> {
        let key = Key::from(asked);
        match self.cache.get_value_or_guard_async(&key).await {
            Ok(answer) => answer,
            Err(guard) => {
                let answer = Arc::new(answer.await);
                // What failed by our fault may succeed the next time.
                if !answer.is_our_fault() {
                    // When it is refused, it is too large to be kept.
                    let _ = guard.insert(Arc::clone(&answer));
                }
                answer
            }
        }
    }
}
