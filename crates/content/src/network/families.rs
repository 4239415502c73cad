//! Which documents of different sites are about the same thing.
//!
//! A document says so itself, with `sameAs`: it then belongs to the one it names, and to what that
//! belongs to in turn. Who is named goes by its own id, and so does all that belongs to it, also
//! when the one named is gone. What leads nowhere or back to itself stands alone, and is told.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use finsam_model::{Id, Kind, Slug};

use super::joined::{self, joined};
use crate::{Problem, archive::Step, loaded::Loaded, node::Key, shared_map::RandomState};

/// How many steps there may be from a document to the one whose id it goes by. Sites name each
/// other, not chains.
const MOST_STEPS: usize = 8;

/// How many slugs of documents that are gone are remembered. Those who named one of more stand
/// alone.
const MOST_GONE: usize = 100_000;

/// The documents that are joined, and as what.
#[derive(Clone, Debug, Default)]
pub(super) struct Families {
    /// Those that say they are the same as another, by what leads to them now.
    declaring: BTreeMap<Key, Arc<Loaded>>,
    /// By the id they go by.
    families: BTreeMap<Id, Family>,
    /// What was there and is gone, by every slug it had.
    gone: HashMap<Key, Arc<Gone>, RandomState>,
    /// What is wrong with what documents say, by the short name of their site.
    problems: BTreeMap<Slug, Vec<Problem>>,
}

/// Documents about the same thing.
#[derive(Clone, Debug)]
struct Family {
    /// The one whose values show first, the others by their ids.
    members: Vec<Arc<Loaded>>,
    joined: Arc<Loaded>,
}

/// A document that was there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) id: Id,
    pub(super) slugs: Vec<Slug>,
}

/// Where it leads to follow what documents say they are the same as.
enum Root {
    Document(Arc<Loaded>),
    Gone(Arc<Gone>),
    Nowhere,
    Circle,
}

impl Families {
    /// Notes that a document was there and is gone.
    pub(super) fn remember_gone(&mut self, id: &Id, slugs: &[Slug]) {
        if self.gone.len() >= MOST_GONE {
            return;
        }
        let gone = Arc::new(Gone { id: id.clone(), slugs: slugs.to_vec() });
        let keys = slugs.iter().map(|slug| (id.kind, slug.clone()));
        self.gone.extend(keys.map(|key| (key, Arc::clone(&gone))));
    }

    /// What is gone, by its ids, with the slug it had last.
    pub(super) fn gone(&self) -> Vec<(Id, Slug)> {
        let last = |gone: &Arc<Gone>| Some((gone.id.clone(), gone.slugs.last()?.clone()));
        let mut gone: Vec<_> = self.gone.values().filter_map(last).collect();
        gone.sort();
        gone.dedup();
        gone
    }

    /// What is wrong with what the documents of a site say they are the same as.
    pub(super) fn problems(&self, site: &Slug) -> &[Problem] {
        self.problems.get(site).map_or(&[], Vec::as_slice)
    }

    /// What a step of single documents is when those about the same thing are joined. `find` tells
    /// which public document has a slug after the step; `home` is the site whose slugs know none.
    pub(super) fn follow(
        &mut self,
        step: Step,
        home: &Slug,
        find: impl Fn(&Key) -> Option<Arc<Loaded>>,
    ) -> Step {
        self.note(&step);
        if self.declaring.is_empty() && self.families.is_empty() {
            self.problems.clear();
            return step;
        }
        let ways = Ways { gone: &self.gone, home, find: &find };
        let (families, problems) = gather(&self.declaring, &ways);
        let before = std::mem::take(&mut self.families);
        self.families = keeping(families, &before);
        self.problems = problems;
        difference(step, &before, &self.families)
    }

