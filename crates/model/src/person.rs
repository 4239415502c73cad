//! People.

use crate::{Kind, Noun, Period, Slug};

/// A person who has spoken, led, been quoted or been written about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Other spellings met in print.
    pub other_names: Vec<String>,
    /// The party, where a source prints it.
    pub party: Option<String>,
    /// Where the person has worked or held office, as far as the sources tell.
    pub affiliations: Vec<Affiliation>,
}

/// A post a person held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// The organisation.
    pub organisation: Option<Slug>,
    /// The title.
    pub title: String,
    /// The first and last year it is known for.
    pub period: Period,
    /// The initiative it was for.
    pub initiative: Option<Slug>,
    /// The source that says so.
    pub source: Slug,
}

impl Noun for Person {
    const KIND: Kind = Kind::Person;

    fn label(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> Vec<&str> {
        self.other_names.iter().map(String::as_str).collect()
    }
}
