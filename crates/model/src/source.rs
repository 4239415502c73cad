//! Pages and documents we rely on.

use crate::{Kind, Noun, PartialDate};

/// A page or document we rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its title, as printed.
    pub title: String,
    /// Its address, as printed; none where none is.
    pub url: Option<String>,
    /// Its own date, as exactly as printed.
    pub date: Option<PartialDate>,
    /// Who stands behind it.
    pub publisher: String,
    /// What a reader should know about it.
    pub note: Option<String>,
}

impl Noun for Source {
    const KIND: Kind = Kind::Source;

    fn label(&self) -> &str {
        &self.title
    }
}
