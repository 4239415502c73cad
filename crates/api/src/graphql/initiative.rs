//! Projects, methods, agreements and the like.

use async_graphql::{Context, Enum, InputObject, Object};
use finsam_content::Node as ContentNode;
use finsam_model::{Entry, Initiative as Model, Kind};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    node::{Fields, node_type},
    organisation::Organisation,
    person::Person,
    related::{FiguresOf, NewsOf, SeminarsOf, StatementsAbout},
    scope::Scope,
    term::Term,
};

node_type!(
    /// Något som flera gör tillsammans över tid: ett projekt, en metod, en överenskommelse …
    Initiative
);

#[Object(name = "InitiativeFields")]
impl Fields<Model> {
    /// Namnet.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Andra namn på samma sak.
    async fn other_names(&self) -> &[String] {
        &self.0.other_names
    }

    /// Vilken sorts initiativ det är.
    #[graphql(name = "initiativeKind")]
    async fn sort(&self) -> InitiativeKind {
        self.0.noun.kind.into()
    }

    /// Vad det är, i en eller två meningar.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// Vad det ska leda till.
    async fn aim(&self) -> Option<&str> {
        self.0.aim.as_deref()
    }

    /// När det började: år, månad eller dag.
    async fn from(&self) -> Option<String> {
        self.0.period.from.map(|date| date.to_string())
    }

    /// När det slutade: år, månad eller dag.
    async fn until(&self) -> Option<String> {
        self.0.period.until.map(|date| date.to_string())
    }

    /// Orterna.
    async fn places(&self) -> &[String] {
        &self.0.places
    }

    /// Organisationerna som är med.
    async fn partners(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        Scope::of(ctx).named(&self.0.partners)
    }

    /// Personerna som hör till.
    async fn people(&self, ctx: &Context<'_>) -> Vec<Person> {
        Scope::of(ctx).named(&self.0.people)
    }

    /// Begreppen det handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.0.terms)
    }

    /// Det större sammanhang som det är en del av.
    async fn part_of(&self, ctx: &Context<'_>) -> Option<Initiative> {
        Scope::of(ctx).one(self.0.part_of.as_ref())
    }

    /// Delarna det består av.
    async fn parts(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        let scope = Scope::of(ctx);
        let referring = scope.snapshot.referring_to(Kind::Initiative, &self.0.slug);
        let parts = referring.iter().filter_map(|node| match node {
            ContentNode::Initiative(part) => scope.hand_out(part),
            _ => None,
        });
        parts.collect()
    }

    /// Vad det har lett till.
    async fn results(&self) -> &[String] {
        &self.0.results
    }

    #[graphql(flatten)]
    async fn seminars_of(&self) -> SeminarsOf {
        SeminarsOf { kind: Kind::Initiative, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn news_of(&self) -> NewsOf {
        NewsOf { kind: Kind::Initiative, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn figures_of(&self) -> FiguresOf {
        FiguresOf { kind: Kind::Initiative, slug: self.0.slug.clone() }
    }

    #[graphql(flatten)]
    async fn statements_about(&self) -> StatementsAbout {
        StatementsAbout { kind: Kind::Initiative, slug: self.0.slug.clone() }
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
