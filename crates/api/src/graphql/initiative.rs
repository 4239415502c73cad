//! Projects, methods, agreements and the like.

use async_graphql::{Enum, InputObject, Object};
use finsam_content::Node as ContentNode;
use finsam_model::{Entry, Initiative as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    node::{Fields, node_type},
    organisation::Organisation,
    person::Person,
    related::{FiguresOf, InCalendar, NewsOf, SeminarsOf, StatementsAbout},
    scope::Scope,
    term::Term,
};

node_type!(
    /// Något som flera gör tillsammans över tid: ett projekt, en metod, en överenskommelse …
    Initiative
);

#[Object(name = "InitiativeFields")]
impl<'a> Fields<'a, Model> {
    /// Namnet.
    fn name(&self) -> &str {
        &self.entry.name
    }

    /// Andra namn på samma sak.
    fn other_names(&self) -> &[String] {
        &self.entry.other_names
    }

    /// Vilken sorts initiativ det är.
    #[graphql(name = "initiativeKind")]
    fn sort(&self) -> InitiativeKind {
        self.entry.noun.kind.into()
    }

    /// Vad det är, i en eller två meningar.
    fn summary(&self) -> &str {
        &self.entry.summary
    }

    /// Vad det ska leda till.
    fn aim(&self) -> Option<&str> {
        self.entry.aim.as_deref()
    }

    /// När det började: år, månad eller dag.
    fn from(&self) -> Option<String> {
        self.entry.period.from.map(|date| date.to_string())
    }

    /// När det slutade: år, månad eller dag.
    fn until(&self) -> Option<String> {
        self.entry.period.until.map(|date| date.to_string())
    }

    /// Orterna.
    fn places(&self) -> &[String] {
        &self.entry.places
    }

    /// Organisationerna som är med.
    fn partners(&self) -> Vec<Organisation<'a>> {
        self.scope.named(&self.entry.partners)
    }

    /// Personerna som hör till.
    fn people(&self) -> Vec<Person<'a>> {
        self.scope.named(&self.entry.people)
    }

    /// Begreppen det handlar om.
    fn terms(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.entry.terms)
    }

    /// Det större sammanhang som det är en del av.
    fn part_of(&self) -> Option<Initiative<'a>> {
        self.scope.one(self.entry.part_of.as_ref())
    }

    /// Delarna det består av.
    fn parts(&self) -> Vec<Initiative<'a>> {
        let scope = self.scope;
        let parts = self.referred().by().filter_map(|node| match node {
            ContentNode::Initiative(part) => scope.hand_out(part),
            _ => None,
        });
        parts.collect()
    }

    /// Vad det har lett till.
    fn results(&self) -> &[String] {
        &self.entry.results
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

    #[graphql(flatten)]
    fn statements_about(&self) -> StatementsAbout<'a> {
        StatementsAbout(self.referred())
    }
}

/// Vilken sorts initiativ det är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::InitiativeKind")]
pub(super) enum InitiativeKind {
    /// Ett projekt, med början och slut.
    Project,
    /// Ett arbetssätt.
    Method,
    /// En överenskommelse mellan organisationer.
    Agreement,
    /// Ett fast team.
    Team,
    /// En fast samverkansform med ett team i mitten.
    Platform,
    /// En enkät eller undersökning.
    Survey,
    /// En lag.
    Law,
    /// Ett nätverk eller en samverkansform.
    Network,
    /// En återkommande konferens eller vecka.
    Conference,
}

/// Vilka initiativ som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct InitiativeFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara initiativ som den här organisationen är med i (kortnamn).
    partner: Option<String>,
    /// Bara initiativ som den här personen hör till (kortnamn).
    person: Option<String>,
    /// Bara initiativ om det här begreppet (kortnamn).
    term: Option<String>,
    /// Bara initiativ på den här orten.
    place: Option<String>,
}

impl Filter<Model> for InitiativeFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, initiative: &Entry<Model>, scope: &Scope) -> bool {
        use finsam_model::{Organisation, Person, Term};
        let snapshot = &scope.snapshot;
        any_names::<Organisation>(snapshot, self.partner.as_ref(), &initiative.partners)
            && any_names::<Person>(snapshot, self.person.as_ref(), &initiative.people)
            && any_names::<Term>(snapshot, self.term.as_ref(), &initiative.terms)
            && self.place.as_ref().is_none_or(|place| initiative.places.contains(place))
    }
}
