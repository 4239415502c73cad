//! Which version of a document serves.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use finsam_model::{Kind, Slug};

use super::register::{Document, Held, Register};
use crate::{Problem, loaded::Loaded, node::Key, shared_map::RandomState};

/// Lets each document serve as last read, unless that version has an error or claims a slug that
/// another document has; then as it last was good, unless that version claims one. Only documents
/// whose slugs meet those of `changed`, or meet one that does, can have come to serve otherwise;
/// they and their slugs are what is told.
pub(super) fn choose(
    before: &Register,
    after: &mut Register,
    changed: &BTreeSet<Arc<str>>,
) -> (BTreeSet<Arc<str>>, HashSet<Key, RandomState>) {
    let (paths, slugs) = concerned(before, after, changed);
    // The former slugs of what serves.
    let mut taken: HashMap<Key, Arc<str>> = HashMap::new();
    // In the order of paths: of two that claim a slug, the first has it.
    for path in &paths {
        let Some(document) = after.get(path) else { continue };
        let of = |key: &Key| after.owner(key).or_else(|| taken.get(key)).cloned();
        let Chosen { serving, slug_taken } = chosen(path, document, of);
        if let Some(serving) = &serving {
            let kind = serving.node.kind();
            let formerly = serving.node.formerly().iter();
            taken.extend(formerly.map(|slug| ((kind, slug.clone()), Arc::clone(path))));
        }
        after.change(path, |document| {
            let Held { latest, good } = &mut document.held;
            if slug_taken.is_none() && latest.sound.is_some() {
                good.clone_from(&latest.sound);
            }
            document.serving = serving;
            document.slug_taken = slug_taken.map(Box::new);
        });
    }
    (paths, slugs)
}

/// The documents that share a slug, present or former, with a document that changed, before or
/// now; those that share one with these; and so on. With all their slugs.
fn concerned(
    before: &Register,
    after: &Register,
    changed: &BTreeSet<Arc<str>>,
) -> (BTreeSet<Arc<str>>, HashSet<Key, RandomState>) {
    // Who claims a former slug only since now is not in the register yet.
    let mut new_claims: HashMap<(Kind, &Slug), Vec<&Arc<str>>> = HashMap::new();
    for path in changed {
        for slug in after.get(path).into_iter().flat_map(|document| document.formerly()) {
            new_claims.entry(slug).or_default().push(path);
        }
    }
    let mut paths = changed.clone();
    let mut slugs = HashSet::default();
    let mut unseen: Vec<Arc<str>> = changed.iter().cloned().collect();
    while let Some(path) = unseen.pop() {
        let versions = [before.get(&path), after.get(&path)].into_iter().flatten();
        for key in versions.flat_map(|document| document.slugs()) {
            if slugs.contains(&key) {
                continue;
            }
            let here = before.claimants(&key).iter().chain(after.owner(&key));
            for other in here.chain(new_claims.get(&(key.0, &key.1)).into_iter().flatten().copied())
            {
                if paths.insert(Arc::clone(other)) {
                    unseen.push(Arc::clone(other));
                }
            }
            slugs.insert(key);
        }
    }
    (paths, slugs)
}

/// The version of a document that serves, and why it is not the latest.
struct Chosen {
    serving: Option<Arc<Loaded>>,
    slug_taken: Option<Problem>,
}

/// Chooses the version that serves; `taken` tells which document has a slug, present or former.
fn chosen(path: &str, document: &Document, taken: impl Fn(&Key) -> Option<Arc<str>>) -> Chosen {
    // The first former slug of a document that another one has, and which.
    let clash = |loaded: &Arc<Loaded>| {
        let former =
            |slug: &Slug| Some((slug.clone(), taken(&(loaded.node.kind(), slug.clone()))?));
        loaded.node.formerly().iter().find_map(former)
    };
    let Held { latest, good } = &document.held;
    let taken = latest.sound.as_ref().and_then(|loaded| Some((loaded, clash(loaded)?)));
    let slug_taken = taken.map(|(loaded, (slug, other))| slug_taken(path, loaded, &slug, &other));
    let sound = latest.sound.clone().filter(|_| slug_taken.is_none());
    let serving = sound.or_else(|| good.clone().filter(|loaded| clash(loaded).is_none()));
    Chosen { serving, slug_taken }
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
