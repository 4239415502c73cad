//! A content tree in PostgreSQL, which several machines read and several people write.
//!
//! Each version of a document is a row that is never changed again, and each push is a revision. The
//! counter row is raised in the transaction that writes the rows, so a revision is seen whole or not
//! at all, and never before the one below it: whoever knows a revision reads what is above it
//! and has missed nothing.

mod address;
mod commit;
mod error;
mod follow;
mod health;
mod read;
mod session;

pub use address::{BadStoreUrl, StoreUrl};
pub(crate) use commit::{Committed, Edit, Push, commit, find_out, prepare};
pub use error::DatabaseError;
pub use follow::Following;
pub use health::StoreHealth;
pub(crate) use read::{Head, Standing, contents, head, standing};
pub(crate) use session::Session;
