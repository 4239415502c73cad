//! Publishers of content.

use std::borrow::Cow;

use async_graphql::{Enum, Object};
use finsam_model::Slug;

use super::{
    connection::Listed,
    scalars::{DateTime, Url},
    scope::Scope,
};

#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) site: &'a finsam_model::Site,
    pub(super) scope: &'a Scope,
}

/// En webbplats som publicerar innehåll.
#[Object]
impl Site<'_> {
    /// Webbplatsens kortnamn.
    fn slug(&self) -> &str {
        self.site.slug.as_str()
    }

    /// Webbplatsens namn.
    fn name(&self) -> &str {
        &self.site.name
    }

    /// Webbplatsens adress, där dess sidor börjar.
    fn url(&self) -> Url<'_> {
        Url(self.scope.url_of(self.site).into())
    }

    /// Där webbplatsens program finns som kalender (iCalendar), att hämta eller att prenumerera på.
    fn calendar_url(&self) -> Url<'_> {
        let several = self.scope.snapshot.sites().nth(1).is_some();
        let address = finsam_outlets::address::calendar(several.then(|| self.site.slug.as_str()));
        Url(format!("{}{address}", self.scope.public_url()).into())
    }

    /// Innehållets språk, enligt BCP 47.
    fn language(&self) -> &str {
        &self.site.language
    }

    /// Hur det går att hämta webbplatsens innehåll. Saknas för den egna webbplatsen, och för dem
    /// som en annan i nätverket för vidare.
    fn health(&self) -> Option<Health> {
        let health = self.scope.board.of(&self.site.slug)?;
        let problems = self.scope.problems.get(self.site.slug.as_str()).copied();
        Some(Health { health, problems: problems.unwrap_or_default() })
    }

    /// Kortnamnen på de webbplatser som innehållet kommer genom, den närmaste först. Tom när det
    /// kommer från webbplatsen själv.
    fn via(&self) -> Vec<&str> {
        self.site.via.iter().map(Slug::as_str).collect()
    }

    /// E-postadressen dit rättelser skickas.
    fn editor(&self) -> Option<&str> {
        self.site.editor.as_deref()
    }
}

/// How a member of a network is.
struct Health {
    health: finsam_stores::Health,
    problems: usize,
}

/// Hur det går att hämta en webbplats innehåll till nätverket.
#[Object(name = "SiteHealth")]
impl Health {
    /// Hur det står till.
    async fn state(&self) -> State {
        self.health.state.into()
    }

    /// När den senast gick att läsa till slut. Det som visas är från då.
    async fn heard_at(&self) -> Option<DateTime> {
        self.health.heard_at.map(DateTime)
    }

    /// Vad som är fel, på engelska.
    async fn why(&self) -> Option<&str> {
        self.health.why.as_deref()
    }

    /// Hur många försök i rad som har misslyckats.
    async fn failures(&self) -> u32 {
        self.health.failures
    }

    /// Om den själv säger till när något ändras.
    async fn live(&self) -> bool {
        self.health.is_live
    }

    /// Hur många dokument som är hämtade.
    async fn documents(&self) -> usize {
        self.health.documents
    }

    /// Hur många dokument som inte togs emot den senaste gången.
    async fn refused(&self) -> usize {
        self.health.refused
    }

    /// Hur många fel det finns i dokumenten.
    async fn problems(&self) -> usize {
        self.problems
    }
}

/// Hur det står till med en webbplats i nätverket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SiteState", remote = "finsam_stores::State")]
pub(super) enum State {
    /// Inte läst ännu.
    New,
    /// Det senaste försöket gick bra.
    Well,
    /// Det senaste försöket misslyckades, eller blir inte klart i tid; ett nytt görs snart.
    Failing,
    /// Många försök har misslyckats; nya görs då och då.
    Suspended,
    /// Det mesta försvann på en gång, och det tros inte ännu. Det som fanns visas.
    Doubted,
}

impl Listed for Site<'_> {
    fn key(&self) -> Cow<'_, str> {
        self.site.slug.as_str().into()
    }
}
