//! The GraphQL API and its server, the program `finsam`.
//!
//! Read [`graphql`] for what can be asked, [`http`] for how it is reached and [`live`] for where
//! its content comes from.

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
pub mod settings;
