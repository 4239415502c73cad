//! Short names of documents.

use std::{fmt, sync::Arc};

/// The short name of a document within its kind: lower-case ASCII letters,
/// digits and single hyphens between them, at most 120 characters.
///
/// Where the content of several sites is together, two of them may use one name for different
/// documents. A slug from another site than the one that serves therefore knows its site, and is
/// equal only to the same name of the same site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// What stands between a site and a name; no name holds it.
const SEPARATOR: char = '/';

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

    /// The slug as text, without its site.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.rsplit_once(SEPARATOR).map_or(&self.0, |(_, name)| name)
    }

    /// The other site it is of; none at home.
    #[must_use]
    pub fn site(&self) -> Option<&str> {
        self.0.rsplit_once(SEPARATOR).map(|(site, _)| site)
    }

    /// The same name in a site, or at home.
    #[must_use]
    pub fn within(&self, site: Option<&str>) -> Self {
        match site {
            _ if site == self.site() => self.clone(),
            Some(site) => Self(format!("{site}{SEPARATOR}{}", self.as_str()).into()),
            None => Self(self.as_str().into()),
        }
    }
}

/// As it is read, without its site.
impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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

    #[test]
    fn the_same_name_in_two_sites_is_two_slugs() {
        let home = Slug::new("lisa").unwrap();
        let [north, south] = ["norr", "syd"].map(|site| home.within(Some(site)));
        assert!(home != north && north != south);
        assert_eq!(
            (north.site(), north.as_str(), &*north.to_string()),
            (Some("norr"), "lisa", "lisa")
        );
        assert_eq!((north.within(Some("syd")), south.within(None)), (south, home));
    }
}
