//! What a search finds.

use async_graphql::{Object, SimpleObject};

use super::{connection::Listed, node::Node};

/// Ett dokument som sökningen hittade.
#[derive(Clone)]
pub(super) struct SearchHit(pub(super) finsam_content::Hit);

impl Listed for SearchHit {
    fn key(&self) -> String {
        self.0.node.id().to_string()
    }
}

/// Ett dokument som sökningen hittade, med hur väl det passar och var orden står.
#[Object]
impl SearchHit {
    /// Dokumentet.
    async fn node(&self) -> Node {
        self.0.node.clone().into()
    }

    /// Hur väl det passar. Bara ordningen betyder något.
    async fn score(&self) -> f64 {
        self.0.score
    }

    /// Ställen i texten där orden finns.
    async fn highlights(&self) -> Vec<Highlight> {
        self.0.highlights.iter().map(Highlight::from).collect()
    }
}

/// Ett ställe i texten där ord hittades.
#[derive(SimpleObject)]
struct Highlight {
    /// Stället som ren text.
    text: String,
    /// Stället som HTML, med orden inom `<mark>`. Säkert att visa på en sida.
    html: String,
}

impl From<&finsam_content::Highlight> for Highlight {
    fn from(highlight: &finsam_content::Highlight) -> Self {
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
        Self { text: highlight.text.clone(), html }
    }
}

/// Text that stands between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
