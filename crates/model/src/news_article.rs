//! News.

use jiff::civil::Date;

use crate::{Kind, Link, Noun, Slug, Statement};

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsArticle {
    /// The headline.
    pub headline: String,
    /// The day it was published.
    pub published_on: Date,
    /// The terms it is about.
    pub terms: Vec<Slug>,
    /// The initiatives it is about.
    pub initiatives: Vec<Slug>,
    /// The people it is about or who are quoted.
    pub people: Vec<Slug>,
    /// The organisations it is about.
    pub organisations: Vec<Slug>,
    /// The seminars it is about.
    pub seminars: Vec<Slug>,
    /// Links it gives.
    pub links: Vec<Link>,
    /// What people say in it.
    pub statements: Vec<Statement>,
}

impl Noun for NewsArticle {
    const KIND: Kind = Kind::NewsArticle;

    fn label(&self) -> &str {
        &self.headline
    }
}
