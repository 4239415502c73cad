//! Content trees as big as one likes, for whatever must be seen to hold also when there is much.
//!
//! Everything in them is made up and sounds so: people called Testsson in a town called
//! Exempelköping. The same size and seed give the same bytes.

pub mod load;
mod nouns;
mod operations;
pub mod process;
pub mod server;
mod shapes;
mod sizes;
mod split;
mod spread;
mod tree;

pub use operations::{Operation, Served, operations};
pub use shapes::Shape;
pub use sizes::sizes;
pub use spread::Spread;
pub use tree::Tree;
