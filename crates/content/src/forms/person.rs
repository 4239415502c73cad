//! People.

use finsam_model::{Affiliation, Kind, Person};

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Person> {
    let name = fields.required_text("name");
    let other_names = fields.texts("otherNames");
    let party = fields.text("party");
    let affiliations = fields.parts("affiliations", affiliation);
    Some(Person { name: name?, other_names, party, affiliations })
}

fn affiliation(fields: &mut Fields<'_>) -> Option<Affiliation> {
    let organisation = fields.reference("organisation", Kind::Organisation);
    let title = fields.required_text("title");
    let period = fields.period();
    let initiative = fields.reference("initiative", Kind::Initiative);
    let source = fields.required_reference("source", Kind::Source);
    Some(Affiliation { organisation, title: title?, period, initiative, source: source? })
}
