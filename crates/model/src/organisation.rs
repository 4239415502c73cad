//! Organisations.

use crate::{Kind, Noun, Period, Slug};

/// An organisation, with its names over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The name used in this content.
    pub name: String,
    /// Its abbreviation.
    pub abbreviation: Option<String>,
    /// Other ways it is written.
    pub other_names: Vec<String>,
    /// What sort of organisation it is.
    pub kind: OrganisationKind,
    /// The organisation it is a part of.
    pub parent: Option<Slug>,
    /// Where it is.
    pub place: Option<String>,
    /// Its web site.
    pub url: Option<String>,
    /// Names that hold at other times.
    pub names: Vec<OrganisationName>,
}

/// A name an organisation has at other times than the content's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationName {
    /// The name.
    pub name: String,
    /// The abbreviation that goes with it.
    pub abbreviation: Option<String>,
    /// When it holds.
    pub period: Period,
}

/// What sort of organisation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// A state authority.
    Authority,
    /// A municipality.
    Municipality,
    /// A region, earlier county council.
    Region,
    /// A coordination association (*samordningsförbund*).
    CoordinationAssociation,
    /// Any other association, such as of municipalities.
    Association,
    /// A part of another organisation.
    Unit,
    /// A newspaper or other medium.
    Media,
    /// A network without members of its own.
    Network,
}

impl Noun for Organisation {
    const KIND: Kind = Kind::Organisation;

    fn label(&self) -> &str {
        &self.name
    }

    fn other_names(&self) -> Vec<&str> {
        let others = self.abbreviation.iter().chain(&self.other_names);
        let at_other_times = self
            .names
            .iter()
            .flat_map(|name| std::iter::once(&name.name).chain(&name.abbreviation));
        others.chain(at_other_times).map(String::as_str).collect()
    }
}
