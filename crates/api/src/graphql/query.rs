//! Everything that can be asked.

#![expect(clippy::needless_pass_by_value, reason = "arguments are handed over by value")]

use async_graphql::{Context, ID, MergedObject, Object, Result};
use finsam_content::Shelved;
use finsam_model::{Id, stockholm};

use super::{
    answer::Answer,
    budget::{ANSWER_TOO_LARGE, COST_OF_A_QUESTION},
    change::Changes,
    connection::{Connection, List, Page},
    error::{Code, bad_user_input, error},
    figure::{Figure, FigureFilter},
    filter::list,
    identity_suggestion::IdentitySuggestions,
    initiative::{Initiative, InitiativeFilter},
    kind::Kind,
    news_article::{NewsArticle, NewsFilter},
    node::{Document, Node},
    organisation::{Organisation, OrganisationFilter},
    person::{Person, PersonFilter, SpeakerFilter},
    scalars::{DateTime, Url},
    scope::Scope,
    search::{Asked, SearchHits, Suggestion},
    seminar::Seminar,
    seminar_filter::{SeminarFilter, SeminarOrder, ordered},
    series::{Series, SeriesFilter},
    site::Site,
    source::{Source, SourceFilter},
    term::{Term, TermFilter},
    venue::{Venue, VenueFilter},
};

/// Allt som går att fråga efter.
#[derive(Default, MergedObject)]
pub(super) struct Query(Content, Nodes, IdentitySuggestions);

/// What a site publishes: what a federated graph has of us, too.
#[derive(Default, MergedObject)]
pub(super) struct Content(Seminars, Lists, Singles, Questions, Changes);

#[derive(Default)]
pub(super) struct Seminars;

#[Object]
impl Seminars {
    /// Seminarier och andra tillfällen, i tidsordning om inget annat sägs.
    #[expect(clippy::too_many_arguments, reason = "Relay's four, a filter and an order")]
    fn seminars<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<SeminarFilter>,
        #[graphql(desc = "Ordningen, den viktigaste först.")] order_by: Option<Vec<SeminarOrder>>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<'a, Seminar<'a>>>> {
        let scope = Scope::of(ctx);
        let seminars = ordered(filter, &order_by.unwrap_or_default(), scope);
        Some(seminars.and_then(|list| Page { first, after, last, before }.of(list, scope)))
    }

    /// Personer som talar eller inleder på något seminarium, i bokstavsordning.
    fn speakers<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<PersonFilter>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<'a, Person<'a>>>> {
        let scope = Scope::of(ctx);
        let filter = SpeakerFilter(filter.unwrap_or_default());
        let speakers = list("speakers", Some(filter), scope);
        Some(Page { first, after, last, before }.of(speakers, scope))
    }

    /// Webbplatserna som innehållet kommer från.
    fn sites<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Hur många från början, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
        #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
        #[graphql(desc = "Bara det som kommer före den här markören.")] before: Option<String>,
    ) -> Option<Result<Connection<'a, Site<'a>>>> {
        let scope = Scope::of(ctx);
        let sites = scope.snapshot.sites().map(|site| Site { site, scope });
        let sites = List::of("sites", sites.collect());
        Some(Page { first, after, last, before }.of(sites, scope))
    }

    /// En webbplats.
    fn site<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Webbplatsens kortnamn.")] slug: String,
    ) -> Option<Site<'a>> {
        let scope = Scope::of(ctx);
        scope.snapshot.site_with(&slug).map(|site| Site { site, scope })
    }

    /// Där hela programmet finns som kalender (iCalendar), att hämta eller att prenumerera på.
    fn calendar_url<'a>(&self, ctx: &Context<'a>) -> Url<'a> {
        let home = Scope::of(ctx).public_url();
        Url(format!("{home}{}", finsam_outlets::address::calendar(None)).into())
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
            fn $field<'a>(
                &self,
                ctx: &Context<'a>,
                #[graphql(desc = "Vilka som ska vara med.")] filter: Option<$filter>,
                #[graphql(desc = "Hur många från början, högst 100. Annars 20.")]
                first: Option<i32>,
                #[graphql(desc = "Bara det som kommer efter den här markören.")]
                after: Option<String>,
                #[graphql(desc = "Hur många från slutet, högst 100.")] last: Option<i32>,
                #[graphql(desc = "Bara det som kommer före den här markören.")]
                before: Option<String>,
            ) -> Option<Result<Connection<'a, $noun<'a>>>> {
                let scope = Scope::of(ctx);
                let list = list(stringify!($field), filter, scope);
                Some(Page { first, after, last, before }.of(list, scope))
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
            fn $field<'a>(
                &self,
                ctx: &Context<'a>,
                #[graphql(desc = "Dokumentets kortnamn, nytt eller gammalt.")]
                slug: Option<String>,
                #[graphql(desc = "Dokumentets id.")] id: Option<ID>,
                #[graphql(desc = "Webbplatsens kortnamn, tillsammans med `slug`.")]
                site: Option<String>,
            ) -> Option<Result<$noun<'a>>> {
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
fn single<T: Shelved>(
    scope: &Scope,
    slug: Option<String>,
    id: Option<ID>,
    site: Option<String>,
) -> Result<Option<Document<'_, T>>> {
    match (slug, id, site) {
        (Some(slug), None, site) => scope.called(&slug, site.as_deref()),
        (None, Some(id), None) => Ok(Id::parse(&id).and_then(|id| scope.by_id(&id))),
        _ => Err(bad_user_input("give either `slug`, alone or with `site`, or `id`")),
    }
}

