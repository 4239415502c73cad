//! The kinds of document.

use std::fmt;

/// What a document is about. The order is the order in which kinds are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One occasion.
    Seminar,
    /// A run of seminars.
    Series,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place where seminars are held.
    Venue,
    /// A piece of news.
    NewsArticle,
    /// A project, method or agreement.
    Initiative,
    /// One number.
    Figure,
    /// A concept.
    Term,
    /// A page or document we rely on.
    Source,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 10] = [
        Self::Seminar,
        Self::Series,
        Self::Person,
        Self::Organisation,
        Self::Venue,
        Self::NewsArticle,
        Self::Initiative,
        Self::Figure,
        Self::Term,
        Self::Source,
    ];

    /// The folder of the kind in a content tree, also the first step of a node's URL.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Seminar => "seminars",
            Self::Series => "series",
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Venue => "venues",
            Self::NewsArticle => "news",
            Self::Initiative => "initiatives",
            Self::Figure => "figures",
            Self::Term => "terms",
            Self::Source => "sources",
        }
    }

    /// The kind whose documents live in `folder`.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// The kind's part of an [`Id`](crate::Id). Never changes, whatever the folders are called.
    #[must_use]
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Seminar => "seminar",
            Self::Series => "series",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Venue => "venue",
            Self::NewsArticle => "news",
            Self::Initiative => "initiative",
            Self::Figure => "figure",
            Self::Term => "term",
            Self::Source => "source",
        }
    }

    /// The kind in Swedish, as an editor says it.
    #[must_use]
    pub const fn in_swedish(self) -> &'static str {
        match self {
            Self::Seminar => "seminarium",
            Self::Series => "serie",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Venue => "lokal",
            Self::NewsArticle => "nyhet",
            Self::Initiative => "initiativ",
            Self::Figure => "siffra",
            Self::Term => "begrepp",
            Self::Source => "källa",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
