//! Initiatives.

use finsam_model::{Initiative, InitiativeKind, Kind};

use crate::fields::Fields;

const KINDS: &[(&str, InitiativeKind)] = &[
    ("project", InitiativeKind::Project),
    ("method", InitiativeKind::Method),
    ("agreement", InitiativeKind::Agreement),
    ("team", InitiativeKind::Team),
    ("platform", InitiativeKind::Platform),
    ("survey", InitiativeKind::Survey),
    ("law", InitiativeKind::Law),
    ("network", InitiativeKind::Network),
    ("conference", InitiativeKind::Conference),
];

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Initiative> {
    let name = fields.required_text("name");
    let other_names = fields.texts("otherNames");
    let kind = fields.required_choice("kind", KINDS);
    let summary = fields.required_text("summary");
    let aim = fields.text("aim");
    let period = fields.period();
    let places = fields.texts("places");
    let partners = fields.references("partners", Kind::Organisation);
    let people = fields.references("people", Kind::Person);
    let terms = fields.references("terms", Kind::Term);
    let part_of = fields.reference("partOf", Kind::Initiative);
    let results = fields.texts("results");
    Some(Initiative {
        name: name?,
        other_names,
        kind: kind?,
        summary: summary?,
        aim,
        period,
        places,
        partners,
        people,
        terms,
        part_of,
        results,
    })
}
