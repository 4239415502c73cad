//! Lists to leaf through: news, and what a search finds.

use finsam_client::{Error, Kind, MAX_PAGE};

use super::{Bot, Reply};
use crate::{
    buttons::{self, Press, button},
    cards::{found, news_article},
    conversations::About,
    markdown::cut,
    message::{Button, Message},
    texts::Language,
    views::{Ref, View},
};

/// How many stand on a page: as many as get a button in one row.
const PER_PAGE: usize = 5;

/// The longest name on a button.
const LABEL: usize = 60;

impl Bot {
    /// A page of the latest articles.
    pub(super) async fn news(&self, page: u16, language: Language) -> Result<Reply, Error> {
        let articles = self.api.news(upto(page), None).await?;
        let shown = on_page(articles.items, page);
        let opened = shown.iter().map(|article| {
            let (site, slug) = (article.site.slug.clone(), article.slug.clone());
            (article.headline.clone(), Ref { kind: Kind::NewsArticle, site, slug })
        });
        let opened = opened.collect();
        let message = news_article::latest(&shown, 0, self.whose().await, language).message;
        let message = paged(message, opened, &View::News { page }, page, articles.total, language);
        let question = match language {
            Language::Swedish => "Vilka är de senaste nyheterna?",
            Language::English => "What are the latest news?",
        };
        let question = question.to_owned();
        let about = Some(About::Question { text: question, at: self.clock.now() });
        Ok(Reply { about, ..message.into() }.resting_on(&articles.stale, language))
    }

    /// A page of what words find.
    pub(super) async fn found(
        &self,
        words: &str,
        page: u16,
        language: Language,
    ) -> Result<Reply, Error> {
        let mut found = self.api.search(words, &[], upto(page), None).await?;
        let total = found.page.total;
        let hits = on_page(std::mem::take(&mut found.page.items), page);
        let opened =
            hits.iter().map(|hit| (hit.node.label.clone(), Ref::from(&hit.node))).collect();
        found.page.items = hits;
        let message = found::found(words, &found, 0, self.whose().await, language).message;
        let view = View::Found { words: words.to_owned(), page };
        let mut message = paged(message, opened, &view, page, total, language);
        if let Some(meant) = found.did_you_mean {
            let label = (language.talk().search_instead)(&meant);
            let instead = button(label, &Press::Turn(View::Found { words: meant, page: 0 }));
            message.rows.extend(buttons::rows(instead));
        }
        Ok(Reply::from(message).resting_on(&found.page.stale, language))
    }
}

/// How many items to fetch to have those of this page.
fn upto(page: u16) -> usize {
    (usize::from(page) + 1).saturating_mul(PER_PAGE).min(MAX_PAGE)
}

fn on_page<T>(items: Vec<T>, page: u16) -> Vec<T> {
    items.into_iter().skip(usize::from(page) * PER_PAGE).take(PER_PAGE).collect()
}

/// The message with its page's number, a button for each thing on it, and the buttons to turn it.
fn paged(
    mut message: Message,
    opened: Vec<(String, Ref)>,
    view: &View,
    page: u16,
    total: usize,
    language: Language,
) -> Message {
    let pages = total.min(MAX_PAGE).div_ceil(PER_PAGE);
    if pages > 1
        && let Some(embed) = message.embeds.first_mut()
    {
        let number = (language.cards().page_of)(usize::from(page) + 1, pages);
        let parts = [Some(number), embed.footer.take()];
        embed.footer = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }
    let opens = opened
        .into_iter()
        .filter_map(|(name, named)| button(cut(&name, LABEL), &Press::Open(View::Noun(named))));
    message.rows = buttons::rows(opens);
    message.rows.extend(buttons::rows(turns(view, page.into(), pages, language)));
    message
}

/// The buttons to the pages before and after this one.
pub(super) fn turns(view: &View, page: usize, pages: usize, language: Language) -> Vec<Button> {
    let texts = language.buttons();
    let before = page.checked_sub(1).map(|page| (texts.previous_page, page));
    let after = Some(page + 1).filter(|page| *page < pages).map(|page| (texts.next_page, page));
    let turns = [before, after].into_iter().flatten();
    turns
        .filter_map(|(label, page)| {
            let page = u16::try_from(page).ok()?;
            button(label, &Press::Turn(view.on_page(page)))
        })
        .collect()
}
