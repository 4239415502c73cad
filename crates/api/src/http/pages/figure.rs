//! A number: exactly what it counts, when, and how certain it is.

use finsam_content::Snapshot;
use finsam_model::{Certainty, Entry, Figure, Initiative, Organisation, Person, Seminar, Term};

use super::parts::{Parts, Value, named};

pub(super) fn parts(snapshot: &Snapshot, figure: &Entry<Figure>) -> Parts {
    let mut parts = Parts::default();
    parts.lead.push(format!("{} – {}", figure.text, figure.counts));
    parts.says("År", [figure.year.to_string()]);
    parts.says(
        "Säkerhet",
        [match figure.certainty {
            Certainty::Exact => "Uppges som exakt",
            Certainty::Approximate => "Uppges som ungefärlig",
            Certainty::Estimated => "Uppges som uppskattad",
        }],
    );
    parts.says("Område", figure.place.clone());
    let topics = named::<Term>(snapshot, &figure.terms)
        .chain(named::<Initiative>(snapshot, &figure.initiatives));
    parts.fact("Handlar om", topics);
    let whom = named::<Organisation>(snapshot, &figure.organisations)
        .chain(named::<Person>(snapshot, &figure.person));
    parts.fact("Enligt eller om", whom);
    let seminars = figure.seminars.iter().filter_map(|slug| snapshot.get::<Seminar>(slug));
    parts.fact("Sagt vid", seminars.map(|seminar| Value::occasion(seminar)));
    parts
}
