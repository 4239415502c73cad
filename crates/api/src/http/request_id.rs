//! A name for each request, in its answer and in the log, so that the two can be brought together.

use std::{
    hash::{BuildHasher, RandomState},
    io::Write,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The header a request's id is taken from and given back in.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id of a client that is taken over, in characters.
const MAX_LENGTH: usize = 64;

tokio::task_local! {
    static CURRENT: RequestId;
}

/// A request's id, held in place: it goes wherever its request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestId {
    text: [u8; MAX_LENGTH],
    length: usize,
}

impl RequestId {
    /// The id a client gave its request, if it is a sane one, else one of our own.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        match headers.get(X_REQUEST_ID) {
            Some(given) if is_sane(given.as_bytes()) => Self::copied(given.as_bytes()),
            _ => Self::next(),
        }
    }

    /// An id no other request of this process has, and hardly one of another's.
    fn next() -> Self {
        /// Tells the processes apart.
        static PROCESS: LazyLock<u64> =
            LazyLock::new(|| RandomState::new().hash_one(std::process::id()) & 0xffff_ffff);
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let mut text = [0; MAX_LENGTH];
        let mut unwritten = text.as_mut_slice();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // There is room for it.
        let _ = write!(unwritten, "{:08x}-{count:x}", *PROCESS);
        let length = MAX_LENGTH - unwritten.len();
        Self { text, length }
    }

    fn copied(id: &[u8]) -> Self {
        let mut text = [0; MAX_LENGTH];
        let length = text.iter_mut().zip(id).map(|(to, from)| *to = *from).count();
        Self { text, length }
    }

    /// The id of the request that is being answered here, if one is.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.try_with(|id| *id).ok()
    }

    /// Does the work of answering this request: within it, [`current`](Self::current) is this id.
    pub(super) fn scope<F: Future>(self, work: F) -> impl Future<Output = F::Output> + use<F> {
        CURRENT.scope(self, work)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    pub(super) fn to_header(self) -> HeaderValue {
        HeaderValue::from_bytes(self.bytes()).unwrap_or(HeaderValue::from_static("-"))
    }

    fn bytes(&self) -> &[u8] {
        self.text.get(..self.length).unwrap_or_default()
    }
}

/// Whether an id can stand in a log as it is.
fn is_sane(id: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    (1..=MAX_LENGTH).contains(&id.len()) && id.iter().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_id_is_taken_over_and_any_other_replaced() {
        let check = |given: &str, taken: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(X_REQUEST_ID, given.parse().unwrap());
            assert_eq!(RequestId::of(&headers).as_str() == given, taken, "{given:?}");
        };
        check("a", true);
        check("3f2504e0-4f89-11d3-9a0c-0305e82c3301", true);
        check("Kund_7.b", true);
        check(&"a".repeat(64), true);
        check(&"a".repeat(65), false);
        for odd in ["", "a b", "a\"b", "a=b", "å", "a\tb", "../x"] {
            check(odd, false);
        }
    }

    #[test]
    fn our_own_ids_are_sane_and_never_the_same() {
        let [first, second] = [RequestId::next(), RequestId::next()];
        assert_ne!(first, second);
        assert!(is_sane(first.as_str().as_bytes()), "{first:?}");
    }
}
