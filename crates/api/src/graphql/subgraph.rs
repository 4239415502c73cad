//! Our part of a federated graph: the same content, with every noun an entity by its id.

use async_graphql::{Context, ID, MergedObject, Object};

use super::{
    figure::Figure, initiative::Initiative, news_article::NewsArticle, organisation::Organisation,
    person::Person, query::Content, scope::Scope, seminar::Seminar, series::Series, source::Source,
    term::Term, venue::Venue,
};

/// Allt som går att fråga efter.
#[derive(Default, MergedObject)]
#[graphql(name = "Query")]
pub(super) struct SubgraphQuery(Content, Entities);

/// Declares the entities: each noun, found by its id.
macro_rules! entities {
    ($($resolver:ident: $noun:ident;)*) => {
        #[derive(Default)]
        pub(super) struct Entities;

        #[Object]
        impl Entities {$(
            #[graphql(entity)]
            async fn $resolver<'a>(&self, ctx: &Context<'a>, id: ID) -> Option<$noun<'a>> {
                Scope::of(ctx).by_id(&finsam_model::Id::parse(&id)?)
            }
        )*}
    };
}

entities! {
    seminar_by_id: Seminar;
    series_by_id: Series;
    person_by_id: Person;
    organisation_by_id: Organisation;
    venue_by_id: Venue;
    news_article_by_id: NewsArticle;
    initiative_by_id: Initiative;
    figure_by_id: Figure;
    term_by_id: Term;
    source_by_id: Source;
}
