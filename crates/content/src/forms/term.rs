//! Terms.

use finsam_model::{Kind, Term};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Term> {
    let name = fields.required_text("name");
    let other_names = fields.texts("otherNames");
    let english = fields.text("english");
    let definition = fields.required_text("definition");
    let plain = fields.text("plain");
    let related = fields.references("related", Kind::Term);
    Some(Term { name: name?, other_names, english, definition: definition?, plain, related })
}
