//! Venues: where seminars are held.

use serde::Serialize;

use crate::{Body, Citation, NodeId, SeminarRefs, Site, schema};

/// A place where seminars are held.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Venue {
    /// The venue's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// Other ways to write the name.
    pub other_names: Vec<String>,
    /// The street address.
    pub street: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// What is known of accessibility.
    pub accessibility: Option<String>,
    /// Its own web site.
    pub website: Option<String>,
    /// The first seminars there.
    #[arguments(first: 25)]
    #[cynic(default)]
    pub seminars: SeminarRefs,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}
