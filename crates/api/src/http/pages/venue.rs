//! A venue: where it is and how one gets in.

use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Venue};

use super::parts::{Parts, Value, joined};

pub(super) fn parts(snapshot: &Snapshot, venue: &Entry<Venue>) -> Parts {
    let mut parts = Parts::default();
    let address = joined([venue.street.as_deref(), venue.city.as_deref()]);
    parts.says("Adress", Some(address).filter(|address| !address.is_empty()));
    parts.says("Även kallad", venue.other_names.clone());
    parts.says("Tillgänglighet", venue.accessibility.clone());
    parts.fact("Webbplats", venue.url.iter().map(|url| Value::outside(url, url)));
    parts.referring(snapshot, (Kind::Venue, &venue.slug), (Kind::Seminar, "Seminarier här"));
    parts
}
