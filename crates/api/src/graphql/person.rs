//! People.

use async_graphql::{Context, InputObject, Object};
use finsam_model::{Entry, Organisation as OrganisationModel, Person as Model, Seminar};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    initiative::Initiative,
    node::{Fields, node_type},
    organisation::Organisation,
    scope::Scope,
    seminar::{Appearance, Role},
    source::Citation,
    statement::Statement,
};

node_type!(
    /// En person som har talat, lett samtal, citerats eller omnämnts.
    Person
);

#[Object(name = "PersonFields")]
impl Fields<Model> {
    /// Namnet.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Andra stavningar av namnet.
    async fn other_names(&self) -> &[String] {
        &self.0.other_names
    }

    /// Partiet, om källan skriver ut det.
    async fn party(&self) -> Option<&str> {
        self.0.party.as_deref()
    }

    /// Var personen har arbetat eller haft uppdrag, så långt källorna berättar.
    async fn affiliations(&self) -> Vec<Affiliation<'_>> {
        self.0.affiliations.iter().map(Affiliation).collect()
    }

    /// Seminarierna där personen stått på programmet, i tidsordning.
    async fn appearances(&self, ctx: &Context<'_>) -> Vec<Appearance> {
        let scope = Scope::of(ctx);
        let appearances = scope.snapshot.appearances_of(&self.0);
        let of = |(seminar, appearance)| Appearance::of(scope, seminar, appearance);
        appearances.filter_map(of).collect()
    }

    /// Vad personen har sagt, återgivet med våra ord.
    async fn statements(&self, ctx: &Context<'_>) -> Vec<Statement> {
        let scope = Scope::of(ctx);
        let statements = scope.snapshot.statements_of(&self.0);
        let of = |(occasion, statement)| Statement::of(scope, occasion, statement);
        statements.filter_map(of).collect()
    }
}

pub(super) struct Affiliation<'a>(&'a finsam_model::Affiliation);

/// En post eller ett uppdrag som en person har haft.
#[Object]
impl Affiliation<'_> {
    /// Organisationen.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        Scope::of(ctx).one(self.0.organisation.as_ref())
    }

    /// Titeln.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Första året eller dagen vi vet om.
    async fn from(&self) -> Option<String> {
        self.0.period.from.map(|date| date.to_string())
    }

    /// Sista året eller dagen vi vet om.
    async fn until(&self) -> Option<String> {
        self.0.period.until.map(|date| date.to_string())
    }

    /// Projektet eller metoden som uppdraget gällde.
    async fn initiative(&self, ctx: &Context<'_>) -> Option<Initiative> {
        Scope::of(ctx).one(self.0.initiative.as_ref())
    }

    /// Källan som säger det.
    async fn source(&self, ctx: &Context<'_>) -> Option<Citation> {
        Scope::of(ctx).snapshot.get(self.0.source.as_str()).map(Citation::of)
    }
}

/// Vilka personer som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct PersonFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara personer som har hört till den här organisationen (kortnamn).
    organisation: Option<String>,
    /// Bara personer på det här seminariets program (kortnamn).
    seminar: Option<String>,
    /// Bara personer som har haft den här rollen på ett seminarium.
    role: Option<Role>,
}

impl Filter<Model> for PersonFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, person: &Entry<Model>, scope: &Scope) -> bool {
        let snapshot = &scope.snapshot;
        let appearances = || snapshot.appearances_of(person);
        let posts = person.affiliations.iter().filter_map(|post| post.organisation.as_ref());
        let spoke_for = appearances().filter_map(|(_, as_whom)| as_whom.organisation.as_ref());
        any_names::<OrganisationModel>(snapshot, self.organisation.as_ref(), posts.chain(spoke_for))
            && any_names::<Seminar>(
                snapshot,
                self.seminar.as_ref(),
                appearances().map(|(seminar, _)| &seminar.slug),
            )
            && self.role.is_none_or(|role| {
                appearances().any(|(_, appearance)| Role::from(appearance.role) == role)
            })
    }
}
