//! Organisations.

use async_graphql::{Enum, InputObject, Object, SimpleObject};
use finsam_content::Node as ContentNode;
use finsam_model::{Entry, Organisation as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    node::{Fields, node_type},
    person::Person,
    related::{FiguresOf, InCalendar, NewsOf, SeminarsOf},
    scalars::Url,
    scope::Scope,
};

node_type!(
    /// En organisation, med sina namn genom tiden.
    Organisation
);

#[Object(name = "OrganisationFields")]
impl<'a> Fields<'a, Model> {
    /// Namnet som används här.
    fn name(&self) -> &str {
        &self.entry.name
    }

    /// Förkortningen.
    fn abbreviation(&self) -> Option<&str> {
        self.entry.abbreviation.as_deref()
    }

    /// Andra sätt att skriva namnet.
    fn other_names(&self) -> &[String] {
        &self.entry.other_names
    }

    /// Namn som gäller vid andra tider.
    fn names(&self) -> Vec<OrganisationName<'a>> {
        self.entry.names.iter().map(OrganisationName::of).collect()
    }

    /// Vilken sorts organisation det är.
    #[graphql(name = "organisationKind")]
    fn sort(&self) -> OrganisationKind {
        self.entry.noun.kind.into()
    }

    /// Organisationen som den är en del av.
    fn parent(&self) -> Option<Organisation<'a>> {
        self.scope.one(self.entry.parent.as_ref())
    }

    /// Orten.
    fn place(&self) -> Option<&str> {
        self.entry.place.as_deref()
    }

    /// Organisationens webbplats.
    fn website(&self) -> Option<Url<'a>> {
        Url::of(&self.entry.url)
    }

    /// Personerna som har eller har haft en post här.
    fn people(&self) -> Vec<Person<'a>> {
        let scope = self.scope;
        let people = self.referred().by().filter_map(|node| match node {
            ContentNode::Person(person) => scope.hand_out(person),
            _ => None,
        });
        people.collect()
    }

    #[graphql(flatten)]
    fn in_calendar(&self) -> InCalendar<'a> {
        InCalendar(self.referred())
    }

    #[graphql(flatten)]
    fn seminars_of(&self) -> SeminarsOf<'a> {
        SeminarsOf(self.referred())
    }

    #[graphql(flatten)]
    fn news_of(&self) -> NewsOf<'a> {
        NewsOf(self.referred())
    }

    #[graphql(flatten)]
    fn figures_of(&self) -> FiguresOf<'a> {
        FiguresOf(self.referred())
    }
}

/// Ett namn som en organisation har eller har haft vid en annan tid.
#[derive(SimpleObject)]
pub(super) struct OrganisationName<'a> {
    /// Namnet.
    name: &'a str,
    /// Förkortningen som hör till namnet.
    abbreviation: Option<&'a str>,
    /// När namnet började gälla: år, månad eller dag.
    from: Option<String>,
    /// När namnet slutade gälla: år, månad eller dag.
    until: Option<String>,
}

impl<'a> OrganisationName<'a> {
    fn of(name: &'a finsam_model::OrganisationName) -> Self {
        Self {
            name: &name.name,
            abbreviation: name.abbreviation.as_deref(),
            from: name.period.from.map(|date| date.to_string()),
            until: name.period.until.map(|date| date.to_string()),
        }
    }
}

/// Vilken sorts organisation det är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::OrganisationKind")]
pub(super) enum OrganisationKind {
    /// En statlig myndighet.
    Authority,
    /// En kommun.
    Municipality,
    /// En region, tidigare landsting.
    Region,
    /// Ett samordningsförbund.
    CoordinationAssociation,
    /// En annan sammanslutning, till exempel av kommuner.
    Association,
    /// En del av en annan organisation.
    Unit,
    /// En tidning eller ett annat medium.
    Media,
    /// Ett nätverk.
    Network,
}

/// Vilka organisationer som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct OrganisationFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara organisationer av den här sorten.
    organisation_kind: Option<OrganisationKind>,
    /// Bara delar av den här organisationen (kortnamn).
    parent: Option<String>,
}

impl Filter<Model> for OrganisationFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, organisation: &Entry<Model>, scope: &Scope) -> bool {
        let sort = OrganisationKind::from(organisation.noun.kind);
        self.organisation_kind.is_none_or(|asked| asked == sort)
            && any_names::<Model>(&scope.snapshot, self.parent.as_ref(), &organisation.parent)
    }
}
