//! Everything that can be asked.

use async_graphql::{Context, ID, MergedObject, Object, Result};
use finsam_model::stockholm;

use super::{
    answer::Answer,
    budget::{ANSWER_TOO_LARGE, COST_OF_A_QUESTION},
    change::Changes,
    connection::{Connection, Page},
    error::{Code, bad_user_input, error},
    figure::{Figure, FigureFilter},
    filter::{Filter, list},
    initiative::{Initiative, InitiativeFilter},
    kind::Kind,
    news_article::{NewsArticle, NewsFilter},
    node::{Document, Node},
    organisation::{Organisation, OrganisationFilter},
    person::{Person, PersonFilter},
    scalars::DateTime,
    scope::Scope,
    search_hit::SearchHit,
    seminar::Seminar,
    seminar_filter::{SeminarFilter, SeminarOrder, sort},
    series::{Series, SeriesFilter},
    site::Site,
    source::{Source, SourceFilter},
    term::{Term, TermFilter},
    venue::{Venue, VenueFilter},
};

/// Allt som går att fråga efter.
#[derive(Default, MergedObject)]
pub(super) struct Query(Content, Nodes);

/// What a site publishes: what a federated graph has of us, too.
#[derive(Default, MergedObject)]
pub(super) struct Content(Seminars, Lists, Singles, Questions, Changes);

#[derive(Default)]
pub(super) struct Seminars;

#[Object]
impl Seminars {
    /// Seminarier och andra tillfällen, i tidsordning om inget annat sägs.
    #[expect(clippy::too_many_arguments, reason = "Relay's four, a filter and an order")]
    async fn seminars(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<SeminarFilter>,
        #[graphql(desc = "Ordningen, den viktigaste först.")] order_by: Option<Vec<SeminarOrder>>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<Seminar>>> {
        let scope = Scope::of(ctx);
        let filter = filter.unwrap_or_default();
        let all = scope.snapshot.all::<finsam_model::Seminar>().iter();
        let mut found: Vec<_> =
            all.filter(|seminar| filter.passes(seminar, scope)).cloned().collect();
        if let Some(Err(refused)) = order_by.map(|orders| sort(&mut found, &orders)) {
            return Some(Err(refused));
        }
        let found = found.into_iter().map(Seminar::new).collect();
        Some(Page { first, after, last, before }.of(found, scope))
    }

    /// Personer som talar eller inleder på något seminarium, i bokstavsordning.
    async fn speakers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<PersonFilter>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<Person>>> {
        let scope = Scope::of(ctx);
        let filter = filter.unwrap_or_default();
        let people = scope.snapshot.all::<finsam_model::Person>().iter();
        let speakers = people.filter(|person| {
            filter.passes(person, scope)
                && scope.snapshot.appearances_of(person).any(|(_, as_whom)| as_whom.role.speaks())
        });
        let speakers = speakers.cloned().map(Person::new).collect();
        Some(Page { first, after, last, before }.of(speakers, scope))
    }

    /// Webbplatserna som innehållet kommer från.
    async fn sites(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<Site>>> {
        Some(Page { first, after, last, before }.of(vec![Site], Scope::of(ctx)))
    }

    /// En webbplats.
    async fn site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Webbplatsens kortnamn.")] slug: String,
    ) -> Option<Site> {
        (Scope::of(ctx).snapshot.site().slug.as_str() == slug).then_some(Site)
    }
}

