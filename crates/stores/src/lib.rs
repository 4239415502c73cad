//! Where documents come from and go to.
//!
//! That is a folder of text files: [`Files`] tells what changed in it, as
//! [`Change`](finsam_content::Change)s, and [`Watch`] when it is worth asking. For a hub it is other
//! sites, too, whose [`News`] come from [`Hub`]. Nothing here reads what a document says; that is
//! for `finsam-content`.

mod error;
mod files;
mod held_back;
mod journal;
mod members;
mod moved;
mod watch;

pub use error::StoreError;
pub use files::{Confirm, Files, Scan};
pub use held_back::HeldBack;
pub use journal::{BadPosition, History, Journal, Page, Position, Record};
pub use members::{
    BadMembers, Board, Health, Hub, Limits, Member, Members, News, NoHub, NotPublic, Stale,
    StaleSite, State,
};
pub use moved::Moved;
pub use watch::Watch;
