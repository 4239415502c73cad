//! Links and contacts.

/// A link with the words to show for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub title: String,
    /// The address, as printed in the source.
    pub url: String,
    /// What a reader should know, such as that it is old.
    pub note: Option<String>,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// A person or an office.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number, as printed.
    pub phone: Option<String>,
}
