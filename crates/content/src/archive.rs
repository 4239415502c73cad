//! Every document as it was last read, sound or not, and what is public of it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use finsam_model::{Kind, Site, Slug};
use jiff::Zoned;

use crate::{
    Problem, Snapshot,
    checks::{self, Tree},
    document::Position,
    loaded::{Loaded, Reading, read_site},
    place::{Place, SITE_PATH},
    snapshot::Relation,
};

/// A document's place and bytes, as a store hands them over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Path within the content tree, with `/`.
    pub path: String,
    /// The new bytes; none when the document is gone.
    pub bytes: Option<Vec<u8>>,
}

/// Every document as it was last read: the sound ones, the last good version of the
/// broken ones, drafts, and all problems. An immutable value; [`update`](Self::update)
/// gives the next.
///
/// An update in steps gives what one update from the empty archive gives, but for one thing:
/// a document that was good and is broken now serves as it was, and only an archive that saw
/// it then can know how.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    site: Option<Held<Site>>,
    documents: BTreeMap<String, Document>,
    misplaced: BTreeMap<String, Problem>,
    problems: Vec<Problem>,
}

/// A document of a kind.
#[derive(Clone, Debug)]
struct Document {
    /// What it is; none when its file name is no slug.
    identity: Option<(Kind, Slug)>,
    held: Held<Loaded>,
    /// The version that serves: as last read, else the last good one, else none.
    serving: Option<Arc<Loaded>>,
}

/// A document as it was last read, and as it last was good.
#[derive(Clone, Debug)]
struct Held<T> {
    latest: Reading<T>,
    good: Option<Arc<T>>,
}

impl Archive {
    /// The archive after some documents changed. Of several changes to one document only the
    /// last counts.
    #[must_use]
    pub fn update(&self, changes: Vec<Change>) -> Self {
        let mut next = self.clone();
        let mut changes: BTreeMap<String, Option<Vec<u8>>> =
            changes.into_iter().map(|change| (change.path, change.bytes)).collect();
        // The site first: it is a part of every document's id.
        if let Some(bytes) = changes.remove(SITE_PATH) {
            next.change_site(bytes.as_deref());
        }
        for (path, bytes) in changes {
            next.change(path, bytes.as_deref());
        }
        next.settle();
        next
    }

    /// Everything that is wrong, by path and line.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many documents there are, sound or not; `site.md` and misplaced files are none.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are no documents at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// What is public at `now`. Nothing while the archive has never seen a sound `site.md`, for
    /// then no document has an id; the site is called `unknown` until then.
    #[must_use]
    pub fn publish(&self, now: &Zoned) -> Snapshot {
        let Some(site) = self.site() else { return Snapshot::new(unknown_site(), &[]) };
        let public: Vec<_> = self
            .serving()
            .filter(|loaded| loaded.node.publication().is_public(now))
            .map(|loaded| (loaded.node.clone(), relations(loaded)))
            .collect();
        Snapshot::new(site.clone(), &public)
    }

    /// The next instant after `now` at which something becomes public or stops being so.
    #[must_use]
    pub fn next_publication(&self, now: &Zoned) -> Option<Zoned> {
        self.serving().filter_map(|loaded| loaded.node.publication().next_change(now)).min()
    }

    fn site(&self) -> Option<&Site> {
        self.site.as_ref()?.good.as_deref()
    }

    fn site_slug(&self) -> Slug {
        self.site().map_or_else(|| unknown_site().slug, |site| site.slug.clone())
    }

    fn serving(&self) -> impl Iterator<Item = &Loaded> {
        self.documents.values().filter_map(|document| document.serving.as_deref())
    }

    fn change_site(&mut self, bytes: Option<&[u8]>) {
        let before = self.site_slug();
        self.site = bytes.map(|bytes| {
            let latest = read_site(SITE_PATH, bytes);
            let earlier = self.site.take().and_then(|held| held.good);
            Held { good: latest.sound.clone().or(earlier), latest }
        });
        let after = self.site_slug();
        if before == after {
            return;
        }
        for document in self.documents.values_mut() {
            let of_site = |loaded: &Arc<Loaded>| Arc::new(loaded.of_site(&after));
            let held = &mut document.held;
            held.good = held.good.as_ref().map(of_site);
            held.latest.sound = held.latest.sound.as_ref().map(of_site);
        }
    }

