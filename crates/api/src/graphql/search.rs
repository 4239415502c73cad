//! What a search finds, and what a beginning may become.

use std::{borrow::Cow, ops::Range, sync::Arc};

use async_graphql::{Context, Object, Result, SimpleObject};
use finsam_content::{Found, Search};
use finsam_model::Slug;

use super::{
    connection::{Connection, Edge, List, Listed, Page, PageInfo},
    kind::Kind,
    node::Node,
    scope::Scope,
    site::Site,
};

/// What is searched for, as asked.
pub(super) struct Asked {
    pub(super) query: String,
    pub(super) kinds: Vec<finsam_model::Kind>,
    /// A site's slug.
    pub(super) site: Option<String>,
    pub(super) year: Option<i32>,
}

/// A page of hits, with what is true of all hits.
pub(super) struct SearchHits<'a> {
    page: Connection<'a, SearchHit<'a>>,
    /// Without the hits: they are on the page.
    found: Found,
    scope: &'a Scope,
}

impl<'a> SearchHits<'a> {
    /// Searches for what stands on a page, and for one hit on either side of it.
    ///
    /// # Errors
    /// When the page is none that anybody can mean, with the code `BAD_USER_INPUT`.
    pub(super) fn of(asked: &Asked, page: &Page, scope: &'a Scope) -> Result<Self> {
        const LIST: &str = "search";
        let (skip, size) = page.forward_from(LIST)?;
        let year = asked.year.map(|year| i16::try_from(year).unwrap_or(i16::MAX));
        let search = Search {
            text: &asked.query,
            kinds: &asked.kinds,
            years: year.map(|year| year..=year),
            site: asked.site.as_deref(),
            skip,
            limit: size.saturating_add(2),
        };
        scope.rests.on_site_or_all(search.site);
        let mut found = scope.snapshot.search(&search);
        let hits: Vec<_> = std::mem::take(&mut found.hits).into_iter().map(Arc::new).collect();
        let at = move |place: usize| {
            let hit = Arc::clone(hits.get(place.checked_sub(skip)?)?);
            Some(SearchHit { hit, scope })
        };
        Ok(Self { page: page.of(List::new(LIST, found.total, at), scope)?, found, scope })
    }
}

/// En sida av det som sökningen hittade, enligt Relay.
#[Object(name = "SearchHitConnection")]
impl<'a> SearchHits<'a> {
    /// Sidans träffar.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<&[SearchHit<'a>]> {
        self.page.nodes(ctx).await
    }

    /// Sidans träffar med sina markörer.
    async fn edges(&self, ctx: &Context<'_>) -> Result<Vec<Edge<SearchHit<'a>>>> {
        self.page.edges(ctx).await
    }

    /// Var i listan sidan ligger.
    fn page_info(&self, ctx: &Context<'_>) -> PageInfo<'_> {
        self.page.page_info(ctx)
    }

    /// Hur många träffar det finns.
    fn total_count(&self) -> usize {
        self.found.total
    }

    /// Hur träffarna fördelar sig, för den som vill söka vidare bland en del av dem.
    fn facets(&self) -> SearchFacets<'_> {
        SearchFacets { found: &self.found, scope: self.scope }
    }

    /// Vad som troligen menades, om något ord är felstavat.
    fn did_you_mean(&self) -> Option<&str> {
        self.found.did_you_mean.as_deref()
    }
}

#[derive(Clone)]
pub(super) struct SearchHit<'a> {
    /// Its own, not the snapshot's: it was made for this request.
    hit: Arc<finsam_content::Hit>,
    scope: &'a Scope,
}

impl Listed for SearchHit<'_> {
    fn key(&self) -> Cow<'_, str> {
        let id = self.hit.node.id();
        format!("{}/{}", id.kind, id.born).into()
    }
}

/// Ett dokument som sökningen hittade, med hur väl det passar och var orden står.
#[Object]
impl SearchHit<'_> {
    /// Dokumentet.
    fn node(&self) -> Node<'_> {
        Node::of(self.scope, &self.hit.node)
    }

    /// Hur väl det passar. Bara ordningen betyder något.
    fn score(&self) -> f64 {
        self.hit.score
    }

    /// Ställen i texten där orden finns.
    fn highlights(&self) -> Vec<Highlight<'_>> {
        self.hit.highlights.iter().map(Highlight::from).collect()
    }
}

