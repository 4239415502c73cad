//! A figure: the number, exactly what it counts, from when, how certain, and who says so.

use finsam_client::{Certainty, Figure};

use super::lines::{card, day, linked, list, named, row, running, short, sources, within};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_200;
const COUNTS: usize = 600;
const ABOUT: usize = 1_000;
const TOPICS: usize = 500;

pub(super) fn embed(figure: &Figure, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&title(figure), &figure.url, words.figure, &figure.site);
    let mut lines = vec![
        format!("**{}:** {}", words.counted, short(&figure.counts, COUNTS)),
        format!("**{}:** {}", words.year, figure.year),
        format!("**{}:** {}", words.how_certain, certainty(figure, language)),
    ];
    if let Some(place) = &figure.place {
        lines.push(format!("**{}:** {}", words.holds_for, named(place)));
    }
    if let Some(person) = &figure.person {
        lines.push(format!("**{}:** {}", words.told_by, linked(&person.name, &person.url)));
    }
    let about = running(&figure.body.text, ABOUT, &figure.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    let terms = figure.terms.iter().map(|one| linked(&one.label, &one.url));
    let initiatives = figure.initiatives.iter().map(|one| linked(&one.label, &one.url));
    let organisations = figure.organisations.iter().map(|one| linked(&one.name, &one.url));
    let topics: Vec<_> = terms.chain(initiatives).chain(organisations).collect();
    row(&mut embed, words.topics, &topics, TOPICS, language);
    let seminars: Vec<_> = figure
        .about_seminars
        .iter()
        .map(|one| format!("{}: {}", day(one.date, language), linked(&one.title, &one.url)))
        .collect();
    list(&mut embed, words.seminars, &seminars, 0, TOPICS, language);
    sources(&mut embed, &figure.sources, language);
    embed
}

/// The number with its unit, which the text may hold already.
fn title(figure: &Figure) -> String {
    let has_unit = figure.unit.is_empty() || figure.text.contains(&figure.unit);
    if has_unit { figure.text.clone() } else { format!("{} {}", figure.text, figure.unit) }
}

fn certainty(figure: &Figure, language: Language) -> &'static str {
    let words = language.cards();
    match figure.certainty {
        Certainty::Exact => words.exact,
        Certainty::Approximate => words.approximate,
        Certainty::Estimated => words.estimated,
        Certainty::Other(_) => words.not_said,
    }
}
