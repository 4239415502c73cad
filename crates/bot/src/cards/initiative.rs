//! An initiative: what it is, who is in it, what came of it.

use finsam_client::{Initiative, InitiativeKind};

use super::{
    lines::{card, linked, list, named, period, row, running, short, sources, within},
    term::{figures, news, said, seminars},
};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 1_700;
const SUMMARY: usize = 700;
const AIM: usize = 300;
const RESULTS: usize = 500;
const PARTNERS: usize = 300;
const LIST: usize = 450;

pub(super) fn embed(initiative: &Initiative, language: Language) -> Embed {
    let words = language.cards();
    let mut embed =
        card(&initiative.name, &initiative.url, kind(initiative, language), &initiative.site);
    let mut lines = vec![running(&initiative.summary, SUMMARY, &initiative.url, language)];
    lines.push(String::new());
    if let Some(aim) = &initiative.aim {
        lines.push(format!("**{}:** {}", words.aim, short(aim, AIM)));
    }
    let (from, until) = (initiative.from.as_deref(), initiative.until.as_deref());
    lines.extend(period(from, until, language).map(|time| format!("**{}:** {time}", words.time)));
    if !initiative.places.is_empty() {
        let places: Vec<_> = initiative.places.iter().take(8).map(|place| named(place)).collect();
        lines.push(format!("**{}:** {}", words.place, places.join(", ")));
    }
    if let Some(whole) = &initiative.part_of {
        lines.push(format!("**{}:** {}", words.part_of, linked(&whole.label, &whole.url)));
    }
    embed.description = within(&lines, DESCRIPTION);
    let results: Vec<_> =
        initiative.results.iter().map(|result| format!("• {}", short(result, 250))).collect();
    list(&mut embed, words.results, &results, 0, RESULTS, language);
    let partners: Vec<_> =
        initiative.partners.iter().map(|one| linked(&one.name, &one.url)).collect();
    row(&mut embed, words.partners, &partners, PARTNERS, language);
    let people: Vec<_> = initiative.people.iter().map(|one| linked(&one.name, &one.url)).collect();
    row(&mut embed, words.persons, &people, PARTNERS, language);
    let parts: Vec<_> = initiative.parts.iter().map(|one| linked(&one.label, &one.url)).collect();
    row(&mut embed, words.parts, &parts, PARTNERS, language);
    figures(&mut embed, &initiative.figures, LIST, language);
    said(&mut embed, &initiative.statements, LIST, language);
    seminars(&mut embed, &initiative.seminars, LIST, language);
    news(&mut embed, &initiative.news, LIST / 2, language);
    sources(&mut embed, &initiative.sources, language);
    embed
}

fn kind(initiative: &Initiative, language: Language) -> &'static str {
    let words = language.cards();
    match initiative.initiative_kind {
        InitiativeKind::Agreement => words.agreement,
        InitiativeKind::Conference => words.conference,
        InitiativeKind::Law => words.law,
        InitiativeKind::Method => words.method,
        InitiativeKind::Network => words.network,
        InitiativeKind::Platform => words.platform,
        InitiativeKind::Project => words.project,
        InitiativeKind::Survey => words.survey,
        InitiativeKind::Team => words.team,
        InitiativeKind::Other(_) => words.initiative,
    }
}
