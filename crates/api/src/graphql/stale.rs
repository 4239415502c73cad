//! Whether an answer rests on old content: on that of sites that were not heard of lately, or of our own
//! where its database was not, which is said beside the answer as `extensions.stale`.
//!
//! An answer rests on every document it hands out, with all the sites that have it; and where it tells
//! what there is, as a list, a search or a look-up that finds nothing, on every site that was asked:
//! one that is away may have more by now. Where all sites are heard of, nothing is done here.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{InputType, Name, Value};
use finsam_content::Snapshot;
use finsam_model::Entry;
use finsam_stores::{Stale, StaleSite};

use super::{scalars::DateTime, site::State};

/// How many sites are named beside an answer, those first that were not heard of the longest.
const NAMED: usize = 20;

/// What an answer rests on of what is stale, while it is made.
#[derive(Debug, Default)]
pub(super) struct Rests {
    stale: Arc<Stale>,
    /// For each of the stale sites, whether the answer rests on it.
    on: Box<[AtomicBool]>,
    /// Which of them is our own, if it is one.
    home: Option<usize>,
}

impl Rests {
    /// Of an answer that is not begun, given by a site with this short name.
    pub(super) fn new(stale: Arc<Stale>, home: &str) -> Self {
        let on = stale.sites().iter().map(|_| AtomicBool::new(false)).collect();
        let home = stale.place_of(home);
        Self { stale, on, home }
    }

    /// All that is stale, whatever the answer rests on.
    pub(super) fn stale(&self) -> &Stale {
        &self.stale
    }

    /// It rests on a document, and so on every site that has it.
    pub(super) fn on<T>(&self, entry: &Entry<T>) {
        if self.on.is_empty() {
            return;
        }
        let counterparts = entry.counterparts.iter().map(|counterpart| &counterpart.slug);
        for slug in std::iter::once(&entry.slug).chain(counterparts) {
            // The slugs of our own site name none.
            self.at(slug.site().map_or(self.home, |site| self.stale.place_of(site)));
        }
    }

    /// It rests on what a site has, and has not.
    pub(super) fn on_site(&self, site: &str) {
        self.at(self.stale.place_of(site));
    }

    fn at(&self, place: Option<usize>) {
        if let Some(on) = place.and_then(|place| self.on.get(place)) {
            on.store(true, Ordering::Relaxed);
        }
    }

    /// It rests on what a site has and has not; without one, on what all have.
    pub(super) fn on_site_or_all(&self, site: Option<&str>) {
        match site {
            Some(site) => self.on_site(site),
            None => self.on_all(|_| true),
        }
    }

    /// It rests on what all sites have, and have not, that were asked.
    pub(super) fn on_all(&self, is_asked: impl Fn(&str) -> bool) {
        for (stale, on) in self.stale.sites().iter().zip(&self.on) {
            if is_asked(stale.site.as_str()) {
                on.store(true, Ordering::Relaxed);
            }
        }
    }

    /// What is said beside the answer; nothing where all it rests on was heard of lately.
    pub(super) fn told(&self, snapshot: &Snapshot) -> Option<BTreeMap<String, Value>> {
        let on = self.on.iter().map(|on| on.load(Ordering::Relaxed));
        let mut on: Vec<&StaleSite> = self
            .stale
            .sites()
            .iter()
            .zip(on)
            .filter_map(|(stale, on)| on.then_some(stale))
            .collect();
        if on.is_empty() {
            return None;
        }
        on.sort_by_key(|stale| stale.heard_at);
        let named = on.iter().take(NAMED).map(|stale| told(stale, snapshot)).collect();
        Some(BTreeMap::from([
            ("stale".to_owned(), Value::List(named)),
            ("staleCount".to_owned(), on.len().into()),
        ]))
    }
}

fn told(stale: &StaleSite, snapshot: &Snapshot) -> Value {
    let StaleSite { site, state, heard_at } = stale;
    let site = site.as_str();
    let name = snapshot.site_with(site).map_or(site, |site| site.name.as_str());
    let heard_at = heard_at.map_or(Value::Null, |at| DateTime(at).to_value());
    let state = State::from(*state).to_value();
    let told =
        [("site", site.into()), ("name", name.into()), ("state", state), ("heardAt", heard_at)];
    Value::Object(told.map(|(name, value)| (Name::new(name), value)).into_iter().collect())
}
