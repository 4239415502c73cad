//! A venue: where it is, how to get in, and what is held there.

use finsam_client::Venue;

use super::{
    lines::{card, named, running, short, sources, within},
    term::seminars,
};
use crate::{markdown::link_target, message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 2_200;
const ABOUT: usize = 900;
const ACCESS: usize = 600;
const SEMINARS: usize = 1_000;

pub(super) fn embed(venue: &Venue, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&venue.name, &venue.url, words.venue, &venue.site);
    let address: Vec<_> = venue.street.iter().chain(&venue.city).map(|part| named(part)).collect();
    let mut lines = Vec::new();
    if !address.is_empty() {
        lines.push(format!("**{}:** {}", words.address, address.join(", ")));
    }
    let access = match &venue.accessibility {
        Some(access) => short(access, ACCESS),
        None => words.not_known.to_owned(),
    };
    lines.push(format!("**{}:** {access}", words.accessibility));
    if let Some(target) = venue.website.as_deref().and_then(link_target) {
        lines.push(format!("[{}]({target})", words.website));
    }
    let about = running(&venue.body.text, ABOUT, &venue.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    seminars(&mut embed, &venue.seminars, SEMINARS, language);
    sources(&mut embed, &venue.sources, language);
    embed
}
