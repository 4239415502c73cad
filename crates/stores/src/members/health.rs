//! How each member is, for those who ask.

use std::{collections::BTreeMap, sync::Arc};

use finsam_model::Slug;
use jiff::Timestamp;
use tokio::sync::watch;

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
}

/// Whether a member can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not tried yet.
    New,
    /// The last try went well.
    Well,
    /// The last try failed; it is tried again soon.
    Failing,
    /// Many tries failed; it is tried now and then.
    Suspended,
    /// Most of it disappeared at once, which is not believed yet.
    Doubted,
}

/// How all members are. Cheap to clone; all clones show the same.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<watch::Sender<BTreeMap<Slug, Health>>>);

impl Board {
    /// How a member is; none if it is no member.
    #[must_use]
    pub fn of(&self, member: &Slug) -> Option<Health> {
        self.0.borrow().get(member).cloned()
    }

    /// How all are.
    #[must_use]
    pub fn all(&self) -> BTreeMap<Slug, Health> {
        self.0.borrow().clone()
    }

    /// Tells whenever something about a member is different.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<BTreeMap<Slug, Health>> {
        self.0.subscribe()
    }

    pub(super) fn put(&self, member: &Slug, health: Health) {
        self.0.send_if_modified(|all| all.insert(member.clone(), health.clone()) != Some(health));
    }
}
