//! Statements: what people said.

use finsam_model::{Kind, Statement};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Statement> {
    let person = fields.required_reference("person", Kind::Person);
    let text = fields.required_text("text");
    let terms = fields.references("terms", Kind::Term);
    let initiatives = fields.references("initiatives", Kind::Initiative);
    let title = fields.text("title");
    let organisation = fields.reference("organisation", Kind::Organisation);
    let source = fields.required_reference("source", Kind::Source);
    Some(Statement {
        person: person?,
        text: text?,
        terms,
        initiatives,
        title,
        organisation,
        source: source?,
    })
}
