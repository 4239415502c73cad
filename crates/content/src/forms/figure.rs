//! Figures.

use finsam_model::{Certainty, Figure, Kind, Measure};

use crate::fields::Fields;

const MEASURES: &[(&str, Measure)] = &[
    ("people", Measure::People),
    ("cost", Measure::Cost),
    ("share", Measure::Share),
    ("growth", Measure::Growth),
    ("benefit", Measure::Benefit),
    ("organisations", Measure::Organisations),
    ("viewers", Measure::Viewers),
    ("age", Measure::Age),
    ("other", Measure::Other),
];

const CERTAINTIES: &[(&str, Certainty)] = &[
    ("exact", Certainty::Exact),
    ("approximate", Certainty::Approximate),
    ("estimated", Certainty::Estimated),
];

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Figure> {
    let label = fields.required_text("label");
    let counts = fields.required_text("counts");
    let value = fields.required_number("value");
    let text = fields.required_text("text");
    let unit = fields.required_text("unit");
    let year = fields.required_year("year");
    let measures = fields.required_choice("measures", MEASURES);
    let certainty = fields.required_choice("certainty", CERTAINTIES);
    let place = fields.text("place");
    let terms = fields.references("terms", Kind::Term);
    let initiatives = fields.references("initiatives", Kind::Initiative);
    let organisations = fields.references("organisations", Kind::Organisation);
    let seminars = fields.references("seminars", Kind::Seminar);
    let person = fields.reference("person", Kind::Person);
    Some(Figure {
        label: label?,
        counts: counts?,
        value: value?,
        text: text?,
        unit: unit?,
        year: year?,
        measures: measures?,
        certainty: certainty?,
        place,
        terms,
        initiatives,
        organisations,
        seminars,
        person,
    })
}
