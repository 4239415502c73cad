//! The forms: which fields each kind of document has, and how they become its noun.

mod claim;
mod entry;
mod figure;
mod initiative;
mod link;
mod news_article;
mod organisation;
mod person;
mod seminar;
mod series;
mod site;
mod source;
mod statement;
mod term;
mod venue;

#[cfg(test)]
mod readme;

use finsam_model::{Kind, Noun, Site};

use crate::{Node, Shelved, fields::Fields};

pub(crate) use entry::Surroundings;
pub(crate) use organisation::KINDS as ORGANISATION_KINDS;
pub(crate) use seminar::{ATTENDANCES, FORMATS, STATUSES};

/// Reads the fields of a document of `kind`.
pub(crate) fn node(
    kind: Kind,
    fields: &mut Fields<'_>,
    surroundings: Surroundings,
) -> Option<Node> {
    match kind {
        Kind::Seminar => as_node(fields, seminar::read, surroundings),
        Kind::Series => as_node(fields, series::read, surroundings),
        Kind::Person => as_node(fields, person::read, surroundings),
        Kind::Organisation => as_node(fields, organisation::read, surroundings),
        Kind::Venue => as_node(fields, venue::read, surroundings),
        Kind::NewsArticle => as_node(fields, news_article::read, surroundings),
        Kind::Initiative => as_node(fields, initiative::read, surroundings),
        Kind::Figure => as_node(fields, figure::read, surroundings),
        Kind::Term => as_node(fields, term::read, surroundings),
        Kind::Source => as_node(fields, source::read, surroundings),
    }
}

/// Reads the fields of `site.md`.
pub(crate) fn site(fields: &mut Fields<'_>) -> Option<Site> {
    site::read(fields)
}

fn as_node<T: Shelved + Noun>(
    fields: &mut Fields<'_>,
    form: fn(&mut Fields<'_>) -> Option<T>,
    surroundings: Surroundings,
) -> Option<Node> {
    entry::read(fields, form, surroundings).map(|entry| T::node(entry.into()))
}
