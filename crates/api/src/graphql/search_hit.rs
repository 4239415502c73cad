//! What a search finds.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Object, SimpleObject};

use super::{connection::Listed, node::Node, scope::Scope};

/// Ett dokument som sökningen hittade.
#[derive(Clone)]
pub(super) struct SearchHit<'a> {
    /// Its own, not the snapshot's: it was made for this request.
    pub(super) hit: Arc<finsam_content::Hit>,
    pub(super) scope: &'a Scope,
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

/// Ett ställe i texten där ord hittades.
#[derive(SimpleObject)]
struct Highlight<'a> {
    /// Stället som ren text.
    text: &'a str,
    /// Stället som HTML, med orden inom `<mark>`. Säkert att visa på en sida.
    html: String,
}

impl<'a> From<&'a finsam_content::Highlight> for Highlight<'a> {
    fn from(highlight: &'a finsam_content::Highlight) -> Self {
        let mut html = String::new();
        let mut done = 0;
        let piece =
            |from: usize, until: usize| escape(highlight.text.get(from..until).unwrap_or_default());
        for found in &highlight.found {
            html += &piece(done, found.start);
            html += &format!("<mark>{}</mark>", piece(found.start, found.end));
            done = found.end;
        }
        html += &piece(done, highlight.text.len());
        Self { text: &highlight.text, html }
    }
}

/// Text that stands between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
