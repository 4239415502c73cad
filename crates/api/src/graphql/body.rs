//! Running text.

use async_graphql::Object;

pub(super) struct Body<'a>(pub(super) &'a finsam_model::Body);

/// Löptext i tre former.
#[Object]
impl Body<'_> {
    /// Texten som redaktören skrev den, i Markdown.
    fn markdown(&self) -> &str {
        self.0.markdown()
    }

    /// Texten som städad HTML, färdig att visa på en sida. Rubriker börjar på nivå två.
    fn html(&self) -> &str {
        self.0.html()
    }

    /// Texten utan formatering, med en tom rad mellan styckena.
    fn text(&self) -> &str {
        self.0.text()
    }
}
