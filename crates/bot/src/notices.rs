//! What is told unasked: pure functions from what is known, and what was, to notices for the outbox.
//!
//! Each notice is named after what happened, so that whoever thinks of it again makes the same one.

mod digest;
mod planned;
mod told;
mod turn;

pub(crate) use digest::Told;
pub(crate) use planned::{Plan, next_due, planned};
pub(crate) use told::{Audience, Why, article_came, seminar_turned};
pub(crate) use turn::{Turn, turn};
