//! All public content at one moment, indexed for every question we answer.

use std::{
    hash::BuildHasher,
    sync::{Arc, OnceLock},
};

use finsam_model::{
    Appearance, Entry, Figure, Id, Initiative, Kind, NewsArticle, Organisation, Person, Seminar,
    Series, Site, Slug, Source, Statement, Term, Venue,
};
use foldhash::fast::FixedState;
use jiff::Zoned;
use sha2::{Digest, Sha256};

use crate::{
    Difference, Moment, Node,
    difference::difference,
    fingerprint::Fingerprint,
    loaded::Loaded,
    network::{IdentitySuggestion, identity_suggestions},
    node::Key,
    relations::Relations,
    search::{Found, Names, Search, SearchIndex, Suggestion},
    shelf::{Shelf, Shelved},
    sites::Sites,
    timetable::Timetable,
};

/// All public content at one moment. Never changes; a request takes one and keeps
/// it to its end.
#[derive(Clone, Debug)]
pub struct Snapshot {
    sites: Sites,
    version: String,
    fingerprint: Fingerprint,
    /// A sum over when each document was written.
    written: u64,
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
    pub(crate) search: SearchIndex,
    /// Once somebody has asked.
    identity_suggestions: Arc<OnceLock<Vec<IdentitySuggestion>>>,
}

impl Snapshot {
    /// Nothing, of a site.
    pub(crate) fn empty(site: Site) -> Self {
        let mut empty = Self {
            sites: site.into(),
            version: String::new(),
            fingerprint: Fingerprint::default(),
            written: 0,
            seminars: Shelf::default(),
            series: Shelf::default(),
            people: Shelf::default(),
            organisations: Shelf::default(),
            venues: Shelf::default(),
            news: Shelf::default(),
            initiatives: Shelf::default(),
            figures: Shelf::default(),
            terms: Shelf::default(),
            sources: Shelf::default(),
            timetable: Arc::default(),
            relations: Relations::default(),
            search: SearchIndex::default(),
            identity_suggestions: Arc::default(),
        };
        empty.version = version(&empty.sites, empty.fingerprint);
        empty
    }

    /// The snapshot after some documents went and others came, at the cost of those; a document
    /// that changed does both.
    pub(crate) fn with(&self, sites: &Sites, gone: &[Arc<Loaded>], come: &[Arc<Loaded>]) -> Self {
        let mut next = Self { identity_suggestions: Arc::default(), ..self.clone() };
        next.sites.clone_from(sites);
        let in_order = |documents: &[Arc<Loaded>]| {
            let mut documents = documents.to_vec();
            documents.sort_by_cached_key(|loaded| loaded.node.place());
            documents
        };
        let (gone, come) = (in_order(gone), in_order(come));
        gone.iter().for_each(|loaded| next.fingerprint.take_off(&loaded.node));
        come.iter().for_each(|loaded| next.fingerprint.add(&loaded.node));
        next.version = version(&next.sites, next.fingerprint);
        let sum = |documents: &[Arc<Loaded>]| {
            documents.iter().map(|one| written(&one.node)).fold(0, u64::wrapping_add)
        };
        next.written = self.written.wrapping_sub(sum(&gone)).wrapping_add(sum(&come));
        next.shelve(&gone, &come);
        let find = |(kind, slug): &Key| next.find(*kind, slug);
        let (relations, search) = rayon::join(
            || self.relations.with(&gone, &come, find),
            || self.search.with(self, &next, &gone, &come),
        );
        Self { relations, search, ..next }
    }

    /// Takes documents off their shelves and puts others there.
    fn shelve(&mut self, gone: &[Arc<Loaded>], come: &[Arc<Loaded>]) {
        fn of<T: Shelved>(documents: &[Arc<Loaded>]) -> Vec<&Arc<Entry<T>>> {
            documents.iter().filter_map(|loaded| T::of(&loaded.node)).collect()
        }
        fn change<T: Shelved>(shelf: &mut Shelf<T>, gone: &[Arc<Loaded>], come: &[Arc<Loaded>]) {
            let (gone, come) = (of::<T>(gone), of::<T>(come));
            if !(gone.is_empty() && come.is_empty()) {
                *shelf = shelf.with(&gone, &come).0;
            }
        }
        let (lost, new) = (of::<Seminar>(gone), of::<Seminar>(come));
        if !(lost.is_empty() && new.is_empty()) {
            let (seminars, change) = self.seminars.with(&lost, &new);
            self.timetable = Arc::new(self.timetable.with(&change, &lost, &new));
            self.seminars = seminars;
        }
        change(&mut self.series, gone, come);
        change(&mut self.people, gone, come);
        change(&mut self.organisations, gone, come);
        change(&mut self.venues, gone, come);
        change(&mut self.news, gone, come);
        change(&mut self.initiatives, gone, come);
        change(&mut self.figures, gone, come);
        change(&mut self.terms, gone, come);
        change(&mut self.sources, gone, come);
    }

