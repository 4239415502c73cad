//! How each member is, for those who ask, and whose content may be old.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use finsam_model::Slug;
use jiff::Timestamp;
use tokio::sync::watch;

/// How all members are, by their short names.
type Healths = BTreeMap<Slug, Health>;

/// How a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether it can be read.
    pub state: State,
    /// When it was last read to the end; none if never.
    pub heard_at: Option<Timestamp>,
    /// What is the matter, as a plain sentence in English; none when it is well.
    pub why: Option<String>,
    /// How many tries in a row failed.
    pub failures: u32,
    /// How many of its documents are kept.
    pub documents: usize,
    /// How many of its documents were not taken the last time.
    pub refused: usize,
    /// Whether it tells by itself when something changes.
    pub is_live: bool,
    /// The sites it speaks for, itself among them.
    pub speaks_for: Vec<Slug>,
}

/// Whether a member can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not tried yet.
    New,
    /// The last try went well.
    Well,
    /// The last try failed, or is not done in time; it is tried again soon.
    Failing,
    /// Many tries failed; it is tried now and then.
    Suspended,
    /// Most of it disappeared at once, which is not believed yet.
    Doubted,
}

/// The sites whose content may be old: those of members that are not well, and our own while its
/// database is not heard. What is the same here is the same for whoever is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stale(Vec<StaleSite>);

/// A site whose content may be old.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StaleSite {
    /// Its short name.
    pub site: Slug,
    /// How the member is that speaks for it, or our own database.
    pub state: State,
    /// When that one was last read to the end; none if never, so that nothing is there of it.
    pub heard_at: Option<Timestamp>,
}

impl Stale {
    fn of(healths: &Healths, home: Option<StaleSite>) -> Self {
        let unwell = healths.values().filter(|health| health.state != State::Well);
        let sites = unwell.flat_map(|Health { state, heard_at, speaks_for, .. }| {
            let stale =
                |site: &Slug| StaleSite { site: site.clone(), state: *state, heard_at: *heard_at };
            speaks_for.iter().map(stale)
        });
        let mut sites: Vec<_> = sites.chain(home).collect();
        sites.sort_by(|one, other| one.site.as_str().cmp(other.site.as_str()));
        Self(sites)
    }

    /// All of them, by their short names.
    #[must_use]
    pub fn sites(&self) -> &[StaleSite] {
        &self.0
    }

    /// Which of [`sites`](Self::sites) this one is; none if it is not among them.
    #[must_use]
    pub fn place_of(&self, site: &str) -> Option<usize> {
        self.0.binary_search_by(|stale| stale.site.as_str().cmp(site)).ok()
    }
}

/// How all members are. Cheap to clone; all clones show the same.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Shown>);

#[derive(Debug, Default)]
struct Shown {
    healths: watch::Sender<Healths>,
    /// Our own site, while it is old.
    home: Mutex<Option<StaleSite>>,
    stale: watch::Sender<Arc<Stale>>,
}

impl Board {
    /// How a member is; none if it is no member.
    #[must_use]
    pub fn of(&self, member: &Slug) -> Option<Health> {
        self.0.healths.borrow().get(member).cloned()
    }

    /// How all are.
    #[must_use]
    pub fn all(&self) -> BTreeMap<Slug, Health> {
        self.0.healths.borrow().clone()
    }

