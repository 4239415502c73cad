//! Which seminars, and in which order.

use std::{cmp::Ordering, sync::Arc};

use async_graphql::{Enum, InputObject, Result};
use finsam_model::{Entry, Initiative, Organisation, Person, Seminar, Series, Term, Venue, day};
use finsam_swedish::letters::alphabetical;

use super::{
    error::bad_user_input,
    filter::{DocumentFilter, Filter, any_names},
    scalars::{Date, DateTime},
    scope::Scope,
    seminar::SeminarStatus,
};

/// Ett tidsfönster, sett från frågans nu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::TimeWindow")]
pub(super) enum TimeWindow {
    /// Det som pågår.
    Now,
    /// Det som är i dag.
    Today,
    /// Det som är i morgon.
    Tomorrow,
    /// Det som är den här veckan, måndag till söndag.
    ThisWeek,
    /// Det som är nästa vecka.
    NextWeek,
    /// Det som inte är slut.
    Upcoming,
    /// Det som är slut.
    Past,
}

/// Vilka seminarier som ska vara med. Alla villkor måste vara uppfyllda.
#[derive(Default, InputObject)]
pub(super) struct SeminarFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara det som är den här dagen, svensk tid.
    on: Option<Date>,
    /// Bara det som inte är slut vid den här tidpunkten.
    from: Option<DateTime>,
    /// Bara det som har börjat före den här tidpunkten.
    until: Option<DateTime>,
    /// Bara det som är i det här tidsfönstret.
    when: Option<TimeWindow>,
    /// Bara seminarier där den här personen talar eller inleder (kortnamn).
    speaker: Option<String>,
    /// Bara seminarier som den här organisationen ordnar eller har folk på programmet i (kortnamn).
    organisation: Option<String>,
    /// Bara seminarier i den här lokalen (kortnamn).
    venue: Option<String>,
    /// Bara seminarier i den här serien (kortnamn).
    series: Option<String>,
    /// Bara seminarier om det här projektet, den här metoden eller överenskommelsen
    /// (kortnamn).
    initiative: Option<String>,
    /// Bara seminarier om det här begreppet (kortnamn).
    term: Option<String>,
    /// Bara seminarier med någon av dessa statusar.
    status: Option<Vec<SeminarStatus>>,
    /// Bara seminarier som uppfyller alla dessa villkor.
    and: Option<Vec<SeminarFilter>>,
    /// Bara seminarier som uppfyller minst ett av dessa villkor. En tom lista släpper inte igenom något.
    or: Option<Vec<SeminarFilter>>,
    /// Bara seminarier som inte uppfyller det här villkoret.
    not: Option<Box<SeminarFilter>>,
}

impl SeminarFilter {
    fn time_fits(&self, seminar: &Entry<Seminar>, scope: &Scope) -> bool {
        let span = seminar.span();
        self.on.is_none_or(|date| span.overlaps(&day(date.0)))
            && self.from.as_ref().is_none_or(|from| span.until > from.0)
            && self.until.as_ref().is_none_or(|until| span.from < until.0)
            && self.when.is_none_or(|window| {
                finsam_model::TimeWindow::from(window).holds(&span, &scope.now)
            })
    }

    fn relations_fit(&self, seminar: &Entry<Seminar>, scope: &Scope) -> bool {
        let snapshot = &scope.snapshot;
        let speakers = seminar.appearances.iter().filter(|appearance| appearance.role.speaks());
        let organisations = seminar.appearances.iter().filter_map(|a| a.organisation.as_ref());
        any_names::<Person>(snapshot, self.speaker.as_ref(), speakers.map(|a| &a.person))
            && any_names::<Organisation>(
                snapshot,
                self.organisation.as_ref(),
                organisations.chain(&seminar.organisers),
            )
            && any_names::<Venue>(snapshot, self.venue.as_ref(), &seminar.venue)
            && any_names::<Series>(snapshot, self.series.as_ref(), &seminar.series)
            && any_names::<Initiative>(snapshot, self.initiative.as_ref(), &seminar.initiatives)
            && any_names::<Term>(snapshot, self.term.as_ref(), &seminar.terms)
    }
}

impl Filter<Seminar> for SeminarFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, seminar: &Entry<Seminar>, scope: &Scope) -> bool {
        let status = SeminarStatus::from(seminar.status);
        self.time_fits(seminar, scope)
            && self.status.as_ref().is_none_or(|asked| asked.contains(&status))
            && self.relations_fit(seminar, scope)
            && self.and.iter().flatten().all(|filter| filter.passes(seminar, scope))
            && self
                .or
                .as_ref()
                .is_none_or(|filters| filters.iter().any(|filter| filter.passes(seminar, scope)))
            && self.not.as_ref().is_none_or(|filter| !filter.passes(seminar, scope))
    }
}

/// En ordning att sortera seminarier i.
#[derive(Clone, Copy, InputObject)]
pub(super) struct SeminarOrder {
    /// Vad som jämförs.
    field: SeminarOrderField,
    /// Åt vilket håll.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

/// Vad seminarier kan sorteras efter.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum SeminarOrderField {
    /// När de börjar.
    StartsAt,
    /// Titeln, i bokstavsordning.
    Title,
}

/// Åt vilket håll en lista sorteras.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum OrderDirection {
    /// Stigande: det tidigaste först, a före b.
    Asc,
    /// Fallande: det senaste först, b före a.
    Desc,
}

/// How many orders can be given; there is no use for more than there are fields.
const MAX_ORDERS: usize = 4;

/// Sorts seminars; ties are broken on id.
pub(super) fn sort(seminars: &mut [Arc<Entry<Seminar>>], orders: &[SeminarOrder]) -> Result<()> {
    if orders.len() > MAX_ORDERS {
        return Err(bad_user_input(format!("`orderBy` takes at most {MAX_ORDERS} orders")));
    }
    seminars.sort_by(|a, b| {
        let by_orders = orders.iter().fold(Ordering::Equal, |so_far, order| {
            so_far.then_with(|| {
                let ascending = match order.field {
                    SeminarOrderField::StartsAt => a.span().from.cmp(&b.span().from),
                    SeminarOrderField::Title => alphabetical(&a.title).cmp(&alphabetical(&b.title)),
                };
                match order.direction {
                    OrderDirection::Asc => ascending,
                    OrderDirection::Desc => ascending.reverse(),
                }
            })
        });
        by_orders.then_with(|| a.id.cmp(&b.id))
    });
    Ok(())
}
