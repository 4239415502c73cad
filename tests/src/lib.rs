//! What the tests that cross programs share.

pub mod cluster;
pub mod discord;
pub mod finsam;
pub mod programs;
