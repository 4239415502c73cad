//! Relations read backwards, as fields that several nouns share.

use async_graphql::{Context, Object, Result};
use finsam_model::{Kind, Slug};

use super::{
    connection::{Connection, Page},
    figure::Figure,
    news_article::NewsArticle,
    node::Document,
    scope::Scope,
    seminar::Seminar,
    statement::Statement,
};

/// Declares, for each relation, whose it is: the document that the others refer to.
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
    ) -> Option<Result<Connection<Seminar>>> {
        let scope = Scope::of(ctx);
        let seminars = scope.snapshot.seminars_of(self.kind, &self.slug).cloned();
        Some(Page::forward(first, after).of(seminars.map(Seminar::new).collect(), scope))
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
    ) -> Option<Result<Connection<NewsArticle>>> {
        let scope = Scope::of(ctx);
        let referring = scope.snapshot.referring_to(self.kind, &self.slug);
        let news = referring.iter().filter_map(|node| match node {
            finsam_content::Node::NewsArticle(entry) => Some(NewsArticle::new(entry.clone())),
            _ => None,
        });
        Some(Page::forward(first, after).of(news.collect(), scope))
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
    ) -> Option<Result<Connection<Figure>>> {
        let scope = Scope::of(ctx);
        let referring = scope.snapshot.referring_to(self.kind, &self.slug);
        let figures = referring.iter().filter_map(|node| match node {
            finsam_content::Node::Figure(entry) => Some(Figure::new(entry.clone())),
            _ => None,
        });
        Some(Page::forward(first, after).of(figures.collect(), scope))
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
    ) -> Option<Result<Connection<Statement>>> {
        let scope = Scope::of(ctx);
        let said = scope.snapshot.statements_about(self.kind, &self.slug);
        let statements =
            said.filter_map(|(occasion, statement)| Statement::of(scope, occasion, statement));
        Some(Page::forward(first, after).of(statements.collect(), scope))
    }
}
