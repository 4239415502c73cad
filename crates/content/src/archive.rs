//! Every document as it was last read, sound or not, and what is public of it.

mod public;
mod register;
mod serving;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use finsam_model::{Kind, Site, Slug};
use finsam_swedish::distance;
use jiff::{Timestamp, Zoned};
use rayon::prelude::*;
use rpds::RedBlackTreeMapSync;

use crate::{
    Problem, Snapshot,
    checks::{self, Others},
    document::Position,
    fields::Slugs,
    loaded::{Loaded, Reading, read_site},
    node::Key,
    parallel,
    place::{Place, SITE_PATH},
    shared_map::RandomState,
};
use public::Public;
pub(crate) use public::Step;
use register::{Document, Held, MOST_SLIPS, Register};

/// A document's place and bytes, as a store hands them over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Path within the content tree, with `/`.
    pub path: String,
    /// The new bytes; none when the document is gone.
    pub bytes: Option<Vec<u8>>,
}

/// When documents were last written, by their paths, as far as their store tells.
pub type WrittenAt = BTreeMap<String, Timestamp>;

/// Every document as it was last read: the sound ones, the last good version of the
/// broken ones, drafts, and all problems. An immutable value; [`update`](Self::update)
/// gives the next, at the cost of what changed.
///
/// An update in steps gives what one update from the empty archive gives, but for one thing:
/// a document that was good and is broken now serves as it was, and only an archive that saw
/// it then can know how.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    site: Option<Held<Site>>,
    register: Register,
    /// In order.
    problems: Arc<Vec<Problem>>,
    /// When documents that serve become public or stop being so.
    publications: RedBlackTreeMapSync<(Timestamp, Arc<str>), ()>,
    last: Last,
    /// Whether it is another site's, whose documents' slugs know that site.
    is_elsewhere: bool,
}

/// What was last published, of this archive or one before it, so that publishing costs only what
/// is different. Nothing but time depends on it.
#[derive(Debug, Default)]
struct Last(Mutex<Public>);

impl Archive {
    /// The archive after some documents changed. Of several changes to one document only the
    /// last counts.
    #[must_use]
    pub fn update(&self, changes: Vec<Change>) -> Self {
        self.update_written(changes, &WrittenAt::new())
    }

    /// The same where it is known when they were written.
    #[must_use]
    pub fn update_written(&self, changes: Vec<Change>, written_at: &WrittenAt) -> Self {
        let mut next = self.clone();
        let mut changes: BTreeMap<Arc<str>, Option<Vec<u8>>> =
            changes.into_iter().map(|change| (change.path.into(), change.bytes)).collect();
        let mut looks = Looks::default();
        // The site first: it is a part of every document's id. Another one is what it was said to be.
        if let Some(bytes) = changes.remove(SITE_PATH).filter(|_| !next.is_elsewhere) {
            next.change_site(bytes.as_deref(), &mut looks);
        }
        if next.site.is_none() {
            looks.problems.insert(SITE_PATH.into());
        }
        let slug = next.site_slug();
        // On all cores; the bytes of a document are let go of as soon as it is read.
        let met = || Slugs::within(next.is_elsewhere.then(|| slug.clone()));
        let read = changes.into_par_iter().map_init(met, |slugs, (path, bytes)| {
            let written_at = written_at.get(&*path).copied();
            let read = read(&path, bytes.as_deref(), &slug, slugs, written_at);
            (path, read)
        });
        let read = read.collect::<Vec<_>>().into_iter();
        let taken = read.filter_map(|(path, read)| next.take(path, read, &mut looks.misplaced));
        // Sets are made as a whole: to put a path in by itself takes many times as long.
        looks.changed.append(&mut taken.collect());
        next.settle(self, looks);
        next
    }

    /// An empty archive of another site. Documents of it that come later know their site.
    pub(crate) fn elsewhere(site: Site) -> Self {
        Self { is_elsewhere: true, ..Self::default() }.called(site)
    }

    /// The archive of another site, when its name or language is this; its slug is the same.
    pub(crate) fn called(mut self, site: Site) -> Self {
        let site = Arc::new(site);
        let latest = Reading { sound: Some(Arc::clone(&site)), problems: Vec::new() };
        self.site = Some(Held { latest, good: Some(site) });
        self
    }

    /// Everything that is wrong, by path and line.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many documents there are, sound or not; `site.md` and misplaced files are none.
    #[must_use]
    pub fn len(&self) -> usize {
        self.register.len()
    }

    /// Whether there are no documents at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is public at `now`. Nothing while the archive has never seen a sound `site.md`, for
    /// then no document has an id; the site is called `unknown` until then.
    #[must_use]
    pub fn publish(&self, now: &Zoned) -> Snapshot {
        match self.site() {
            Some(site) => self.public().publish(self, site, now),
            None => Snapshot::empty(unknown_site()),
        }
    }