    /// Notes who says what, and what is gone.
    fn note(&mut self, step: &Step) {
        for loaded in &step.gone {
            self.declaring.remove(&loaded.node.key());
            let (id, slug) = (loaded.node.id(), loaded.node.slug());
            self.remember_gone(id, &[id.born.within(slug.site()), slug.clone()]);
        }
        for loaded in &step.come {
            if loaded.node.same_as().is_some() {
                self.declaring.insert(loaded.node.key(), Arc::clone(loaded));
            }
            for key in loaded.node.keys() {
                self.gone.remove(&key);
            }
        }
    }
}

/// How documents lead to one another.
struct Ways<'a> {
    gone: &'a HashMap<Key, Arc<Gone>, RandomState>,
    home: &'a Slug,
    find: &'a dyn Fn(&Key) -> Option<Arc<Loaded>>,
}

impl Ways<'_> {
    /// A slug that names a site, as it is known here.
    fn local(&self, slug: &Slug) -> Slug {
        slug.within(slug.site().filter(|site| *site != self.home.as_str()))
    }

    fn born(&self, id: &Id) -> Slug {
        self.local(&id.born.within(Some(id.site.as_str())))
    }

    fn root(&self, from: &Arc<Loaded>) -> Root {
        let mut here = Arc::clone(from);
        for step in 0..=MOST_STEPS {
            let Some(same_as) = here.node.same_as() else { return Root::Document(here) };
            let key = (here.node.kind(), self.local(same_as));
            match (self.find)(&key) {
                Some(next) if next.node.id() == from.node.id() => return Root::Circle,
                Some(next) => here = next,
                None => match self.gone.get(&key) {
                    Some(gone) => match (self.find)(&(gone.id.kind, self.born(&gone.id))) {
                        // It only goes by that slug no longer.
                        Some(next) if *next.node.id() == gone.id => here = next,
                        _ => return Root::Gone(Arc::clone(gone)),
                    },
                    None if step == 0 => return Root::Nowhere,
                    None => return Root::Document(here),
                },
            }
        }
        Root::Circle
    }

    /// What a relation leads to, whichever of its slugs it is written with.
    fn goal(&self, kind: Kind, slug: &Slug) -> Option<Id> {
        let found = (self.find)(&(kind, slug.clone()))?;
        Some(match self.root(&found) {
            Root::Document(root) => root.node.id().clone(),
            Root::Gone(gone) => gone.id.clone(),
            Root::Nowhere | Root::Circle => found.node.id().clone(),
        })
    }
}

/// What a family is made of: the id it goes by, whose it was if that one is gone, and its members.
#[derive(Default)]
struct Gathered {
    gone: Option<Arc<Gone>>,
    members: Vec<Arc<Loaded>>,
}

/// Finds the families, and what is wrong with what documents say.
fn gather(
    declaring: &BTreeMap<Key, Arc<Loaded>>,
    ways: &Ways<'_>,
) -> (BTreeMap<Id, Family>, BTreeMap<Slug, Vec<Problem>>) {
    let mut gathered: BTreeMap<Id, Gathered> = BTreeMap::new();
    let mut problems: BTreeMap<Slug, Vec<Problem>> = BTreeMap::new();
    for loaded in declaring.values() {
        let mut wrong = |problem| {
            problems.entry(loaded.node.id().site.clone()).or_default().push(problem);
        };
        match ways.root(loaded) {
            Root::Document(root) => {
                let family = gathered.entry(root.node.id().clone()).or_default();
                if family.members.is_empty() {
                    family.members.push(root);
                }
                family.members.push(Arc::clone(loaded));
            }
            Root::Gone(gone) => {
                let family = gathered.entry(gone.id.clone()).or_default();
                family.members.push(Arc::clone(loaded));
                family.gone = Some(gone);
            }
            Root::Nowhere => wrong(leads_nowhere(loaded)),
            Root::Circle => wrong(leads_back(loaded)),
        }
    }
    let families = gathered.into_iter().filter_map(|(id, Gathered { gone, mut members })| {
        // Who goes by its own id is first.
        members.sort_by(|a, b| {
            let other = |one: &Arc<Loaded>| (*one.node.id() != id, one.node.id().clone());
            other(a).cmp(&other(b))
        });
        members.dedup_by(|a, b| a.node.id() == b.node.id());
        let same = |kind, one: &Slug, other: &Slug| {
            one == other
                || ways.goal(kind, one).is_some_and(|id| ways.goal(kind, other) == Some(id))
        };
        let joined = Arc::new(joined(&id, gone.as_deref(), &members, &same)?);
        Some((id, Family { members, joined }))
    });
    (families.collect(), problems)
}

