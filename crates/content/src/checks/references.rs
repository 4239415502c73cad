//! What holds for relations between documents.

use std::collections::{BTreeMap, HashSet};

use finsam_model::{Kind, Slug};

use super::{Finding, Tree};
use crate::{fields::Reference, loaded::Written};

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

pub(super) fn alive(tree: &Tree<'_>) -> Vec<(String, Finding)> {
    let mut findings = Vec::new();
    for (path, loaded) in &tree.documents {
        for reference in &loaded.references {
            if tree.find(reference.kind, &reference.slug).is_none() {
                findings.push(((*path).to_owned(), dead(tree, reference)));
            }
        }
    }
    findings
}

fn dead(tree: &Tree<'_>, reference: &Reference) -> Finding {
    let Reference { field, kind, slug, at } = reference;
    let advice = match tree.nearest(*kind, slug) {
        Some(near) => format!("Menade du \"{near}\"?"),
        None => "Skriv det dokumentet, eller ta bort hänvisningen.".to_owned(),
    };
    let message = format!("{}/{slug}.md finns inte, så {field} leder ingenstans.", kind.folder());
    Finding::new(*at, message, advice)
}

/// The fields by which something is a part of something else of its kind.
const PART_OF: [&str; 2] = ["parent", "partOf"];

pub(super) fn not_in_circles(tree: &Tree<'_>) -> Vec<(String, Finding)> {
    let mut wholes: BTreeMap<(Kind, &Slug), (&str, &Reference, &Slug)> = BTreeMap::new();
    for (path, loaded) in &tree.documents {
        let part_of =
            |reference: &&Reference| PART_OF.iter().any(|field| reference.field.is(field));
        if let Some(reference) = loaded.references.iter().find(part_of)
            && let Some(whole) = tree.find(reference.kind, &reference.slug)
        {
            wholes.insert((loaded.node.kind(), loaded.node.slug()), (path, reference, whole));
        }
    }
    let in_a_circle = |kind: Kind, start: &Slug| {
        let mut seen = HashSet::new();
        let mut here = start;
        while let Some((_, _, whole)) = wholes.get(&(kind, here)) {
            if *whole == start {
                return true;
            }
            if !seen.insert(*whole) {
                return false;
            }
            here = whole;
        }
        false
    };
    let circular = wholes.iter().filter(|((kind, slug), _)| in_a_circle(*kind, slug));
    circular
        .map(|((_, slug), (path, reference, whole))| {
            let finding = Finding::new(
                reference.at,
                format!("”{slug}” är en del av ”{whole}”, som i sin tur är en del av ”{slug}”."),
                format!("Ta bort {} i det dokument som är helheten.", reference.field),
            );
            ((*path).to_owned(), finding)
        })
        .collect()
}