/// A text with what was found in it.
struct Highlight<'t> {
    text: &'t str,
    found: &'t [Range<usize>],
}

/// Ett ställe i texten där ord hittades.
#[Object]
impl Highlight<'_> {
    /// Stället som ren text.
    async fn text(&self) -> &str {
        self.text
    }

    /// Stället som HTML, med orden inom `<mark>`. Säkert att visa på en sida.
    async fn html(&self) -> String {
        self.marked(in_html, "<mark>", "</mark>")
    }

    /// Stället som Markdown för en chatt, med orden i fetstil. Säkert att visa på Discord:
    /// det kallar på ingen.
    async fn markdown(&self) -> String {
        self.marked(finsam_answers::harmless, "**", "**")
    }
}

impl<'t> From<&'t finsam_content::Highlight> for Highlight<'t> {
    fn from(highlight: &'t finsam_content::Highlight) -> Self {
        Self { text: &highlight.text, found: &highlight.found }
    }
}

impl Highlight<'_> {
    /// The text, made harmless, with what was found between two marks.
    fn marked(&self, harmless: fn(&str) -> String, open: &str, close: &str) -> String {
        let piece =
            |from: usize, until: usize| harmless(self.text.get(from..until).unwrap_or_default());
        let (mut marked, mut done) = (String::new(), 0);
        for found in self.found {
            marked += &piece(done, found.start);
            marked += &format!("{open}{}{close}", piece(found.start, found.end));
            done = found.end;
        }
        marked + &piece(done, self.text.len())
    }
}

/// Text that stands between tags.
fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

struct SearchFacets<'f> {
    found: &'f Found,
    scope: &'f Scope,
}

/// Hur många träffar som är av varje slag, från varje år och från varje webbplats. Vart och ett
/// räknas utan sitt eget urval: den som söker bland personer ser också hur många seminarier som
/// passar.
#[Object(name = "SearchFacets")]
impl SearchFacets<'_> {
    /// Träffar per slag. Slag utan träffar är inte med.
    async fn kinds(&self) -> Vec<KindCount> {
        let counts = self.found.kinds.iter();
        counts.map(|(kind, count)| KindCount { kind: (*kind).into(), count: *count }).collect()
    }

    /// Träffar per år, det senaste först. Ett dokument som gäller flera år räknas i vart och ett.
    async fn years(&self) -> Vec<YearCount> {
        let counts = self.found.years.iter();
        counts.map(|(year, count)| YearCount { year: (*year).into(), count: *count }).collect()
    }

    /// Träffar per webbplats.
    async fn sites(&self) -> Vec<SiteCount<'_>> {
        let sites = self.found.sites.iter();
        let count = |(slug, count): &(Slug, usize)| {
            let (site, scope) = (self.scope.snapshot.site_with(slug.as_str())?, self.scope);
            Some(SiteCount { site: Site { site, scope }, count: *count })
        };
        sites.filter_map(count).collect()
    }
}

/// Hur många träffar som är av ett slag.
#[derive(SimpleObject)]
struct KindCount {
    /// Slaget.
    kind: Kind,
    /// Hur många.
    count: usize,
}

/// Hur många träffar som gäller ett år.
#[derive(SimpleObject)]
struct YearCount {
    /// Året.
    year: i32,
    /// Hur många.
    count: usize,
}

/// Hur många träffar som kommer från en webbplats.
#[derive(SimpleObject)]
struct SiteCount<'a> {
    /// Webbplatsen.
    site: Site<'a>,
    /// Hur många.
    count: usize,
}

/// Something to complete with.
pub(super) struct Suggestion<'a> {
    pub(super) suggestion: finsam_content::Suggestion,
    pub(super) scope: &'a Scope,
}

/// Ett namn som det skrivna kan bli.
#[Object]
impl Suggestion<'_> {
    /// Namnet som passar: det som dokumentet är känt under, eller ett annat.
    async fn text(&self) -> &str {
        &self.suggestion.text
    }

    /// Namnet som HTML, med det som passar inom `<mark>`. Säkert att visa på en sida.
    async fn html(&self) -> String {
        let finsam_content::Suggestion { text, found, .. } = &self.suggestion;
        Highlight { text, found }.marked(in_html, "<mark>", "</mark>")
    }

    /// Dokumentet som heter så.
    async fn node(&self) -> Node<'_> {
        Node::of(self.scope, &self.suggestion.node)
    }
}