    /// The site that serves the content, and to which it all belongs unless it is a network's.
    #[must_use]
    pub fn site(&self) -> &Site {
        self.sites.home()
    }

    /// All sites the content belongs to: the one that serves first, then the others by their short
    /// names.
    pub fn sites(&self) -> impl Iterator<Item = &Site> {
        self.sites.all()
    }

    /// The site with this short name.
    #[must_use]
    pub fn site_with(&self, name: &str) -> Option<&Site> {
        self.sites().find(|site| site.slug.as_str() == name)
    }

    /// A slug that names its site, as it is known here; none if the site is not among them.
    pub(crate) fn here(&self, slug: &Slug) -> Option<Slug> {
        self.sites.slug(slug, slug.site()?)
    }

    /// The site whose document has a slug.
    #[must_use]
    pub fn site_of(&self, slug: &Slug) -> &Site {
        self.sites.of(slug)
    }

    /// A name for exactly this content: the same documents give the same version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Tells one time at which this content was written from another: the same content written anew
    /// has the same version, but says when it was written where somebody needs to know.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// All documents of one kind, in its natural order: seminars by time, news and figures
    /// latest first, everything else by name.
    #[must_use]
    pub fn all<T: Shelved>(&self) -> &Shelf<T> {
        T::shelf(self)
    }

    /// Where among [`all`](Self::all) of a kind the documents of the site with this short name stand,
    /// in order.
    #[must_use]
    pub fn places_of<T: Shelved>(&self, site: &str) -> &[usize] {
        let is_home = self.site().slug.as_str() == site;
        self.all::<T>().places_of((!is_home).then_some(site))
    }

    /// The document with this slug, present or former.
    #[must_use]
    pub fn get<T: Shelved>(&self, slug: &Slug) -> Option<&Arc<Entry<T>>> {
        self.all::<T>().get(slug)
    }

    /// Those of the named documents that are here, in the same order.
    pub fn named<'a, T: Shelved + 'a>(
        &'a self,
        slugs: impl IntoIterator<Item = &'a Slug> + 'a,
    ) -> impl Iterator<Item = &'a Arc<Entry<T>>> + 'a {
        slugs.into_iter().filter_map(|slug| self.get(slug))
    }

    /// The documents of a kind that go by this short name now or did before, in one site or in any:
    /// more than one where sites use it for different things.
    #[must_use]
    pub fn called<T: Shelved>(&self, name: &str, site: Option<&str>) -> Vec<&Arc<Entry<T>>> {
        let mut found: Vec<&Arc<Entry<T>>> =
            self.slugs(name, site).into_iter().filter_map(|slug| self.get(&slug)).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }

    /// The documents of `kind` that go by this short name now or did before, as [`called`](Self::called)
    /// has it.
    #[must_use]
    pub fn find_called(&self, kind: Kind, name: &str, site: Option<&str>) -> Vec<Node> {
        let slugs = self.slugs(name, site).into_iter();
        let mut found: Vec<Node> = slugs.filter_map(|slug| self.find(kind, &slug)).collect();
        found.sort_by(|a, b| a.id().cmp(b.id()));
        found.dedup_by(|a, b| a.id() == b.id());
        found
    }

    fn slugs(&self, name: &str, site: Option<&str>) -> Vec<Slug> {
        match (Slug::new(name), site) {
            (Ok(name), None) => self.sites.slugs(&name).collect(),
            (Ok(name), Some(site)) => self.sites.slug(&name, site).into_iter().collect(),
            (Err(_), _) => Vec::new(),
        }
    }

    /// The document of `kind` with this slug, present or former.
    #[must_use]
    pub fn find(&self, kind: Kind, slug: &Slug) -> Option<Node> {
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

    /// The document of a kind with this id; its own, or one of those it was joined with.
    #[must_use]
    pub fn entry_by_id<T: Shelved>(&self, id: &Id) -> Option<&Arc<Entry<T>>> {
        // The slug a document was born with stays among its slugs for ever.
        let slug = self.sites.slug(&id.born, id.site.as_str())?;
        self.get::<T>(&slug).filter(|entry| entry.has_id(id))
    }

    /// The document with this id, its own or that of one it was joined with.
    #[must_use]
    pub fn by_id(&self, id: &Id) -> Option<Node> {
        // The slug a document was born with stays among its slugs for ever.
        let slug = self.sites.slug(&id.born, id.site.as_str())?;
        self.find(id.kind, &slug).filter(|node| node.has_id(id))
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

    /// Every document of a kind, in its natural order.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> Box<dyn ExactSizeIterator<Item = Node> + '_> {
        fn of<T: Shelved>(snapshot: &Snapshot) -> Box<dyn ExactSizeIterator<Item = Node> + '_> {
            Box::new(snapshot.all::<T>().iter().cloned().map(T::node))
        }
        match kind {
            Kind::Seminar => of::<Seminar>(self),
            Kind::Series => of::<Series>(self),
            Kind::Person => of::<Person>(self),
            Kind::Organisation => of::<Organisation>(self),
            Kind::Venue => of::<Venue>(self),
            Kind::NewsArticle => of::<NewsArticle>(self),
            Kind::Initiative => of::<Initiative>(self),
            Kind::Figure => of::<Figure>(self),
            Kind::Term => of::<Term>(self),
            Kind::Source => of::<Source>(self),
        }
    }

