//! Concepts.

use async_graphql::{Context, InputObject, Object};
use finsam_model::{Entry, Kind, Term as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    related::{FiguresOf, NewsOf, SeminarsOf, StatementsAbout},
    scope::Scope,
};

node_type!(
    /// Ett begrepp och vad det betyder.
    Term
);

#[Object(name = "TermFields")]
impl Fields<Model> {
    /// Ordet.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Synonymer, förkortningar och oregelbundna böjningar.
    async fn other_names(&self) -> &[String] {
        &self.0.other_names
    }

    /// Ordet på engelska.
    async fn english(&self) -> Option<&str> {
        self.0.english.as_deref()
    }

    /// Vad det betyder, exakt.
    async fn definition(&self) -> &str {
        &self.0.definition
    }

    /// Vad det betyder, på lätt svenska.
    async fn plain(&self) -> Option<&str> {
        self.0.plain.as_deref()
    }

    /// Närliggande begrepp.
    async fn related(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.0.related)
    }

    #[graphql(flatten)]
    async fn seminars_of(&self) -> SeminarsOf {
        SeminarsOf { kind: Kind::Term, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn news_of(&self) -> NewsOf {
        NewsOf { kind: Kind::Term, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn figures_of(&self) -> FiguresOf {
        FiguresOf { kind: Kind::Term, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn statements_about(&self) -> StatementsAbout {
        StatementsAbout { kind: Kind::Term, slug: self.0.slug.clone() }
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
