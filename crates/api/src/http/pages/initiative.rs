//! A project, method or agreement: what it is for, who is in it, what came of it.

use finsam_content::Snapshot;
use finsam_model::{Entry, Initiative, InitiativeKind, Kind, Organisation, Person, Term};

use super::parts::{Parts, Value, named, period};

pub(super) fn parts(snapshot: &Snapshot, initiative: &Entry<Initiative>) -> Parts {
    let mut parts = Parts::default();
    parts.lead.push(initiative.summary.clone());
    parts.says("Slag", [kind(initiative.kind)]);
    parts.says("Även kallat", initiative.other_names.clone());
    parts.says("Mål", initiative.aim.clone());
    let when = period(initiative.period);
    parts.says("Tid", Some(when).filter(|when| !when.is_empty()));
    parts.says("Platser", initiative.places.clone());
    parts.fact("Del av", named::<Initiative>(snapshot, &initiative.part_of));
    parts.fact("Parter", named::<Organisation>(snapshot, &initiative.partners));
    parts.fact("Personer", named::<Person>(snapshot, &initiative.people));
    parts.fact("Begrepp", named::<Term>(snapshot, &initiative.terms));
    parts.section("Resultat", initiative.results.iter().map(Value::text));
    let itself = (Kind::Initiative, &initiative.slug);
    let said = snapshot.statements_about(itself.0, itself.1);
    parts.statements("Det har sagts", said.map(|(where_, said)| (said, Value::node(where_))));
    parts.referring(snapshot, itself, (Kind::Figure, "Siffror"));
    parts.referring(snapshot, itself, (Kind::Seminar, "Seminarier"));
    parts.referring(snapshot, itself, (Kind::NewsArticle, "Nyheter"));
    parts.referring(snapshot, itself, (Kind::Initiative, "Delar"));
    parts
}

const fn kind(kind: InitiativeKind) -> &'static str {
    match kind {
        InitiativeKind::Project => "Projekt",
        InitiativeKind::Method => "Metod",
        InitiativeKind::Agreement => "Överenskommelse",
        InitiativeKind::Team => "Team",
        InitiativeKind::Platform => "Plattform",
        InitiativeKind::Survey => "Kartläggning",
        InitiativeKind::Law => "Lag",
        InitiativeKind::Network => "Nätverk",
        InitiativeKind::Conference => "Konferens",
    }
}
