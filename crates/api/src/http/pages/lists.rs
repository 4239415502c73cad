//! `/{folder}`: every document of a kind, a hundred at a time.

use askama::Template;
use axum::http::Uri;
use finsam_model::Kind;

use super::{
    frame::Frame,
    parts::{Value, brief},
    shown::Shown,
};
use crate::graphql::Scope;

const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    frame: Frame,
    heading: &'static str,
    items: Vec<Value>,
    total: usize,
    path: &'static str,
    page: usize,
    pages: usize,
}

/// Where the list of a kind is, and what it is called.
pub(super) const fn of(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Seminar => ("/program", "Program"),
        Kind::Series => ("/series", "Serier"),
        Kind::Person => ("/people", "Personer"),
        Kind::Organisation => ("/organisations", "Organisationer"),
        Kind::Venue => ("/venues", "Lokaler"),
        Kind::NewsArticle => ("/news", "Nyheter"),
        Kind::Initiative => ("/initiatives", "Projekt och metoder"),
        Kind::Figure => ("/figures", "Siffror"),
        Kind::Term => ("/terms", "Begrepp"),
        Kind::Source => ("/sources", "Källor"),
    }
}

pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let folder = uri.path().trim_start_matches('/');
    let Some(kind) = Kind::of_folder(folder) else { return Shown::Nothing };
    let (path, heading) = of(kind);
    if kind == Kind::Seminar {
        return Shown::Elsewhere(path.to_owned());
    }
    let nodes = scope.snapshot.of_kind(kind);
    let total = nodes.len();
    let pages = total.div_ceil(ON_A_PAGE).max(1);
    let page = page_in(uri.query().unwrap_or_default()).clamp(1, pages);
    let items = nodes.skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let items = items.map(|node| brief(&node)).collect();
    let own = if page == 1 { path.to_owned() } else { format!("{path}?sida={page}") };
    let frame = Frame::of(scope, heading, &own);
    Shown::lasting(&ListPage { frame, heading, items, total, path, page, pages })
}

/// Which page is asked for; the first, where that cannot be read.
pub(super) fn page_in(query: &str) -> usize {
    let fields = form_urlencoded::parse(query.as_bytes());
    let page = fields.filter(|(key, _)| key == "sida").last();
    page.and_then(|(_, page)| page.parse().ok()).unwrap_or(1)
}
