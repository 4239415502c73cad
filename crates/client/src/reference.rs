//! Short forms of what the API knows: what it takes to name a document, lead to it and tell it from
//! its like.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{SeminarStatus, schema};

/// A document's id, which never changes. Opaque.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

impl NodeId {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a node is. An API newer than this client may know more of them.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq, Hash)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Kind {
    Seminar,
    Series,
    Person,
    Organisation,
    Venue,
    NewsArticle,
    Initiative,
    Figure,
    Term,
    Source,
    /// A kind this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

/// These kinds as the API takes them; all kinds, where none is named.
pub(crate) fn some_of(kinds: &[Kind]) -> Option<Vec<Kind>> {
    (!kinds.is_empty()).then(|| kinds.to_vec())
}

/// The site that publishes a document.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// Its short name, which tells documents of the same slug apart.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where corrections are sent; none where the site names nobody.
    pub editor: Option<String>,
}

/// A page or document that something rests on.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// Its address as printed; none where none was printed.
    pub url: Option<String>,
    /// Its own date, as exact as it is printed (`2018`, `2018-03` or `2018-03-02`); none where none
    /// is printed.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: String,
}

/// A link with its text.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it leads to.
    pub title: String,
    /// The address.
    pub url: String,
    /// What to know about it.
    pub note: Option<String>,
}

/// Running text without markup, an empty line between paragraphs.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Body {
    /// The text.
    pub text: String,
}

/// A document of any kind, by its name.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Node")]
pub struct Named {
    /// Its id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its short name, unique among its site's documents of a kind.
    pub slug: String,
    /// The name or title people know it by.
    pub label: String,
    /// Its own address.
    pub url: String,
    /// The site that publishes it.
    pub site: Site,
}

/// A person, by name.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Person")]
pub struct PersonRef {
    /// The person's id.
    pub id: NodeId,
    /// The person's short name.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The person's page.
    pub url: String,
}

/// An organisation, by name.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Organisation")]
pub struct OrganisationRef {
    /// The organisation's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
}

/// A term, by its word.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Term")]
pub struct TermRef {
    /// The term's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The word.
    pub label: String,
    /// Its page.
    pub url: String,
}

/// An initiative, by name.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Initiative")]
pub struct InitiativeRef {
    /// The initiative's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub label: String,
    /// Its page.
    pub url: String,
}

/// A series, by title.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Series")]
pub struct SeriesRef {
    /// The series' id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
}

/// A venue, with what one needs to get there.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Venue")]
pub struct VenueRef {
    /// The venue's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// The street address.
    pub street: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// What is known of accessibility.
    pub accessibility: Option<String>,
}

/// A seminar in a list.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Seminar")]
#[serde(rename_all = "camelCase")]
pub struct SeminarRef {
    /// The seminar's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The day it starts, in Stockholm.
    pub date: Date,
    /// When it starts; none where only the day is known.
    pub starts_at: Option<Timestamp>,
    /// What has become of it.
    pub status: SeminarStatus,
}

/// A news article in a list.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "NewsArticle")]
#[serde(rename_all = "camelCase")]
pub struct NewsArticleRef {
    /// The article's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The headline.
    pub headline: String,
    /// Its page.
    pub url: String,
    /// The day it was published.
    pub published_on: Date,
}

/// A figure in a list: never a number without what it counts and its year.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Figure")]
pub struct FigureRef {
    /// The figure's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// Its page.
    pub url: String,
    /// The number as it is written, with unit and reservations.
    pub text: String,
    /// Exactly what it counts.
    pub counts: String,
    /// The year it holds for or was told.
    pub year: i32,
}

/// What somebody said about something, retold.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Statement")]
pub struct Statement {
    /// What was said, retold.
    pub text: String,
    /// Who said it.
    pub person: PersonRef,
    /// The person's title then.
    pub title: Option<String>,
    /// The seminar or article where it was said.
    pub occasion: Named,
}

/// The first seminars of a list, and how many it has.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "SeminarConnection")]
#[serde(rename_all = "camelCase")]
pub struct SeminarRefs {
    /// The first of them, in the order of time.
    pub nodes: Vec<SeminarRef>,
    /// How many there are in all.
    pub total_count: i32,
}

/// The first articles of a list, and how many it has.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "NewsArticleConnection")]
#[serde(rename_all = "camelCase")]
pub struct NewsArticleRefs {
    /// The first of them, the latest first.
    pub nodes: Vec<NewsArticleRef>,
    /// How many there are in all.
    pub total_count: i32,
}

/// The first figures of a list, and how many it has.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "FigureConnection")]
#[serde(rename_all = "camelCase")]
pub struct FigureRefs {
    /// The first of them, the latest first.
    pub nodes: Vec<FigureRef>,
    /// How many there are in all.
    pub total_count: i32,
}

/// The first statements of a list, and how many it has.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "StatementConnection")]
#[serde(rename_all = "camelCase")]
pub struct Statements {
    /// The first of them.
    pub nodes: Vec<Statement>,
    /// How many there are in all.
    pub total_count: i32,
}
