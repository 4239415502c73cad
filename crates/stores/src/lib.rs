//! Where documents come from and go to.
//!
//! Today that is a folder of text files: [`Files`] tells what changed in it, as
//! [`Change`](finsam_content::Change)s, and [`Watch`] when it is worth asking. Nothing here reads
//! what a document says; that is for `finsam-content`.

mod error;
mod files;
mod journal;
mod moved;
mod watch;

pub use error::StoreError;
pub use files::{Confirm, Files, HeldBack, Scan};
pub use journal::{BadPosition, History, Journal, Page, Position, Record};
pub use moved::Moved;
pub use watch::Watch;
