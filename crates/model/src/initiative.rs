//! Projects, methods, agreements and the like.

use crate::{Kind, Noun, Period, Slug};

/// Something people do together over time: a project, a method, an agreement …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initiative {
    /// Its name.
    pub name: String,
    /// Other names it goes by.
    pub other_names: Vec<String>,
    /// What sort it is.
    pub kind: InitiativeKind,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// What it is meant to lead to.
    pub aim: Option<String>,
    /// When it ran.
    pub period: Period,
    /// Where it ran.
    pub places: Vec<String>,
    /// The organisations in it.
    pub partners: Vec<Slug>,
    /// The people who belong to it.
    pub people: Vec<Slug>,
    /// The terms it is about.
    pub terms: Vec<Slug>,
    /// The larger initiative it is a part of.
    pub part_of: Option<Slug>,
    /// What it led to, one sentence each.
    pub results: Vec<String>,
}

/// What sort of initiative it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InitiativeKind {
    /// Work with a beginning and an end.
    Project,
    /// A way of working.
    Method,
    /// An agreement between organisations.
    Agreement,
    /// A standing team.
    Team,
    /// A standing form of cooperation with a team at its core.
    Platform,
    /// A survey.
    Survey,
    /// A law.
    Law,
    /// A network or form of cooperation.
    Network,
    /// A recurring conference or week.
    Conference,
}

impl Noun for Initiative {
    const KIND: Kind = Kind::Initiative;

    fn label(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> Vec<&str> {
        self.other_names.iter().map(String::as_str).collect()
    }
}
