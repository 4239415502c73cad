//! Initiatives: what several do together over time.

use serde::Serialize;

use crate::{
    Body, Citation, FigureRefs, InitiativeRef, NewsArticleRefs, NodeId, OrganisationRef, PersonRef,
    SeminarRefs, Site, Statements, TermRef, schema,
};

/// A project, a method, an agreement.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Initiative {
    /// The initiative's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// Other names of the same.
    pub other_names: Vec<String>,
    /// What sort of initiative it is.
    pub initiative_kind: InitiativeKind,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// What it is to lead to.
    pub aim: Option<String>,
    /// When it began, as exact as it is known.
    pub from: Option<String>,
    /// When it ended, as exact as it is known.
    pub until: Option<String>,
    /// Where.
    pub places: Vec<String>,
    /// What it has led to.
    pub results: Vec<String>,
    /// The organisations in it.
    pub partners: Vec<OrganisationRef>,
    /// The people in it.
    pub people: Vec<PersonRef>,
    /// What it is a part of.
    pub part_of: Option<InitiativeRef>,
    /// Its parts.
    pub parts: Vec<InitiativeRef>,
    /// The terms it is about.
    pub terms: Vec<TermRef>,
    /// The latest figures about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub figures: FigureRefs,
    /// The first seminars about it.
    #[arguments(first: 25)]
    #[cynic(default)]
    pub seminars: SeminarRefs,
    /// The latest news about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub news: NewsArticleRefs,
    /// What people have said about it, retold.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub statements: Statements,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}

/// What sort of initiative it is. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum InitiativeKind {
    Agreement,
    Conference,
    Law,
    Method,
    Network,
    Platform,
    Project,
    Survey,
    Team,
    /// A sort this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}
