//! A person: what they have been, where they have spoken, what they have said.

use finsam_client::{Affiliation, Person, PersonAppearance};

use super::{
    lines::{card, linked, list, named, period, running, short, sources, within},
    seminar::role,
};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_000;
const ABOUT: usize = 900;
const PROGRAMMES: usize = 1_000;
const SAID: usize = 1_000;

/// How many statements are shown.
const STATEMENTS: usize = 3;

pub(super) fn embed(person: &Person, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&person.name, &person.url, words.person, &person.site);
    let mut lines: Vec<_> =
        person.affiliations.iter().map(|one| post(one, language)).take(6).collect();
    lines.extend(person.party.as_deref().map(|party| format!("{}: {}", words.party, named(party))));
    if !person.other_names.is_empty() {
        let names: Vec<_> = person.other_names.iter().take(5).map(|name| named(name)).collect();
        lines.push(format!("{}: {}", words.also_written, names.join(", ")));
    }
    let about = running(&person.body.text, ABOUT, &person.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    let programmes: Vec<_> =
        person.appearances.iter().rev().map(|one| programme(one, language)).collect();
    list(&mut embed, words.on_the_programme, &programmes, 0, PROGRAMMES, language);
    let said: Vec<_> = person
        .said
        .iter()
        .take(STATEMENTS)
        .map(|one| {
            let occasion = linked(&one.occasion.label, &one.occasion.url);
            format!("{} – {occasion}", short(&one.text, 280))
        })
        .collect();
    let missing = person.said.len().saturating_sub(STATEMENTS);
    list(&mut embed, words.has_said, &said, missing, SAID, language);
    sources(&mut embed, &person.sources, language);
    embed
}

/// `titel, organisation, 2014`.
fn post(one: &Affiliation, language: Language) -> String {
    let mut parts = vec![format!("**{}**", named(&one.title))];
    parts.extend(one.organisation.as_ref().map(|of| linked(&of.name, &of.url)));
    parts.extend(one.initiative.as_ref().map(|of| linked(&of.label, &of.url)));
    parts.extend(period(one.from.as_deref(), one.until.as_deref(), language));
    parts.join(", ")
}

fn programme(one: &PersonAppearance, language: Language) -> String {
    let seminar = &one.seminar;
    let day = super::lines::day(seminar.date, language);
    let title = linked(&seminar.title, &seminar.url);
    let mut parts = vec![format!("{day}: {title}")];
    parts.extend(one.title.as_deref().map(named));
    let line = parts.join(", ");
    match role(&one.role, language) {
        Some(role) => format!("{line} ({role})"),
        None => line,
    }
}
