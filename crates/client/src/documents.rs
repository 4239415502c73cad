//! Whole documents, for a site that keeps a copy of another site's content.

use cynic::QueryBuilder;

use crate::{Kind, NodeId, error::Error, page::page_size, schema, transport::Client};

/// Some changes with the documents' texts, the oldest first.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "ChangePage")]
pub struct DocumentPage {
    /// The changes. Of a document that changed several times only the last is here.
    pub changes: Vec<DocumentChange>,
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
#[cynic(graphql_type = "Change")]
pub struct DocumentChange {
    /// The document's id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its short name, or the one it had last.
    pub slug: String,
    /// The document as it is now; none where it is gone.
    pub document: Option<DocumentText>,
}

/// A document as its editor wrote it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "ChangedDocument")]
pub struct DocumentText {
    /// All of it.
    pub text: String,
    /// SHA-256 of the text, lower-case hexadecimal.
    pub hash: String,
}

/// A site, as one who serves its content needs to know it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Site")]
pub struct Publisher {
    /// Its short name, a part of its documents' ids.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where its pages are.
    pub url: String,
    /// The language of its content, BCP 47.
    pub language: String,
    /// Where corrections are sent; none where the site names nobody.
    pub editor: Option<String>,
    /// Through which sites the API has its content, the nearest first, by their short names.
    pub via: Vec<String>,
}

/// So many sites are asked for at a time, and so many pages of them at most.
const SITES_A_PAGE: usize = 100;
const MOST_PAGES: usize = 20;

impl Client {
    /// The documents that changed after the place `since`, or all from the beginning without one; at
    /// most 100 at a time.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn documents(
        &self,
        since: Option<&str>,
        first: usize,
    ) -> Result<DocumentPage, Error> {
        let variables =
            DocumentsVariables { since: since.map(str::to_owned), first: page_size(first) };
        let operation = Documents::build(variables);
        Ok(self.whole::<Documents>(&operation).await?.changes)
    }

    /// Every site whose content the API serves, at most 2,000.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn publishers(&self) -> Result<Vec<Publisher>, Error> {
        let (mut publishers, mut after) = (Vec::new(), None);
        for _ in 0..MOST_PAGES {
            let variables = PublishersVariables { first: page_size(SITES_A_PAGE), after };
            let page = self.whole::<Publishers>(&Publishers::build(variables)).await?.sites;
            let Some(PublisherPage { nodes, page_info }) = page else { break };
            publishers.extend(nodes);
            after = page_info.end_cursor.filter(|_| page_info.has_next_page);
            if after.is_none() {
                break;
            }
        }
        Ok(publishers)
    }
}

#[derive(cynic::QueryVariables)]
struct DocumentsVariables {
    since: Option<String>,
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DocumentsVariables")]
struct Documents {
    #[arguments(since: $since, first: $first)]
    changes: DocumentPage,
}

#[derive(cynic::QueryVariables)]
struct PublishersVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PublishersVariables")]
struct Publishers {
    #[arguments(first: $first, after: $after)]
    sites: Option<PublisherPage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "SiteConnection")]
struct PublisherPage {
    nodes: Vec<Publisher>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}
