//! What every document has, whatever noun it holds.

use std::{ops::Deref, sync::Arc};

use jiff::{Timestamp, Zoned};

use crate::{Body, Claim, Id, Kind, Slug};

/// A document as it was loaded: its noun and what surrounds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The id, the same for ever.
    pub id: Id,
    /// The slug it has now.
    pub slug: Slug,
    /// The slugs it had before, oldest first.
    pub formerly: Vec<Slug>,
    /// Slugs of the sources it rests on, the most important first.
    pub sources: Vec<Slug>,
    /// Where single values come from.
    pub claims: Vec<Claim>,
    /// When it is public.
    pub publication: Publication,
    /// The running text.
    pub body: Body,
    /// SHA-256 of the document's text, lower-case hexadecimal.
    pub hash: Arc<str>,
    /// The document's text as the editor wrote it.
    pub document: Arc<str>,
    /// The noun itself.
    pub noun: T,
}

impl<T> Deref for Entry<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.noun
    }
}

/// A kind's own fields.
pub trait Noun {
    /// Which kind it is.
    const KIND: Kind;

    /// The name or title people know it by.
    fn label(&self) -> &str;

    /// Other names it goes by: spellings, abbreviations, former names.
    fn other_names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// When a document is public, by the server's clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publication {
    /// A draft is never public.
    pub draft: bool,
    /// Public from this instant.
    pub publish_at: Option<Zoned>,
    /// Public until this instant.
    pub unpublish_at: Option<Zoned>,
}

impl Publication {
    /// Whether a document is public at `now`.
    #[must_use]
    pub fn is_public(&self, now: &Zoned) -> bool {
        !self.draft
            && self.publish_at.as_ref().is_none_or(|from| from <= now)
            && self.unpublish_at.as_ref().is_none_or(|until| now < until)
    }

    /// The instants at which [`is_public`](Self::is_public) changes.
    pub fn changes(&self) -> impl Iterator<Item = Timestamp> {
        let instants = [&self.publish_at, &self.unpublish_at].into_iter().flatten();
        instants.filter(|_| !self.draft).map(Zoned::timestamp)
    }
}
