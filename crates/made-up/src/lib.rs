//! Made-up content that nobody can take for real: people called Testsson in a place called
//! Nordanvind. Whatever is made of the same numbers is the same, to the byte.
//!
//! [`Network`] makes sites that have things in common, for trying a network out.

mod document;
mod network;
pub mod words;

pub use document::Document;
pub use network::{Network, Site};
