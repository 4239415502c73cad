//! A person's page: posts, programmes, and what was said.

use finsam_content::Snapshot;
use finsam_model::{Entry, Initiative, Kind, Organisation, Person};

use super::parts::{Parts, Value, joined, named, period};

pub(super) fn parts(snapshot: &Snapshot, person: &Entry<Person>) -> Parts {
    let mut parts = Parts::default();
    parts.says("Även skrivet", person.other_names.clone());
    parts.says("Parti", person.party.clone());
    let posts = person.affiliations.iter().map(|post| {
        let organisation = named::<Organisation>(snapshot, &post.organisation).next();
        let initiative = named::<Initiative>(snapshot, &post.initiative).next();
        let when = period(post.period);
        match organisation.or(initiative) {
            Some(whom) => whom.noted(joined([Some(post.title.as_str()), Some(when.as_str())])),
            None => Value::text(post.title.clone()).noted(when),
        }
    });
    parts.section("Uppdrag", posts);
    let mut seen = Vec::new();
    let programmes = snapshot.appearances_of(person).filter(|(seminar, _)| {
        let is_new = !seen.contains(&&seminar.slug);
        seen.push(&seminar.slug);
        is_new
    });
    parts.section("På programmet", programmes.map(|(seminar, _)| Value::occasion(seminar)));
    let said = snapshot.statements_of(person);
    parts.statements("Har sagt", said.map(|(where_, said)| (said, Value::node(where_))));
    let itself = (Kind::Person, &person.slug);
    parts.referring(snapshot, itself, (Kind::NewsArticle, "Nyheter"));
    parts.referring(snapshot, itself, (Kind::Initiative, "Projekt och metoder"));
    parts
}
