//! Numbers with their meaning.

use crate::{Kind, Noun, Slug};

/// One number: exactly what it counts, its year and how certain it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// A short name for it.
    pub label: String,
    /// Exactly what is counted.
    pub counts: String,
    /// The number.
    pub value: f64,
    /// The number as it is written in text, with its unit and reservations.
    pub text: String,
    /// The unit, in Swedish.
    pub unit: String,
    /// The year it holds for or was said.
    pub year: i16,
    /// What sort of thing it measures.
    pub measures: Measure,
    /// How certain it is.
    pub certainty: Certainty,
    /// The place it holds for.
    pub place: Option<String>,
    /// The terms it is about.
    pub terms: Vec<Slug>,
    /// The initiatives it is about.
    pub initiatives: Vec<Slug>,
    /// The organisations it is about.
    pub organisations: Vec<Slug>,
    /// The seminars it is about.
    pub seminars: Vec<Slug>,
    /// Who said it, where the source tells.
    pub person: Option<Slug>,
}

/// What sort of thing a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many people.
    People,
    /// What something costs.
    Cost,
    /// A share of a whole.
    Share,
    /// A change over time.
    Growth,
    /// What somebody is paid.
    Benefit,
    /// How many organisations.
    Organisations,
    /// How many watched.
    Viewers,
    /// An age or a number of years.
    Age,
    /// Anything else.
    Other,
}

/// How certain a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Given as exact.
    Exact,
    /// Given as about so much.
    Approximate,
    /// Given as an estimate.
    Estimated,
}

impl Noun for Figure {
    const KIND: Kind = Kind::Figure;

    fn label(&self) -> &str {
        &self.label
    }
}
