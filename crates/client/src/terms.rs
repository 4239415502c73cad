//! The terms there are, each in brief.

use cynic::QueryBuilder;
use serde::Serialize;

use crate::{
    NodeId, Site,
    error::Error,
    page::{MAX_PAGE, Page, PageInfo, page_size},
    schema,
    transport::{Client, Reply},
};

/// A term with its names and what it means.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Term")]
#[serde(rename_all = "camelCase")]
pub struct TermInBrief {
    /// The term's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// The word.
    pub name: String,
    /// Synonyms, abbreviations and irregular inflections.
    pub other_names: Vec<String>,
    /// What it means, exactly.
    pub definition: String,
    /// What it means, in plain language.
    pub plain: Option<String>,
}

impl Client {
    /// All terms in alphabetical order, a page of at most 100. `after` is the [`Page::next`] of the
    /// page before.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn terms(&self, after: Option<&str>) -> Result<Page<TermInBrief>, Error> {
        let variables =
            TermsVariables { first: page_size(MAX_PAGE), after: after.map(str::to_owned) };
        let Reply { data, stale, .. } = self.whole_reply::<Terms>(&Terms::build(variables)).await?;
        let found = data.terms;
        let found = found.ok_or_else(|| self.nothing_came())?;
        Ok(Page::new(found.nodes, found.total_count, found.page_info, stale))
    }
}

#[derive(cynic::QueryVariables)]
struct TermsVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TermsVariables")]
struct Terms {
    #[arguments(first: $first, after: $after)]
    terms: Option<TermPage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "TermConnection")]
struct TermPage {
    nodes: Vec<TermInBrief>,
    total_count: i32,
    page_info: PageInfo,
}
