//! Where documents come from and go to.
//!
//! That is a folder of text files: [`Files`] tells what changed in it, as
//! [`Change`](finsam_content::Change)s, and [`Watch`] when it is worth asking. Where several machines
//! serve, it is a database: [`Following`] tells what changed there, and [`push`] and [`pull`] take
//! documents there and back. For a hub it is other sites, too, whose [`News`] come from [`Hub`]. Nothing
//! here reads what a document says; that is for `finsam-content`.

mod backup;
mod digest;
mod error;
mod exchange;
mod files;
mod held_back;
mod journal;
mod members;
mod moved;
mod postgres;
mod tree;
mod wall_clock;
mod watch;

pub use backup::{BadBackup, back_up, read_backup};
pub use error::StoreError;
pub use exchange::{ExchangeError, Moves, Pulled, Pushed, Wants, all_of, pull, push, replace};
pub use files::{Confirm, Files, Scan};
pub use held_back::HeldBack;
pub use journal::{BadPosition, History, Journal, Page, Position, Record};
pub use members::{
    BadMembers, Board, Health, Hub, Limits, Member, Members, News, NoHub, NotPublic, Stale,
    StaleSite, State,
};
pub use moved::Moved;
pub use postgres::{BadStoreUrl, DatabaseError, Following, StoreHealth, StoreUrl};
pub use tree::Tree;
pub use watch::Watch;
