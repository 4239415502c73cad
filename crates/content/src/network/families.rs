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

use super::{
    gone::{Gone, Remembered},
    joined::{self, joined},
};
use crate::{Problem, archive::Step, loaded::Loaded, node::Key, shared_map::RandomState};

/// How many steps there may be from a document to the one whose id it goes by. Sites name each
/// other, not chains.
const MOST_STEPS: usize = 8;

/// The documents that are joined, and as what.
#[derive(Clone, Debug, Default)]
pub(super) struct Families {
    /// Those that say they are the same as another, by what leads to them now.
    declaring: BTreeMap<Key, Arc<Loaded>>,
    /// By the id they go by.
    families: BTreeMap<Id, Family>,
    /// What was there and is gone.
    gone: Remembered,
    /// By what leads to those that say they are the same as another: whose id they go by.
    roots: Roots,
    /// What is wrong with what documents say, by the short name of their site.
    problems: BTreeMap<Slug, Vec<Problem>>,
}

type Roots = HashMap<Key, Id, RandomState>;

/// Documents about the same thing.
#[derive(Clone, Debug)]
struct Family {
    /// The one whose values show first, the others by their ids.
    members: Vec<Arc<Loaded>>,
    /// Whose id they go by, if that one is gone.
    gone: Option<Arc<Gone>>,
    joined: Arc<Loaded>,
}

/// Where it leads to follow what documents say they are the same as.
enum Root {
    /// So many steps away.
    Document(usize, Arc<Loaded>),
    Gone(usize, Arc<Gone>),
    Nowhere,
    Circle,
}

impl Families {
    /// Notes that a document was there and is gone.
    pub(super) fn remember_gone(&mut self, id: &Id, slugs: &[Slug]) {
        self.gone.note(id, slugs);
    }

    /// What is gone, by its ids, with each of its slugs.
    pub(super) fn gone(&self) -> Vec<(Id, Slug)> {
        self.gone.all()
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
        let Gathered { families, roots, problems } = gather(&self.declaring, &ways);
        let moved = self.moved(&step, &roots);
        let before = std::mem::take(&mut self.families);
        let families = families.into_iter().filter_map(|(id, gathering)| {
            let family = gathering.family(&id, before.get(&id), &moved, &ways, &roots)?;
            Some((id, family))
        });
        self.families = families.collect();
        self.roots = roots;
        self.problems = problems;
        difference(step, &before, &self.families)
    }

    /// What leads somewhere else than before, or to what goes by another id: the slugs of documents
    /// that came, went or are called otherwise, and of those that now belong to another family.
    fn moved(&self, step: &Step, roots: &Roots) -> HashSet<Key, RandomState> {
        type Called<'l> = (Vec<Key>, Option<&'l Slug>);
        let called = |loaded: &'_ Arc<Loaded>| loaded.node.keys().collect::<Vec<_>>();
        let mut gone: HashMap<&Id, Called<'_>, RandomState> = HashMap::default();
        for loaded in &step.gone {
            gone.insert(loaded.node.id(), (called(loaded), loaded.node.same_as()));
        }
        let mut moved = HashSet::default();
        for loaded in &step.come {
            let now = (called(loaded), loaded.node.same_as());
            match gone.remove(loaded.node.id()) {
                Some(before) if before == now => {}
                before => moved.extend(before.into_iter().chain([now]).flat_map(|(keys, _)| keys)),
            }
        }
        moved.extend(gone.into_values().flat_map(|(keys, _)| keys));
        for (key, loaded) in &self.declaring {
            if self.roots.get(key) != roots.get(key) {
                moved.extend(loaded.node.keys());
            }
        }
        moved
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
                self.gone.forget(&key);
            }
        }
    }
}

/// How documents lead to one another.
struct Ways<'a> {
    gone: &'a Remembered,
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
            let Some(same_as) = here.node.same_as() else { return Root::Document(step, here) };
            let key = (here.node.kind(), self.local(same_as));
            match (self.find)(&key) {
                Some(next) if next.node.id() == from.node.id() => return Root::Circle,
                Some(next) => here = next,
                None => match self.gone.get(&key) {
                    Some(gone) => match (self.find)(&(gone.id.kind, self.born(&gone.id))) {
                        // It only goes by that slug no longer.
                        Some(next) if *next.node.id() == gone.id => here = next,
                        _ => return Root::Gone(step + 1, Arc::clone(gone)),
                    },
                    None if step == 0 => return Root::Nowhere,
                    None => return Root::Document(step, here),
                },
            }
        }
        Root::Circle
    }

    /// What a relation leads to, whichever of its slugs it is written with.
    fn goal(&self, kind: Kind, slug: &Slug, roots: &Roots) -> Option<Id> {
        let found = (self.find)(&(kind, slug.clone()))?;
        Some(roots.get(&found.node.key()).unwrap_or_else(|| found.node.id()).clone())
    }
}

/// What a family is made of: its members, and whose id they go by if that one is gone.
#[derive(Default)]
struct Gathering {
    gone: Option<Arc<Gone>>,
    /// With how many steps each is from whose id they go by: that one first, the others by their ids.
    members: Vec<(usize, Arc<Loaded>)>,
}

/// What documents say of each other, followed to its end.
#[derive(Default)]
struct Gathered {
    /// By the id they go by.
    families: BTreeMap<Id, Gathering>,
    roots: Roots,
    problems: BTreeMap<Slug, Vec<Problem>>,
}

