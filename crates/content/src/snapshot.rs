//! All public content at one moment, indexed for every question we answer.

use std::sync::Arc;

use finsam_model::{
    Appearance, Entry, Figure, Id, Initiative, Kind, NewsArticle, Organisation, Person, Seminar,
    Series, Site, Slug, Source, Statement, Term, Venue,
};
use jiff::Zoned;
use sha2::{Digest, Sha256};

use crate::{
    Difference, Moment, Node,
    difference::difference,
    relations::Relations,
    search::{Hit, SearchIndex},
    shelf::{Shelf, Shelved},
    timetable::Timetable,
};

/// All public content at one moment. Never changes; a request takes one and keeps
/// it to its end.
#[derive(Clone, Debug)]
pub struct Snapshot {
    site: Site,
    version: String,
    pub(crate) seminars: Shelf<Seminar>,
    pub(crate) series: Shelf<Series>,
    pub(crate) people: Shelf<Person>,
    pub(crate) organisations: Shelf<Organisation>,
    pub(crate) venues: Shelf<Venue>,
    pub(crate) news: Shelf<NewsArticle>,
    pub(crate) initiatives: Shelf<Initiative>,
    pub(crate) figures: Shelf<Figure>,
    pub(crate) terms: Shelf<Term>,
    pub(crate) sources: Shelf<Source>,
    timetable: Arc<Timetable>,
    relations: Relations,
    search: SearchIndex,
}

/// A relation from one document to another, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) kind: Kind,
    pub(crate) slug: Slug,
}

impl Snapshot {
    /// Gathers public documents and what they refer to.
    pub(crate) fn new(site: Site, documents: &[(Node, Vec<Relation>)]) -> Self {
        fn pick<T: Shelved>(
            documents: &[(Node, Vec<Relation>)],
            of: impl Fn(&Node) -> Option<&Arc<Entry<T>>>,
        ) -> Shelf<T> {
            let mut come: Vec<_> =
                documents.iter().filter_map(|(node, _)| of(node)).cloned().collect();
            Shelf::default().with(&mut [], &mut come).0
        }
        macro_rules! shelf {
            ($noun:ident) => {
                pick(documents, |node| match node {
                    Node::$noun(entry) => Some(entry),
                    _ => None,
                })
            };
        }
        let mut snapshot = Self {
            version: version(&site, documents),
            site,
            seminars: shelf!(Seminar),
            series: shelf!(Series),
            people: shelf!(Person),
            organisations: shelf!(Organisation),
            venues: shelf!(Venue),
            news: shelf!(NewsArticle),
            initiatives: shelf!(Initiative),
            figures: shelf!(Figure),
            terms: shelf!(Term),
            sources: shelf!(Source),
            timetable: Arc::default(),
            relations: Relations::default(),
            search: SearchIndex::default(),
        };
        let (_, change) = Shelf::default().with(&mut [], &mut snapshot.seminars.to_vec());
        snapshot.timetable = Arc::new(Timetable::default().with(&change, &[], &snapshot.seminars));
        snapshot.relations = Relations::new(&snapshot, documents);
        snapshot.search = SearchIndex::new(&snapshot);
        snapshot
    }

    /// The site the content belongs to.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// A name for exactly this content: the same documents give the same version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// All documents of one kind, in its natural order: seminars by time, news and figures
    /// latest first, everything else by name.
    #[must_use]
    pub fn all<T: Shelved>(&self) -> &Shelf<T> {
        T::shelf(self)
    }

    /// The document with this slug, present or former.
    #[must_use]
    pub fn get<T: Shelved>(&self, slug: &str) -> Option<&Arc<Entry<T>>> {
        self.all::<T>().get(slug)
    }

    /// Those of the named documents that are here, in the same order.
    pub fn named<'a, T: Shelved + 'a>(
        &'a self,
        slugs: impl IntoIterator<Item = &'a Slug> + 'a,
    ) -> impl Iterator<Item = &'a Arc<Entry<T>>> + 'a {
        slugs.into_iter().filter_map(|slug| self.get(slug.as_str()))
    }

    /// The document of `kind` with this slug, present or former.
    #[must_use]
    pub fn find(&self, kind: Kind, slug: &str) -> Option<Node> {
        match kind {
            Kind::Seminar => self.get(slug).cloned().map(Node::Seminar),
            Kind::Series => self.get(slug).cloned().map(Node::Series),
            Kind::Person => self.get(slug).cloned().map(Node::Person),
            Kind::Organisation => self.get(slug).cloned().map(Node::Organisation),
            Kind::Venue => self.get(slug).cloned().map(Node::Venue),
            Kind::NewsArticle => self.get(slug).cloned().map(Node::NewsArticle),
            Kind::Initiative => self.get(slug).cloned().map(Node::Initiative),
            Kind::Figure => self.get(slug).cloned().map(Node::Figure),
            Kind::Term => self.get(slug).cloned().map(Node::Term),
            Kind::Source => self.get(slug).cloned().map(Node::Source),
        }
    }

    /// The document with this id.
    #[must_use]
    pub fn by_id(&self, id: &Id) -> Option<Node> {
        // The slug a document was born with stays among its slugs for ever.
        (id.site == self.site.slug)
            .then(|| self.find(id.kind, id.born.as_str()))
            .flatten()
            .filter(|node| node.id() == id)
    }

