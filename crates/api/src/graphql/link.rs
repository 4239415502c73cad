//! Links, contacts and registration.

use async_graphql::SimpleObject;

use super::scalars::{Date, Url};

/// En länk med text.
#[derive(SimpleObject)]
pub(super) struct Link<'a> {
    /// Vad länken leder till.
    title: &'a str,
    /// Adressen, så som källan skriver den.
    url: Url<'a>,
    /// Vad man bör veta om länken.
    note: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// Links in the order written.
    pub(super) fn all(links: &'a [finsam_model::Link]) -> Vec<Self> {
        let of = |link: &'a finsam_model::Link| Self {
            title: &link.title,
            url: Url(link.url.as_str().into()),
            note: link.note.as_deref(),
        };
        links.iter().map(of).collect()
    }
}

/// Vem man frågar.
#[derive(SimpleObject)]
pub(super) struct Contact<'a> {
    /// En person eller ett kansli.
    name: Option<&'a str>,
    /// E-postadress.
    email: Option<&'a str>,
    /// Telefonnummer.
    phone: Option<&'a str>,
}

impl<'a> From<&'a finsam_model::Contact> for Contact<'a> {
    fn from(contact: &'a finsam_model::Contact) -> Self {
        Self {
            name: contact.name.as_deref(),
            email: contact.email.as_deref(),
            phone: contact.phone.as_deref(),
        }
    }
}

/// Hur man anmäler sig.
#[derive(SimpleObject)]
pub(super) struct Registration<'a> {
    /// Var man anmäler sig.
    url: Option<Url<'a>>,
    /// Sista dagen.
    deadline: Option<Date>,
    /// Annat att veta.
    note: Option<&'a str>,
}

impl<'a> From<&'a finsam_model::Registration> for Registration<'a> {
    fn from(registration: &'a finsam_model::Registration) -> Self {
        Self {
            url: Url::of(&registration.url),
            deadline: registration.deadline.map(Date),
            note: registration.note.as_deref(),
        }
    }
}
