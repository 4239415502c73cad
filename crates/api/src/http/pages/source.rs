//! A page or document that others rest on.

use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Source};

use super::parts::{Parts, Value, brief};

/// So many of those that rest on it are listed.
const LISTED: usize = 100;

pub(super) fn parts(snapshot: &Snapshot, source: &Entry<Source>) -> Parts {
    let mut parts = Parts::default();
    parts.lead.extend(source.note.clone());
    parts.says("Utgivare", [source.publisher.clone()]);
    parts.says("Datum", source.date.map(|date| date.to_string()));
    parts.fact("Adress", source.url.iter().map(|url| Value::outside(url, url)));
    let resting = snapshot.referring_to(Kind::Source, &source.slug).iter().take(LISTED);
    parts.section("Bygger på källan", resting.map(brief));
    parts
}
