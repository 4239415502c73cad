//! The content in the formats that others understand: pure functions from a
//! [`Snapshot`](finsam_content::Snapshot) and some of its documents to text.
//!
//! [`linked_data`] is for search engines: JSON-LD with the words of schema.org.

mod address;
pub mod linked_data;
