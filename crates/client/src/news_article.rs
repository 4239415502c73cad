//! News articles: all that a card or a post tells of one, and the latest of them.

use cynic::QueryBuilder;
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Body, Citation, InitiativeRef, Link, NodeId, OrganisationRef, PersonRef, SeminarRef, Site,
    TermRef,
    error::Error,
    page::{Page, PageInfo, page_size},
    schema,
    transport::{Client, Reply},
};

/// One article. Its JSON is the API's own, so that it can be kept and read again.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewsArticle {
    /// The article's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// The headline.
    pub headline: String,
    /// The day it was published.
    pub published_on: Date,
    /// What it says.
    pub body: Body,
    /// Whom it is about.
    pub people: Vec<PersonRef>,
    /// The organisations it is about.
    pub organisations: Vec<OrganisationRef>,
    /// The terms it is about.
    pub terms: Vec<TermRef>,
    /// The initiatives it is about.
    pub initiatives: Vec<InitiativeRef>,
    /// The seminars it is about.
    #[cynic(rename = "seminars", alias)]
    #[serde(rename = "about_seminars")]
    pub about_seminars: Vec<SeminarRef>,
    /// Links.
    pub links: Vec<Link>,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
}

impl Client {
    /// The news, the latest first; at most 100 a page. `after` is the [`Page::next`] of the page
    /// before.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn news(
        &self,
        first: usize,
        after: Option<&str>,
    ) -> Result<Page<NewsArticle>, Error> {
        let variables = NewsVariables { first: page_size(first), after: after.map(str::to_owned) };
        let operation = News::build(variables);
        let Reply { data, stale, .. } = self.whole_reply::<News>(&operation).await?;
        let found = data.news;
        let found = found.ok_or_else(|| self.nothing_came())?;
        Ok(Page::new(found.nodes, found.total_count, found.page_info, stale))
    }
}

#[derive(cynic::QueryVariables)]
struct NewsVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "NewsVariables")]
struct News {
    #[arguments(first: $first, after: $after)]
    news: Option<NewsPage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "NewsArticleConnection")]
struct NewsPage {
    nodes: Vec<NewsArticle>,
    total_count: i32,
    page_info: PageInfo,
}
