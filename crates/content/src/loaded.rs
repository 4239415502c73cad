//! A document that has been read: its noun, what it refers to and where its fields stand.

use std::{collections::HashMap, sync::Arc};

use data_encoding::HEXLOWER;
use finsam_model::{Body, Kind, Site, Slug};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{
    Node, Problem, Severity, checks,
    document::{Document, Position},
    fields::{self, FieldName, Found, Reference, Slugs},
    forms::{self, Surroundings},
    shared_map::RandomState,
};

/// A document that could be read. Shared by every archive and snapshot that holds it.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    /// The noun with what surrounds it.
    pub(crate) node: Node,
    /// Its relations to other documents.
    pub(crate) references: Box<[Reference]>,
    /// Where its former slugs stand; the start of the document if it has none.
    pub(crate) formerly_at: Position,
    /// Where it says what it is the same as; the start of the document if it does not.
    pub(crate) same_as_at: Position,
}

/// A document while it is checked by itself: with what nobody needs to know afterwards.
#[derive(Debug)]
pub(crate) struct Written {
    /// The noun with what surrounds it.
    pub(crate) node: Node,
    /// Its relations to other documents.
    pub(crate) references: Vec<Reference>,
    /// Where its fields stand, by full name: `appearances.2.person`.
    places: HashMap<String, Position, RandomState>,
    /// The keys its kind has at the top of the front matter.
    pub(crate) keys: Vec<&'static str>,
}

/// What became of a document's bytes.
#[derive(Clone, Debug)]
pub(crate) struct Reading<T> {
    /// What it says, if it is sound.
    pub(crate) sound: Option<Arc<T>>,
    /// What is wrong with it. With an error it is not sound.
    pub(crate) problems: Vec<Problem>,
}

impl<T> Reading<T> {
    /// A document of which nothing can be said but what is wrong.
    pub(crate) fn failed(problem: Problem) -> Self {
        Self { sound: None, problems: vec![problem] }
    }

    fn new(value: Option<T>, problems: Vec<Problem>) -> Self {
        let usable = problems.iter().all(|problem| problem.severity == Severity::Warning);
        Self { sound: value.filter(|_| usable).map(Arc::new), problems }
    }
}

impl Loaded {
    /// Reads a document of `kind`, sharing the slugs that were met before.
    pub(crate) fn read(
        path: &str,
        bytes: &[u8],
        site: &Slug,
        kind: Kind,
        slug: &Slug,
        slugs: &Slugs,
        written_at: Option<Timestamp>,
    ) -> Reading<Self> {
        let document = match Document::read(path, bytes) {
            Ok(document) => document,
            Err(problem) => return Reading::failed(problem),
        };
        let text: Arc<str> = document.text.into();
        let Ok(body) = Body::read(&text, text.len() - document.body.len()) else {
            return Reading::failed(too_deep(path));
        };
        let surroundings = Surroundings {
            site: site.clone(),
            slug: slug.clone(),
            body,
            hash: hash(&text),
            document: text,
            written_at,
        };
        let form = |fields: &mut fields::Fields<'_>| forms::node(kind, fields, surroundings);
        let (node, found) = fields::read(&document, slugs, form);
        let Found { mut problems, references, places, asked, .. } = found;
        let keys = asked.into_iter().filter_map(FieldName::of_whole).collect();
        let written = node.flatten().map(|node| Written { node, references, places, keys });
        if let Some(written) = &written {
            problems.extend(checks::of_document(path, written));
        }
        Reading::new(written.map(Self::from), problems)
    }

    /// What it refers to, as written, each once and in order.
    pub(crate) fn relations(&self) -> Vec<(Kind, &Slug)> {
        let mut relations: Vec<_> =
            self.references.iter().map(|reference| (reference.kind, &reference.slug)).collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }

    /// The same document in another site.
    pub(crate) fn of_site(&self, site: &Slug) -> Self {
        Self { node: self.node.of_site(site), ..self.clone() }
    }
}

impl Written {
    /// Where a field stands; the start of the document if it does not.
    pub(crate) fn place(&self, field: &str) -> Position {
        self.places.get(field).copied().unwrap_or(Position::START)
    }
}

impl From<Written> for Loaded {
    fn from(written: Written) -> Self {
        let [formerly_at, same_as_at] = ["formerly", "sameAs"].map(|field| written.place(field));
        let Written { node, references, .. } = written;
        Self { node, references: references.into(), formerly_at, same_as_at }
    }
}

/// Reads `site.md`.
pub(crate) fn read_site(path: &str, bytes: &[u8]) -> Reading<Site> {
    match Document::read(path, bytes) {
        Ok(document) => {
            let (site, found) = fields::read(&document, &Slugs::default(), forms::site);
            Reading::new(site.flatten(), found.problems)
        }
        Err(problem) => Reading::failed(problem),
    }
}

fn too_deep(path: &str) -> Problem {
    Problem::new(
        "text-too-deep",
        path,
        Position::START,
        "Löptexten har listor eller citat för djupt inuti varandra.",
        "Skriv texten med färre nivåer.",
    )
}

/// SHA-256 in lower-case hexadecimal.
fn hash(text: &str) -> Arc<str> {
    HEXLOWER.encode(&Sha256::digest(text)).into()
}
