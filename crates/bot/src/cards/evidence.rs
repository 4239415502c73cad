//! Where a card's facts come from, and whom to tell when they are wrong.

use finsam_client::{Basis, Claim, Provenance};

use super::{
    found::kind,
    lines::{card, list, short, sources},
};
use crate::{markdown::link_target, message::Message, texts::Language};

/// Room in characters.
const CLAIMS: usize = 1_000;

/// The card behind "Felaktigt?".
pub(crate) fn evidence(told: &Provenance, language: Language) -> Message {
    let words = language.cards();
    let title = (words.where_from)(&told.label);
    let mut embed = card(&title, &told.url, kind(&told.kind, language), &told.site);
    let page = match link_target(&told.url) {
        Some(target) => format!("<{target}>"),
        None => short(&told.label, 200),
    };
    let editor = told.site.editor.as_deref().filter(|editor| is_address(editor));
    embed.description = match editor {
        Some(editor) => (words.tell_the_editor)(editor, &page),
        None => (words.no_editor)(&short(&told.site.name, 100), &page),
    };
    sources(&mut embed, &told.sources, language);
    if told.sources.is_empty() {
        embed.fields.push((language.texts().sources.to_owned(), words.no_sources.to_owned()));
    }
    let claims: Vec<_> = told.claims.iter().map(|one| claim(one, language)).collect();
    list(&mut embed, words.how_we_know, &claims, 0, CLAIMS, language);
    Message::of(embed)
}

/// Whether it is an e-mail address, with nothing in it that could be anything else.
fn is_address(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "@.-_+".contains(letter);
    text.len() <= 200 && text.matches('@').count() == 1 && text.chars().all(is_plain)
}

/// `**Tiden**: onsdag 2 juli – står i källan. Varför.`
fn claim(claim: &Claim, language: Language) -> String {
    let words = language.cards();
    let field = (words.field)(&claim.field);
    let field = field.map_or_else(|| short(&claim.field, 40), str::to_owned);
    let basis = match claim.basis {
        Basis::Stated => words.stated,
        Basis::Derived => words.derived,
        Basis::Editorial => words.editorial,
        Basis::Other(_) => words.not_said,
    };
    let basis = if claim.followed { basis } else { words.not_followed };
    let reason = claim.reason.as_deref().map(|reason| format!(" {}", short(reason, 200)));
    format!("**{field}:** {} – {basis}.{}", short(&claim.value, 120), reason.unwrap_or_default())
}
