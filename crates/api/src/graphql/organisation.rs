//! Organisations.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use finsam_content::Node as ContentNode;
use finsam_model::{Entry, Kind, Organisation as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    node::{Fields, node_type},
    person::Person,
    related::{FiguresOf, NewsOf, SeminarsOf},
    scalars::Url,
    scope::Scope,
};

node_type!(
    /// En organisation, med sina namn genom tiden.
    Organisation
);

#[Object(name = "OrganisationFields")]
impl Fields<Model> {
    /// Namnet som används här.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Förkortningen.
    async fn abbreviation(&self) -> Option<&str> {
        self.0.abbreviation.as_deref()
    }

    /// Andra sätt att skriva namnet.
    async fn other_names(&self) -> &[String] {
        &self.0.other_names
    }

    /// Namn som gäller vid andra tider.
    async fn names(&self) -> Vec<OrganisationName> {
        self.0.names.iter().map(OrganisationName::of).collect()
    }

    /// Vilken sorts organisation det är.
    #[graphql(name = "organisationKind")]
    async fn sort(&self) -> OrganisationKind {
        self.0.noun.kind.into()
    }

    /// Organisationen som den är en del av.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Organisation> {
        Scope::of(ctx).one(self.0.parent.as_ref())
    }

    /// Orten.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// Organisationens webbplats.
    async fn website(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }

    /// Personerna som har eller har haft en post här.
    async fn people(&self, ctx: &Context<'_>) -> Vec<Person> {
        let scope = Scope::of(ctx);
        let referring = scope.snapshot.referring_to(Kind::Organisation, &self.0.slug);
        let people = referring.iter().filter_map(|node| match node {
            ContentNode::Person(person) => scope.hand_out(person),
            _ => None,
        });
        people.collect()
    }

    #[graphql(flatten)]
    async fn seminars_of(&self) -> SeminarsOf {
        SeminarsOf { kind: Kind::Organisation, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn news_of(&self) -> NewsOf {
        NewsOf { kind: Kind::Organisation, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn figures_of(&self) -> FiguresOf {
        FiguresOf { kind: Kind::Organisation, slug: self.0.slug.clone() }
    }
}

/// Ett namn som en organisation har eller har haft vid en annan tid.
#[derive(SimpleObject)]
pub(super) struct OrganisationName {
    /// Namnet.
    name: String,
    /// Förkortningen som hör till namnet.
    abbreviation: Option<String>,
    /// När namnet började gälla: år, månad eller dag.
    from: Option<String>,
    /// När namnet slutade gälla: år, månad eller dag.
    until: Option<String>,
}

impl OrganisationName {
    fn of(name: &finsam_model::OrganisationName) -> Self {
        Self {
            name: name.name.clone(),
            abbreviation: name.abbreviation.clone(),
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
