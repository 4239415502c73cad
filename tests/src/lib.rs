//! What the tests that cross programs share.

pub mod cable;
pub mod cluster;
pub mod discord;
pub mod finsam;
pub mod ports;
pub mod postgres;
pub mod programs;
