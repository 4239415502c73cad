//! Publishers of content.

use async_graphql::{Context, Object};

use super::{connection::Listed, scope::Scope};

#[derive(Clone, Copy)]
pub(super) struct Site;

/// En webbplats som publicerar innehåll.
#[Object]
impl Site {
    /// Webbplatsens kortnamn.
    async fn slug<'a>(&self, ctx: &Context<'a>) -> &'a str {
        Scope::of(ctx).snapshot.site().slug.as_str()
    }

    /// Webbplatsens namn.
    async fn name<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &Scope::of(ctx).snapshot.site().name
    }

    /// Innehållets språk, enligt BCP 47.
    async fn language<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &Scope::of(ctx).snapshot.site().language
    }

    /// E-postadressen dit rättelser skickas.
    async fn editor<'a>(&self, ctx: &Context<'a>) -> Option<&'a str> {
        Scope::of(ctx).snapshot.site().editor.as_deref()
    }
}

impl Listed for Site {
    /// There is one site.
    fn key(&self) -> String {
        "site".to_owned()
    }
}
