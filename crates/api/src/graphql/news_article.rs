//! News.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, NewsArticle as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    initiative::Initiative,
    link::Link,
    node::{Document, Fields, node_type},
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
impl<'a> Fields<'a, Model> {
    /// Rubriken.
    fn headline(&self) -> &str {
        &self.entry.headline
    }

    /// Dagen den publicerades.
    fn published_on(&self) -> Date {
        Date(self.entry.published_on)
    }

    /// Begreppen den handlar om.
    fn terms(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.entry.terms)
    }

    /// Projekten, metoderna och överenskommelserna den handlar om.
    fn initiatives(&self) -> Vec<Initiative<'a>> {
        self.scope.named(&self.entry.initiatives)
    }

    /// Personerna den handlar om eller citerar.
    fn people(&self) -> Vec<Person<'a>> {
        self.scope.named(&self.entry.people)
    }

    /// Organisationerna den handlar om.
    fn organisations(&self) -> Vec<Organisation<'a>> {
        self.scope.named(&self.entry.organisations)
    }

    /// Seminarierna den handlar om.
    fn seminars(&self) -> Vec<Seminar<'a>> {
        self.scope.named(&self.entry.seminars)
    }

    /// Länkarna i den.
    fn links(&self) -> Vec<Link<'a>> {
        Link::all(&self.entry.links)
    }

    /// Vad personer säger i den, återgivet med våra ord.
    fn statements(&self) -> Vec<Statement<'a>> {
        let occasion = Document(*self).into();
        let of = |statement| Statement::of(self.scope, occasion, statement);
        self.entry.statements.iter().filter_map(of).collect()
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
