//! Publishers of content.

use std::borrow::Cow;

use async_graphql::Object;

use super::connection::Listed;

#[derive(Clone, Copy)]
pub(super) struct Site<'a>(pub(super) &'a finsam_model::Site);

/// En webbplats som publicerar innehåll.
#[Object]
impl Site<'_> {
    /// Webbplatsens kortnamn.
    fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// Webbplatsens namn.
    fn name(&self) -> &str {
        &self.0.name
    }

    /// Innehållets språk, enligt BCP 47.
    fn language(&self) -> &str {
        &self.0.language
    }

    /// E-postadressen dit rättelser skickas.
    fn editor(&self) -> Option<&str> {
        self.0.editor.as_deref()
    }
}

impl Listed for Site<'_> {
    fn key(&self) -> Cow<'_, str> {
        self.0.slug.as_str().into()
    }
}
