//! Which seminars, and in which order.

use std::{cmp::Reverse, ops::Range, sync::OnceLock};

use async_graphql::{Enum, InputObject, Result};
use finsam_content::Shelved;
use finsam_model::{
    Entry, Id, Initiative, Organisation, Person, Seminar as Model, Series, Span, Term,
    TimeWindow as Window, Venue, day, stockholm,
};
use finsam_swedish::letters::alphabetical;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{
    connection::List,
    error::bad_user_input,
    filter::{DocumentFilter, Filter, any_names, list},
    scalars::{Date, DateTime},
    scope::Scope,
    seminar::{Seminar, SeminarStatus},
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
    /// Bara seminarier där den här personen står på programmet, i vilken roll som helst (kortnamn).
    person: Option<String>,
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
    /// The days that `on` and `when` mean, once somebody has asked.
    #[graphql(skip)]
    days: OnceLock<Vec<Span>>,
}

impl SeminarFilter {
    fn time_fits(&self, seminar: &Entry<Model>, now: &Zoned) -> bool {
        if self.on.is_none() && self.from.is_none() && self.until.is_none() && self.when.is_none() {
            return true;
        }
        let span = seminar.span();
        // The days are looked up in the calendar once for all seminars.
        let days = self.days.get_or_init(|| {
            let on = self.on.map(|date| day(date.0));
            on.into_iter().chain(self.window().and_then(|window| window.days(now))).collect()
        });
        days.iter().all(|days| span.overlaps(days))
            && self.from.is_none_or(|from| span.until.timestamp() > from.0)
            && self.until.is_none_or(|until| span.from.timestamp() < until.0)
            && self.window().is_none_or(|window| match window {
                Window::Now | Window::Upcoming | Window::Past => window.holds(&span, now),
                Window::Today | Window::Tomorrow | Window::ThisWeek | Window::NextWeek => true,
            })
    }

    fn window(&self) -> Option<Window> {
        self.when.map(Window::from)
    }

    fn relations_fit(&self, seminar: &Entry<Model>, scope: &Scope) -> bool {
        let snapshot = &scope.snapshot;
        let speakers = seminar.appearances.iter().filter(|appearance| appearance.role.speaks());
        let organisations = seminar.appearances.iter().filter_map(|a| a.organisation.as_ref());
        let people = seminar.appearances.iter().map(|appearance| &appearance.person);
        any_names::<Person>(snapshot, self.speaker.as_ref(), speakers.map(|a| &a.person))
            && any_names::<Person>(snapshot, self.person.as_ref(), people)
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

/// Instants between which everything that passes a filter has to be, the borders included; it
/// need not pass for being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    /// It is not over before.
    from: Timestamp,
    /// It has begun by then.
    until: Timestamp,
}

impl Bounds {
    const ALL: Self = Self { from: Timestamp::MIN, until: Timestamp::MAX };
    const NONE: Self = Self { from: Timestamp::MAX, until: Timestamp::MIN };

    fn of(span: &Span) -> Self {
        Self { from: span.from.timestamp(), until: span.until.timestamp() }
    }

    fn of_window(window: Window, now: &Zoned) -> Self {
        let now_is = now.timestamp();
        match (window, window.days(now)) {
            (_, Some(days)) => Self::of(&days),
            (Window::Upcoming, None) => Self { from: now_is, ..Self::ALL },
            (Window::Past, None) => Self { until: now_is, ..Self::ALL },
            (_, None) => Self { from: now_is, until: now_is },
        }
    }

    fn both(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }

    fn either(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), until: self.until.max(other.until) }
    }
}

impl SeminarFilter {
    fn bounds(&self, now: &Zoned) -> Bounds {
        let own = Bounds {
            from: self.from.map_or(Timestamp::MIN, |from| from.0),
            until: self.until.map_or(Timestamp::MAX, |until| until.0),
        };
        let on = self.on.map(|date| Bounds::of(&day(date.0)));
        let when = self.window().map(|window| Bounds::of_window(window, now));
        let and = self.and.iter().flatten().map(|filter| filter.bounds(now));
        let or = self.or.as_ref().map(|filters| {
            filters.iter().map(|filter| filter.bounds(now)).fold(Bounds::NONE, Bounds::either)
        });
        // What does not pass `not` may be anywhere.
        and.chain(on).chain(when).chain(or).fold(own, Bounds::both)
    }
}

