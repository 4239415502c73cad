//! Figures: one number each, with exactly what it counts.

use serde::Serialize;

use crate::{
    Body, Citation, InitiativeRef, NodeId, OrganisationRef, PersonRef, SeminarRef, Site, TermRef,
    schema,
};

/// One number.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The figure's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// The number as it is written, with unit and reservations.
    pub text: String,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Exactly what it counts.
    pub counts: String,
    /// The year it holds for or was told.
    pub year: i32,
    /// How certain it is.
    pub certainty: Certainty,
    /// The place it holds for.
    pub place: Option<String>,
    /// Who told it, where the source says.
    pub person: Option<PersonRef>,
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
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}

/// How certain a figure is. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Certainty {
    Exact,
    Approximate,
    Estimated,
    /// A certainty this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}
