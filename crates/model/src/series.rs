//! Runs of seminars.

use crate::{Kind, Noun, Period, Slug};

/// A run of seminars with a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its title.
    pub title: String,
    /// The thread that runs through it.
    pub theme: Option<String>,
    /// When it ran.
    pub period: Period,
    /// Where it was held.
    pub place: Option<String>,
    /// Who arranged it (organisations).
    pub organisers: Vec<Slug>,
}

impl Noun for Series {
    const KIND: Kind = Kind::Series;

    fn label(&self) -> &str {
        &self.title
    }
}
