//! Concepts.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, Term as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    related::{FiguresOf, InCalendar, NewsOf, SeminarsOf, StatementsAbout},
    scope::Scope,
};

node_type!(
    /// Ett begrepp och vad det betyder.
    Term
);

#[Object(name = "TermFields")]
impl<'a> Fields<'a, Model> {
    /// Ordet.
    fn name(&self) -> &str {
        &self.entry.name
    }

    /// Synonymer, förkortningar och oregelbundna böjningar.
    fn other_names(&self) -> &[String] {
        &self.entry.other_names
    }

    /// Ordet på engelska.
    fn english(&self) -> Option<&str> {
        self.entry.english.as_deref()
    }

    /// Vad det betyder, exakt.
    fn definition(&self) -> &str {
        &self.entry.definition
    }

    /// Vad det betyder, på lätt svenska.
    fn plain(&self) -> Option<&str> {
        self.entry.plain.as_deref()
    }

    /// Närliggande begrepp.
    fn related(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.entry.related)
    }

    #[graphql(flatten)]
    fn in_calendar(&self) -> InCalendar<'a> {
        InCalendar(self.referred())
    }

    #[graphql(flatten)]
    fn seminars_of(&self) -> SeminarsOf<'a> {
        SeminarsOf(self.referred())
    }

    #[graphql(flatten)]
    fn news_of(&self) -> NewsOf<'a> {
        NewsOf(self.referred())
    }

    #[graphql(flatten)]
    fn figures_of(&self) -> FiguresOf<'a> {
        FiguresOf(self.referred())
    }

    #[graphql(flatten)]
    fn statements_about(&self) -> StatementsAbout<'a> {
        StatementsAbout(self.referred())
    }
}

/// Vilka begrepp som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct TermFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
}

impl Filter<Model> for TermFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, _term: &Entry<Model>, _scope: &Scope) -> bool {
        true
    }
}
