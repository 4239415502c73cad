//! What changed since, for whoever keeps a copy.

use cynic::QueryBuilder;

use crate::{
    Kind, NewsArticle, NodeId, Seminar, error::Error, page::page_size, schema, transport::Client,
};

/// Some changes, the oldest first.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub struct ChangePage {
    /// The changes. Of a document that changed several times only the last is here.
    pub changes: Vec<Change>,
    /// The place after this page, to give as `since` the next time.
    pub token: String,
    /// Whether there is more to fetch already.
    pub has_more: bool,
    /// Whether `since` could not be gone on from: throw away what was fetched, this is the first
    /// page of all content.
    pub reset: bool,
}

/// A document that changed, came or went.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The document's id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its short name, or the one it had last.
    pub slug: String,
    /// Whether it is no longer public.
    pub deleted: bool,
    /// The document as it is now; none where it is gone.
    pub node: Option<Changed>,
}

/// A changed document, with what those who watch the programme and the news need.
#[derive(cynic::InlineFragments, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Node")]
pub enum Changed {
    /// A seminar.
    Seminar(Box<Seminar>),
    /// A news article.
    NewsArticle(Box<NewsArticle>),
    /// A document of another kind, which is not told.
    #[cynic(fallback)]
    Other(ChangedOther),
}

/// A changed document of which only the name is told.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Node")]
pub struct ChangedOther {
    /// The name or title people know it by.
    pub label: String,
}

impl Client {
    /// What changed after the place `since`, or everything from the beginning without one; at most
    /// 100 at a time.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn changes(&self, since: Option<&str>, first: usize) -> Result<ChangePage, Error> {
        let variables =
            ChangesVariables { since: since.map(str::to_owned), first: page_size(first) };
        let operation = Changes::build(variables);
        Ok(self.whole::<Changes>(&operation).await?.changes)
    }
}

#[derive(cynic::QueryVariables)]
struct ChangesVariables {
    since: Option<String>,
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesVariables")]
struct Changes {
    #[arguments(since: $since, first: $first)]
    changes: ChangePage,
}
