//! The tests that cross programs: one binary, a module for each promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says what it saw"
)]

mod another_discord;
mod browser;
mod clients;
mod cluster;
mod discord_bot;
mod discord_standin;
mod federation;
mod flood;
mod formats;
mod hostile;
mod hub;
mod judged;
mod moments;
mod persisted;
mod questions;
mod rehearsals;
mod serving;
mod store;
mod storms;
mod typed;
mod unfinished;
