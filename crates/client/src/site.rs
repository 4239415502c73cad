//! Whom the API speaks for, and which program it is.

use cynic::QueryBuilder;
use serde::Deserialize;

use crate::{Site, error::Error, schema, transport::Client};

/// Which program the API is, and which content it serves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Tells this content from any other.
    pub content_version: String,
}

impl Client {
    /// The sites whose content the API serves, at most 100.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn sites(&self) -> Result<Vec<Site>, Error> {
        let operation = Sites::build(());
        Ok(self.whole::<Sites>(&operation).await?.sites.map(|page| page.nodes).unwrap_or_default())
    }

    /// Which program answers, and which content it serves: `/version` beside the API.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn version(&self) -> Result<Version, Error> {
        self.beside("version").await
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Sites {
    #[arguments(first: 100)]
    sites: Option<SitePage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "SiteConnection")]
struct SitePage {
    nodes: Vec<Site>,
}
