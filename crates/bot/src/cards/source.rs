//! A source: what it is called, whose it is, where it is.

use finsam_client::Source;

use super::lines::{card, named, partial, running, short, within};
use crate::{markdown::link_target, message::Embed, texts::Language};

/// Room in characters.
const DESCRIPTION: usize = 3_000;
const NOTE: usize = 800;
const ABOUT: usize = 1_500;

pub(super) fn embed(source: &Source, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&source.title, &source.url, words.source, &source.site);
    let mut lines = vec![format!("**{}:** {}", words.publisher, named(&source.publisher))];
    if let Some(date) = &source.printed_on {
        lines.push(format!("**{}:** {}", words.date, partial(date, language)));
    }
    match source.address.as_deref().and_then(link_target) {
        Some(target) => lines.push(format!("[{}]({target})", words.open_the_source)),
        None => lines.push(words.no_address.to_owned()),
    }
    lines.extend(source.note.as_deref().map(|note| short(note, NOTE)));
    let about = running(&source.body.text, ABOUT, &source.url, language);
    if !about.is_empty() {
        lines.extend([String::new(), about]);
    }
    embed.description = within(&lines, DESCRIPTION);
    embed
}
