//! Organisations.

use finsam_model::{Kind, Organisation, OrganisationKind, OrganisationName};

use crate::fields::Fields;

pub(crate) const KINDS: &[(&str, OrganisationKind)] = &[
    ("authority", OrganisationKind::Authority),
    ("municipality", OrganisationKind::Municipality),
    ("region", OrganisationKind::Region),
    ("coordination-association", OrganisationKind::CoordinationAssociation),
    ("association", OrganisationKind::Association),
    ("unit", OrganisationKind::Unit),
    ("media", OrganisationKind::Media),
    ("network", OrganisationKind::Network),
];

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Organisation> {
    let name = fields.required_text("name");
    let abbreviation = fields.text("abbreviation");
    let other_names = fields.texts("otherNames");
    let kind = fields.required_choice("kind", KINDS);
    let parent = fields.reference("parent", Kind::Organisation);
    let place = fields.text("place");
    let url = fields.url("url");
    let names = fields.parts("names", other_time);
    Some(Organisation {
        name: name?,
        abbreviation,
        other_names,
        kind: kind?,
        parent,
        place,
        url,
        names,
    })
}

fn other_time(fields: &mut Fields<'_>) -> Option<OrganisationName> {
    let name = fields.required_text("name");
    let abbreviation = fields.text("abbreviation");
    let period = fields.period();
    Some(OrganisationName { name: name?, abbreviation, period })
}
