//! A question, the content and a moment in; an answer with its sources out.
//!
//! Two steps, in two folders. `reading` turns a text into a typed `Question`: its
//! language, its time, the names in it, what is asked. `replies` turns a question into an answer, one
//! file for each kind of question. Every value in an answer comes out of the [`Snapshot`]; the code
//! knows Swedish and English, but no name and no fact. The same question, context, content and moment
//! give the same answer, byte for byte.

mod answer;
mod context;
mod markdown;
mod occasion;
mod passages;
mod phrases;
mod question;
mod reading;
mod replies;
mod reply;
mod words;

use finsam_content::Snapshot;
use jiff::Zoned;

pub use answer::{Answer, AnswerKind, Citation};
pub use markdown::harmless;

/// What is asked, of what, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The question as the person wrote it, however long or strange.
    pub question: &'a str,
    /// The [`Answer::context`] of the answer before, if this is a follow-up.
    pub context: Option<&'a str>,
    /// The moment the question is asked at.
    pub now: &'a Zoned,
    /// The content to answer from.
    pub snapshot: &'a Snapshot,
}

/// Answers a question.
#[must_use]
pub fn answer(asking: &Asking<'_>) -> Answer {
    replies::answer(asking)
}
