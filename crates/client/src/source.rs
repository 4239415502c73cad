//! Sources: the pages and documents that the content rests on.

use serde::Serialize;

use crate::{Body, NodeId, Site, schema};

/// A page or document.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The source's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page here.
    pub url: String,
    /// Its title, as printed.
    pub title: String,
    /// Its own address, as printed; none where none is printed.
    pub address: Option<String>,
    /// Its own date, as exact as it is printed.
    #[cynic(rename = "date", alias)]
    #[serde(rename = "printed_on")]
    pub printed_on: Option<String>,
    /// Who stands behind it.
    pub publisher: String,
    /// What the reader should know about it.
    pub note: Option<String>,
    /// What the editor writes.
    pub body: Body,
}