    /// Tells whenever something about a member is different.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<BTreeMap<Slug, Health>> {
        self.0.healths.subscribe()
    }

    /// The sites whose content may be old.
    #[must_use]
    pub fn stale(&self) -> Arc<Stale> {
        Arc::clone(&self.0.stale.borrow())
    }

    /// Tells whenever others are stale, or otherwise.
    #[must_use]
    pub fn watch_stale(&self) -> watch::Receiver<Arc<Stale>> {
        self.0.stale.subscribe()
    }

    /// Shows how a member is.
    pub fn put(&self, member: &Slug, health: Health) {
        self.change(|all| all.insert(member.clone(), health.clone()) != Some(health));
    }

    /// Shows whether our own site is old.
    pub fn put_home(&self, home: Option<StaleSite>) {
        self.change(|_| {
            *self.0.home.lock().unwrap_or_else(PoisonError::into_inner) = home;
            false
        });
    }

    /// Forgets those who are no members any more.
    pub(super) fn keep_only(&self, is_member: impl Fn(&Slug) -> bool) {
        self.change(|all| {
            let before = all.len();
            all.retain(|member, _| is_member(member));
            all.len() != before
        });
    }

    /// Does something to all; whether that makes a difference it must tell.
    fn change(&self, does: impl FnOnce(&mut BTreeMap<Slug, Health>) -> bool) {
        self.0.healths.send_if_modified(|all| {
            let is_new = does(all);
            // While nobody else can put anything, so that the two always agree in the end.
            let home = self.0.home.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let stale = Stale::of(all, home);
            self.0.stale.send_if_modified(|before| {
                let is_new = **before != stale;
                if is_new {
                    *before = Arc::new(stale);
                }
                is_new
            });
            is_new
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(name: &str) -> Slug {
        Slug::new(name).unwrap()
    }

    fn health(state: State, heard_s: Option<i64>, speaks_for: &[&str]) -> Health {
        Health {
            state,
            heard_at: heard_s.map(|second| Timestamp::from_second(second).unwrap()),
            why: None,
            failures: 0,
            documents: 0,
            refused: 0,
            is_live: false,
            speaks_for: speaks_for.iter().copied().map(slug).collect(),
        }
    }

    #[test]
    fn the_sites_of_who_is_not_well_are_stale() {
        let check = |state: State, expected: &[&str]| {
            let board = Board::default();
            board.put(&slug("norr"), health(State::Well, Some(1), &["norr"]));
            board.put(&slug("nav"), health(state, Some(2), &["nav", "bortom"]));
            let stale = board.stale();
            let sites: Vec<&str> = stale.sites().iter().map(|stale| stale.site.as_str()).collect();
            assert_eq!(sites, expected, "{state:?}");
            for (place, site) in expected.iter().enumerate() {
                assert_eq!(stale.place_of(site), Some(place));
            }
            assert_eq!(stale.place_of("norr"), None);
        };
        check(State::Well, &[]);
        for state in [State::New, State::Failing, State::Suspended, State::Doubted] {
            check(state, &["bortom", "nav"]);
        }
    }

    #[test]
    fn our_own_site_is_among_them_while_it_is_old() {
        let board = Board::default();
        let sites = || -> Vec<String> {
            let stale = board.stale();
            stale.sites().iter().map(|stale| stale.site.to_string()).collect()
        };
        board.put(&slug("norr"), health(State::Failing, Some(1), &["norr"]));
        let home = StaleSite { site: slug("hemma"), state: State::Failing, heard_at: None };
        board.put_home(Some(home));
        assert_eq!(sites(), ["hemma", "norr"]);
        board.put(&slug("norr"), health(State::Well, Some(2), &["norr"]));
        assert_eq!(sites(), ["hemma"]);
        board.put_home(None);
        assert_eq!(sites(), [""; 0]);
    }

    #[test]
    fn it_is_told_when_others_are_stale_and_only_then() {
        let board = Board::default();
        let mut told = board.watch_stale();
        let mut check = |health: Health, expected: bool| {
            board.put(&slug("norr"), health.clone());
            assert_eq!(told.has_changed().unwrap(), expected, "{health:?}");
            told.mark_unchanged();
        };
        check(health(State::Well, Some(1), &["norr"]), false);
        check(health(State::Well, Some(2), &["norr"]), false);
        check(health(State::Failing, Some(2), &["norr"]), true);
        check(Health { failures: 3, ..health(State::Failing, Some(2), &["norr"]) }, false);
        check(health(State::Suspended, Some(2), &["norr"]), true);
        check(health(State::Well, Some(3), &["norr"]), true);
    }
}
