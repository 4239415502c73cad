//! A document of any kind.

use std::sync::Arc;

use finsam_model::{
    Body, Claim, Counterpart, Document, Entry, Figure, Id, Initiative, Kind, NewsArticle, Noun,
    Organisation, Person, Publication, Seminar, Series, Slug, Source, Statement, Term, Venue,
};

use crate::{Rank, Shelved};

/// What leads to a document: its kind and one of its slugs.
pub(crate) type Key = (Kind, Slug);

/// A place in the order of all documents: kind by kind, each in its natural order.
pub(crate) type Place = (Kind, Rank, Id);

/// A document of any kind. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "a variant is its kind")]
pub enum Node {
    Seminar(Arc<Entry<Seminar>>),
    Series(Arc<Entry<Series>>),
    Person(Arc<Entry<Person>>),
    Organisation(Arc<Entry<Organisation>>),
    Venue(Arc<Entry<Venue>>),
    NewsArticle(Arc<Entry<NewsArticle>>),
    Initiative(Arc<Entry<Initiative>>),
    Figure(Arc<Entry<Figure>>),
    Term(Arc<Entry<Term>>),
    Source(Arc<Entry<Source>>),
}

/// Runs the same expression on the entry, whatever its kind.
macro_rules! each {
    ($node:expr, $entry:ident => $value:expr) => {
        match $node {
            Node::Seminar($entry) => $value,
            Node::Series($entry) => $value,
            Node::Person($entry) => $value,
            Node::Organisation($entry) => $value,
            Node::Venue($entry) => $value,
            Node::NewsArticle($entry) => $value,
            Node::Initiative($entry) => $value,
            Node::Figure($entry) => $value,
            Node::Term($entry) => $value,
            Node::Source($entry) => $value,
        }
    };
}

impl Node {
    /// The same document in another site: its id alone is another.
    pub(crate) fn of_site(&self, site: &Slug) -> Self {
        fn moved<T: Shelved + Clone>(entry: &Entry<T>, site: &Slug) -> Node {
            let id = Id { site: site.clone(), ..entry.id.clone() };
            T::node(Arc::new(Entry { id, ..entry.clone() }))
        }
        each!(self, entry => moved(entry, site))
    }

    /// Its place among all documents: kind by kind, each kind in its natural order.
    #[must_use]
    pub fn place(&self) -> (Kind, Rank, Id) {
        fn of<T: Shelved>(entry: &Entry<T>) -> Place {
            let (rank, id) = T::place(entry);
            (T::KIND, rank, id)
        }
        each!(self, entry => of(entry))
    }

    /// What leads to it now.
    pub(crate) fn key(&self) -> Key {
        (self.kind(), self.slug().clone())
    }

    /// Which of two documents comes first by kind and slug.
    pub(crate) fn cmp_by_key(&self, other: &Self) -> std::cmp::Ordering {
        (self.kind(), self.slug()).cmp(&(other.kind(), other.slug()))
    }

    /// Everything that leads to it.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        let slugs: Vec<Slug> = each!(self, entry => entry.slugs().cloned().collect());
        let kind = self.kind();
        slugs.into_iter().map(move |slug| (kind, slug))
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.id().kind
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &Id {
        each!(self, entry => &entry.id)
    }

    /// Its present slug.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        each!(self, entry => &entry.slug)
    }

    /// Its earlier slugs, oldest first.
    #[must_use]
    pub fn formerly(&self) -> &[Slug] {
        each!(self, entry => &entry.formerly)
    }

    /// The document of another site that it is about the same thing as.
    pub(crate) fn same_as(&self) -> Option<&Slug> {
        each!(self, entry => entry.same_as.as_ref())
    }

    /// The documents of other sites that were joined with it.
    #[must_use]
    pub fn counterparts(&self) -> &[Counterpart] {
        each!(self, entry => &entry.counterparts)
    }

    /// The documents it is made of: usually one.
    #[must_use]
    pub fn documents(&self) -> Vec<Document<'_>> {
        each!(self, entry => entry.documents().collect())
    }

    /// The one of the documents it is made of that has this id.
    #[must_use]
    pub fn document_with(&self, id: &Id) -> Option<Document<'_>> {
        each!(self, entry => entry.documents().find(|document| document.id == id))
    }

    /// Whether this is its id, or that of a counterpart.
    #[must_use]
    pub fn has_id(&self, id: &Id) -> bool {
        each!(self, entry => entry.has_id(id))
    }

    /// The name or title people know it by.
    #[must_use]
    pub fn label(&self) -> &str {
        each!(self, entry => entry.label())
    }

    /// Other names it goes by.
    #[must_use]
    pub fn other_names(&self) -> Vec<&str> {
        each!(self, entry => entry.other_names())
    }

    /// Slugs of its sources.
    #[must_use]
    pub fn sources(&self) -> &[Slug] {
        each!(self, entry => &entry.sources)
    }

    /// Where its values come from.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        each!(self, entry => &entry.claims)
    }

    /// When it is public.
    #[must_use]
    pub fn publication(&self) -> &Publication {
        each!(self, entry => &entry.publication)
    }

    /// Its running text.
    #[must_use]
    pub fn body(&self) -> &Body {
        each!(self, entry => &entry.body)
    }

    /// Its text as the editor wrote it.
    #[must_use]
    pub fn document(&self) -> &str {
        each!(self, entry => &entry.document)
    }

    /// The hash of its text.
    #[must_use]
    pub fn hash(&self) -> &Arc<str> {
        each!(self, entry => &entry.hash)
    }

    /// When it was last written, where its store tells.
    #[must_use]
    pub fn written_at(&self) -> Option<jiff::Timestamp> {
        each!(self, entry => entry.written_at)
    }

    /// What people say in it; empty for kinds that hold no statements.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Seminar(seminar) => &seminar.statements,
            Self::NewsArticle(article) => &article.statements,
            _ => &[],
        }
    }
}
