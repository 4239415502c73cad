//! Publishers of content.

use std::borrow::Cow;

use async_graphql::Object;

use super::{connection::Listed, scalars::Url, scope::Scope};

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

    /// Innehållets språk, enligt BCP 47.
    fn language(&self) -> &str {
        &self.site.language
    }

    /// E-postadressen dit rättelser skickas.
    fn editor(&self) -> Option<&str> {
        self.site.editor.as_deref()
    }
}

impl Listed for Site<'_> {
    fn key(&self) -> Cow<'_, str> {
        self.site.slug.as_str().into()
    }
}
