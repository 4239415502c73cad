//! The fixed headings of running text.

use crate::Kind;

/// What a passage of a running text tells. The headings are the same in all documents, so that a
/// passage can be found by what is asked, cited, and taken away without a rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// What it is, what was said or done.
    What,
    /// Who is in it, or whom it is for.
    Who,
    /// When.
    When,
    /// Where.
    Where,
    /// Why: reasons, aims, background.
    Why,
    /// What came of it.
    Result,
}

impl Heading {
    /// Every heading, in the order in which they stand.
    pub const ALL: [Self; 6] =
        [Self::What, Self::Who, Self::When, Self::Where, Self::Why, Self::Result];

    /// The headings that the text of a document of a kind can have.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Seminar | Kind::NewsArticle | Kind::Initiative => &Self::ALL,
            Kind::Series | Kind::Organisation => {
                &[Self::What, Self::Who, Self::When, Self::Where, Self::Why]
            }
            Kind::Term => &[Self::What, Self::Who, Self::When, Self::Why, Self::Result],
            Kind::Person => &[Self::What, Self::When, Self::Where],
            Kind::Figure => &[Self::What, Self::When, Self::Why],
            Kind::Venue | Kind::Source => &[Self::What, Self::Where],
        }
    }

    /// As it is written.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::What => "Vad",
            Self::Who => "Vilka",
            Self::When => "När",
            Self::Where => "Var",
            Self::Why => "Varför",
            Self::Result => "Resultat",
        }
    }

    /// The heading that is written so.
    #[must_use]
    pub fn titled(title: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heading| heading.title() == title)
    }
}