    fn change(&mut self, path: String, bytes: Option<&[u8]>) {
        let Some(bytes) = bytes else {
            self.documents.remove(&path);
            self.misplaced.remove(&path);
            return;
        };
        let (identity, latest) = match Place::of(&path) {
            Place::Site | Place::Ignored => return,
            Place::Misplaced(problem) => {
                self.misplaced.insert(path, problem);
                return;
            }
            Place::Misnamed(problem) => (None, Reading::failed(problem)),
            Place::Document(kind, slug) => {
                let latest = Loaded::read(&path, bytes, &self.site_slug(), kind, &slug);
                (Some((kind, slug)), latest)
            }
        };
        let good = self.documents.remove(&path).and_then(|document| document.held.good);
        let held = Held { latest, good };
        self.documents.insert(path, Document { identity, held, serving: None });
    }

    /// Decides which version of each document serves, and gathers all problems.
    fn settle(&mut self) {
        let mut problems: Vec<Problem> = self.misplaced.values().cloned().collect();
        match &self.site {
            Some(site) => problems.extend(site.latest.problems.iter().cloned()),
            None => problems.push(site_missing()),
        }
        problems.extend(self.choose_serving());
        for document in self.documents.values() {
            problems.extend(document.held.latest.problems.iter().cloned());
        }
        problems.extend(checks::of_tree(&self.tree()));
        problems.sort();
        self.problems = problems;
    }

    /// Lets each document serve as last read, unless that version has an error or claims a slug
    /// that another document has; then as it last was good, unless that version claims one.
    fn choose_serving(&mut self) -> Vec<Problem> {
        let mut taken: HashMap<(Kind, Slug), String> = HashMap::new();
        for (path, document) in &self.documents {
            taken.extend(document.identity.clone().map(|identity| (identity, path.clone())));
        }
        let mut problems = Vec::new();
        for (path, document) in &mut self.documents {
            let Held { latest, good } = &mut document.held;
            let sound = latest.sound.clone().filter(|loaded| match clash(loaded, &taken) {
                Some((slug, other)) => {
                    problems.push(slug_taken(path, loaded, slug, other));
                    false
                }
                None => true,
            });
            document.serving = sound
                .clone()
                .or_else(|| good.clone().filter(|loaded| clash(loaded, &taken).is_none()));
            if sound.is_some() {
                *good = sound;
            }
            let Some(serving) = &document.serving else { continue };
            let kind = serving.node.kind();
            for former in serving.node.formerly() {
                taken.insert((kind, former.clone()), path.clone());
            }
        }
        problems
    }

    fn tree(&self) -> Tree<'_> {
        let mut tree = Tree::default();
        for (path, document) in &self.documents {
            if let Some((kind, slug)) = &document.identity {
                tree.add_slug(*kind, slug);
            }
            if let Some(loaded) = &document.held.latest.sound {
                tree.add(path, loaded);
            }
        }
        for loaded in self.serving() {
            tree.add_former(loaded);
        }
        tree
    }
}

/// The first former slug of a document that another one has, present or former, and which.
fn clash<'l, 't>(
    loaded: &'l Loaded,
    taken: &'t HashMap<(Kind, Slug), String>,
) -> Option<(&'l Slug, &'t str)> {
    let kind = loaded.node.kind();
    loaded.node.formerly().iter().find_map(|former| {
        let other = taken.get(&(kind, former.clone()))?;
        Some((former, other.as_str()))
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

fn site_missing() -> Problem {
    Problem::new(
        "site-missing",
        SITE_PATH,
        Position::START,
        "Filen site.md saknas, så det går inte att veta vilken webbplats innehållet hör till.",
        "Skriv en site.md överst i innehållet, med slug och name.",
    )
}

/// The site of an archive that has none.
#[expect(clippy::expect_used, reason = "a word of our own, and a slug")]
fn unknown_site() -> Site {
    Site {
        slug: Slug::new("unknown").expect("a slug"),
        name: "Okänd webbplats".to_owned(),
        language: "sv".to_owned(),
        editor: None,
    }
}

fn relations(loaded: &Loaded) -> Vec<Relation> {
    let mut seen = HashSet::new();
    loaded
        .references
        .iter()
        .filter(|reference| seen.insert((reference.kind, &reference.slug)))
        .map(|reference| Relation { kind: reference.kind, slug: reference.slug.clone() })
        .collect()
}
