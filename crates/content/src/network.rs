//! The content of several sites as one: our own, and that of the members of a network.
//!
//! Every site keeps an archive of its own, so that what is wrong in one cannot hurt another. Here
//! they are put together: slugs of other sites know their site, and documents that say they are
//! about the same thing become one (`network/families`, `network/gone`, `network/joined`). What only
//! looks the same is told of and stays apart (`network/identity_suggestion`). What comes out depends
//! on which documents there are, never on the order in which they came.

mod families;
mod gone;
mod identity_suggestion;
mod joined;

use std::{collections::BTreeMap, sync::Arc};

use finsam_model::{Id, Site, Slug};
use jiff::Zoned;

use crate::{
    Archive, Change, Problem, Snapshot, WrittenAt,
    archive::{Step, unknown_site},
    loaded::Loaded,
    node::Key,
    sites::Sites,
};
use families::Families;
pub(crate) use identity_suggestion::identity_suggestions;
pub use identity_suggestion::{IdentitySuggestion, Reason, Sign};

/// The content of our own site and of those it is together with. A clone of it goes its own way:
/// what it publishes, for another time say, the first one has not seen.
#[derive(Clone, Debug)]
pub struct Network {
    home: Archive,
    /// The others, by their short names.
    members: BTreeMap<Slug, Archive>,
    families: Families,
    /// What was public of members who left.
    left: Vec<Arc<Loaded>>,
    snapshot: Snapshot,
}

impl From<Archive> for Network {
    fn from(home: Archive) -> Self {
        Self {
            home,
            members: BTreeMap::new(),
            families: Families::default(),
            left: Vec::new(),
            snapshot: Snapshot::empty(unknown_site()),
        }
    }
}

impl From<&Archive> for Network {
    fn from(home: &Archive) -> Self {
        home.clone().into()
    }
}

impl Network {
    /// Our own site's documents.
    #[must_use]
    pub const fn home(&self) -> &Archive {
        &self.home
    }

    /// Puts our own site's documents in place of those it had; they must come of those by
    /// [`Archive::update`].
    pub fn set_home(&mut self, home: Archive) {
        self.home = home;
    }

    /// Takes in what changed at a member, and what the member is called now; a site that was no
    /// member becomes one. Our own site is none.
    pub fn update(&mut self, site: &Site, changes: Vec<Change>) {
        self.update_written(site, changes, &WrittenAt::new());
    }

    /// The same where it is known when they were written.
    pub fn update_written(&mut self, site: &Site, changes: Vec<Change>, written_at: &WrittenAt) {
        if self.is_home(&site.slug) {
            return;
        }
        let member = self.members.remove(&site.slug);
        let member = member.unwrap_or_else(|| Archive::elsewhere(site.clone()));
        let member = member.called(site.clone()).update_written(changes, written_at);
        self.members.insert(site.slug.clone(), member);
    }

    /// Lets a member go, with all its documents.
    pub fn leave(&mut self, site: &Slug) {
        if let Some(member) = self.members.remove(site) {
            self.left.extend(member.all_public());
        }
    }

    /// Says that a document was there and is gone, as one knows who keeps what a member told in
    /// earlier days: what says it is the same as that one still goes by its id.
    pub fn remember_gone(&mut self, id: &Id, slug: &Slug) {
        let slugs = [&id.born, slug].map(|slug| self.local(slug, &id.site));
        self.families.remember_gone(id, &slugs);
    }

    /// The documents that were there and are gone, as far as that is remembered, by their ids, with each
    /// slug they had: to be told of with [`remember_gone`](Self::remember_gone) after a restart.
    #[must_use]
    pub fn gone(&self) -> Vec<(Id, Slug)> {
        self.families.gone()
    }

    /// What is wrong in our own site's documents, and in what they say they are the same as.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self.home.site() {
            Some(home) => self.problems_of(&home.slug),
            None => self.home.problems().to_vec(),
        }
    }

    /// What is wrong in a site's documents, and in what they say they are the same as.
    #[must_use]
    pub fn problems_of(&self, site: &Slug) -> Vec<Problem> {
        let member = if self.is_home(site) { Some(&self.home) } else { self.members.get(site) };
        let among_sites = self.families.problems(site);
        let problems = member.into_iter().flat_map(Archive::problems).chain(among_sites);
        let mut problems: Vec<Problem> = problems.cloned().collect();
        problems.sort();
        problems
    }

    /// How many documents a member has, sound or not.
    #[must_use]
    pub fn documents_of(&self, site: &Slug) -> usize {
        self.members.get(site).map_or(0, Archive::len)
    }

    /// What is public at `now`. Nothing while our own site has never had a sound `site.md`.
    pub fn publish(&mut self, now: &Zoned) -> Snapshot {
        let Some(home) = self.home.site().cloned() else { return Snapshot::empty(unknown_site()) };
        let mut step = self.home.step(now);
        for member in self.members.values() {
            step.add(member.step(now));
        }
        step.gone.append(&mut self.left);
        let home_slug = home.slug.clone();
        let Self { home: home_archive, members, families, .. } = self;
        let find = |(kind, slug): &Key| match slug.site() {
            Some(site) => members.get(&Slug::new(site).ok()?)?.public_at(*kind, slug),
            None => home_archive.public_at(*kind, slug),
        };
        let Step { gone, come } = families.follow(step, &home_slug, find);
        let others = self.members.values().filter_map(|member| member.site().cloned());
        self.snapshot = self.snapshot.with(&Sites::new(home, others), &gone, &come);
        self.snapshot.clone()
    }

    /// The next instant after `now` at which something becomes public or stops being so.
    #[must_use]
    pub fn next_publication(&self, now: &Zoned) -> Option<Zoned> {
        let archives = std::iter::once(&self.home).chain(self.members.values());
        archives.filter_map(|archive| archive.next_publication(now)).min()
    }

    fn is_home(&self, site: &Slug) -> bool {
        self.home.site().is_some_and(|home| home.slug == *site)
    }

    /// A slug as it is known here.
    fn local(&self, slug: &Slug, site: &Slug) -> Slug {
        slug.within((!self.is_home(site)).then_some(site.as_str()))
    }
}
