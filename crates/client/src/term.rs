//! Terms: what a word means, and what there is about it.

use serde::Serialize;

use crate::{
    Body, Citation, FigureRefs, NewsArticleRefs, NodeId, SeminarRefs, Site, Statements, TermRef,
    schema,
};

/// A concept and what it means.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// The term's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// The word.
    pub name: String,
    /// Synonyms, abbreviations and irregular inflections.
    pub other_names: Vec<String>,
    /// What it means, exactly.
    pub definition: String,
    /// What it means, in plain language.
    pub plain: Option<String>,
    /// The word in English.
    pub english: Option<String>,
    /// Terms near it.
    pub related: Vec<TermRef>,
    /// The latest figures about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub figures: FigureRefs,
    /// The first seminars about it.
    #[arguments(first: 25)]
    #[cynic(default)]
    pub seminars: SeminarRefs,
    /// The latest news about it.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub news: NewsArticleRefs,
    /// What people have said about it, retold.
    #[arguments(first: 10)]
    #[cynic(default)]
    pub statements: Statements,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes.
    pub body: Body,
}
