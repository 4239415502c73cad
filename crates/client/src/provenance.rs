//! Where what a document says comes from.

use cynic::QueryBuilder;
use serde::Serialize;

use crate::{Citation, Kind, NodeId, Site, error::Error, schema, transport::Client};

/// What a document rests on, and whom to tell when it is wrong.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[cynic(graphql_type = "Node")]
pub struct Provenance {
    /// The document's id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its short name.
    pub slug: String,
    /// The name or title people know it by.
    pub label: String,
    /// Its page.
    pub url: String,
    /// The site that publishes it, with its editor's address.
    pub site: Site,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// Where single values come from, readings that are not followed included.
    pub claims: Vec<Claim>,
}

/// Where one value comes from.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The field it is about, by its name in the API.
    pub field: String,
    /// What is claimed.
    pub value: String,
    /// What that rests on.
    pub basis: Basis,
    /// Whether the document follows this reading.
    pub followed: bool,
    /// Why it is followed or not.
    pub reason: Option<String>,
}

/// What a value rests on. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Basis {
    Stated,
    Derived,
    Editorial,
    /// A basis this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

impl Client {
    /// What the document of this id rests on; none where there is no such document.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn provenance(&self, id: &NodeId) -> Result<Option<Provenance>, Error> {
        let operation = Node::build(NodeVariables { id: id.clone() });
        Ok(self.whole::<Node>(&operation).await?.node)
    }
}

#[derive(cynic::QueryVariables)]
struct NodeVariables {
    id: NodeId,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "NodeVariables")]
struct Node {
    #[arguments(id: $id)]
    node: Option<Provenance>,
}