/// Declares the lists that differ only in their noun.
macro_rules! lists {
    ($($(#[$description:meta])* $field:ident: $noun:ident, $filter:ident;)*) => {
        #[derive(Default)]
        pub(super) struct Lists;

        #[Object]
        impl Lists {$(
            $(#[$description])*
            async fn $field(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "Vilka som ska vara med.")] filter: Option<$filter>,
                #[graphql(desc = "Hur många från början, högst 100. Annars 20.")]
                first: Option<i32>,
                #[graphql(desc = "Bara det som kommer efter den här markören.")]
                after: Option<String>,
                #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
                #[graphql(desc = "Bara det som kommer före den här markören.")]
                before: Option<String>,
            ) -> Option<Result<Connection<$noun>>> {
                let page = Page { first, after, last, before };
                Some(list(Scope::of(ctx), filter.as_ref(), &page))
            }
        )*}
    };
}

lists! {
    /// Serier av seminarier.
    all_series: Series, SeriesFilter;
    /// Personer, i bokstavsordning.
    people: Person, PersonFilter;
    /// Organisationer, i bokstavsordning.
    organisations: Organisation, OrganisationFilter;
    /// Lokaler.
    venues: Venue, VenueFilter;
    /// Nyheter, den senaste först.
    news: NewsArticle, NewsFilter;
    /// Projekt, metoder, överenskommelser och liknande.
    initiatives: Initiative, InitiativeFilter;
    /// Siffror med år och källa, den senaste först.
    figures: Figure, FigureFilter;
    /// Begrepp, i bokstavsordning.
    terms: Term, TermFilter;
    /// Källorna som innehållet stöder sig på.
    sources: Source, SourceFilter;
}

/// Declares the look-ups of one document.
macro_rules! singles {
    ($($(#[$description:meta])* $field:ident: $noun:ident;)*) => {
        #[derive(Default)]
        pub(super) struct Singles;

        #[Object]
        impl Singles {$(
            $(#[$description])*
            async fn $field(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "Dokumentets kortnamn, nytt eller gammalt.")]
                slug: Option<String>,
                #[graphql(desc = "Dokumentets id.")] id: Option<ID>,
                #[graphql(desc = "Webbplatsens kortnamn, tillsammans med `slug`.")]
                site: Option<String>,
            ) -> Option<Result<$noun>> {
                single(Scope::of(ctx), slug, id, site).transpose()
            }
        )*}
    };
}

singles! {
    /// Ett seminarium.
    seminar: Seminar;
    /// En serie.
    series: Series;
    /// En person.
    person: Person;
    /// En organisation.
    organisation: Organisation;
    /// En lokal.
    venue: Venue;
    /// En nyhet.
    news_article: NewsArticle;
    /// Ett projekt, en metod, en överenskommelse eller liknande.
    initiative: Initiative;
    /// En siffra.
    figure: Figure;
    /// Ett begrepp.
    term: Term;
    /// En källa.
    source: Source;
}

/// The document with a slug or an id; none when there is no such document.
fn single<D: Document>(
    scope: &Scope,
    slug: Option<String>,
    id: Option<ID>,
    site: Option<String>,
) -> Result<Option<D>> {
    let snapshot = &scope.snapshot;
    let here = |site: String| site == snapshot.site().slug.as_str();
    match (slug, id, site) {
        (Some(slug), None, site) => Ok(site
            .is_none_or(here)
            .then(|| snapshot.get(&slug))
            .flatten()
            .and_then(|entry| scope.hand_out(entry))),
        (None, Some(id), None) => Ok(scope.by_id(&id)),
        _ => Err(bad_user_input("give either `slug`, alone or with `site`, or `id`")),
    }
}

#[derive(Default)]
pub(super) struct Questions;

/// The longest search query, in characters.
const MAX_QUERY_CHARS: usize = 4_000;

/// How many hits a search looks at.
const MAX_HITS: usize = 1_000;

#[Object]
impl Questions {
    /// Dokument som innehåller orden, det som passar bäst först.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Orden att söka efter, högst 4 000 tecken.")] query: String,
        #[graphql(desc = "Bara dokument av dessa slag.")] kinds: Option<Vec<Kind>>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<SearchHit>>> {
        if query.chars().count() > MAX_QUERY_CHARS {
            let why = format!("`query` is over {MAX_QUERY_CHARS} characters");
            return Some(Err(bad_user_input(why)));
        }
        let scope = Scope::of(ctx);
        scope.budget.pay(COST_OF_A_QUESTION).then(|| {
            let kinds: Vec<_> = kinds.into_iter().flatten().map(Into::into).collect();
            let hits = scope.snapshot.search(&query, &kinds, MAX_HITS);
            Page::forward(first, after).of(hits.into_iter().map(SearchHit).collect(), scope)
        })
    }

    /// Svaret på en fråga i löpande text, på svenska eller engelska, med källor.
    async fn ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Frågan.")] question: String,
        #[graphql(desc = "Frågans nu. Annars serverns.")] at: Option<DateTime>,
        #[graphql(desc = "Det förra svarets `context`, för en följdfråga.")] context: Option<
            String,
        >,
    ) -> Result<Answer> {
        let scope = Scope::of(ctx);
        if !scope.budget.pay(COST_OF_A_QUESTION) {
            return Err(error(Code::QueryTooLarge, ANSWER_TOO_LARGE));
        }
        let now = at.map_or_else(|| scope.now.clone(), |at| at.0.with_time_zone(stockholm()));
        Ok(Answer::to(scope, &question, &now, context.as_deref()))
    }
}

/// Look-ups by id of whatever kind; not a part of a federated graph, where every subgraph would
/// have its own.
#[derive(Default)]
pub(super) struct Nodes;

/// How many ids can be looked up at once.
const MAX_IDS: usize = 100;

#[Object]
impl Nodes {
    /// Dokumentet med detta id, oavsett slag.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Dokumentets id.")] id: ID,
    ) -> Option<Node> {
        Scope::of(ctx).node(&id)
    }

    /// Dokumenten med dessa id, i samma ordning. Det som inte finns blir null på sin plats.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Dokumentens id, högst 100.")] ids: Vec<ID>,
    ) -> Option<Result<Vec<Option<Node>>>> {
        if ids.len() > MAX_IDS {
            return Some(Err(bad_user_input(format!("`ids` takes at most {MAX_IDS} ids"))));
        }
        let scope = Scope::of(ctx);
        Some(Ok(ids.iter().map(|id| scope.node(id)).collect()))
    }
}
