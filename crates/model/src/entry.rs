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
    /// The document of another site that it is about the same thing as.
    pub same_as: Option<Slug>,
    /// The documents of other sites that were joined with it, in the order of their ids.
    pub counterparts: Box<[Counterpart]>,
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
    /// When it was last written, where its store tells; of several joined, the latest. No part of what
    /// it says: the same content written at another time gives the same answers.
    pub written_at: Option<Timestamp>,
    /// The noun itself.
    pub noun: T,
}

/// A document that was joined with that of another site, for both are about the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// Its own id, by which it is still found.
    pub id: Id,
    /// The slug it has now.
    pub slug: Slug,
    /// The slugs it had before.
    pub formerly: Vec<Slug>,
    /// SHA-256 of its text, lower-case hexadecimal.
    pub hash: Arc<str>,
    /// Its text as the editor wrote it.
    pub document: Arc<str>,
}

/// One of the documents an entry is made of.
#[derive(Clone, Copy, Debug)]
pub struct Document<'e> {
    /// Its own id.
    pub id: &'e Id,
    /// The slug it has now.
    pub slug: &'e Slug,
    /// SHA-256 of its text, lower-case hexadecimal.
    pub hash: &'e Arc<str>,
    /// Its text as the editor wrote it.
    pub text: &'e str,
}

impl<T> Entry<T> {
    /// Every slug that leads to it: those it had before and the one it has, and those of its
    /// counterparts.
    pub fn slugs(&self) -> impl Iterator<Item = &Slug> {
        let theirs =
            self.counterparts.iter().flat_map(|one| one.formerly.iter().chain([&one.slug]));
        self.formerly.iter().chain([&self.slug]).chain(theirs)
    }

    /// The documents it is made of: usually itself alone.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let Self { id, slug, hash, document: text, .. } = self;
        // One that goes by the id of a document that is gone is made of its counterparts alone.
        let is_made_of_itself = self.counterparts.iter().all(|one| one.slug != *slug);
        let own = is_made_of_itself.then_some(Document { id, slug, hash, text });
        let theirs = self.counterparts.iter().map(|one| {
            let Counterpart { id, slug, hash, document: text, .. } = one;
            Document { id, slug, hash, text }
        });
        own.into_iter().chain(theirs)
    }

    /// Whether this is its id, or that of a counterpart.
    #[must_use]
    pub fn has_id(&self, id: &Id) -> bool {
        self.id == *id || self.counterparts.iter().any(|one| one.id == *id)
    }
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
