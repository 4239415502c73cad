//! The nouns of the network and its calendar.
//!
//! Plain values without behaviour that needs a disk, a socket or a clock. Read
//! [`Entry`] first (what every document has, whatever noun it holds), then
//! [`Seminar`], the noun most others meet in.
//!
//! A relation is a [`Slug`], in a field whose name says the kind. Whether the
//! other document exists is known only to a snapshot of all content, so it is
//! asked there, every time; a relation to something that is gone is no relation.

mod body;
mod calendar;
mod claim;
mod entry;
mod figure;
mod heading;
mod id;
mod initiative;
mod kind;
mod link;
mod markdown;
mod news_article;
mod organisation;
mod partial_date;
mod person;
mod seminar;
mod series;
mod site;
mod slug;
mod source;
mod statement;
mod term;
mod venue;

pub use body::{Body, Paragraph, TooDeep};
pub use calendar::{Span, TimeWindow, day, iso_week, start_of_day, stockholm};
pub use claim::{Basis, Claim};
pub use entry::{Counterpart, Document, Entry, Noun, Publication};
pub use figure::{Certainty, Figure, Measure};
pub use heading::Heading;
pub use id::Id;
pub use initiative::{Initiative, InitiativeKind};
pub use kind::Kind;
pub use link::{Contact, Link};
pub use news_article::NewsArticle;
pub use organisation::{Organisation, OrganisationKind, OrganisationName};
pub use partial_date::{PartialDate, Period};
pub use person::{Affiliation, Person};
pub use seminar::{
    Appearance, Attendance, Format, Registration, Role, Seminar, SeminarStatus, Start,
};
pub use series::Series;
pub use site::Site;
pub use slug::{BadSlug, Slug};
pub use source::Source;
pub use statement::Statement;
pub use term::Term;
pub use venue::Venue;
