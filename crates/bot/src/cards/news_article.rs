//! News: one article, and the latest of them.

use finsam_client::NewsArticle;
use finsam_swedish::print::date_long;

use super::{
    Paged, Whose,
    lines::{card, day, is_heading, linked, list, pages, row, running, sources},
};
use crate::{message::Embed, texts::Language};

/// Room in characters.
const TEXT: usize = 2_000;
const TOPICS: usize = 500;
const LEAD: usize = 250;

/// How many articles a page holds, and in how much room.
const ON_A_PAGE: usize = 5;
const PAGE: usize = 3_600;

pub(super) fn embed(article: &NewsArticle, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&article.headline, &article.url, words.article, &article.site);
    let date = date_long(article.published_on, language.of_print());
    let told = running(&article.body.text, TEXT, &article.url, language);
    embed.description = format!("{date}\n\n{told}").trim().to_owned();
    let people = article.people.iter().map(|one| linked(&one.name, &one.url));
    let organisations = article.organisations.iter().map(|one| linked(&one.name, &one.url));
    let who: Vec<_> = people.chain(organisations).collect();
    row(&mut embed, words.about_whom, &who, TOPICS, language);
    let terms = article.terms.iter().map(|one| linked(&one.label, &one.url));
    let initiatives = article.initiatives.iter().map(|one| linked(&one.label, &one.url));
    row(&mut embed, words.topics, &terms.chain(initiatives).collect::<Vec<_>>(), TOPICS, language);
    let seminars: Vec<_> = article
        .about_seminars
        .iter()
        .map(|one| format!("{}: {}", day(one.date, language), linked(&one.title, &one.url)))
        .collect();
    list(&mut embed, words.seminars, &seminars, 0, TOPICS, language);
    let links: Vec<_> = article.links.iter().map(|link| linked(&link.title, &link.url)).collect();
    list(&mut embed, words.links, &links, 0, TOPICS, language);
    sources(&mut embed, &article.sources, language);
    embed
}

/// The latest articles, page by page. `articles` are all that are to be paged through.
pub(crate) fn latest(
    articles: &[NewsArticle],
    page: usize,
    whose: Whose,
    language: Language,
) -> Paged {
    let words = language.cards();
    let blocks = articles.iter().map(|article| {
        let title = linked(&article.headline, &article.url);
        let date = date_long(article.published_on, language.of_print());
        let date = whose.after(date, &article.site);
        let first = article
            .body
            .text
            .split("\n\n")
            .find(|part| !part.trim().is_empty() && !is_heading(part));
        let lead = running(first.unwrap_or_default(), LEAD, &article.url, language);
        format!("**{title}**\n{date}\n{lead}").trim().to_owned()
    });
    let pages = pages(blocks.collect(), ON_A_PAGE, PAGE);
    let shown = pages.get(page).or_else(|| pages.first());
    let told = shown.map_or_else(|| words.no_news.to_owned(), |blocks| blocks.join("\n\n"));
    let embed =
        Embed { title: Some(words.latest_news.to_owned()), description: told, ..Embed::default() };
    Paged::new(embed, page, pages.len(), language)
}
