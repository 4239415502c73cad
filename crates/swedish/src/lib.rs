//! Letters, words and printed dates: text in, values out, and values written back as text.
//!
//! The bottom of the house. Nothing here knows what a seminar is, so the API and the bot may both
//! stand on it. Every public function takes any text without panicking, reads no clock (`now` is an
//! argument) and answers the same thing every time.
//!
//! Start with [`mod@words`] (how a text is cut and compared) and [`when`] (how a question's time is read);
//! [`letters`] is what both compare by. [`dates`] reads what a page prints, [`mod@print`] writes it,
//! [`distance`] knows what was probably meant.

pub mod compounds;
pub mod dates;
pub mod distance;
pub mod language;
pub mod letters;
pub mod print;
pub mod when;

pub mod words;

mod calendar;
mod scan;

pub use language::Language;
pub use letters::{fold, slug};

pub use when::{PartOfDay, Season, TimeExpression, When, Window, stockholm, time_expression};
pub use words::{stem, words};

/// A byte range in the text a function was given, always on character boundaries.
pub type Span = std::ops::Range<usize>;

#[cfg(test)]
mod laws;
