//! Which version of a document serves.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use finsam_model::Slug;

use super::register::{Document, Held, Register};
use crate::{Problem, loaded::Loaded, node::Key};

/// Lets each document serve as last read, unless that version has an error or claims a slug that
/// another document has; then as it last was good, unless that version claims one. Only documents
/// whose slugs meet those of `changed`, or meet one that does, can have come to serve otherwise;
/// they and their slugs are what is told.
pub(super) fn choose(
    before: &Register,
    after: &mut Register,
    changed: &BTreeSet<Arc<str>>,
) -> (BTreeSet<Arc<str>>, BTreeSet<Key>) {
    let (paths, slugs) = concerned(before, after, changed);
    let owners = slugs.iter().filter_map(|key| Some((key.clone(), Arc::clone(after.owner(key)?))));
    let mut taken: HashMap<Key, Arc<str>> = owners.collect();
    // In the order of paths: of two that claim a slug, the first has it.
    for path in &paths {
        let Some(document) = after.get(path) else { continue };
        let chosen = chosen(path, document, &taken);
        if let Some(serving) = &chosen.serving {
            let kind = serving.node.kind();
            let formerly = serving.node.formerly().iter();
            taken.extend(formerly.map(|slug| ((kind, slug.clone()), Arc::clone(path))));
        }
        after.put(Arc::clone(path), Some(chosen));
    }
    (paths, slugs)
}

/// The documents that share a slug, present or former, with a document that changed, before or
/// now; those that share one with these; and so on. With all their slugs.
fn concerned(
    before: &Register,
    after: &Register,
    changed: &BTreeSet<Arc<str>>,
) -> (BTreeSet<Arc<str>>, BTreeSet<Key>) {
    // Who claims a slug only since now is not in the register yet.
    let mut new_claims: BTreeMap<Key, Vec<&Arc<str>>> = BTreeMap::new();
    for path in changed {
        for key in after.get(path).into_iter().flat_map(|document| document.slugs()) {
            new_claims.entry(key).or_default().push(path);
        }
    }
    let mut paths = changed.clone();
    let mut slugs = BTreeSet::new();
    let mut unseen: Vec<Arc<str>> = changed.iter().cloned().collect();
    while let Some(path) = unseen.pop() {
        let versions = [before.get(&path), after.get(&path)].into_iter().flatten();
        for key in versions.flat_map(|document| document.slugs()) {
            if slugs.contains(&key) {
                continue;
            }
            let here = before.claimants(&key).iter().chain(after.owner(&key));
            for other in here.chain(new_claims.get(&key).into_iter().flatten().copied()) {
                if paths.insert(Arc::clone(other)) {
                    unseen.push(Arc::clone(other));
                }
            }
            slugs.insert(key);
        }
    }
    (paths, slugs)
}

/// A document with the version that serves.
fn chosen(path: &str, document: &Document, taken: &HashMap<Key, Arc<str>>) -> Document {
    let Held { latest, good } = document.held.clone();
    let clash = latest.sound.as_ref().and_then(|loaded| Some((loaded, clash(loaded, taken)?)));
    let slug_taken = clash.map(|(loaded, (slug, other))| slug_taken(path, loaded, slug, other));
    let sound = latest.sound.clone().filter(|_| slug_taken.is_none());
    let serving = sound.clone().or_else(|| {
        let earlier = good.clone();
        earlier.filter(|loaded| self::clash(loaded, taken).is_none())
    });
    Document {
        identity: document.identity.clone(),
        held: Held { good: sound.or(good), latest },
        serving,
        slug_taken: slug_taken.map(Box::new),
    }
}

/// The first former slug of a document that another one has, present or former, and which.
fn clash<'l, 't>(
    loaded: &'l Loaded,
    taken: &'t HashMap<Key, Arc<str>>,
) -> Option<(&'l Slug, &'t str)> {
    let kind = loaded.node.kind();
    loaded.node.formerly().iter().find_map(|former| {
        let other = taken.get(&(kind, former.clone()))?;
        Some((former, other.as_ref()))
    })
}

fn slug_taken(path: &str, loaded: &Loaded, slug: &Slug, other: &str) -> Problem {
    Problem::new(
        "slug-taken",
        path,
        loaded.formerly_at,
        format!("Det tidigare kortnamnet ”{slug}” används redan av {other}."),
        "Ett kortnamn tillhör samma dokument för alltid. Ta bort det ur formerly, eller byt namn på det andra dokumentet.",
    )
}