/// The families, with what is the same as before also the same in memory: so only what differs is
/// indexed anew.
fn keeping(
    mut families: BTreeMap<Id, Family>,
    before: &BTreeMap<Id, Family>,
) -> BTreeMap<Id, Family> {
    for (id, family) in &mut families {
        let earlier = before.get(id).map(|family| &family.joined);
        if let Some(earlier) = earlier.filter(|earlier| joined::is_same(earlier, &family.joined)) {
            family.joined = Arc::clone(earlier);
        }
    }
    families
}

/// A step of single documents, with families in place of their members.
fn difference(step: Step, before: &BTreeMap<Id, Family>, after: &BTreeMap<Id, Family>) -> Step {
    type Places = HashSet<*const Loaded, RandomState>;
    let members = |families: &BTreeMap<Id, Family>| -> Vec<Arc<Loaded>> {
        families.values().flat_map(|family| family.members.iter().cloned()).collect()
    };
    let places =
        |documents: &[Arc<Loaded>]| -> Places { documents.iter().map(Arc::as_ptr).collect() };
    let (were, are) = (members(before), members(after));
    let (were_members, are_members) = (places(&were), places(&are));
    let (gone, come) = (places(&step.gone), places(&step.come));
    let not_in = |places: &Places, one: &Arc<Loaded>| !places.contains(&Arc::as_ptr(one));
    let mut next = Step::default();
    next.gone.extend(step.gone.into_iter().filter(|one| not_in(&were_members, one)));
    next.come.extend(step.come.into_iter().filter(|one| not_in(&are_members, one)));
    // What stood alone and joins, and what was joined and stands alone.
    let joins = are.into_iter().filter(|one| not_in(&were_members, one) && not_in(&come, one));
    next.gone.extend(joins);
    let leaves = were.into_iter().filter(|one| not_in(&are_members, one) && not_in(&gone, one));
    next.come.extend(leaves);
    for (id, family) in before {
        if after.get(id).is_none_or(|later| !Arc::ptr_eq(&later.joined, &family.joined)) {
            next.gone.push(Arc::clone(&family.joined));
        }
    }
    for (id, family) in after {
        if before.get(id).is_none_or(|earlier| !Arc::ptr_eq(&earlier.joined, &family.joined)) {
            next.come.push(Arc::clone(&family.joined));
        }
    }
    next
}

fn written(loaded: &Loaded) -> String {
    let named = loaded.node.same_as();
    named.map_or_else(String::new, |slug| format!("{}/{slug}", slug.site().unwrap_or_default()))
}

fn problem(rule: &'static str, loaded: &Loaded, message: String, advice: &str) -> Problem {
    let path = format!("{}/{}.md", loaded.node.kind().folder(), loaded.node.slug());
    Problem::new(rule, &path, loaded.same_as_at, message, advice)
}

fn leads_nowhere(loaded: &Loaded) -> Problem {
    problem(
        "same-as-unknown",
        loaded,
        format!("Det finns inget ”{}” av det slaget i nätverket.", written(loaded)),
        "Rätta kortnamnen i sameAs, eller ta bort raden. Dokumentet visas för sig så länge.",
    )
}

fn leads_back(loaded: &Loaded) -> Problem {
    problem(
        "same-as-circle",
        loaded,
        format!("”{}” leder tillbaka hit, steg för steg, eller aldrig fram.", written(loaded)),
        "Ta bort sameAs i det ena dokumentet. De visas var för sig så länge.",
    )
}
