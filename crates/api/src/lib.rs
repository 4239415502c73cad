//! The GraphQL API and its server, the program `finsam`.
//!
//! Read [`graphql`] for what can be asked, [`http`] for how it is reached, [`live`] for where
//! its content comes from and [`server`] for all of it together.

mod bytes;
pub mod clock;
pub mod commands;
pub mod graphql;
pub mod http;
#[cfg(any(test, feature = "fuzzing"))]
pub mod laws;
pub mod live;
pub mod logs;
pub mod metrics;
pub mod server;
pub mod settings;