/// Finds the families, and what is wrong with what documents say.
fn gather(declaring: &BTreeMap<Key, Arc<Loaded>>, ways: &Ways<'_>) -> Gathered {
    let mut gathered = Gathered::default();
    for (key, loaded) in declaring {
        let wrong = match ways.root(loaded) {
            Root::Document(steps, root) => {
                gathered.roots.insert(key.clone(), root.node.id().clone());
                let family = gathered.families.entry(root.node.id().clone()).or_default();
                if family.members.is_empty() {
                    family.members.push((0, root));
                }
                family.members.push((steps, Arc::clone(loaded)));
                continue;
            }
            Root::Gone(steps, gone) => {
                gathered.roots.insert(key.clone(), gone.id.clone());
                let family = gathered.families.entry(gone.id.clone()).or_default();
                family.members.push((steps, Arc::clone(loaded)));
                family.gone = Some(gone);
                continue;
            }
            Root::Nowhere => leads_nowhere(loaded),
            Root::Circle => leads_back(loaded),
        };
        gathered.wrong(loaded, wrong);
    }
    for (id, mut gathering) in std::mem::take(&mut gathered.families) {
        let members = &mut gathering.members;
        members.sort_by(|(a_steps, a), (b_steps, b)| {
            (a_steps, a.node.id()).cmp(&(b_steps, b.node.id()))
        });
        gathered.keep_one_of_each_site(members);
        members.sort_by(|(_, a), (_, b)| {
            let [a, b] = [a, b].map(|one| (*one.node.id() != id, one.node.id()));
            a.cmp(&b)
        });
        gathered.families.insert(id, gathering);
    }
    gathered
}

impl Gathered {
    fn wrong(&mut self, loaded: &Loaded, problem: Problem) {
        self.problems.entry(loaded.node.id().site.clone()).or_default().push(problem);
    }

    /// A site says one thing of a node: of its documents the first stays, the others stand alone.
    /// Nearest come first, so that what leads here by way of others takes nobody's place.
    fn keep_one_of_each_site(&mut self, members: &mut Vec<(usize, Arc<Loaded>)>) {
        let mut of_site: BTreeMap<Slug, Arc<Loaded>> = BTreeMap::new();
        members.retain(|(_, loaded)| {
            let Some(first) = of_site.get(&loaded.node.id().site) else {
                of_site.insert(loaded.node.id().site.clone(), Arc::clone(loaded));
                return true;
            };
            self.wrong(loaded, is_there_twice(loaded, first));
            self.roots.remove(&loaded.node.key());
            false
        });
    }
}

impl Gathering {
    /// The family that goes by `id`: as it was, if neither it nor what it refers to has moved; and
    /// what is the same as before is so in memory, so that only what differs is indexed anew.
    fn family(
        self,
        id: &Id,
        before: Option<&Family>,
        moved: &HashSet<Key, RandomState>,
        ways: &Ways<'_>,
        roots: &Roots,
    ) -> Option<Family> {
        let gone = self.gone;
        let members: Vec<_> = self.members.into_iter().map(|(_, member)| member).collect();
        let refers_to_moved = |member: &Arc<Loaded>| {
            let mut references = member.references.iter();
            references.any(|one| moved.contains(&(one.kind, one.slug.clone())))
        };
        let same = |kind, one: &Slug, other: &Slug| {
            let goal = |slug| ways.goal(kind, slug, roots);
            one == other || goal(one).is_some_and(|id| goal(other) == Some(id))
        };
        let before = before.filter(|before| before.gone == gone);
        if let Some(before) = before
            && is_alike(&before.members, &members)
            && (moved.is_empty() || !members.iter().any(refers_to_moved))
        {
            return Some(before.clone());
        }
        let joined = joined(id, gone.as_deref(), &members, &same)?;
        let earlier = before.map(|before| &before.joined);
        let earlier = earlier.filter(|earlier| joined::is_same(earlier, &joined)).cloned();
        Some(Family { members, gone, joined: earlier.unwrap_or_else(|| Arc::new(joined)) })
    }
}

impl Family {
    /// Whether nothing of it is another in memory.
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.joined, &other.joined) && is_alike(&self.members, &other.members)
    }
}

/// Whether both have the same documents in memory.
fn is_alike(one: &[Arc<Loaded>], other: &[Arc<Loaded>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b))
}

/// A step of single documents, with families in place of their members.
fn difference(step: Step, before: &BTreeMap<Id, Family>, after: &BTreeMap<Id, Family>) -> Step {
    type Places = HashSet<*const Loaded, RandomState>;
    // Those that are as they were have nothing to do with the step.
    let members = |families: &BTreeMap<Id, Family>, others: &BTreeMap<Id, Family>| {
        let differs =
            |(id, family): &(&Id, &Family)| others.get(id).is_none_or(|other| !family.is(other));
        let different = families.iter().filter(differs);
        different.flat_map(|(_, family)| family.members.iter().cloned()).collect::<Vec<_>>()
    };
    let places =
        |documents: &[Arc<Loaded>]| -> Places { documents.iter().map(Arc::as_ptr).collect() };
    let (were, are) = (members(before, after), members(after, before));
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

fn is_there_twice(loaded: &Loaded, first: &Loaded) -> Problem {
    problem(
        "same-as-twice",
        loaded,
        format!(
            "Webbplatsens ”{}” är redan detsamma som ”{}”.",
            first.node.slug().within(None),
            written(loaded)
        ),
        "Slå ihop de båda dokumenten, eller ta bort sameAs i det ena. De visas var för sig så länge.",
    )
}
