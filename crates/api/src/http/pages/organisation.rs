//! An organisation's page: what it has been called, who has spoken for it, what it arranges.

use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Organisation, OrganisationKind};

use super::parts::{Parts, Value, joined, named, period};

pub(super) fn parts(snapshot: &Snapshot, organisation: &Entry<Organisation>) -> Parts {
    let mut parts = Parts::default();
    parts.says("Slag", [kind(organisation.kind)]);
    parts.says("Förkortning", organisation.abbreviation.clone());
    let names = organisation.names.iter().map(|past| {
        let when = period(past.period);
        Value::text(&past.name).noted(joined([past.abbreviation.as_deref(), Some(when.as_str())]))
    });
    parts.fact("Namn genom åren", names);
    parts.says("Även skrivet", organisation.other_names.clone());
    parts.fact("Del av", named::<Organisation>(snapshot, &organisation.parent));
    parts.says("Ort", organisation.place.clone());
    let address = organisation.url.iter();
    parts.fact("Webbplats", address.map(|url| Value::outside(url, url)));
    let itself = (Kind::Organisation, &organisation.slug);
    parts.referring(snapshot, itself, (Kind::Person, "Personer"));
    parts.referring(snapshot, itself, (Kind::Seminar, "Seminarier"));
    parts.referring(snapshot, itself, (Kind::NewsArticle, "Nyheter"));
    parts.referring(snapshot, itself, (Kind::Initiative, "Projekt och metoder"));
    parts.referring(snapshot, itself, (Kind::Figure, "Siffror"));
    parts.referring(snapshot, itself, (Kind::Organisation, "Delar"));
    parts
}

const fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Authority => "Myndighet",
        OrganisationKind::Municipality => "Kommun",
        OrganisationKind::Region => "Region",
        OrganisationKind::CoordinationAssociation => "Samordningsförbund",
        OrganisationKind::Association => "Förening eller förbund",
        OrganisationKind::Unit => "Enhet",
        OrganisationKind::Media => "Tidning eller annat medium",
        OrganisationKind::Network => "Nätverk",
    }
}
