//! Links and contacts.

use finsam_model::{Contact, Link};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Link> {
    let title = fields.required_text("title");
    let url = fields.required_url("url");
    let note = fields.text("note");
    Some(Link { title: title?, url: url?, note })
}

pub(super) fn contact(fields: &mut Fields<'_>) -> Contact {
    Contact { name: fields.text("name"), email: fields.email("email"), phone: fields.text("phone") }
}
