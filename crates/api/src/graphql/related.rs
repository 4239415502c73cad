//! Relations read backwards, as fields that several nouns share.

use async_graphql::{Context, Object, Result};
use finsam_model::{Kind, Slug};

use super::{
    connection::{Connection, Page},
    figure::Figure,
    news_article::NewsArticle,
    scope::Scope,
    seminar::Seminar,
    statement::Statement,
};

/// The document that the others refer to.
macro_rules! referred {
    ($($name:ident),*) => {$(
        pub(super) struct $name {
            pub(super) kind: Kind,
            pub(super) slug: Slug,
        }
    )*};
}

referred!(SeminarsOf, NewsOf, FiguresOf, StatementsAbout);

#[Object]
impl SeminarsOf {
    /// Seminarierna det hör ihop med, i tidsordning.
    async fn seminars(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Result<Connection<Seminar>> {
        let snapshot = &Scope::of(ctx).snapshot;
        let seminars = snapshot.seminars_of(self.kind, &self.slug).cloned().map(Seminar::new);
        Page { first, after, ..Page::default() }.of(&seminars.collect::<Vec<_>>())
    }
}

#[Object]
impl NewsOf {
    /// Nyheterna som handlar om det, den senaste först.
    async fn news(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Result<Connection<NewsArticle>> {
        let referring = Scope::of(ctx).snapshot.referring_to(self.kind, &self.slug);
        let news = referring.iter().filter_map(|node| match node {
            finsam_content::Node::NewsArticle(entry) => Some(NewsArticle::new(entry.clone())),
            _ => None,
        });
        Page { first, after, ..Page::default() }.of(&news.collect::<Vec<_>>())
    }
}

#[Object]
impl FiguresOf {
    /// Siffrorna om det, den senaste först.
    async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Result<Connection<Figure>> {
        let referring = Scope::of(ctx).snapshot.referring_to(self.kind, &self.slug);
        let figures = referring.iter().filter_map(|node| match node {
            finsam_content::Node::Figure(entry) => Some(Figure::new(entry.clone())),
            _ => None,
        });
        Page { first, after, ..Page::default() }.of(&figures.collect::<Vec<_>>())
    }
}

#[Object]
impl StatementsAbout {
    /// Vad personer har sagt om det, återgivet med våra ord.
    async fn statements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Result<Connection<Statement>> {
        let snapshot = &Scope::of(ctx).snapshot;
        let statements = snapshot
            .statements_about(self.kind, &self.slug)
            .filter_map(|(occasion, statement)| Statement::of(snapshot, occasion, statement));
        Page { first, after, ..Page::default() }.of(&statements.collect::<Vec<_>>())
    }
}
