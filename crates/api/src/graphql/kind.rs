//! The kinds of document, as GraphQL names them.

use async_graphql::Enum;

/// Vilket slags dokument det är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Kind")]
pub(super) enum Kind {
    /// Ett tillfälle: seminarium, webbseminarium, föreläsning …
    Seminar,
    /// En serie av seminarier.
    Series,
    /// En person.
    Person,
    /// En organisation.
    Organisation,
    /// En lokal.
    Venue,
    /// En nyhet.
    NewsArticle,
    /// Ett projekt, en metod, en överenskommelse eller liknande.
    Initiative,
    /// En siffra.
    Figure,
    /// Ett begrepp.
    Term,
    /// En källa.
    Source,
}
