//! A concept: what it means, in plain words too, and how many it is about.

use finsam_content::Snapshot;
use finsam_model::{Entry, Kind, Term};

use super::parts::{Parts, Value, named};

pub(super) fn parts(snapshot: &Snapshot, term: &Entry<Term>) -> Parts {
    let mut parts = Parts::default();
    parts.lead.push(term.definition.clone());
    parts.says("Med enkla ord", term.plain.clone());
    parts.says("Även kallat", term.other_names.clone());
    parts.says("På engelska", term.english.clone());
    parts.fact("Se även", named::<Term>(snapshot, &term.related));
    let itself = (Kind::Term, &term.slug);
    parts.referring(snapshot, itself, (Kind::Figure, "Siffror"));
    let said = snapshot.statements_about(itself.0, itself.1);
    parts.statements("Det har sagts", said.map(|(where_, said)| (said, Value::node(where_))));
    parts.referring(snapshot, itself, (Kind::Seminar, "Seminarier"));
    parts.referring(snapshot, itself, (Kind::NewsArticle, "Nyheter"));
    parts.referring(snapshot, itself, (Kind::Initiative, "Projekt och metoder"));
    parts
}
