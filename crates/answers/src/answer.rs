//! What comes out: the answer, its sources and how the question was read.

use finsam_content::Node;

/// An answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What sort of answer it is.
    pub kind: AnswerKind,
    /// Markdown fit for a chat message, at most [`Answer::MAX_CHARS`] characters.
    pub text: String,
    /// The sources the text rests on, the most important first.
    pub citations: Vec<Citation>,
    /// The documents the answer is about.
    pub nodes: Vec<Node>,
    /// Questions to go on with; each of them has an answer.
    pub suggestions: Vec<String>,
    /// How the question was read, in the question's language.
    pub interpretation: String,
    /// What a follow-up question needs to know: opaque, under 1 kB, never the person's words.
    pub context: String,
}

impl Answer {
    /// The longest text, in characters: a chat message holds 2 000, and the sources go there too.
    pub const MAX_CHARS: usize = 1500;
}

/// A source as an answer cites it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The title as printed.
    pub title: String,
    /// The address as printed, if one is.
    pub url: Option<String>,
    /// The source's own date, as exact as printed: `2016`, `2016-06` or `2016-06-12`.
    pub date: Option<String>,
    /// Who stands behind it.
    pub publisher: String,
}

/// What sort of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// What is on, and when nothing is.
    Programme,
    /// Who speaks, leads or opens, and for which organisations.
    People,
    /// Where something is held.
    Place,
    /// When something starts, ends or is served.
    Time,
    /// What a word means.
    Definition,
    /// A project, method or agreement.
    Initiative,
    /// Numbers, with what they count.
    Figure,
    /// One person: who it is, what was said.
    Person,
    /// An organisation.
    Organisation,
    /// What is new, or what an article tells.
    News,
    /// Where something is said, and what sources disagree about.
    Sources,
    /// What can be asked.
    Help,
    /// A greeting or thanks.
    Greeting,
    /// The question is understood, but the sources do not say.
    NotStated,
    /// The question is not one this content can answer.
    NotUnderstood,
}
