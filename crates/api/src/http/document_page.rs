//! `/{folder}/{slug}`: a document's own address, where its `url` leads. What it says, and its sources.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use finsam_content::{Node, Snapshot};
use finsam_model::{Entry, Kind, Seminar, Source, Venue};
use finsam_swedish::{Language::Swedish, print};
use jiff::Zoned;

use super::{
    App,
    page::{not_found, respond},
};

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    site: &'a str,
    kind: &'static str,
    label: &'a str,
    facts: Vec<String>,
    body: &'a str,
    sources: Vec<&'a Arc<Entry<Source>>>,
}

/// Shows a document. A former slug leads on to the present one.
pub(super) async fn show(
    State(app): State<App>,
    Path((folder, slug)): Path<(String, String)>,
) -> Response {
    let snapshot = &app.scope().snapshot;
    let found = Kind::of_folder(&folder).map(|kind| snapshot.find_called(kind, &slug, None));
    let Some(node) = found.into_iter().flatten().next() else { return not_found() };
    if node.slug().as_str() != slug {
        return Redirect::permanent(&format!("/{folder}/{}", node.slug())).into_response();
    }
    respond(&DocumentPage {
        site: &snapshot.site().name,
        kind: node.kind().in_swedish(),
        label: node.label(),
        facts: facts(snapshot, &node),
        body: node.body().html(),
        sources: snapshot.named(node.sources()).collect(),
    })
}

/// What a reader wants to know first.
fn facts(snapshot: &Snapshot, node: &Node) -> Vec<String> {
    match node {
        Node::Seminar(seminar) => of_seminar(snapshot, seminar),
        Node::Series(series) => series.theme.iter().cloned().collect(),
        Node::Person(person) => {
            let titles: Vec<_> = person.affiliations.iter().map(|post| &post.title).collect();
            if titles.is_empty() { Vec::new() } else { vec![print::list(&titles, Swedish)] }
        }
        Node::Organisation(organisation) => organisation.place.iter().cloned().collect(),
        Node::Venue(venue) => venue.street.iter().chain(&venue.city).cloned().collect(),
        Node::NewsArticle(article) => vec![print::date_long(article.published_on, Swedish)],
        Node::Initiative(initiative) => vec![initiative.summary.clone()],
        Node::Figure(figure) => {
            vec![format!("{} – {} ({})", figure.text, figure.counts, figure.year)]
        }
        Node::Term(term) => std::iter::once(&term.definition).chain(&term.plain).cloned().collect(),
        Node::Source(source) => source.note.iter().cloned().collect(),
    }
}

fn of_seminar(snapshot: &Snapshot, seminar: &Seminar) -> Vec<String> {
    let mut when = print::date_long(seminar.date(), Swedish);
    if let Some(start) = seminar.starts_at() {
        let end = seminar.ends_at.as_ref().map(Zoned::time);
        when = format!("{when}, {}", print::clock_range(start.time(), end, Swedish));
    }
    let venue = seminar.venue.as_ref().and_then(|slug| snapshot.get::<Venue>(slug));
    let mut facts: Vec<String> = seminar.status_note.iter().cloned().collect();
    facts.extend(seminar.subtitle.clone());
    facts.push(when);
    facts.extend(venue.map(|venue| venue.name.clone()));
    facts
}
