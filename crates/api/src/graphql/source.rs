//! Sources, and citations of them.

use std::borrow::Cow;

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
impl<'a> Fields<'a, Model> {
    /// Rubriken, som den är tryckt.
    fn title(&self) -> &str {
        &self.entry.title
    }

    /// Adressen, som den är tryckt. Saknas om ingen är tryckt.
    fn address(&self) -> Option<Url<'a>> {
        Url::of(&self.entry.url)
    }

    /// Källans eget datum, så exakt som det är tryckt: `2018`, `2018-03` eller `2018-03-02`.
    fn date(&self) -> Option<String> {
        self.entry.date.map(|date| date.to_string())
    }

    /// Vem som står bakom källan.
    fn publisher(&self) -> &str {
        &self.entry.publisher
    }

    /// Vad läsaren bör veta om källan.
    fn note(&self) -> Option<&str> {
        self.entry.note.as_deref()
    }
}

/// En källhänvisning, färdig att skriva ut.
#[derive(SimpleObject)]
pub(super) struct Citation<'a> {
    /// Källans rubrik, som den är tryckt.
    title: &'a str,
    /// Källans adress, som den är tryckt. Saknas om ingen är tryckt.
    url: Option<Url<'a>>,
    /// Källans eget datum, så exakt som det är tryckt: `2018`, `2018-03` eller `2018-03-02`.
    date: Option<Cow<'a, str>>,
    /// Vem som står bakom källan.
    publisher: &'a str,
}

impl<'a> Citation<'a> {
    pub(super) fn of(source: &'a Entry<Model>) -> Self {
        Self {
            title: &source.title,
            url: Url::of(&source.url),
            date: source.date.map(|date| date.to_string().into()),
            publisher: &source.publisher,
        }
    }
}

impl<'a> From<&'a finsam_answers::Citation> for Citation<'a> {
    fn from(citation: &'a finsam_answers::Citation) -> Self {
        Self {
            title: &citation.title,
            url: Url::of(&citation.url),
            date: citation.date.as_deref().map(Cow::from),
            publisher: &citation.publisher,
        }
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
