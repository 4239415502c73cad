//! Typed questions to any Finsam API.
//!
//! One file per question or noun holds what comes back and the method that asks; read
//! [`ask`](Client::ask) first. [`Client`] sends a question over HTTP with bounds on time and size,
//! and [`Error`] tells the ways that can fail apart. The questions are checked against
//! `schema/schema.graphql` when this crate is compiled, and nothing of that machinery shows outside
//! it.

mod ask;
mod calendar;
mod changes;
mod documents;
mod error;
mod figure;
mod initiative;
mod listen;
mod news_article;
mod noun;
mod organisation;
mod page;
mod person;
mod provenance;
mod reference;
mod schema;
mod search;
mod seminar;
mod series;
mod site;
mod source;
mod stale;
mod suggest;
mod term;
mod terms;
mod transport;
mod venue;

pub use ask::{Answer, AnswerKind};
pub use changes::{Change, ChangePage, Changed, ChangedOther};
pub use documents::{DocumentChange, DocumentPage, DocumentText, Publisher};
pub use error::{Error, FieldError};
pub use figure::{Certainty, Figure};
pub use initiative::{Initiative, InitiativeKind};
pub use listen::{Heard, Listener, SILENCE_TIMEOUT_S};
pub use news_article::NewsArticle;
pub use noun::{Noun, Unknown};
pub use organisation::{Organisation, OrganisationKind, OrganisationName};
pub use page::{MAX_PAGE, Page};
pub use person::{Affiliation, Person, PersonAppearance};
pub use provenance::{Basis, Claim, Provenance};
pub use reference::{
    Body, Citation, FigureRef, FigureRefs, InitiativeRef, Kind, Link, Named, NewsArticleRef,
    NewsArticleRefs, NodeId, OrganisationRef, PersonRef, SeminarRef, SeminarRefs, SeriesRef, Site,
    Statement, Statements, TermRef, VenueRef,
};
/// Finds the addresses behind names; see [`Connecting`].
pub use reqwest::dns::Resolve;
pub use search::{Found, Highlight, Hit};
pub use seminar::{
    Appearance, Attendance, Contact, Format, Registration, Role, Seminar, SeminarStatus,
    SeminarsWanted,
};
pub use series::Series;
pub use site::Version;
pub use source::Source;
pub use stale::{Stale, StaleSite};
pub use suggest::{MAX_SUGGESTIONS, Suggestion};
pub use term::Term;
pub use terms::TermInBrief;
pub use transport::{
    BadKey, CONNECT_TIMEOUT_S, Client, Connecting, Key, MAX_RESPONSE_BYTES, Reply, TOTAL_TIMEOUT_S,
};
pub use venue::Venue;
