//! Links, contacts and registration.

use async_graphql::SimpleObject;

use super::scalars::{Date, Url};

/// En länk med text.
#[derive(SimpleObject)]
pub(super) struct Link {
    /// Vad länken leder till.
    title: String,
    /// Adressen, så som källan skriver den.
    url: Url,
    /// Vad man bör veta om länken.
    note: Option<String>,
}

impl From<&finsam_model::Link> for Link {
    fn from(link: &finsam_model::Link) -> Self {
        Self { title: link.title.clone(), url: Url(link.url.clone()), note: link.note.clone() }
    }
}

/// Vem man frågar.
#[derive(SimpleObject)]
pub(super) struct Contact {
    /// En person eller ett kansli.
    name: Option<String>,
    /// E-postadress.
    email: Option<String>,
    /// Telefonnummer.
    phone: Option<String>,
}

impl From<&finsam_model::Contact> for Contact {
    fn from(contact: &finsam_model::Contact) -> Self {
        Self {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
        }
    }
}

/// Hur man anmäler sig.
#[derive(SimpleObject)]
pub(super) struct Registration {
    /// Var man anmäler sig.
    url: Option<Url>,
    /// Sista dagen.
    deadline: Option<Date>,
    /// Annat att veta.
    note: Option<String>,
}

impl From<&finsam_model::Registration> for Registration {
    fn from(registration: &finsam_model::Registration) -> Self {
        Self {
            url: registration.url.clone().map(Url),
            deadline: registration.deadline.map(Date),
            note: registration.note.clone(),
        }
    }
}
