//! A series: its theme and its seminars.

use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Organisation, Series};

use super::parts::{Parts, named, period};

pub(super) fn parts(snapshot: &Snapshot, series: &Entry<Series>) -> Parts {
    let mut parts = Parts::default();
    parts.lead.extend(series.theme.clone());
    let when = period(series.period);
    parts.says("Tid", Some(when).filter(|when| !when.is_empty()));
    parts.says("Plats", series.place.clone());
    parts.fact("Arrangör", named::<Organisation>(snapshot, &series.organisers));
    parts.referring(snapshot, (Kind::Series, &series.slug), (Kind::Seminar, "Seminarier"));
    parts
}
