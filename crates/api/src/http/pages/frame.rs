//! What stands around every page: its head, and the ways to other pages.

use askama::Template;
use finsam_outlets::address::calendar;
use serde_json::Value;

use super::STYLE;
use crate::graphql::Scope;

/// So much of a text describes a page, in characters.
const DESCRIPTION: usize = 160;

/// What a page says of itself, and what all say.
#[derive(Debug)]
pub(in super::super) struct Frame {
    pub(in super::super) site: String,
    pub(in super::super) title: String,
    pub(in super::super) description: String,
    /// Where the server is reached, without a slash at the end.
    public_url: String,
    /// The page's own address, for those who meet it at another one.
    pub(in super::super) canonical: String,
    /// What the Open Graph calls it.
    pub(in super::super) kind: &'static str,
    /// The address of the style sheet.
    pub(in super::super) style: String,
    /// Whose content may be old, if anybody's.
    pub(in super::super) stale: Vec<String>,
    /// Which of the ways in the header leads here.
    pub(in super::super) here: &'static str,
    /// The same in other formats.
    pub(in super::super) alternates: Vec<Alternate>,
    /// The page as linked data, ready to stand in a script element.
    pub(in super::super) linked_data: Option<String>,
}

/// The same content for a program that reads another format.
#[derive(Debug)]
pub(in super::super) struct Alternate {
    pub(in super::super) href: String,
    pub(in super::super) media_type: &'static str,
    pub(in super::super) title: &'static str,
}

impl Alternate {
    /// A calendar of a saved query.
    pub(super) fn calendar(href: String, title: &'static str) -> Self {
        Self { href, media_type: "text/calendar", title }
    }

    /// A feed of one.
    pub(super) fn feed(href: String, title: &'static str) -> Self {
        Self { href, media_type: "application/atom+xml", title }
    }
}

/// The ways in the header.
const WAYS: [(&str, &str); 6] = [
    ("/program", "Program"),
    ("/news", "Nyheter"),
    ("/people", "Personer"),
    ("/terms", "Begrepp"),
    ("/initiatives", "Projekt och metoder"),
    ("/organisations", "Organisationer"),
];

impl Frame {
    /// The frame of a page at a path.
    pub(in super::super) fn of(scope: &Scope, title: &str, path: &str) -> Self {
        let stale = scope.stale_sites();
        Self {
            site: scope.snapshot.site().name.clone(),
            title: title.to_owned(),
            description: String::new(),
            public_url: scope.public_url().to_owned(),
            canonical: format!("{}{path}", scope.public_url()),
            kind: "website",
            style: STYLE.address("/assets/finsam.css"),
            stale,
            alternates: vec![
                Alternate::calendar(calendar(None), "Programmet som kalender"),
                Alternate::feed("/q/news.atom".to_owned(), "Nyheter"),
            ],
            linked_data: None,
            here: WAYS.iter().find(|(way, _)| path.starts_with(way)).map_or("", |(way, _)| way),
        }
    }

    /// The same, described by the beginning of a text.
    pub(in super::super) fn described(self, text: &str) -> Self {
        let mut description: String = text.chars().take(DESCRIPTION).collect();
        if description.len() < text.len() {
            if let Some((whole, _)) = description.rsplit_once(char::is_whitespace) {
                description = whole.to_owned();
            }
            description.push('…');
        }
        Self { description, ..self }
    }

    /// The same, with more formats of what this page is about.
    pub(super) fn also(mut self, alternates: impl IntoIterator<Item = Alternate>) -> Self {
        self.alternates.extend(alternates);
        self
    }

    /// The same, with what search engines read.
    pub(super) fn with_linked_data(self, thing: &Value) -> Self {
        // Nothing in it can end the element it stands in.
        Self { linked_data: Some(thing.to_string().replace('<', "\\u003c")), ..self }
    }

    /// Where the server is reached, without a slash at the end.
    pub(in super::super) fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The address of the programme for calendar programs.
    pub(in super::super) fn calendar(&self) -> String {
        format!("{}{}", self.public_url, calendar(None))
    }

    /// The same, as programs open it that subscribe.
    pub(in super::super) fn subscription(&self) -> String {
        self.subscription_to(&calendar(None))
    }

    /// A calendar of ours, as programs open it that subscribe.
    pub(super) fn subscription_to(&self, path: &str) -> String {
        let (_, place) = self.public_url.split_once("://").unwrap_or_default();
        format!("webcal://{place}{path}")
    }

    pub(in super::super) const fn ways(&self) -> [(&'static str, &'static str); 6] {
        WAYS
    }
}

/// What is shown where nothing is.
#[derive(Template)]
#[template(path = "not-found.html")]
pub(super) struct NotFound {
    frame: Frame,
}

impl NotFound {
    pub(super) fn of(scope: &Scope) -> Self {
        Self { frame: Frame::of(scope, "Sidan finns inte", "/") }
    }
}
