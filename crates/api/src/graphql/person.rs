//! People.

use async_graphql::{InputObject, Object};
use finsam_model::{Entry, Organisation as OrganisationModel, Person as Model, Seminar};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    initiative::Initiative,
    node::{Document, Fields, Node, node_type},
    organisation::Organisation,
    related::InCalendar,
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
impl<'a> Fields<'a, Model> {
    /// Namnet.
    fn name(&self) -> &str {
        &self.entry.name
    }

    /// Andra stavningar av namnet.
    fn other_names(&self) -> &[String] {
        &self.entry.other_names
    }

    /// Partiet, om källan skriver ut det.
    fn party(&self) -> Option<&str> {
        self.entry.party.as_deref()
    }

    /// Var personen har arbetat eller haft uppdrag, så långt källorna berättar.
    fn affiliations(&self) -> Vec<Affiliation<'a>> {
        let scope = self.scope;
        self.entry.affiliations.iter().map(|post| Affiliation { post, scope }).collect()
    }

    /// Seminarierna där personen stått på programmet, i tidsordning.
    fn appearances(&self) -> Vec<Appearance<'a>> {
        let scope = self.scope;
        let appearances = scope.snapshot.appearances_of(self.entry);
        let appearances = appearances.filter_map(|(seminar, appearance)| {
            Appearance::of(Document::of(scope, seminar), appearance)
        });
        appearances.collect()
    }

    /// Vad personen har sagt, återgivet med våra ord.
    fn statements(&self) -> Vec<Statement<'a>> {
        let scope = self.scope;
        let statements = scope.snapshot.statements_of(self.entry);
        let of = |(occasion, statement)| Statement::of(scope, Node::of(scope, occasion), statement);
        statements.filter_map(of).collect()
    }

    #[graphql(flatten)]
    fn in_calendar(&self) -> InCalendar<'a> {
        InCalendar(self.referred())
    }
}

pub(super) struct Affiliation<'a> {
    post: &'a finsam_model::Affiliation,
    scope: &'a Scope,
}

/// En post eller ett uppdrag som en person har haft.
#[Object]
impl<'a> Affiliation<'a> {
    /// Organisationen.
    fn organisation(&self) -> Option<Organisation<'a>> {
        self.scope.one(self.post.organisation.as_ref())
    }

    /// Titeln.
    fn title(&self) -> &str {
        &self.post.title
    }

    /// Första året eller dagen vi vet om.
    fn from(&self) -> Option<String> {
        self.post.period.from.map(|date| date.to_string())
    }

    /// Sista året eller dagen vi vet om.
    fn until(&self) -> Option<String> {
        self.post.period.until.map(|date| date.to_string())
    }

    /// Projektet eller metoden som uppdraget gällde.
    fn initiative(&self) -> Option<Initiative<'a>> {
        self.scope.one(self.post.initiative.as_ref())
    }

    /// Källan som säger det.
    fn source(&self) -> Option<Citation<'a>> {
        self.scope.snapshot.get(&self.post.source).map(|source| Citation::of(source))
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

/// A filter that only speakers pass.
pub(super) struct SpeakerFilter(pub(super) PersonFilter);

impl Filter<Model> for SpeakerFilter {
    fn document(&self) -> &DocumentFilter {
        self.0.document()
    }

    fn fits(&self, person: &Entry<Model>, scope: &Scope) -> bool {
        let mut appearances = scope.snapshot.appearances_of(person);
        self.0.fits(person, scope) && appearances.any(|(_, as_whom)| as_whom.role.speaks())
    }
}
