//! A publisher of content.

use crate::Slug;

/// A publisher of content: the one a content tree belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its short name, a part of every id.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// The language of its content, BCP 47.
    pub language: String,
    /// Where its pages are, without a slash at the end; none where the server that serves it says so.
    pub url: Option<String>,
    /// Where corrections are sent: an e-mail address.
    pub editor: Option<String>,
    /// Through which other sites it is known here, the nearest first, by their short names; nobody
    /// where it is read at its own address.
    pub via: Vec<Slug>,
}
