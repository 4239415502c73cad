//! What holds for relations between documents.

use std::collections::HashSet;

use finsam_model::{Kind, Slug};

use super::{Finding, Lead, Others};
use crate::{
    fields::Reference,
    loaded::{Loaded, Written},
};

pub(super) fn not_to_itself(written: &Written) -> Vec<Finding> {
    let own = |reference: &&Reference| {
        reference.kind == written.node.kind()
            && (reference.slug == *written.node.slug()
                || written.node.formerly().contains(&reference.slug))
    };
    written
        .references
        .iter()
        .filter(own)
        .map(|reference| {
            Finding::new(
                reference.at,
                format!("Dokumentet hänvisar till sig självt i {}.", reference.field),
                "Ta bort hänvisningen, eller skriv kortnamnet på det dokument som menas.",
            )
        })
        .collect()
}

pub(super) fn alive(loaded: &Loaded, others: &dyn Others) -> Vec<Finding> {
    let dead = |reference: &Reference| match others.lead(reference.kind, &reference.slug) {
        Lead::Somewhere => None,
        Lead::Nowhere { meant } => Some(dead(reference, meant)),
    };
    loaded.references.iter().filter_map(dead).collect()
}

fn dead(reference: &Reference, meant: Option<&Slug>) -> Finding {
    let Reference { field, kind, slug, at } = reference;
    let advice = match meant {
        Some(near) => format!("Menade du \"{near}\"?"),
        None => "Skriv det dokumentet, eller ta bort hänvisningen.".to_owned(),
    };
    let message = format!("{}/{slug}.md finns inte, så {field} leder ingenstans.", kind.folder());
    Finding::new(*at, message, advice)
}

/// The fields by which something is a part of something else of its kind.
const PART_OF: [&str; 2] = ["parent", "partOf"];

pub(super) fn not_in_circles(loaded: &Loaded, others: &dyn Others) -> Vec<Finding> {
    if circle(others, loaded).is_empty() {
        return Vec::new();
    }
    let slug = loaded.node.slug();
    let finding = whole(loaded, others).map(|(reference, whole)| {
        Finding::new(
            reference.at,
            format!("”{slug}” är en del av ”{whole}”, som i sin tur är en del av ”{slug}”."),
            format!("Ta bort {} i det dokument som är helheten.", reference.field),
        )
    });
    Vec::from_iter(finding)
}

/// The documents that are, step by step, a part of this one, of which it is a part: itself among
/// them. None if it is no part of itself.
pub(crate) fn circle(others: &dyn Others, loaded: &Loaded) -> Vec<(Kind, Slug)> {
    let kind = loaded.node.kind();
    let (mut seen, mut members) = (HashSet::new(), Vec::new());
    let mut here = Some(loaded);
    while let Some((_, next)) = here.and_then(|here| whole(here, others)) {
        members.push((kind, next.clone()));
        if next == *loaded.node.slug() {
            return members;
        }
        if !seen.insert(next.clone()) {
            break;
        }
        here = others.document(kind, &next);
    }
    Vec::new()
}

/// What a document is a part of: the relation that says so and the present slug it leads to.
fn whole<'l>(loaded: &'l Loaded, others: &dyn Others) -> Option<(&'l Reference, Slug)> {
    let part_of = |reference: &&Reference| PART_OF.iter().any(|field| reference.field.is(field));
    let reference = loaded.references.iter().find(part_of)?;
    Some((reference, others.present(reference.kind, &reference.slug)?))
}
