//! Runs of seminars.

use async_graphql::{Context, InputObject, Object};
use finsam_model::{Entry, Kind, Series as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    organisation::Organisation,
    related::SeminarsOf,
    scope::Scope,
};

node_type!(
    /// En serie av seminarier med en röd tråd.
    Series
);

#[Object(name = "SeriesFields")]
impl Fields<Model> {
    /// Titeln.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Den röda tråden.
    async fn theme(&self) -> Option<&str> {
        self.0.theme.as_deref()
    }

    /// När serien började: år, månad eller dag.
    async fn from(&self) -> Option<String> {
        self.0.period.from.map(|date| date.to_string())
    }

    /// När serien slutade: år, månad eller dag.
    async fn until(&self) -> Option<String> {
        self.0.period.until.map(|date| date.to_string())
    }

    /// Orten.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// Arrangörerna.
    async fn organisers(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        Scope::of(ctx).named(&self.0.organisers)
    }

    #[graphql(flatten)]
    async fn seminars_of(&self) -> SeminarsOf {
        SeminarsOf { kind: Kind::Series, slug: self.0.slug.clone() }
    }
}

/// Vilka serier som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct SeriesFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
}

impl Filter<Model> for SeriesFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, _series: &Entry<Model>, _scope: &Scope) -> bool {
        true
    }
}
