//! Sources, and citations of them.

use std::sync::Arc;

use async_graphql::{InputObject, Object, SimpleObject};
use finsam_model::{Entry, Source as Model};

use super::{
    filter::{DocumentFilter, Filter},
    node::{Fields, node_type},
    scalars::Url,
    scope::Scope,
};

node_type!(
    /// En sida eller ett dokument som innehållet stöder sig på.
    Source
);

#[Object(name = "SourceFields")]
impl Fields<Model> {
    /// Rubriken, som den är tryckt.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Adressen, som den är tryckt. Saknas om ingen är tryckt.
    async fn address(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }

    /// Källans eget datum, så exakt som det är tryckt: `2018`, `2018-03` eller `2018-03-02`.
    async fn date(&self) -> Option<String> {
        self.0.date.map(|date| date.to_string())
    }

    /// Vem som står bakom källan.
    async fn publisher(&self) -> &str {
        &self.0.publisher
    }

    /// Vad läsaren bör veta om källan.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// En källhänvisning, färdig att skriva ut.
#[derive(SimpleObject)]
pub(super) struct Citation {
    /// Källans rubrik, som den är tryckt.
    title: String,
    /// Källans adress, som den är tryckt. Saknas om ingen är tryckt.
    url: Option<Url>,
    /// Källans eget datum, så exakt som det är tryckt: `2018`, `2018-03` eller `2018-03-02`.
    date: Option<String>,
    /// Vem som står bakom källan.
    publisher: String,
}

impl Citation {
    pub(super) fn of(source: &Arc<Entry<Model>>) -> Self {
        Self {
            title: source.title.clone(),
            url: source.url.clone().map(Url),
            date: source.date.map(|date| date.to_string()),
            publisher: source.publisher.clone(),
        }
    }
}

impl From<finsam_answers::Citation> for Citation {
    fn from(citation: finsam_answers::Citation) -> Self {
        let finsam_answers::Citation { title, url, date, publisher } = citation;
        Self { title, url: url.map(Url), date, publisher }
    }
}

/// Vilka källor som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct SourceFilter {
    #[graphql(flatten)]
    document: DocumentFilter,
    /// Bara källor från denna utgivare.
    publisher: Option<String>,
}

impl Filter<Model> for SourceFilter {
    fn document(&self) -> &DocumentFilter {
        &self.document
    }

    fn fits(&self, source: &Entry<Model>, _scope: &Scope) -> bool {
        self.publisher.as_ref().is_none_or(|publisher| source.publisher == *publisher)
    }
}
