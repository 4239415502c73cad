//! The tests that cross programs: one binary, a module for each promise.

mod browser;
mod discord_bot;
mod serving;
