//! A series: its theme, and its seminars.

use finsam_client::Series;

use super::{
    lines::{card, linked, named, period, row, running, short, sources, within},
    term::seminars,
};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_200;
const THEME: usize = 500;
const ABOUT: usize = 900;
const SEMINARS: usize = 1_000;
const ORGANISERS: usize = 400;

pub(super) fn embed(series: &Series, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&series.title, &series.url, words.series, &series.site);
    let mut lines = Vec::new();
    lines.extend(series.theme.as_deref().map(|theme| format!("*{}*", short(theme, THEME))));
    let (from, until) = (series.from.as_deref(), series.until.as_deref());
    lines.extend(period(from, until, language).map(|time| format!("**{}:** {time}", words.time)));
    lines.extend(series.place.as_deref().map(|at| format!("**{}:** {}", words.place, named(at))));
    let about = running(&series.body.text, ABOUT, &series.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    seminars(&mut embed, &series.seminars, SEMINARS, language);
    let organisers: Vec<_> =
        series.organisers.iter().map(|one| linked(&one.name, &one.url)).collect();
    row(&mut embed, words.organisers, &organisers, ORGANISERS, language);
    sources(&mut embed, &series.sources, language);
    embed
}
