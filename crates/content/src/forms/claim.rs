//! Claims: where a value comes from.

use finsam_model::{Basis, Claim, Kind};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Claim> {
    let field = fields.required_text("field");
    let value = fields.required_text("value");
    let basis = fields.required_choice(
        "basis",
        &[("stated", Basis::Stated), ("derived", Basis::Derived), ("editorial", Basis::Editorial)],
    );
    let followed = fields.flag("followed", true);
    let reason = fields.text("reason");
    let source = fields.reference("source", Kind::Source);
    Some(Claim {
        field: field?,
        value: value?,
        basis: basis?,
        followed,
        reason,
        source,
        site: None,
    })
}
