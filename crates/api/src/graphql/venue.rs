//! Places where seminars are held.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, Venue as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    related::{InCalendar, SeminarsOf},
    scalars::Url,
    scope::Scope,
};

node_type!(
    /// En lokal där seminarier hålls.
    Venue
);

#[Object(name = "VenueFields")]
impl<'a> Fields<'a, Model> {
    /// Namnet.
    fn name(&self) -> &str {
        &self.entry.name
    }

    /// Andra sätt att skriva namnet.
    fn other_names(&self) -> &[String] {
        &self.entry.other_names
    }

    /// Gatuadressen.
    fn street(&self) -> Option<&str> {
        self.entry.street.as_deref()
    }

    /// Orten.
    fn city(&self) -> Option<&str> {
        self.entry.city.as_deref()
    }

    /// Vad vi vet om tillgängligheten.
    fn accessibility(&self) -> Option<&str> {
        self.entry.accessibility.as_deref()
    }

    /// Lokalens webbplats.
    fn website(&self) -> Option<Url<'a>> {
        Url::of(&self.entry.url)
    }

    #[graphql(flatten)]
    fn in_calendar(&self) -> InCalendar<'a> {
        InCalendar(self.referred())
    }

    #[graphql(flatten)]
    fn seminars_of(&self) -> SeminarsOf<'a> {
        SeminarsOf(self.referred())
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