    /// The documents that refer to this one, by its present slug; kind by kind, each kind in its
    /// natural order.
    #[must_use]
    pub fn referring_to(&self, kind: Kind, slug: &Slug) -> &[Node] {
        let is_present = |node: Node| node.slug() == slug;
        if self.find(kind, slug).is_some_and(is_present) {
            self.relations.referring_to(&(kind, slug.clone()))
        } else {
            &[]
        }
    }

    /// The documents that refer to a slug as written, wherever it leads.
    pub(crate) fn referring_as_written(&self, key: &Key) -> &[Node] {
        self.relations.referring_as_written(key)
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
            about.iter().any(|named| self.find(kind, named).is_some_and(|n| n.slug() == slug))
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
        self.get::<T>(written).is_some_and(|found| found.slug == entry.slug)
    }

    /// The seminars that have not ended at `from` and have begun before `until`, in natural order;
    /// found without a look at the others.
    pub fn seminars_within<'a>(
        &'a self,
        from: Option<&Zoned>,
        until: Option<&Zoned>,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Entry<Seminar>>> + use<'a> {
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

    /// Documents of different sites that look like the same thing and do not say so, the likeliest
    /// first. They are looked for the first time somebody asks.
    #[must_use]
    pub fn identity_suggestions(&self) -> &[IdentitySuggestion] {
        self.identity_suggestions.get_or_init(|| identity_suggestions(self))
    }

    /// What was added, changed or removed since `before`, each document once, in the order of ids.
    /// What both share is passed by without a look at it.
    #[must_use]
    pub fn difference(&self, before: &Self) -> Vec<Difference> {
        difference(before, self)
    }

    /// The documents that best fit what is sought, and how many do.
    #[must_use]
    pub fn search(&self, search: &Search<'_>) -> Found {
        self.search.search(self, search)
    }

    /// Names to complete what is being typed with, best first, at most `limit` and never more than
    /// 25; of these kinds, or of any if none are given.
    #[must_use]
    pub fn suggest(&self, prefix: &str, kinds: &[Kind], limit: usize) -> Vec<Suggestion> {
        self.search.suggest(prefix, kinds, limit)
    }

    /// What documents are called.
    #[must_use]
    pub fn names(&self) -> Names<'_> {
        Names::of(&self.search)
    }

    /// The documents in which these words stand, given as stems with how much each counts, best
    /// first, at most `limit`, with how well they fit: a document need not have all. Of these kinds,
    /// or of any if none are given.
    #[must_use]
    pub fn candidates(
        &self,
        kinds: &[Kind],
        stems: &[(&str, f64)],
        limit: usize,
    ) -> Vec<(Node, f64)> {
        self.search.candidates(kinds, stems, limit)
    }

    /// The words that begin or end with this one, and those it begins or ends with: at most `limit`
    /// of each sort, the commonest first. All are given as stems; parts of less than `shortest`
    /// letters do not count.
    #[must_use]
    pub fn compounds(&self, stem: &str, shortest: usize, limit: usize) -> Vec<String> {
        self.search.compounds(stem, shortest, limit)
    }

    /// How many documents there are.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.search.documents()
    }

    /// The documents in which a word stands, given as its stem, in no order; `None` if they are more
    /// than `most`.
    #[must_use]
    pub fn documents_holding(&self, stem: &str, most: usize) -> Option<Vec<Node>> {
        self.search.holding(stem, most)
    }

    /// In how many documents a word stands, given as its stem.
    #[must_use]
    pub fn documents_with(&self, stem: &str) -> usize {
        self.search.documents_with(stem)
    }
}

/// A document's part in the sum of when documents were written.
fn written(node: &Node) -> u64 {
    let at = node.written_at().map_or(0, |at| at.as_nanosecond());
    FixedState::default().hash_one((node.id(), at))
}

/// A hash over the sites and all documents.
fn version(sites: &Sites, fingerprint: Fingerprint) -> String {
    let hash = Sha256::new()
        .chain_update(format!("finsam content {sites:?}\n"))
        .chain_update(fingerprint.to_bytes())
        .finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
