//! What people said.

use crate::Slug;

/// What a person said, retold in our words. Lives in the document of the occasion
/// or article where it was said; being quoted is a statement, not an appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who said it (a person).
    pub person: Slug,
    /// What was said, in Swedish.
    pub text: String,
    /// The terms it is about.
    pub terms: Vec<Slug>,
    /// The initiatives it is about.
    pub initiatives: Vec<Slug>,
    /// The person's title when saying it.
    pub title: Option<String>,
    /// The organisation the person spoke for.
    pub organisation: Option<Slug>,
    /// The source that reports it.
    pub source: Slug,
}
