//! What the program can do, one command a file.

pub mod backup;
pub mod check;
pub mod demo;
pub mod eval;
pub mod eval_search;
pub mod new_seminar;
pub mod pull;
pub mod push;
pub mod schema;
pub mod serve;

mod exchange;
mod json_lines;
mod until_stopped;
mod verdict;
