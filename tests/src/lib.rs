//! What the tests that cross programs share.

pub mod discord;
pub mod finsam;
pub mod programs;
