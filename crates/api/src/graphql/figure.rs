//! Numbers with their meaning.

use async_graphql::{Enum, InputObject, Object};
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
impl<'a> Fields<'a, Model> {
    /// Exakt vad som räknas.
    fn counts(&self) -> &str {
        &self.entry.counts
    }

    /// Talet.
    fn value(&self) -> f64 {
        self.entry.value
    }

    /// Talet som det skrivs i text, med enhet och förbehåll.
    fn text(&self) -> &str {
        &self.entry.text
    }

    /// Enheten.
    fn unit(&self) -> &str {
        &self.entry.unit
    }

    /// Året som siffran gäller eller sades.
    fn year(&self) -> i16 {
        self.entry.year
    }

    /// Vilken sorts sak den mäter.
    fn measures(&self) -> Measure {
        self.entry.measures.into()
    }

    /// Hur säker den är.
    fn certainty(&self) -> Certainty {
        self.entry.certainty.into()
    }

    /// Platsen som siffran gäller.
    fn place(&self) -> Option<&str> {
        self.entry.place.as_deref()
    }

    /// Begreppen den handlar om.
    fn terms(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.entry.terms)
    }

    /// Projekten, metoderna och överenskommelserna den handlar om.
    fn initiatives(&self) -> Vec<Initiative<'a>> {
        self.scope.named(&self.entry.initiatives)
    }

    /// Organisationerna den handlar om.
    fn organisations(&self) -> Vec<Organisation<'a>> {
        self.scope.named(&self.entry.organisations)
    }

    /// Seminarierna den handlar om.
    fn seminars(&self) -> Vec<Seminar<'a>> {
        self.scope.named(&self.entry.seminars)
    }

    /// Vem som sade den, om källan berättar det.
    fn person(&self) -> Option<Person<'a>> {
        self.scope.one(self.entry.person.as_ref())
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
