//! An organisation: what it is and was called, who works there, what it arranges.

use finsam_client::{Organisation, OrganisationKind};

use super::lines::{card, linked, named, other_names, partial, row, running, sources, within};
use super::term::{figures, news, seminars};
use crate::{markdown::link_target, message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_000;
const ABOUT: usize = 900;
const PEOPLE: usize = 400;
const LIST: usize = 600;

pub(super) fn embed(organisation: &Organisation, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(
        &organisation.name,
        &organisation.url,
        kind(organisation, language),
        &organisation.site,
    );
    let mut lines = Vec::new();
    if let Some(abbreviation) = &organisation.abbreviation {
        lines.push(format!("**{}:** {}", words.abbreviation, named(abbreviation)));
    }
    let known: Vec<_> = [&organisation.name]
        .into_iter()
        .chain(&organisation.abbreviation)
        .map(String::as_str)
        .collect();
    let names = other_names(&known, &organisation.other_names, 5);
    if !names.is_empty() {
        lines.push(format!("**{}:** {}", words.also_called, names.join(", ")));
    }
    lines.extend(other_times(organisation, language));
    if let Some(parent) = &organisation.parent {
        lines.push(format!("**{}:** {}", words.part_of, linked(&parent.name, &parent.url)));
    }
    if let Some(place) = &organisation.place {
        lines.push(format!("**{}:** {}", words.place, named(place)));
    }
    if let Some(target) = organisation.website.as_deref().and_then(link_target) {
        lines.push(format!("[{}]({target})", words.website));
    }
    let about = running(&organisation.body.text, ABOUT, &organisation.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    let people: Vec<_> =
        organisation.people.iter().map(|one| linked(&one.name, &one.url)).collect();
    row(&mut embed, words.persons, &people, PEOPLE, language);
    seminars(&mut embed, &organisation.seminars, LIST, language);
    figures(&mut embed, &organisation.figures, LIST, language);
    news(&mut embed, &organisation.news, LIST, language);
    sources(&mut embed, &organisation.sources, language);
    embed
}

/// What it was called before, and what it is called now where that is another name.
fn other_times(organisation: &Organisation, language: Language) -> Vec<String> {
    let words = language.cards();
    let others = organisation.names.iter().filter(|one| one.name != organisation.name).take(5);
    let told = others.map(|one| {
        let name = named(&one.name);
        let at = |date: &str| partial(date, language);
        match (one.from.as_deref(), one.until.as_deref()) {
            (_, Some(until)) => format!("**{} {}:** {name}", words.was_called_until, at(until)),
            (Some(from), None) => format!("**{} {}:** {name}", words.is_called_since, at(from)),
            (None, None) => format!("**{}:** {name}", words.also_called),
        }
    });
    told.collect()
}

fn kind(organisation: &Organisation, language: Language) -> &'static str {
    let words = language.cards();
    match organisation.organisation_kind {
        OrganisationKind::Association => words.association,
        OrganisationKind::Authority => words.authority,
        OrganisationKind::CoordinationAssociation => words.coordination_association,
        OrganisationKind::Media => words.media,
        OrganisationKind::Municipality => words.municipality,
        OrganisationKind::Network => words.network,
        OrganisationKind::Region => words.region,
        OrganisationKind::Unit => words.unit,
        OrganisationKind::Other(_) => words.organisation,
    }
}
