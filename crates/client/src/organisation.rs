//! Organisations: what they are called, who works there, and what they arrange.

use serde::Serialize;

use crate::{
    Body, Citation, FigureRefs, NewsArticleRefs, NodeId, OrganisationRef, PersonRef, SeminarRefs,
    Site, schema,
};

/// One organisation.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// The organisation's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// Its abbreviation.
    pub abbreviation: Option<String>,
    /// What it was called when.
    pub names: Vec<OrganisationName>,
    /// Other names.
    pub other_names: Vec<String>,
    /// What sort of organisation it is.
    pub organisation_kind: OrganisationKind,
    /// The organisation it belongs to.
    pub parent: Option<OrganisationRef>,
    /// Where it is.
    pub place: Option<String>,
    /// Its web site.
    pub website: Option<String>,
    /// The people known to have worked there.
    pub people: Vec<PersonRef>,
    /// The first seminars it arranges or has people in.
    #[arguments(first: 25)]
    #[cynic(default)]
    pub seminars: SeminarRefs,
    /// The latest news about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub news: NewsArticleRefs,
    /// The latest figures about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub figures: FigureRefs,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}

/// A name during a time.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrganisationName {
    /// The name.
    pub name: String,
    /// The abbreviation.
    pub abbreviation: Option<String>,
    /// Since when, as exact as it is known.
    pub from: Option<String>,
    /// Until when, as exact as it is known.
    pub until: Option<String>,
}

/// What sort of organisation it is. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum OrganisationKind {
    Association,
    Authority,
    CoordinationAssociation,
    Media,
    Municipality,
    Network,
    Region,
    Unit,
    /// A sort this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}
