//! Relations read backwards, as fields that several nouns share.

use async_graphql::{Object, Result};
use finsam_content::Node as ContentNode;
use finsam_model::{Kind, Slug};

use super::{
    connection::{Connection, List, Page},
    figure::Figure,
    news_article::NewsArticle,
    node::{Document, Node},
    scalars::Url,
    scope::Scope,
    seminar::Seminar,
    statement::Statement,
};

/// A document that others refer to.
#[derive(Clone, Copy)]
pub(super) struct Referred<'a> {
    pub(super) scope: &'a Scope,
    pub(super) kind: Kind,
    pub(super) slug: &'a Slug,
}

impl<'a> Referred<'a> {
    /// The documents that refer to it, kind by kind, each kind in its natural order.
    pub(super) fn by(&self) -> impl Iterator<Item = &'a ContentNode> + use<'a> {
        self.scope.snapshot.referring_to(self.kind, self.slug).iter()
    }
}

pub(super) struct InCalendar<'a>(pub(super) Referred<'a>);

#[Object]
impl<'a> InCalendar<'a> {
    /// Där det finns som kalender (iCalendar), att hämta eller att prenumerera på.
    fn calendar_url(&self) -> Option<Url<'a>> {
        let Referred { scope, kind, slug } = self.0;
        let address = finsam_outlets::address::calendar_of(kind, slug)?;
        Some(Url(format!("{}{address}", scope.public_url()).into()))
    }
}

pub(super) struct SeminarsOf<'a>(pub(super) Referred<'a>);

#[Object]
impl<'a> SeminarsOf<'a> {
    /// Seminarierna det hör ihop med, i tidsordning.
    fn seminars(
        &self,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<'a, Seminar<'a>>>> {
        let Referred { scope, kind, slug } = self.0;
        let seminars = scope.snapshot.seminars_of(kind, slug);
        let seminars = seminars.map(|seminar| Document::of(scope, seminar)).collect();
        Some(Page::forward(first, after).of(List::of("seminarsOf", seminars), scope))
    }
}

pub(super) struct NewsOf<'a>(pub(super) Referred<'a>);

#[Object]
impl<'a> NewsOf<'a> {
    /// Nyheterna som handlar om det, den senaste först.
    fn news(
        &self,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<'a, NewsArticle<'a>>>> {
        let scope = self.0.scope;
        let news = self.0.by().filter_map(|node| match node {
            ContentNode::NewsArticle(entry) => Some(Document::of(scope, entry)),
            _ => None,
        });
        Some(Page::forward(first, after).of(List::of("newsOf", news.collect()), scope))
    }
}

pub(super) struct FiguresOf<'a>(pub(super) Referred<'a>);

#[Object]
impl<'a> FiguresOf<'a> {
    /// Siffrorna om det, den senaste först.
    fn figures(
        &self,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<'a, Figure<'a>>>> {
        let scope = self.0.scope;
        let figures = self.0.by().filter_map(|node| match node {
            ContentNode::Figure(entry) => Some(Document::of(scope, entry)),
            _ => None,
        });
        Some(Page::forward(first, after).of(List::of("figuresOf", figures.collect()), scope))
    }
}

pub(super) struct StatementsAbout<'a>(pub(super) Referred<'a>);

#[Object]
impl<'a> StatementsAbout<'a> {
    /// Vad personer har sagt om det, återgivet med våra ord.
    fn statements(
        &self,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<'a, Statement<'a>>>> {
        let Referred { scope, kind, slug } = self.0;
        let said = scope.snapshot.statements_about(kind, slug);
        let statements = said.filter_map(|(occasion, statement)| {
            Statement::of(scope, Node::of(scope, occasion), statement)
        });
        let statements = List::of("statementsAbout", statements.collect());
        Some(Page::forward(first, after).of(statements, scope))
    }
}
