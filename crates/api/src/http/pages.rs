//! The pages for people: server-rendered, without script, over the same snapshot as everything else.
//!
//! A document's page is put together from [`parts`], which each noun has a file for; `programme`, `lists`,
//! `search` and `start` lead there. `frame` is what stands around each.

mod document;
mod figure;
mod frame;
mod initiative;
mod lists;
mod news_article;
mod organisation;
mod parts;
mod person;
mod programme;
mod search;
mod seminar;
mod series;
mod sitemap;
mod source;
mod start;
mod term;
mod venue;

use axum::{
    http::HeaderMap,
    response::Response,
    routing::{MethodRouter, get},
};

use super::{App, asset::Asset};
use std::sync::LazyLock;

pub(super) use frame::{Frame, PERMISSIONS, no_such_page, respond_under, wrong_method};

/// How all pages look. Its address holds its fingerprint, so that nobody keeps an old one.
static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::style(include_str!("../../pages/finsam.css")));

/// The mark in a browser's tab.
static MARK: LazyLock<Asset> =
    LazyLock::new(|| Asset::picture(include_str!("../../pages/favicon.svg")));

/// What is for people, and for those who list it for them.
pub(super) fn routes() -> [(&'static str, MethodRouter<App>); 9] {
    [
        ("/", get(start::show)),
        ("/program", get(programme::show)),
        ("/sok", get(search::show)),
        ("/sitemap.xml", get(sitemap::show)),
        ("/robots.txt", get(sitemap::robots)),
        ("/assets/finsam.css", get(style)),
        ("/assets/favicon.svg", get(mark)),
        ("/{folder}", get(lists::show)),
        ("/{folder}/{slug}", get(document::show)),
    ]
}

async fn style(headers: HeaderMap) -> Response {
    STYLE.respond(&headers)
}

async fn mark(headers: HeaderMap) -> Response {
    MARK.respond(&headers)
}
