//! The content in the formats that others understand: pure functions from a
//! [`Snapshot`](finsam_content::Snapshot) and some of its documents to text.
//!
//! [`calendar`] is for calendars, [`feeds`] for feed readers, [`linked_data`] for search engines. What
//! several of them say in the same words is in `facts`, where documents live in `address`.

pub mod address;
pub mod calendar;
mod facts;
pub mod feeds;
pub mod linked_data;
