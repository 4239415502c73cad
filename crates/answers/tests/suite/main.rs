//! What members ask, and what they get: tables of questions on the real content and on a made-up tree
//! in which nothing has the same name, and laws that hold for any question.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its tree has failed")]

mod conversations;
mod crowds;
mod laws;
mod real;
mod removed;
mod tree;
mod twin;
