//! `/{folder}/{slug}`: a document's own address, where its `url` leads. What it says, and its sources.

use std::sync::Arc;

use askama::Template;
use axum::http::Uri;
use finsam_content::{Node, Snapshot};
use finsam_model::{Basis, Claim, Entry, Kind, Slug, Source};
use finsam_outlets::address::calendar_of;

use super::{
    figure,
    frame::{Alternate, Frame},
    initiative, news_article, organisation,
    parts::{Parts, Value, address},
    person, seminar, series,
    shown::Shown,
    source, term, venue,
};
use crate::graphql::Scope;

const PUT_IN_CALENDAR: &str = "Lägg i kalendern";

const FEED: &str = "Allt nytt om detta";

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    frame: Frame,
    kind: &'static str,
    /// The list it stands in, and what that is called.
    list: (&'static str, &'static str),
    label: &'a str,
    /// Whose it is, where the server speaks for several sites.
    publishers: Vec<&'a str>,
    parts: Parts,
    /// What can be fetched of it in other formats.
    own: Vec<Value>,
    body: &'a str,
    readings: Vec<Reading<'a>>,
    /// Each with the address of its page.
    sources: Vec<(String, &'a Arc<Entry<Source>>)>,
}

/// Where a value comes from.
struct Reading<'a> {
    claim: &'a Claim,
    basis: &'static str,
    source: Option<&'a str>,
}

/// Shows a document. A former slug leads on to the present one.
pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let snapshot = &scope.snapshot;
    let (folder, slug) = uri.path().trim_start_matches('/').split_once('/').unwrap_or_default();
    let site = site_in(uri.query().unwrap_or_default());
    let Some(kind) = Kind::of_folder(folder) else { return Shown::Nothing };
    let mut found = snapshot.find_called(kind, slug, site.as_deref()).into_iter();
    // Our own, where nothing says whose is meant.
    let at_home = found.clone().find(|node| site.is_none() && node.slug().site().is_none());
    let Some(node) = at_home.or_else(|| found.next()) else { return Shown::Nothing };
    if node.slug().as_str() != slug {
        return Shown::Elsewhere(address(kind, node.slug()));
    }
    let parts = parts(snapshot, &node);
    let text = parts.lead.first().map_or_else(|| node.body().first_paragraph(), String::as_str);
    let mut frame = Frame::of(scope, node.label(), &address(node.kind(), node.slug()));
    frame = frame.described(text);
    frame = frame.also(alternates(&node));
    let thing = finsam_outlets::linked_data::of(snapshot, &node, scope.public_url());
    frame = frame.with_linked_data(&thing);
    frame.canonical = scope.url(node.kind(), node.slug());
    frame.kind = if node.kind() == Kind::NewsArticle { "article" } else { "website" };
    let several = snapshot.sites().nth(1).is_some();
    let own = own(&node, &frame);
    let page = DocumentPage {
        frame,
        own,
        kind: node.kind().in_swedish(),
        list: super::lists::of(node.kind()),
        label: node.label(),
        publishers: if several { publishers(snapshot, &node) } else { Vec::new() },
        parts,
        body: node.body().html(),
        readings: readings(snapshot, &node),
        sources: snapshot
            .named(node.sources())
            .map(|source| (address(Kind::Source, &source.slug), source))
            .collect(),
    };
    Shown::lasting(&page)
}

/// Whose document is meant, where that is said.
fn site_in(query: &str) -> Option<String> {
    let mut fields = form_urlencoded::parse(query.as_bytes());
    fields.find(|(key, _)| key == "webbplats").map(|(_, site)| site.into_owned())
}

fn parts(snapshot: &Snapshot, node: &Node) -> Parts {
    match node {
        Node::Seminar(entry) => seminar::parts(snapshot, entry),
        Node::Series(entry) => series::parts(snapshot, entry),
        Node::Person(entry) => person::parts(snapshot, entry),
        Node::Organisation(entry) => organisation::parts(snapshot, entry),
        Node::Venue(entry) => venue::parts(snapshot, entry),
        Node::NewsArticle(entry) => news_article::parts(snapshot, entry),
        Node::Initiative(entry) => initiative::parts(snapshot, entry),
        Node::Figure(entry) => figure::parts(snapshot, entry),
        Node::Term(entry) => term::parts(snapshot, entry),
        Node::Source(entry) => source::parts(snapshot, entry),
    }
}

/// The formats in which there is something of a document's own.
fn alternates(node: &Node) -> Vec<Alternate> {
    let (kind, slug) = (node.kind(), node.slug());
    let called = if kind == Kind::Seminar { PUT_IN_CALENDAR } else { "Detta som kalender" };
    let calendar = calendar_of(kind, slug).map(|href| Alternate::calendar(href, called));
    calendar.into_iter().chain(feed(kind, slug)).collect()
}

fn feed(kind: Kind, slug: &Slug) -> Option<Alternate> {
    let query = match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Term => "topic",
        _ => return None,
    };
    Some(Alternate::feed(format!("/q/{query}.atom?slug={slug}"), FEED))
}

/// What a reader can take along: a seminar as it is, everything else as a subscription, for there is
/// more to come.
fn own(node: &Node, frame: &Frame) -> Vec<Value> {
    let (kind, slug) = (node.kind(), node.slug());
    let way = |text: &str, href: String| Value { href: Some(href), ..Value::text(text) };
    let calendar = calendar_of(kind, slug).map(|path| match kind {
        Kind::Seminar => way(PUT_IN_CALENDAR, path),
        _ => way("Prenumerera i din kalender", frame.subscription_to(&path)),
    });
    let feed = feed(kind, slug).map(|feed| way(feed.title, feed.href));
    calendar.into_iter().chain(feed).collect()
}

fn publishers<'a>(snapshot: &'a Snapshot, node: &'a Node) -> Vec<&'a str> {
    let documents = node.documents().into_iter();
    documents.map(|document| snapshot.site_of(document.slug).name.as_str()).collect()
}

/// What is told of where single values come from: what somebody worked out, and what others say.
fn readings<'a>(snapshot: &'a Snapshot, node: &'a Node) -> Vec<Reading<'a>> {
    let telling = |claim: &&Claim| claim.basis != Basis::Stated || !claim.followed;
    let of = |claim: &'a Claim| Reading {
        claim,
        basis: match claim.basis {
            Basis::Stated => "uppges",
            Basis::Derived => "härlett",
            Basis::Editorial => "redaktionens",
        },
        source: claim
            .source
            .as_ref()
            .and_then(|slug| snapshot.get::<Source>(slug))
            .map(|source| source.title.as_str()),
    };
    node.claims().iter().filter(telling).map(of).collect()
}
