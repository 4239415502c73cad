//! Concepts.

use crate::{Kind, Noun, Slug};

/// A concept (*begrepp*) and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub name: String,
    /// Synonyms, abbreviations and irregular forms.
    pub other_names: Vec<String>,
    /// The word in English.
    pub english: Option<String>,
    /// What it means, exactly.
    pub definition: String,
    /// What it means, in easy Swedish.
    pub plain: Option<String>,
    /// Neighbouring terms.
    pub related: Vec<Slug>,
}

impl Noun for Term {
    const KIND: Kind = Kind::Term;

    fn label(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> Vec<&str> {
        self.other_names.iter().chain(&self.english).map(String::as_str).collect()
    }
}