/// What somebody wrote is sent along, which a graph may not want to pass on: hence the tag.
#[derive(Default)]
pub(super) struct Questions;

/// The longest search query, in characters.
const MAX_QUERY_CHARS: usize = 4_000;

/// How many suggestions are given when nothing is said of it, and at most: as many as Discord shows.
const SUGGESTIONS: (usize, usize) = (10, 25);

#[Object]
impl Questions {
    /// Dokument som innehåller orden, det som passar bäst först.
    #[graphql(tag = "free-text")]
    #[expect(clippy::too_many_arguments, reason = "a query, three facets and Relay's two")]
    fn search<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(
            desc = "Orden att söka efter, högst 4 000 tecken. Ord inom citattecken ska stå intill \
                          varandra, och ett ord som slutar med * är en början."
        )]
        query: String,
        #[graphql(desc = "Bara dokument av dessa slag.")] kinds: Option<Vec<Kind>>,
        #[graphql(desc = "Bara dokument från webbplatsen med det här kortnamnet.")] site: Option<
            String,
        >,
        #[graphql(desc = "Bara dokument som gäller det här året.")] year: Option<i32>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<SearchHits<'a>>> {
        if let Some(refusal) = too_long("query", &query) {
            return Some(Err(refusal));
        }
        let scope = Scope::of(ctx);
        scope.budget.pay(COST_OF_A_QUESTION).then(|| {
            let kinds = kinds.into_iter().flatten().map(Into::into).collect();
            let asked = Asked { query, kinds, site, year };
            SearchHits::of(&asked, &Page::forward(first, after), scope)
        })
    }

    /// Namn som det skrivna kan bli, det troligaste först: för ett fält som fyller i medan man
    /// skriver.
    #[graphql(tag = "free-text")]
    fn suggest<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Det som hittills skrivits, högst 4 000 tecken.")] prefix: String,
        #[graphql(desc = "Bara dokument av dessa slag.")] kinds: Option<Vec<Kind>>,
        #[graphql(desc = "Hur många, högst 25. Annars 10.")] first: Option<i32>,
    ) -> Option<Result<Vec<Suggestion<'a>>>> {
        let (usual, most) = SUGGESTIONS;
        let size = first
            .map_or(Some(usual), |first| usize::try_from(first).ok().filter(|size| *size <= most));
        let Some(size) = size else {
            return Some(Err(bad_user_input(format!("`first` is 0 to {most}"))));
        };
        if let Some(refusal) = too_long("prefix", &prefix) {
            return Some(Err(refusal));
        }
        let scope = Scope::of(ctx);
        scope.budget.pay(COST_OF_A_QUESTION).then(|| {
            scope.rests.on_all(|_| true);
            let kinds: Vec<_> = kinds.into_iter().flatten().map(Into::into).collect();
            let suggestions = scope.snapshot.suggest(&prefix, &kinds, size).into_iter();
            Ok(suggestions.map(|suggestion| Suggestion { suggestion, scope }).collect())
        })
    }

    /// Svaret på en fråga i löpande text, på svenska eller engelska, med källor.
    #[graphql(tag = "free-text")]
    fn ask<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Frågan.")] question: String,
        #[graphql(desc = "Frågans nu. Annars serverns.")] at: Option<DateTime>,
        #[graphql(desc = "Det förra svarets `context`, för en följdfråga.")] context: Option<
            String,
        >,
    ) -> Result<Answer<'a>> {
        let scope = Scope::of(ctx);
        if !scope.budget.pay(COST_OF_A_QUESTION) {
            return Err(error(Code::CostExceeded, ANSWER_TOO_LARGE));
        }
        let now = at.map_or_else(|| scope.now.clone(), |at| at.0.to_zoned(stockholm()));
        Ok(Answer::to(scope, &question, &now, context.as_deref()))
    }
}

/// The refusal of a text longer than anybody types.
fn too_long(argument: &str, text: &str) -> Option<async_graphql::Error> {
    let is_too_long = text.chars().nth(MAX_QUERY_CHARS).is_some();
    is_too_long
        .then(|| bad_user_input(format!("`{argument}` is over {MAX_QUERY_CHARS} characters")))
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
    fn node<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Dokumentets id.")] id: ID,
    ) -> Option<Node<'a>> {
        Scope::of(ctx).node(&Id::parse(&id)?)
    }

    /// Dokumenten med dessa id, i samma ordning. Det som inte finns blir null på sin plats.
    fn nodes<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Dokumentens id, högst 100.")] ids: Vec<ID>,
    ) -> Option<Result<Vec<Option<Node<'a>>>>> {
        if ids.len() > MAX_IDS {
            return Some(Err(bad_user_input(format!("`ids` takes at most {MAX_IDS} ids"))));
        }
        let scope = Scope::of(ctx);
        Some(Ok(ids.iter().map(|id| scope.node(&Id::parse(id)?)).collect()))
    }
}
