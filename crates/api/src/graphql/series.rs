//! Runs of seminars.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, Series as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    organisation::Organisation,
    related::{InCalendar, SeminarsOf},
    scope::Scope,
};

node_type!(
    /// En serie av seminarier med en röd tråd.
    Series
);

#[Object(name = "SeriesFields")]
impl<'a> Fields<'a, Model> {
    /// Titeln.
    fn title(&self) -> &str {
        &self.entry.title
    }

    /// Den röda tråden.
    fn theme(&self) -> Option<&str> {
        self.entry.theme.as_deref()
    }

    /// När serien började: år, månad eller dag.
    fn from(&self) -> Option<String> {
        self.entry.period.from.map(|date| date.to_string())
    }

    /// När serien slutade: år, månad eller dag.
    fn until(&self) -> Option<String> {
        self.entry.period.until.map(|date| date.to_string())
    }

    /// Orten.
    fn place(&self) -> Option<&str> {
        self.entry.place.as_deref()
    }

    /// Arrangörerna.
    fn organisers(&self) -> Vec<Organisation<'a>> {
        self.scope.named(&self.entry.organisers)
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
