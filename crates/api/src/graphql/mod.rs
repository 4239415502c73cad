//! The GraphQL surface.
//!
//! Read [`query`] for everything that can be asked and the file with a noun's name for the noun;
//! [`node`] for what all nouns share, [`related`] for their relations read backwards, [`connection`]
//! for the shape of every list and [`filter`] for how lists are narrowed. A request comes in through
//! [`schema`], within the [`limits`], with its [`scope`] and [`budget`]; [`subgraph`] is the same for
//! gateways.
//! [`stale`] tells when an answer rests on old content.
//! What moves is in [`change`], [`subscription`] and [`live_query`].

mod answer;
mod body;
mod budget;
mod change;
mod claim;
mod connection;
mod cursor;
mod document;
mod error;
mod figure;
mod filter;
mod identity_suggestion;
mod initiative;
mod kind;
mod later_link;
mod left_out;
mod limits;
mod link;
mod live_query;
mod news_article;
mod node;
mod organisation;
mod person;
mod query;
mod related;
mod scalars;
mod schema;
mod scope;
mod search;
mod seminar;
mod seminar_filter;
mod series;
mod site;
mod source;
mod stale;
mod statement;
mod subgraph;
mod subscription;
mod term;
mod venue;

pub(crate) use budget::ANSWER_TOO_LATE;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use cursor::law as cursor_law;
pub use error::Code;
pub(crate) use error::coded;
pub use limits::Limits;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use limits::law as limits_law;
pub use schema::{Prepared, Sdl, Service};
pub use scope::Scope;
pub use subscription::Feed;
