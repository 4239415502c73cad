//! `/sitemap.xml` and `/robots.txt`: every page of our own, for those who list them.

use std::fmt::Write;

use axum::http::Uri;
use finsam_model::Kind;

use super::{
    lists,
    shown::{Shown, Text},
};
use crate::graphql::Scope;

/// So many addresses one file may have, by sitemaps.org.
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Every page; where there are more than one file may list, the files (`?del=2`).
pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let part = uri.query().and_then(|query| query.strip_prefix("del="));
    let files = addresses(scope).count().div_ceil(MOST);
    let body = match part.map(str::parse::<usize>) {
        None if files > 1 => index(scope, files),
        None => file(scope, 1),
        Some(Ok(part)) if (1..=files).contains(&part) => file(scope, part),
        Some(_) => return Shown::Nothing,
    };
    Shown::Lasting(Text { content_type: "application/xml; charset=utf-8", body })
}

/// The pages of this server: those of other sites are theirs to list.
fn addresses(scope: &Scope) -> impl Iterator<Item = String> {
    let public_url = scope.public_url();
    let lists = Kind::ALL.map(|kind| format!("{public_url}{}", lists::of(kind).0));
    let own = scope.snapshot.nodes().filter(|node| node.slug().site().is_none());
    let documents = own.map(|node| scope.url(node.kind(), node.slug()));
    std::iter::once(format!("{public_url}/")).chain(lists).chain(documents)
}

fn file(scope: &Scope, part: usize) -> String {
    let addresses = addresses(scope).skip((part - 1) * MOST).take(MOST);
    listing("urlset", "url", addresses)
}

fn index(scope: &Scope, files: usize) -> String {
    let address = |part| format!("{}/sitemap.xml?del={part}", scope.public_url());
    listing("sitemapindex", "sitemap", (1..=files).map(address))
}

fn listing(root: &str, item: &str, addresses: impl Iterator<Item = String>) -> String {
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n");
    for address in addresses {
        // The only sign of an address that XML minds.
        let address = address.replace('&', "&amp;");
        let _ = writeln!(xml, "<{item}><loc>{address}</loc></{item}>");
    }
    let _ = writeln!(xml, "</{root}>");
    xml
}

pub(super) fn robots(scope: &Scope, _: &Uri) -> Shown {
    let body = format!(
        "User-agent: *\nDisallow: /graphql\nDisallow: /sok\n\nSitemap: {}/sitemap.xml\n",
        scope.public_url()
    );
    Shown::Lasting(Text { content_type: "text/plain; charset=utf-8", body })
}