impl Filter<Model> for SeminarFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn asks(&self, site: &str) -> bool {
        // What passes `not` may be of any site.
        let one_of = |filters: &Vec<Self>| filters.iter().any(|filter| filter.asks(site));
        self.document.asks(site)
            && self.and.iter().flatten().all(|filter| filter.asks(site))
            && self.or.as_ref().is_none_or(one_of)
    }

    fn places(&self, scope: &Scope) -> Range<usize> {
        places(self.bounds(&scope.now), scope)
    }

    fn fits(&self, seminar: &Entry<Model>, scope: &Scope) -> bool {
        let status = SeminarStatus::from(seminar.status);
        self.time_fits(seminar, &scope.now)
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

/// The part of their shelf, which is by time, where all seminars within bounds stand.
fn places(bounds: Bounds, scope: &Scope) -> Range<usize> {
    let shelf = scope.snapshot.all::<Model>();
    if bounds == Bounds::ALL {
        return 0..shelf.len();
    }
    // What has just ended or just begins may still be on the border.
    let earlier = bounds.from.checked_sub(BORDER).ok().map(|at| at.to_zoned(stockholm()));
    let later = bounds.until.checked_add(BORDER).ok().map(|at| at.to_zoned(stockholm()));
    let mut within = scope.snapshot.seminars_within(earlier.as_ref(), later.as_ref());
    let place = |seminar: &Entry<Model>| {
        let its = Model::place(seminar);
        shelf.partition_point(|other| Model::place(other) < its)
    };
    let first = within.next().map(|seminar| place(seminar));
    let last = within.next_back().map(|seminar| place(seminar)).or(first);
    first.zip(last).map_or(0..0, |(first, last)| first..last.saturating_add(1))
}

/// More than nothing: nobody's calendar is finer.
const BORDER: SignedDuration = SignedDuration::from_secs(1);

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

/// The seminars that pass a filter, in the order that is asked for.
///
/// # Errors
/// When there are more orders than anybody can mean, with the code `BAD_USER_INPUT`.
pub(super) fn ordered<'a>(
    filter: Option<SeminarFilter>,
    orders: &[SeminarOrder],
    scope: &'a Scope,
) -> Result<List<'a, Seminar<'a>>> {
    if orders.len() > MAX_ORDERS {
        return Err(bad_user_input(format!("`orderBy` takes at most {MAX_ORDERS} orders")));
    }
    let by_time = list("seminars", filter, scope);
    Ok(match orders {
        [] => by_time,
        [SeminarOrder { field: SeminarOrderField::StartsAt, direction }] => match direction {
            OrderDirection::Asc => by_time,
            OrderDirection::Desc => by_time.backwards(),
        },
        _ => by_time.sorted(|seminar| rank(orders, seminar)),
    })
}

/// What one order compares, turned round if the order is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Compared {
    Start(Timestamp),
    StartBackwards(Reverse<Timestamp>),
    Title(String),
    TitleBackwards(Reverse<String>),
}

/// What a seminar is sorted by; ties are broken on id.
fn rank<'a>(orders: &[SeminarOrder], seminar: &Seminar<'a>) -> (Vec<Compared>, &'a Id) {
    let seminar = seminar.0.entry;
    let start = || seminar.span().from.timestamp();
    let title = || alphabetical(&seminar.title);
    let compared = |order: &SeminarOrder| match (order.field, order.direction) {
        (SeminarOrderField::StartsAt, OrderDirection::Asc) => Compared::Start(start()),
        (SeminarOrderField::StartsAt, OrderDirection::Desc) => {
            Compared::StartBackwards(Reverse(start()))
        }
        (SeminarOrderField::Title, OrderDirection::Asc) => Compared::Title(title()),
        (SeminarOrderField::Title, OrderDirection::Desc) => {
            Compared::TitleBackwards(Reverse(title()))
        }
    };
    (orders.iter().map(compared).collect(), &seminar.id)
}