    fn public(&self) -> MutexGuard<'_, Public> {
        self.last.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What became public and what is no longer so, since this was last asked.
    pub(crate) fn step(&self, now: &Zoned) -> Step {
        self.public().step(self, now)
    }

    /// Every document that was public when that was last asked.
    pub(crate) fn all_public(&self) -> Vec<Arc<Loaded>> {
        self.public().documents().cloned().collect()
    }

    /// The document a slug leads to, present or former, if it was public when that was last asked.
    pub(crate) fn public_at(&self, kind: Kind, slug: &Slug) -> Option<Arc<Loaded>> {
        let present = self.register.present(&(kind, slug.clone()))?;
        let path = self.register.owner(&(kind, present))?;
        self.public().get(path).cloned()
    }

    /// The site it is of, if that is known.
    pub(crate) fn site(&self) -> Option<&Site> {
        self.site.as_ref()?.good.as_deref()
    }

    /// The short name of the site it is of.
    #[must_use]
    pub fn site_slug(&self) -> Slug {
        self.site().map_or_else(|| unknown_site().slug, |site| site.slug.clone())
    }

    fn change_site(&mut self, bytes: Option<&[u8]>, looks: &mut Looks) {
        let before = self.site_slug();
        self.site = bytes.map(|bytes| {
            let latest = read_site(SITE_PATH, bytes);
            let earlier = self.site.take().and_then(|held| held.good);
            Held { good: latest.sound.clone().or(earlier), latest }
        });
        looks.problems.insert(SITE_PATH.into());
        let after = self.site_slug();
        if before == after {
            return;
        }
        let of_site = |loaded: &Arc<Loaded>| Arc::new(loaded.of_site(&after));
        let paths: Vec<Arc<str>> = self.register.paths().cloned().collect();
        for path in paths {
            let Some(document) = self.register.get(&path) else { continue };
            let mut document = Document::clone(document);
            let held = &mut document.held;
            held.good = held.good.as_ref().map(of_site);
            held.latest.sound = held.latest.sound.as_ref().map(of_site);
            self.register.put(Arc::clone(&path), Some(document));
            looks.changed.insert(path);
        }
    }

    /// Puts what was read of a file in its place; its path, if that can matter to others.
    fn take(
        &mut self,
        path: Arc<str>,
        read: Option<Read>,
        misplaced: &mut Vec<Problem>,
    ) -> Option<Arc<str>> {
        let good = self.register.get(&path).and_then(|document| document.held.good.clone());
        let document = match read {
            None => None,
            Some(Read::Ignored) => return None,
            Some(Read::Misplaced(problem)) => {
                misplaced.push(problem);
                None
            }
            Some(Read::Document(identity, latest)) => {
                let held = Held { latest, good };
                Some(Document { identity, held, serving: None, slug_taken: None })
            }
        };
        self.register.put(Arc::clone(&path), document);
        Some(path)
    }

    /// Decides which version of each document serves, and gathers all problems.
    fn settle(&mut self, before: &Self, mut looks: Looks) {
        let (paths, slugs) = serving::choose(&before.register, &mut self.register, &looks.changed);
        self.register.note(&before.register, &paths);
        for path in &paths {
            self.serve(before, path);
        }
        looks.problems.extend(paths);
        let present = |archive: &Self, key| archive.register.present(key);
        let moved = slugs.iter().filter(|key| present(self, key) != present(before, key));
        for key in moved.collect::<Vec<_>>() {
            self.register.judge(key);
            looks.problems.extend(self.register.referrers(key).iter().cloned());
        }
        self.look_at_circles(before, &mut looks);
        self.look_at_guesses(before, &slugs, &mut looks);
        self.gather_problems(before, looks);
    }

    /// Notes that a document may serve in another version than before.
    fn serve(&mut self, before: &Self, path: &Arc<str>) {
        let serving = |archive: &Self| archive.register.get(path)?.serving.clone();
        let (old, new) = (serving(before), serving(self));
        if old.as_ref().map(Arc::as_ptr) == new.as_ref().map(Arc::as_ptr) {
            return;
        }
        let instants = |loaded: &Option<Arc<Loaded>>| {
            let publication = loaded.iter().map(|loaded| loaded.node.publication());
            publication.flat_map(|publication| publication.changes()).collect::<Vec<_>>()
        };
        for at in instants(&old) {
            self.publications.remove_mut(&(at, Arc::clone(path)));
        }
        for at in instants(&new) {
            self.publications.insert_mut((at, Arc::clone(path)), ());
        }
        let last = self.last.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        last.stale.insert(Arc::clone(path));
    }

