//! Short names of documents.

use std::{borrow::Borrow, fmt, sync::Arc};

/// The short name of a document within its kind: lower-case ASCII letters,
/// digits and single hyphens between them, at most 120 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// The text is not a slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slug is lower-case a-z, 0-9 and single hyphens between them, at most 120 characters")]
pub struct BadSlug;

impl Slug {
    /// The longest slug, in characters; a file name stays well under what disks allow.
    pub const MAX_CHARS: usize = 120;

    /// Reads a slug.
    ///
    /// # Errors
    /// [`BadSlug`] when `text` has any other character, is empty or is too long.
    pub fn new(text: &str) -> Result<Self, BadSlug> {
        let fits = !text.is_empty()
            && text.len() <= Self::MAX_CHARS
            && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && text.split('-').all(|part| !part.is_empty());
        if fits { Ok(Self(text.into())) } else { Err(BadSlug) }
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_case_ascii_and_single_hyphens() {
        let check = |text: &str, good: bool| assert_eq!(Slug::new(text).is_ok(), good, "{text:?}");
        check("lisa-prytz", true);
        check("2018", true);
        check("", false);
        check("-a", false);
        check("a--b", false);
        check("Lisa", false);
        check("käcker", false);
        check("a/b", false);
        check(&"a".repeat(120), true);
        check(&"a".repeat(121), false);
    }
}
