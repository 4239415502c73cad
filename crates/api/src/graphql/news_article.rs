//! News.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};
use finsam_model::{Entry, NewsArticle as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    initiative::Initiative,
    link::Link,
    node::{Fields, node_type},
    organisation::Organisation,
    person::Person,
    scalars::Date,
    scope::Scope,
    seminar::Seminar,
    statement::Statement,
    term::Term,
};

node_type!(
    /// En nyhet.
    NewsArticle
);

#[Object(name = "NewsArticleFields")]
impl Fields<Model> {
    /// Rubriken.
    async fn headline(&self) -> &str {
        &self.0.headline
    }

    /// Dagen den publicerades.
    async fn published_on(&self) -> Date {
        Date(self.0.published_on)
    }

    /// Begreppen den handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.0.terms)
    }

    /// Projekten, metoderna och överenskommelserna den handlar om.
    async fn initiatives(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        Scope::of(ctx).named(&self.0.initiatives)
    }

    /// Personerna den handlar om eller citerar.
    async fn people(&self, ctx: &Context<'_>) -> Vec<Person> {
        Scope::of(ctx).named(&self.0.people)
    }

    /// Organisationerna den handlar om.
    async fn organisations(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        Scope::of(ctx).named(&self.0.organisations)
    }

    /// Seminarierna den handlar om.
    async fn seminars(&self, ctx: &Context<'_>) -> Vec<Seminar> {
        Scope::of(ctx).named(&self.0.seminars)
    }

    /// Länkarna i den.
    async fn links(&self) -> Vec<Link> {
        self.0.links.iter().map(Link::from).collect()
    }

    /// Vad personer säger i den, återgivet med våra ord.
    async fn statements(&self, ctx: &Context<'_>) -> Vec<Statement> {
        let scope = Scope::of(ctx);
        let occasion = finsam_content::Node::NewsArticle(Arc::clone(&self.0));
        let of = |statement| Statement::of(scope, &occasion, statement);
        self.0.statements.iter().filter_map(of).collect()
    }
}

/// Vilka nyheter som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct NewsFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara nyheter från den här dagen eller senare.
    from: Option<Date>,
    /// Bara nyheter före den här dagen.
    until: Option<Date>,
    /// Bara nyheter om den här personen (kortnamn).
    person: Option<String>,
    /// Bara nyheter om den här organisationen (kortnamn).
    organisation: Option<String>,
    /// Bara nyheter om det här projektet, den här metoden eller överenskommelsen
    /// (kortnamn).
    initiative: Option<String>,
    /// Bara nyheter om det här begreppet (kortnamn).
    term: Option<String>,
    /// Bara nyheter om det här seminariet (kortnamn).
    seminar: Option<String>,
}

impl Filter<Model> for NewsFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, article: &Entry<Model>, scope: &Scope) -> bool {
        use finsam_model::{Initiative, Organisation, Person, Seminar, Term};
        let snapshot = &scope.snapshot;
        self.from.is_none_or(|from| article.published_on >= from.0)
            && self.until.is_none_or(|until| article.published_on < until.0)
            && any_names::<Person>(snapshot, self.person.as_ref(), &article.people)
            && any_names::<Organisation>(
                snapshot,
                self.organisation.as_ref(),
                &article.organisations,
            )
            && any_names::<Initiative>(snapshot, self.initiative.as_ref(), &article.initiatives)
            && any_names::<Term>(snapshot, self.term.as_ref(), &article.terms)
            && any_names::<Seminar>(snapshot, self.seminar.as_ref(), &article.seminars)
    }
}
