//! Where a value comes from.

use crate::Slug;

/// One statement about where a value comes from. The reading we follow and the
/// one we do not are both claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The document's field it is about, as the editor writes it.
    pub field: String,
    /// What is claimed, as text.
    pub value: String,
    /// What it rests on.
    pub basis: Basis,
    /// Whether the document follows it.
    pub followed: bool,
    /// Why, in Swedish.
    pub reason: Option<String>,
    /// The source that says so; always there when stated.
    pub source: Option<Slug>,
    /// The other site that says so; none where it is the document's own.
    pub site: Option<Slug>,
}

/// What a claim rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A source says so.
    Stated,
    /// Worked out from what the sources say.
    Derived,
    /// The editors' own explanation.
    Editorial,
}
