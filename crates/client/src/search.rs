//! Documents that hold some words.

use cynic::QueryBuilder;

use crate::{
    Kind, Named,
    error::Error,
    page::{Page, PageInfo, page_size},
    reference::some_of,
    schema,
    transport::{Client, Reply},
};

/// What a search found: a page of hits, and what may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The hits, the best first.
    pub page: Page<Hit>,
    /// The words that may have been meant, where few or none were found.
    pub did_you_mean: Option<String>,
}

/// A document that holds the words.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "SearchHit")]
pub struct Hit {
    /// The document.
    pub node: Named,
    /// Where the words stand in it.
    pub highlights: Vec<Highlight>,
}

/// A place where words were found.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The place as Markdown for a chat, the words in bold; it mentions nobody.
    pub markdown: String,
    /// The place as plain text.
    pub text: String,
}

impl Client {
    /// Documents of these `kinds` (all, where none is given) that hold the words, the best first; at
    /// most 100 a page. `after` is the [`Page::next`] of the page before.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn search(
        &self,
        query: &str,
        kinds: &[Kind],
        first: usize,
        after: Option<&str>,
    ) -> Result<Found, Error> {
        let operation = Search::build(SearchVariables {
            query: query.to_owned(),
            kinds: some_of(kinds),
            first: page_size(first),
            after: after.map(str::to_owned),
        });
        let Reply { data, stale, .. } = self.whole_reply::<Search>(&operation).await?;
        let found = data.search;
        let found = found.ok_or_else(|| self.nothing_came())?;
        Ok(Found {
            page: Page::new(found.nodes, found.total_count, found.page_info, stale),
            did_you_mean: found.did_you_mean,
        })
    }
}

#[derive(cynic::QueryVariables)]
struct SearchVariables {
    query: String,
    kinds: Option<Vec<Kind>>,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SearchVariables")]
struct Search {
    #[arguments(query: $query, kinds: $kinds, first: $first, after: $after)]
    search: Option<HitPage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "SearchHitConnection")]
struct HitPage {
    nodes: Vec<Hit>,
    total_count: i32,
    did_you_mean: Option<String>,
    page_info: PageInfo,
}
