//! Everything that can be asked.

use async_graphql::{Context, ID, MergedObject, Object, Result};
use finsam_model::{Id, stockholm};

use super::{
    answer::Answer,
    connection::{Connection, Page},
    error::bad_user_input,
    figure::{Figure, FigureFilter},
    filter::{Filter, list},
    initiative::{Initiative, InitiativeFilter},
    kind::Kind,
    news_article::{NewsArticle, NewsFilter},
    node::{GraphqlNoun, Node},
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
pub(super) struct Content(Seminars, Lists, Singles, Questions);

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
    ) -> Result<Connection<Seminar>> {
        let scope = Scope::of(ctx);
        let filter = filter.unwrap_or_default();
        let all = scope.snapshot.all::<finsam_model::Seminar>().iter();
        let mut found: Vec<_> =
            all.filter(|seminar| filter.passes(seminar, scope)).cloned().collect();
        if let Some(orders) = order_by {
            sort(&mut found, &orders)?;
        }
        let found: Vec<Seminar> = found.into_iter().map(Seminar::new).collect();
        Page { first, after, last, before }.of(&found)
    }

    /// Personer som har talat eller inlett på ett seminarium.
    async fn speakers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<PersonFilter>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Result<Connection<Person>> {
        let scope = Scope::of(ctx);
        let filter = filter.unwrap_or_default();
        let people = scope.snapshot.all::<finsam_model::Person>().iter();
        let speakers = people.filter(|person| {
            filter.passes(person, scope)
                && scope.snapshot.appearances_of(person).any(|(_, as_whom)| as_whom.role.speaks())
        });
        let speakers: Vec<Person> = speakers.cloned().map(Person::new).collect();
        Page { first, after, last, before }.of(&speakers)
    }

    /// Webbplatserna som innehållet kommer från.
    async fn sites(
        &self,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Result<Connection<Site>> {
        Page { first, after, last, before }.of(&[Site])
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
            ) -> Result<Connection<$noun>> {
                let page = Page { first, after, last, before };
                list::<finsam_model::$noun>(Scope::of(ctx), filter.as_ref(), &page)
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
                single::<finsam_model::$noun>(Scope::of(ctx), slug, id, site).transpose()
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
fn single<T: GraphqlNoun>(
    scope: &Scope,
    slug: Option<String>,
    id: Option<ID>,
    site: Option<String>,
) -> Result<Option<T::Object>> {
    let snapshot = &scope.snapshot;
    let here = |site: &str| site == snapshot.site().slug.as_str();
    let entry = match (slug, id, site) {
        (Some(slug), None, site) => {
            snapshot.get::<T>(&slug).filter(|_| site.as_deref().is_none_or(here))
        }
        (None, Some(id), None) => Id::parse(&id)
            .filter(|id| id.kind == T::KIND && here(id.site.as_str()))
            .and_then(|id| snapshot.get::<T>(id.born.as_str()).filter(|entry| entry.id == id)),
        _ => return Err(bad_user_input("give either `slug`, alone or with `site`, or `id`")),
    };
    Ok(entry.cloned().map(T::object))
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
    ) -> Result<Connection<SearchHit>> {
        if query.chars().count() > MAX_QUERY_CHARS {
            return Err(bad_user_input(format!("`query` is over {MAX_QUERY_CHARS} characters")));
        }
        let kinds: Vec<_> = kinds.into_iter().flatten().map(Into::into).collect();
        let hits = Scope::of(ctx).snapshot.search(&query, &kinds, MAX_HITS);
        let hits: Vec<SearchHit> = hits.into_iter().map(SearchHit).collect();
        Page { first, after, ..Page::default() }.of(&hits)
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
    ) -> Answer {
        let scope = Scope::of(ctx);
        let now = at.map_or_else(|| scope.now.clone(), |at| at.0.with_time_zone(stockholm()));
        Answer::to(scope, &question, &now, context.as_deref())
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
        Scope::of(ctx).snapshot.by_id(&Id::parse(&id)?).map(Node::from)
    }

    /// Dokumenten med dessa id, i samma ordning. Det som inte finns blir null på sin plats.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Dokumentens id, högst 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_IDS {
            return Err(bad_user_input(format!("`ids` takes at most {MAX_IDS} ids")));
        }
        let snapshot = &Scope::of(ctx).snapshot;
        let found = |id: &ID| snapshot.by_id(&Id::parse(id)?).map(Node::from);
        Ok(ids.iter().map(found).collect())
    }
}
