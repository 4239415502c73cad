//! A document of any kind, looked up by its id or by its names.

use cynic::QueryBuilder;
use serde::Serialize;

use crate::{
    Figure, Initiative, Kind, NewsArticle, NodeId, Organisation, Person, Seminar, Series, Site,
    Source, Term, Venue,
    error::Error,
    schema,
    transport::{Client, Reply},
};

/// A document of any kind, with what a card of it needs. Its JSON is the API's own, so that it can
/// be kept and read again.
#[derive(cynic::InlineFragments, Clone, Debug, PartialEq, Serialize)]
#[cynic(graphql_type = "Node")]
#[serde(tag = "__typename")]
#[expect(missing_docs, reason = "a variant is its kind")]
pub enum Noun {
    Seminar(Box<Seminar>),
    Series(Box<Series>),
    Person(Box<Person>),
    Organisation(Box<Organisation>),
    Venue(Box<Venue>),
    NewsArticle(Box<NewsArticle>),
    Initiative(Box<Initiative>),
    Figure(Box<Figure>),
    Term(Box<Term>),
    Source(Box<Source>),
    /// A kind this client does not know.
    #[cynic(fallback)]
    Other(Unknown),
}

/// What every document has.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Node")]
pub struct Unknown {
    /// The document's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
}

/// Runs the same expression on the document, whatever its kind.
macro_rules! each {
    ($noun:expr, $document:ident => $value:expr) => {
        match $noun {
            Noun::Seminar($document) => $value,
            Noun::Series($document) => $value,
            Noun::Person($document) => $value,
            Noun::Organisation($document) => $value,
            Noun::Venue($document) => $value,
            Noun::NewsArticle($document) => $value,
            Noun::Initiative($document) => $value,
            Noun::Figure($document) => $value,
            Noun::Term($document) => $value,
            Noun::Source($document) => $value,
            Noun::Other($document) => $value,
        }
    };
}

impl Noun {
    /// The document's id.
    #[must_use]
    pub fn id(&self) -> &NodeId {
        each!(self, document => &document.id)
    }

    /// Its short name, unique among its site's documents of a kind.
    #[must_use]
    pub fn slug(&self) -> &str {
        each!(self, document => &document.slug)
    }

    /// The site that publishes it.
    #[must_use]
    pub fn site(&self) -> &Site {
        each!(self, document => &document.site)
    }

    /// Its page.
    #[must_use]
    pub fn url(&self) -> &str {
        each!(self, document => &document.url)
    }

    /// What it is; none for a kind this client does not know.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Seminar(_) => Kind::Seminar,
            Self::Series(_) => Kind::Series,
            Self::Person(_) => Kind::Person,
            Self::Organisation(_) => Kind::Organisation,
            Self::Venue(_) => Kind::Venue,
            Self::NewsArticle(_) => Kind::NewsArticle,
            Self::Initiative(_) => Kind::Initiative,
            Self::Figure(_) => Kind::Figure,
            Self::Term(_) => Kind::Term,
            Self::Source(_) => Kind::Source,
            Self::Other(_) => return None,
        })
    }

    /// The name or title people know it by.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Seminar(seminar) => &seminar.title,
            Self::Series(series) => &series.title,
            Self::Person(person) => &person.name,
            Self::Organisation(organisation) => &organisation.name,
            Self::Venue(venue) => &venue.name,
            Self::NewsArticle(article) => &article.headline,
            Self::Initiative(initiative) => &initiative.name,
            Self::Figure(figure) => &figure.counts,
            Self::Term(term) => &term.name,
            Self::Source(source) => &source.title,
            Self::Other(unknown) => &unknown.slug,
        }
    }
}

impl Client {
    /// The documents of these ids, in their order; none for each that is not there.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn nodes(&self, ids: &[NodeId]) -> Result<Vec<Option<Noun>>, Error> {
        let operation = Nodes::build(NodesVariables { ids: ids.to_vec() });
        Ok(self.whole::<Nodes>(&operation).await?.nodes.unwrap_or_default())
    }

    /// The document of a kind that has, or had, this short name at this site; none where there is
    /// none.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn node_by(
        &self,
        kind: &Kind,
        site: &str,
        slug: &str,
    ) -> Result<Reply<Option<Noun>>, Error> {
        let variables = SingleVariables { site: site.to_owned(), slug: slug.to_owned() };
        self.single(kind, variables).await
    }

    /// Whether the API has everything this client asks for. An API of an older schema refuses.
    ///
    /// # Errors
    /// See [`Error`]; [`Error::Refused`] with the code `GRAPHQL_VALIDATION_FAILED` where the schema
    /// is another.
    pub async fn fits(&self) -> Result<(), Error> {
        self.nodes(&[]).await.map(|_| ())
    }
}

#[derive(cynic::QueryVariables)]
struct NodesVariables {
    ids: Vec<NodeId>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "NodesVariables")]
struct Nodes {
    #[arguments(ids: $ids)]
    nodes: Option<Vec<Option<Noun>>>,
}

#[derive(cynic::QueryVariables)]
struct SingleVariables {
    site: String,
    slug: String,
}

/// The look-ups by short name, one for each kind: the field of the root, and what it gives.
/// The first token is the `$` that cynic's arguments take.
macro_rules! singles {
    ($d:tt $($field:ident: $noun:ident,)*) => {
        $(mod $field {
            use super::{SingleVariablesFields, schema};

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = "Query", variables = "SingleVariables")]
            pub(super) struct Single {
                #[arguments(site: $d site, slug: $d slug)]
                pub(super) $field: Option<crate::$noun>,
            }
        })*

        impl Client {
            async fn single(
                &self,
                kind: &Kind,
                variables: SingleVariables,
            ) -> Result<Reply<Option<Noun>>, Error> {
                match kind {
                    $(Kind::$noun => {
                        let operation = $field::Single::build(variables);
                        let found = self.whole_reply::<$field::Single>(&operation).await?;
                        Ok(found.map(|found| found.$field.map(Box::new).map(Noun::$noun)))
                    })*
                    Kind::Other(_) => Ok(Reply::default()),
                }
            }
        }
    };
}

singles! { $
    seminar: Seminar,
    series: Series,
    person: Person,
    organisation: Organisation,
    venue: Venue,
    news_article: NewsArticle,
    initiative: Initiative,
    figure: Figure,
    term: Term,
    source: Source,
}
