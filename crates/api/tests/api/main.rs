//! What the API promises, asked of it as a client would, over the made-up tree in `tests/twin`
//! and, where the real content is the point, over `content/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod asking;
mod caching;
mod changes;
mod errors;
mod event_stream;
mod examples;
mod federation;
mod filters;
mod formats;
mod health;
mod http;
mod identity_suggestions;
mod limits;
mod lists;
mod live;
mod nodes;
mod operations;
mod pages;
mod schema;
mod search;
mod server;
mod sites;
mod stale;
mod streams;
mod walk;
mod websocket;
