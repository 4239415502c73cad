//! Series: seminars with a theme.

use serde::Serialize;

use crate::{Body, Citation, NodeId, OrganisationRef, SeminarRefs, Site, schema};

/// A run of seminars.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The series' id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its theme.
    pub theme: Option<String>,
    /// When it began, as exact as it is known.
    pub from: Option<String>,
    /// When it ended, as exact as it is known.
    pub until: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who arranges it.
    pub organisers: Vec<OrganisationRef>,
    /// Its first seminars.
    #[arguments(first: 50)]
    #[cynic(default)]
    pub seminars: SeminarRefs,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}
