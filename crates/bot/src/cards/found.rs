//! What some words found.

use finsam_client::{Found, Hit, Kind};
use finsam_swedish::letters::same;

use super::{
    Paged, Whose,
    lines::{linked, pages, short},
};
use crate::{
    markdown::{cut, escape},
    message::Embed,
    texts::Language,
};

/// How many hits a page holds, and in how much room.
const ON_A_PAGE: usize = 6;
const PAGE: usize = 3_600;

/// The longest words that stand in the title.
const WORDS: usize = 100;

/// The hits, page by page; all that were fetched, of which there may be more.
pub(crate) fn found(
    words: &str,
    found: &Found,
    page: usize,
    whose: Whose,
    language: Language,
) -> Paged {
    let texts = language.cards();
    let title = format!("{}: {}", texts.search, escape(&cut(words.trim(), WORDS)));
    let blocks = found.page.items.iter().map(|hit| block(hit, whose, language)).collect();
    let pages = pages(blocks, ON_A_PAGE, PAGE);
    let shown = pages.get(page).or_else(|| pages.first());
    let mut told = match shown {
        Some(blocks) => blocks.join("\n\n"),
        None => texts.nothing_found.to_owned(),
    };
    if let Some(meant) = &found.did_you_mean {
        told = format!("{}: **{}**?\n\n{told}", texts.did_you_mean, short(meant, WORDS));
    }
    let footer = (found.page.total > 0).then(|| (texts.hits)(found.page.total));
    let embed = Embed { title: Some(title), description: told, footer, ..Embed::default() };
    Paged::new(embed, page, pages.len(), language)
}

fn block(hit: &Hit, whose: Whose, language: Language) -> String {
    let node = &hit.node;
    let head = format!("**{}** · {}", linked(&node.label, &node.url), kind(&node.kind, language));
    let head = whose.after(head, &node.site);
    // The name again says nothing more.
    let place = hit.highlights.iter().find(|highlight| !same(&highlight.text, &node.label));
    let place = place.map(|highlight| short(&highlight.text, 250));
    [Some(head), place].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A kind in a word.
pub(crate) fn kind(kind: &Kind, language: Language) -> &'static str {
    let words = language.cards();
    match kind {
        Kind::Seminar => words.seminar,
        Kind::Series => words.series,
        Kind::Person => words.person,
        Kind::Organisation => words.organisation,
        Kind::Venue => words.venue,
        Kind::NewsArticle => words.article,
        Kind::Initiative => words.initiative,
        Kind::Figure => words.figure,
        Kind::Term => words.term,
        Kind::Source => words.source,
        Kind::Other(_) => words.document,
    }
}
