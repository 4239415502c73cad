//! Sources.

use finsam_model::Source;

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Source> {
    let title = fields.required_text("title");
    let url = fields.url("url");
    let date = fields.partial_date("date");
    let publisher = fields.required_text("publisher");
    let note = fields.text("note");
    Some(Source { title: title?, url, date, publisher: publisher?, note })
}