    /// Every document, kind by kind, each kind in its natural order.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        fn of<T: Shelved>(snapshot: &Snapshot) -> impl Iterator<Item = Node> + '_ {
            snapshot.all::<T>().iter().cloned().map(T::node)
        }
        of::<Seminar>(self)
            .chain(of::<Series>(self))
            .chain(of::<Person>(self))
            .chain(of::<Organisation>(self))
            .chain(of::<Venue>(self))
            .chain(of::<NewsArticle>(self))
            .chain(of::<Initiative>(self))
            .chain(of::<Figure>(self))
            .chain(of::<Term>(self))
            .chain(of::<Source>(self))
    }

    /// The documents that refer to this one, kind by kind, each kind in its natural order.
    #[must_use]
    pub fn referring_to(&self, kind: Kind, slug: &Slug) -> &[Node] {
        self.relations.referring_to(kind, slug)
    }

    /// The seminars that refer to a document: held at the venue, part of the series …
    pub fn seminars_of<'a>(
        &'a self,
        kind: Kind,
        slug: &Slug,
    ) -> impl Iterator<Item = &'a Arc<Entry<Seminar>>> + 'a {
        self.referring_to(kind, slug).iter().filter_map(|node| match node {
            Node::Seminar(seminar) => Some(seminar),
            _ => None,
        })
    }

    /// A person's appearances on programmes, by time.
    pub fn appearances_of<'a>(
        &'a self,
        person: &'a Entry<Person>,
    ) -> impl Iterator<Item = (&'a Arc<Entry<Seminar>>, &'a Appearance)> + 'a {
        self.seminars_of(Kind::Person, &person.slug).flat_map(move |seminar| {
            let theirs = move |appearance: &&Appearance| self.is(&appearance.person, person);
            seminar.appearances.iter().filter(theirs).map(move |appearance| (seminar, appearance))
        })
    }

    /// What a person said, with the occasion or article where it was said.
    pub fn statements_of<'a>(
        &'a self,
        person: &'a Entry<Person>,
    ) -> impl Iterator<Item = (&'a Node, &'a Statement)> + 'a {
        self.statements_in(Kind::Person, &person.slug)
            .filter(move |(_, statement)| self.is(&statement.person, person))
    }

    /// What was said about a term or an initiative, with the occasion or article.
    pub fn statements_about<'a>(
        &'a self,
        kind: Kind,
        slug: &'a Slug,
    ) -> impl Iterator<Item = (&'a Node, &'a Statement)> + 'a {
        self.statements_in(kind, slug).filter(move |(_, statement)| {
            let about = if kind == Kind::Term { &statement.terms } else { &statement.initiatives };
            about
                .iter()
                .any(|named| self.find(kind, named.as_str()).is_some_and(|n| n.slug() == slug))
        })
    }

    fn statements_in<'a>(
        &'a self,
        kind: Kind,
        slug: &Slug,
    ) -> impl Iterator<Item = (&'a Node, &'a Statement)> + 'a {
        self.referring_to(kind, slug)
            .iter()
            .flat_map(|node| node.statements().iter().map(move |statement| (node, statement)))
    }

    /// Whether a relation as written means this document.
    fn is<T: Shelved>(&self, written: &Slug, entry: &Entry<T>) -> bool {
        self.get::<T>(written.as_str()).is_some_and(|found| found.slug == entry.slug)
    }

    /// The seminars that have not ended at `from` and have begun before `until`, in natural order;
    /// found without a look at the others.
    pub fn seminars_within(
        &self,
        from: Option<&Zoned>,
        until: Option<&Zoned>,
    ) -> impl DoubleEndedIterator<Item = &Arc<Entry<Seminar>>> {
        let seminars: &[_] = &self.seminars;
        self.timetable.within(from, until).filter_map(|place| seminars.get(place))
    }

    /// The last instant up to `now` at which any answer could change: a midnight in Stockholm, the
    /// start or end of a seminar, or when something is served there. For the same content, two times
    /// with the same moment give the same answers.
    #[must_use]
    pub fn moment(&self, now: &Zoned) -> Moment {
        self.timetable.moment(now)
    }

    /// The first instant after `now` that has another [`moment`](Self::moment).
    #[must_use]
    pub fn next_moment(&self, now: &Zoned) -> Zoned {
        self.timetable.next_moment(now)
    }

    /// What was added, changed or removed since `before`, each document once, in the order of ids.
    /// What both share is passed by without a look at it.
    #[must_use]
    pub fn difference(&self, before: &Self) -> Vec<Difference> {
        difference(before, self)
    }

    /// The documents that best fit a query, best first, at most `limit`.
    #[must_use]
    pub fn search(&self, query: &str, kinds: &[Kind], limit: usize) -> Vec<Hit> {
        self.search.search(query, kinds, limit)
    }
}

/// A hash over the site and every document's own hash, in a fixed order.
fn version(site: &Site, documents: &[(Node, Vec<Relation>)]) -> String {
    let mut lines: Vec<String> = documents
        .iter()
        .map(|(node, _)| format!("{}/{} {}\n", node.kind(), node.slug(), node.hash()))
        .collect();
    lines.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(format!("{site:?}\n"));
    for line in lines {
        hasher.update(line);
    }
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
