//! Content trees as big as one likes, for whatever must be seen to hold also when there is much.
//!
//! Everything in them is made up and sounds so: people called Testsson in a town called
//! Exempelköping. The same size and seed give the same bytes.

mod document;
pub mod load;
mod nouns;
pub mod process;
mod shapes;
mod sizes;
mod tree;
mod words;

pub use shapes::Shape;
pub use sizes::sizes;
pub use tree::Tree;
