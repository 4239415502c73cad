//! Numbers with their meaning.

use async_graphql::{Context, Enum, InputObject, Object};
use finsam_model::{Entry, Figure as Model};

use super::{
    filter::{DocumentFilter, Filter, any_names},
    initiative::Initiative,
    node::{Fields, node_type},
    organisation::Organisation,
    person::Person,
    scope::Scope,
    seminar::Seminar,
    term::Term,
};

node_type!(
    /// En siffra: exakt vad den räknar, från vilket år och hur säker den är.
    Figure
);

#[Object(name = "FigureFields")]
impl Fields<Model> {
    /// Exakt vad som räknas.
    async fn counts(&self) -> &str {
        &self.0.counts
    }

    /// Talet.
    async fn value(&self) -> f64 {
        self.0.value
    }

    /// Talet som det skrivs i text, med enhet och förbehåll.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Enheten.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Året som siffran gäller eller sades.
    async fn year(&self) -> i16 {
        self.0.year
    }

    /// Vilken sorts sak den mäter.
    async fn measures(&self) -> Measure {
        self.0.measures.into()
    }

    /// Hur säker den är.
    async fn certainty(&self) -> Certainty {
        self.0.certainty.into()
    }

    /// Platsen som siffran gäller.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// Begreppen den handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.0.terms)
    }

    /// Projekten, metoderna och överenskommelserna den handlar om.
    async fn initiatives(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        Scope::of(ctx).named(&self.0.initiatives)
    }

    /// Organisationerna den handlar om.
    async fn organisations(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        Scope::of(ctx).named(&self.0.organisations)
    }

    /// Seminarierna den handlar om.
    async fn seminars(&self, ctx: &Context<'_>) -> Vec<Seminar> {
        Scope::of(ctx).named(&self.0.seminars)
    }

    /// Vem som sade den, om källan berättar det.
    async fn person(&self, ctx: &Context<'_>) -> Option<Person> {
        Scope::of(ctx).one(self.0.person.as_ref())
    }
}

/// Vilken sorts sak en siffra mäter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Measure")]
pub(super) enum Measure {
    /// Hur många personer.
    People,
    /// Vad något kostar.
    Cost,
    /// En andel av en helhet.
    Share,
    /// En förändring över tid.
    Growth,
    /// Vad någon får i ersättning.
    Benefit,
    /// Hur många organisationer.
    Organisations,
    /// Hur många tittare.
    Viewers,
    /// En ålder eller ett antal år.
    Age,
    /// Något annat.
    Other,
}

/// Hur säker en siffra är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Certainty")]
pub(super) enum Certainty {
    /// Given som exakt.
    Exact,
    /// Given som ungefärlig.
    Approximate,
    /// Given som en uppskattning.
    Estimated,
}

/// Vilka siffror som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct FigureFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara siffror som mäter den här sortens sak.
    measures: Option<Measure>,
    /// Bara siffror från det här året.
    year: Option<i16>,
    /// Bara siffror om det här begreppet (kortnamn).
    term: Option<String>,
    /// Bara siffror om det här projektet, den här metoden eller överenskommelsen
    /// (kortnamn).
    initiative: Option<String>,
    /// Bara siffror om den här organisationen (kortnamn).
    organisation: Option<String>,
}

impl Filter<Model> for FigureFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, figure: &Entry<Model>, scope: &Scope) -> bool {
        use finsam_model::{Initiative, Organisation, Term};
        let snapshot = &scope.snapshot;
        self.measures.is_none_or(|measures| Measure::from(figure.measures) == measures)
            && self.year.is_none_or(|year| figure.year == year)
            && any_names::<Term>(snapshot, self.term.as_ref(), &figure.terms)
            && any_names::<Initiative>(snapshot, self.initiative.as_ref(), &figure.initiatives)
            && any_names::<Organisation>(
                snapshot,
                self.organisation.as_ref(),
                &figure.organisations,
            )
    }
}
