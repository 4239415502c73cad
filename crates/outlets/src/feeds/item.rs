//! What a feed says of a document.

use data_encoding::HEXLOWER;
use finsam_content::{Node, Snapshot};
use finsam_model::{Id, start_of_day};
use jiff::{Timestamp, Zoned};
use sha2::{Digest, Sha256};

use super::xml::escaped;
use crate::{address, facts};

/// What a feed says of a document.
pub(super) struct Item {
    /// A URN that stays the same.
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: String,
    /// Clean HTML.
    pub(super) html: String,
    /// Plain text.
    pub(super) text: String,
    /// When it was published, where that is told.
    pub(super) published: Option<Zoned>,
    /// When it was last changed, where that is known.
    pub(super) updated: Option<Timestamp>,
    /// The site that publishes it.
    pub(super) author: String,
    pub(super) categories: Vec<String>,
    pub(super) language: String,
}

impl Item {
    pub(super) fn of(snapshot: &Snapshot, node: &Node, public_url: &str) -> Self {
        let site = snapshot.site_of(node.slug());
        let published = match node {
            Node::NewsArticle(article) => Some(start_of_day(article.published_on)),
            _ => None,
        };
        let paragraphs = paragraphs(snapshot, node);
        let text = paragraphs.iter().map(String::as_str).chain([node.body().text()]);
        let html = paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text)));
        Self {
            id: urn(node.id()),
            url: address::of(snapshot, node, public_url),
            title: match node {
                Node::Seminar(seminar) => facts::headline(seminar),
                _ => node.label().to_owned(),
            },
            text: text.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
            html: html.chain([node.body().html().to_owned()]).collect(),
            // What was told before it was written was not changed afterwards, but copied here.
            updated: facts::written_at(snapshot, node)
                .max(published.as_ref().map(Zoned::timestamp)),
            published,
            author: site.name.clone(),
            categories: facts::categories(snapshot, node),
            language: site.language.clone(),
        }
    }

    /// The date it goes by.
    pub(super) fn date(&self) -> Option<Zoned> {
        let updated = || self.updated.map(|at| at.to_zoned(finsam_model::stockholm()));
        self.published.clone().or_else(updated)
    }
}

/// What stands in fields, so that it is read where only the running text is shown.
fn paragraphs(snapshot: &Snapshot, node: &Node) -> Vec<String> {
    match node {
        Node::Seminar(seminar) => {
            let mut told: Vec<String> = seminar.status_note.iter().cloned().collect();
            let place = facts::place(snapshot, seminar);
            let when = [Some(facts::when(seminar)), place];
            told.push(when.into_iter().flatten().collect::<Vec<_>>().join(". "));
            told.extend(seminar.subtitle.clone());
            told.extend(facts::times(seminar));
            let people = facts::people(snapshot, seminar);
            if !people.is_empty() {
                told.push(format!("Medverkande: {}", people.join("; ")));
            }
            told
        }
        Node::Series(series) => series.theme.iter().cloned().collect(),
        Node::Initiative(initiative) => vec![initiative.summary.clone()],
        Node::Figure(figure) => {
            vec![format!("{}: {} ({})", figure.text, figure.counts, figure.year)]
        }
        Node::Term(term) => vec![term.definition.clone()],
        Node::Source(source) => vec![format!("{} ({})", source.title, source.publisher)],
        Node::Person(_) | Node::Organisation(_) | Node::Venue(_) | Node::NewsArticle(_) => {
            Vec::new()
        }
    }
}

/// A UUID of version 8 (RFC 9562: made as one likes) out of the id.
fn urn(id: &Id) -> String {
    let digest = Sha256::digest(format!("finsam document {id}"));
    let mut bytes: Vec<u8> = digest.into_iter().take(16).collect();
    for (place, kept, set) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(place) {
            *byte = *byte & kept | set;
        }
    }
    let digits = HEXLOWER.encode(&bytes);
    let mut digits = digits.chars();
    let mut groups =
        [8, 4, 4, 4, 12].map(|length| digits.by_ref().take(length).collect::<String>());
    let uuid = std::mem::take(&mut groups).join("-");
    format!("urn:uuid:{uuid}")
}
