//! Venues.

use finsam_model::Venue;

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Venue> {
    let name = fields.required_text("name");
    let other_names = fields.texts("otherNames");
    let street = fields.text("street");
    let city = fields.text("city");
    let accessibility = fields.text("accessibility");
    let url = fields.url("url");
    Some(Venue { name: name?, other_names, street, city, accessibility, url })
}
