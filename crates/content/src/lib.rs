//! Documents, checked and gathered in one [`Snapshot`].
//!
//! Bytes come in as [`Change`]s, from wherever documents live; this crate knows no
//! disk. An [`Archive`] reads and checks them and keeps what is sound;
//! [`Archive::publish`] gives the [`Snapshot`] that everything else asks.

mod archive;
mod checks;
mod document;
mod fields;
mod forms;
mod loaded;
mod markdown;
mod moment;
mod node;
mod place;
mod problem;
mod relations;
mod search;
mod shelf;
mod snapshot;

pub use archive::{Archive, Change};
pub use checks::{CHECKS, Check};
pub use moment::Moment;
pub use node::Node;
pub use problem::{Problem, Severity};
pub use search::{Highlight, Hit};
pub use shelf::{Shelf, Shelved};
pub use snapshot::Snapshot;
