//! The fields every document may have.

use std::sync::Arc;

use finsam_model::{Body, Entry, Id, Kind, Noun, Publication, Slug};

use super::claim;
use crate::fields::Fields;

/// What a document is known by before its fields are read.
pub(crate) struct Surroundings {
    pub(crate) site: Slug,
    pub(crate) slug: Slug,
    pub(crate) body: Body,
    pub(crate) hash: Arc<str>,
    pub(crate) document: Arc<str>,
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
    let claims = fields.parts("claims", claim::read);
    let Surroundings { site, slug, body, hash, document } = surroundings;
    let born = formerly.first().unwrap_or(&slug).clone();
    Some(Entry {
        id: Id { site, kind: T::KIND, born },
        slug,
        formerly,
        sources,
        claims,
        publication,
        body,
        hash,
        document,
        noun: noun?,
    })
}
