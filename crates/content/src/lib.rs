//! Documents, checked and gathered in one [`Snapshot`].
//!
//! Bytes come in as [`Change`]s, from wherever documents live; this crate knows no
//! disk. An [`Archive`] reads and checks them and keeps what is sound;
//! [`Archive::publish`] gives the [`Snapshot`] that everything else asks.

mod archive;
mod checks;
mod difference;
mod document;
mod fields;
mod fingerprint;
mod forms;
mod loaded;
mod network;
mod node;
mod parallel;
mod place;
mod problem;
mod relations;
mod search;
mod shared_map;
mod shelf;
mod sites;
mod snapshot;
mod splice;
mod timetable;

pub use archive::{Archive, Change, WrittenAt};
pub use checks::{CHECKS, Check};
pub use difference::Difference;
pub use network::{IdentitySuggestion, Network, Reason, Sign};
pub use node::Node;
pub use place::{SITE_PATH, document_at};
pub use problem::{Problem, Severity};
pub use search::{Called, Found, Highlight, Hit, Manner, Names, Search, Suggestion};
pub use shelf::{Rank, Shelf, Shelved};
pub use snapshot::Snapshot;
pub use timetable::Moment;
