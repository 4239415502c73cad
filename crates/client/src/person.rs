//! People: who they are, where they have been on a programme, and what they have said.

use serde::Serialize;

use crate::{
    Body, Citation, InitiativeRef, NodeId, OrganisationRef, Role, SeminarRef, Site, Statement,
    schema,
};

/// One person.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The person's id.
    pub id: NodeId,
    /// The short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// The person's page.
    pub url: String,
    /// The name.
    pub name: String,
    /// Other spellings and former names.
    pub other_names: Vec<String>,
    /// The party, for somebody who is elected.
    pub party: Option<String>,
    /// Posts and commissions, as far as the sources tell.
    pub affiliations: Vec<Affiliation>,
    /// The programmes the person has been on.
    pub appearances: Vec<PersonAppearance>,
    /// What the person has said, retold.
    #[cynic(rename = "statements", alias)]
    #[serde(rename = "said")]
    pub said: Vec<Statement>,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}

/// A post or a commission.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affiliation {
    /// The title.
    pub title: String,
    /// The organisation.
    pub organisation: Option<OrganisationRef>,
    /// The initiative it was for.
    pub initiative: Option<InitiativeRef>,
    /// The first year or day known.
    pub from: Option<String>,
    /// The last year or day known.
    pub until: Option<String>,
}

/// A programme somebody was on.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Appearance")]
pub struct PersonAppearance {
    /// The seminar.
    pub seminar: SeminarRef,
    /// In which role.
    pub role: Role,
    /// The title then.
    pub title: Option<String>,
    /// The organisation then.
    pub organisation: Option<OrganisationRef>,
}
