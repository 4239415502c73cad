//! A term: what it means, plainly too, and what there is about it.

use finsam_client::{FigureRefs, NewsArticleRefs, SeminarRefs, SeminarStatus, Statements, Term};

use super::lines::{
    card, day, linked, list, named, other_names, row, running, short, sources, within,
};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_300;
const DEFINITION: usize = 700;
const ABOUT: usize = 700;
const FIGURES: usize = 600;
const LIST: usize = 450;
const RELATED: usize = 300;

/// How many statements are shown.
const STATEMENTS: usize = 2;

pub(super) fn embed(term: &Term, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&term.name, &term.url, words.term, &term.site);
    let mut lines = vec![running(&term.definition, DEFINITION, &term.url, language)];
    if let Some(plain) = &term.plain {
        let plain = running(plain, DEFINITION, &term.url, language);
        lines.extend([String::new(), format!("**{}:** {plain}", words.plainly)]);
    }
    let about = running(&term.body.text, ABOUT, &term.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    let names = other_names(&[&term.name], &term.other_names, 6);
    if !names.is_empty() {
        lines.extend([String::new(), format!("**{}:** {}", words.also_called, names.join(", "))]);
    }
    if let Some(english) = &term.english {
        lines.push(format!("**{}:** {}", words.in_english, named(english)));
    }
    embed.description = within(&lines, DESCRIPTION);
    figures(&mut embed, &term.figures, FIGURES, language);
    said(&mut embed, &term.statements, LIST, language);
    let related: Vec<_> = term.related.iter().map(|one| linked(&one.label, &one.url)).collect();
    row(&mut embed, words.related, &related, RELATED, language);
    seminars(&mut embed, &term.seminars, LIST, language);
    news(&mut embed, &term.news, LIST / 2, language);
    sources(&mut embed, &term.sources, language);
    embed
}

/// Numbers, each with what it counts and its year.
pub(super) fn figures(embed: &mut Embed, figures: &FigureRefs, room: usize, language: Language) {
    let line = |one: &finsam_client::FigureRef| {
        let counts = linked(&one.counts, &one.url);
        format!("**{}** – {counts} ({})", named(&one.text), one.year)
    };
    let lines: Vec<_> = figures.nodes.iter().map(line).collect();
    let missing = missing(figures.total_count, lines.len());
    list(embed, language.cards().figures, &lines, missing, room, language);
}

/// What people have said.
pub(super) fn said(embed: &mut Embed, said: &Statements, room: usize, language: Language) {
    let line = |one: &finsam_client::Statement| {
        format!("**{}:** {}", linked(&one.person.name, &one.person.url), short(&one.text, 220))
    };
    let lines: Vec<_> = said.nodes.iter().take(STATEMENTS).map(line).collect();
    let missing = missing(said.total_count, lines.len());
    list(embed, language.cards().is_said, &lines, missing, room, language);
}

/// Seminars with their days, and what has become of them.
pub(super) fn seminars(embed: &mut Embed, seminars: &SeminarRefs, room: usize, language: Language) {
    let words = language.cards();
    let line = |one: &finsam_client::SeminarRef| {
        let title = linked(&one.title, &one.url);
        let status = match one.status {
            SeminarStatus::Cancelled => Some(words.cancelled),
            SeminarStatus::Postponed => Some(words.postponed),
            _ => None,
        };
        let status = status.map(|status| format!("**{status}** · ")).unwrap_or_default();
        format!("{}: {status}{title}", day(one.date, language))
    };
    let lines: Vec<_> = seminars.nodes.iter().map(line).collect();
    let missing = missing(seminars.total_count, lines.len());
    list(embed, words.seminars, &lines, missing, room, language);
}

/// Articles with their days.
pub(super) fn news(embed: &mut Embed, news: &NewsArticleRefs, room: usize, language: Language) {
    let line = |one: &finsam_client::NewsArticleRef| {
        format!("{}: {}", day(one.published_on, language), linked(&one.headline, &one.url))
    };
    let lines: Vec<_> = news.nodes.iter().map(line).collect();
    let missing = missing(news.total_count, lines.len());
    list(embed, language.cards().news, &lines, missing, room, language);
}

/// How many of a list are not among the first of it.
fn missing(total: i32, here: usize) -> usize {
    usize::try_from(total).unwrap_or_default().saturating_sub(here)
}
