//! The GraphQL surface. Read [`query`] for everything that can be asked, [`node`] for what all
//! nouns share, and the file with a noun's name for the noun.

mod answer;
mod body;
mod claim;
mod connection;
mod error;
mod figure;
mod filter;
mod initiative;
mod kind;
mod link;
mod news_article;
mod node;
mod organisation;
mod person;
mod query;
mod related;
mod scalars;
mod schema;
mod scope;
mod search_hit;
mod seminar;
mod seminar_filter;
mod series;
mod site;
mod source;
mod statement;
mod subgraph;
mod term;
mod venue;

pub use schema::{Sdl, Service};
pub use scope::Scope;
