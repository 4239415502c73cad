//! Places where seminars are held.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, Kind, Venue as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    related::SeminarsOf,
    scalars::Url,
    scope::Scope,
};

node_type!(
    /// En lokal där seminarier hålls.
    Venue
);

#[Object(name = "VenueFields")]
impl Fields<Model> {
    /// Namnet.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Andra sätt att skriva namnet.
    async fn other_names(&self) -> &[String] {
        &self.0.other_names
    }

    /// Gatuadressen.
    async fn street(&self) -> Option<&str> {
        self.0.street.as_deref()
    }

    /// Orten.
    async fn city(&self) -> Option<&str> {
        self.0.city.as_deref()
    }

    /// Vad vi vet om tillgängligheten.
    async fn accessibility(&self) -> Option<&str> {
        self.0.accessibility.as_deref()
    }

    /// Lokalens webbplats.
    async fn website(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }

    #[graphql(flatten)]
    async fn seminars_of(&self) -> SeminarsOf {
        SeminarsOf { kind: Kind::Venue, slug: self.0.slug.clone() }
    }
}

/// Vilka lokaler som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct VenueFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara lokaler på den här orten.
    city: Option<String>,
}

impl Filter<Model> for VenueFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, venue: &Entry<Model>, _scope: &Scope) -> bool {
        self.city.as_ref().is_none_or(|city| venue.city.as_ref() == Some(city))
    }
}
