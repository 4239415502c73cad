//! Series of seminars.

use finsam_model::{Kind, Series};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Series> {
    let title = fields.required_text("title");
    let theme = fields.text("theme");
    let period = fields.period();
    let place = fields.text("place");
    let organisers = fields.references("organisers", Kind::Organisation);
    Some(Series { title: title?, theme, period, place, organisers })
}
