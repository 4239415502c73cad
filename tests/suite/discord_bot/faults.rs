//! Whatever goes wrong around the running bot, members see the right thing, once: answers to what
//! they ask, and what is told unasked.
//!
//! In each scene a channel wants everything, and two people want something of one seminar. They have
//! said so to an earlier bot, whose file each scene begins with.

mod api;
mod between;
mod discord;
mod memory;
mod production;
mod scene;
