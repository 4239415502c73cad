//! Places where seminars are held.

use crate::{Kind, Noun};

/// A place where seminars are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Its name.
    pub name: String,
    /// Other ways it is written.
    pub other_names: Vec<String>,
    /// Street and number.
    pub street: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// What is known of its accessibility.
    pub accessibility: Option<String>,
    /// Its web site.
    pub url: Option<String>,
}

impl Noun for Venue {
    const KIND: Kind = Kind::Venue;

    fn label(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> Vec<&str> {
        self.other_names.iter().map(String::as_str).collect()
    }
}
