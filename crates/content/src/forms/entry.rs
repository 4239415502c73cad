//! The fields every document may have.

use std::sync::Arc;

use finsam_model::{Body, Entry, Id, Kind, Noun, Publication, Slug};
use jiff::Timestamp;

use super::claim;
use crate::fields::Fields;

/// What a document is known by before its fields are read.
pub(crate) struct Surroundings {
    pub(crate) site: Slug,
    pub(crate) slug: Slug,
    pub(crate) body: Body,
    pub(crate) hash: Arc<str>,
    pub(crate) document: Arc<str>,
    pub(crate) written_at: Option<Timestamp>,
}

/// Whether documents of several sites can be about the same thing of this kind.
const fn may_be_shared(kind: Kind) -> bool {
    matches!(kind, Kind::Seminar | Kind::Person | Kind::Organisation | Kind::Venue)
}

/// Reads the noun and the fields around it.
pub(super) fn read<T: Noun>(
    fields: &mut Fields<'_>,
    form: fn(&mut Fields<'_>) -> Option<T>,
    surroundings: Surroundings,
) -> Option<Entry<T>> {
    let noun = form(fields);
    let sources = fields.references("sources", Kind::Source);
    let formerly = fields.slugs("formerly");
    let publication = Publication {
        draft: fields.flag("draft", false),
        publish_at: fields.instant("publishAt"),
        unpublish_at: fields.instant("unpublishAt"),
    };
    let same_as = may_be_shared(T::KIND).then(|| fields.other_site("sameAs")).flatten();
    let claims = fields.parts("claims", claim::read);
    let Surroundings { site, slug, body, hash, document, written_at } = surroundings;
    let born = formerly.first().unwrap_or(&slug).within(None);
    Some(Entry {
        id: Id { site, kind: T::KIND, born },
        slug,
        formerly,
        same_as,
        counterparts: Box::default(),
        sources,
        claims,
        publication,
        body,
        hash,
        document,
        written_at,
        noun: noun?,
    })
}
