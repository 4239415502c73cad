//! The pages for people: server-rendered, without script, over the same snapshot as everything else.
//!
//! A document's page is put together from [`parts`], which each noun has a file for; `programme`, `lists`,
//! `search` and `start` lead there. `frame` is what stands around each, `shown` how it is kept and sent.

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
mod shown;
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

pub(super) use frame::Frame;
pub(super) use shown::{PERMISSIONS, Shown, no_such_page, route, wrong_method};

/// How all pages look. Its address holds its fingerprint, so that nobody keeps an old one.
static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::style(include_str!("../../pages/finsam.css")));

/// The mark in a browser's tab.
static MARK: LazyLock<Asset> =
    LazyLock::new(|| Asset::picture(include_str!("../../pages/favicon.svg")));

/// What is for people, and for those who list it for them.
pub(super) fn routes() -> [(&'static str, MethodRouter<App>); 9] {
    let page = |show| route(shown::NOTHING_FROM_ELSEWHERE, show);
    [
        ("/", page(start::show)),
        ("/program", page(programme::show)),
        ("/sok", page(search::show)),
        ("/sitemap.xml", page(sitemap::show)),
        ("/robots.txt", page(sitemap::robots)),
        ("/assets/finsam.css", get(style)),
        ("/assets/favicon.svg", get(mark)),
        ("/{folder}", page(lists::show)),
        ("/{folder}/{slug}", page(document::show)),
    ]
}

async fn style(headers: HeaderMap) -> Response {
    STYLE.respond(&headers)
}

async fn mark(headers: HeaderMap) -> Response {
    MARK.respond(&headers)
}