    /// What is part of itself, or was, through a document that is looked at, is looked at too.
    fn look_at_circles(&self, before: &Self, looks: &mut Looks) {
        let mut others = Vec::new();
        for path in &looks.problems {
            for register in [&before.register, &self.register] {
                let latest = register.get(path).and_then(|d| d.held.latest.sound.as_deref());
                let circle = latest.map(|loaded| checks::circle(register, loaded));
                let owners = circle.iter().flatten().filter_map(|key| register.owner(key));
                others.extend(owners.cloned());
            }
        }
        looks.problems.extend(others);
    }

    /// What a dead reference was probably meant as depends on which slugs there are.
    fn look_at_guesses(
        &mut self,
        before: &Self,
        slugs: &HashSet<Key, RandomState>,
        looks: &mut Looks,
    ) {
        if before.register.dead().next().is_none() {
            return;
        }
        let has = |archive: &Self, key| archive.register.owner(key).is_some();
        let moved: Vec<&Key> =
            slugs.iter().filter(|key| has(self, key) != has(before, key)).collect();
        if moved.is_empty() {
            return;
        }
        for (dead, meant) in before.register.dead() {
            let may_be = |(kind, slug): &Key| {
                let near = || distance::within(slug.as_str(), dead.1.as_str(), MOST_SLIPS);
                *kind == dead.0 && (moved.len() > MANY || near().is_some())
            };
            if self.register.meant(dead).is_some() && moved.iter().any(|key| may_be(key)) {
                self.register.judge(dead);
                if self.register.meant(dead) != Some(meant) {
                    looks.problems.extend(self.register.referrers(dead).iter().cloned());
                }
            }
        }
    }

    /// Replaces the problems of the documents that are looked at.
    fn gather_problems(&mut self, before: &Self, looks: Looks) {
        let paths: Vec<Arc<str>> = looks.problems.iter().cloned().collect();
        let found = parallel::in_stretches(&paths, |paths| {
            paths.iter().flat_map(|path| self.problems_of(path)).collect::<Vec<_>>()
        });
        let mut found: Vec<Problem> = found.into_iter().flatten().chain(looks.misplaced).collect();
        let stale = |problem: &Problem| looks.problems.contains(problem.path.as_str());
        if found.is_empty() && !before.problems.iter().any(stale) {
            return;
        }
        found.extend(before.problems.iter().filter(|problem| !stale(problem)).cloned());
        found.sort();
        self.problems = Arc::new(found);
    }

    fn problems_of(&self, path: &str) -> Vec<Problem> {
        if path == SITE_PATH {
            let site = self.site.as_ref();
            return site.map_or_else(|| vec![site_missing()], |held| held.latest.problems.clone());
        }
        let Some(document) = self.register.get(path) else { return Vec::new() };
        let latest = &document.held.latest;
        let among_others = latest.sound.iter().flat_map(|loaded| {
            let others: &dyn Others = &self.register;
            checks::among_others(path, loaded, others)
        });
        latest
            .problems
            .iter()
            .cloned()
            .chain(document.slug_taken.as_deref().cloned())
            .chain(among_others)
            .collect()
    }
}

/// So many new and lost slugs are no longer compared one by one.
const MANY: usize = 50;

/// What has to be looked at again in an update.
#[derive(Default)]
struct Looks {
    /// The files that changed.
    changed: BTreeSet<Arc<str>>,
    /// The documents that may have other problems than before.
    problems: HashSet<Arc<str>, RandomState>,
    /// What is wrong with the place of files that changed.
    misplaced: Vec<Problem>,
}

/// What was read of a file.
enum Read {
    Ignored,
    Misplaced(Problem),
    Document(Option<Key>, Reading<Loaded>),
}

/// Reads a file; none if it is gone.
fn read(
    path: &str,
    bytes: Option<&[u8]>,
    site: &Slug,
    slugs: &Slugs,
    written_at: Option<Timestamp>,
) -> Option<Read> {
    let bytes = bytes?;
    Some(match Place::of(path) {
        Place::Site | Place::Ignored => Read::Ignored,
        Place::Misplaced(problem) => Read::Misplaced(problem),
        Place::Misnamed(problem) => Read::Document(None, Reading::failed(problem)),
        Place::Document(kind, slug) => {
            let slug = slugs.read(slug.as_str()).unwrap_or(slug);
            let latest = Loaded::read(path, bytes, site, kind, &slug, slugs, written_at);
            Read::Document(Some((kind, slug)), latest)
        }
    })
}

impl Clone for Last {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
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
pub(crate) fn unknown_site() -> Site {
    Site {
        slug: Slug::new("unknown").expect("a slug"),
        name: "Okänd webbplats".to_owned(),
        language: "sv".to_owned(),
        url: None,
        editor: None,
        via: Vec::new(),
    }
}
