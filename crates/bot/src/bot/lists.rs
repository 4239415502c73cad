//! Lists to leaf through: news, and what a search finds.

use finsam_client::{Error, Hit, Kind, MAX_PAGE, NewsArticle};

use super::{Bot, Reply, complete::kind_name, lookup::repeated};
use crate::{
    buttons::{self, Press, button},
    conversations::About,
    markdown::{cut, escape, link_target},
    message::{Button, Embed, Message},
    moments,
    texts::Language,
    views::{Ref, View},
};

/// How many stand on a page: as many as get a button in one row.
const PER_PAGE: usize = 5;

/// How much of a name, and of what is told about it, stands in a list.
const NAME: usize = 150;
const EXCERPT: usize = 240;

/// The longest name on a button.
const LABEL: usize = 40;

/// One thing in a list.
struct Item {
    name: String,
    url: String,
    /// What stands beside the name, and below it.
    beside: String,
    below: String,
    named: Ref,
}

impl Bot {
    /// A page of the latest articles.
    pub(super) async fn news(&self, page: u16, language: Language) -> Result<Reply, Error> {
        let articles = self.api.news(upto(page), None).await?;
        let items = articles.items.iter().map(|article| of_article(article, language)).collect();
        let title = language.talk().news;
        let view = View::News { page };
        let message = list(title, &on_page(items, page), page, articles.total, &view, language);
        let question = "Vilka är de senaste nyheterna?".to_owned();
        let about = Some(About::Question { text: question, at: self.clock.now() });
        Ok(Reply { about, ..message.into() })
    }

    /// A page of what words find.
    pub(super) async fn found(
        &self,
        words: &str,
        page: u16,
        language: Language,
    ) -> Result<Reply, Error> {
        let found = self.api.search(words, &[], upto(page), None).await?;
        let talk = language.talk();
        let total = found.page.total;
        if total == 0 {
            let mut message = Message::plain((talk.nothing_found)(&repeated(words)));
            if let Some(meant) = found.did_you_mean {
                let view = View::Found { words: meant.clone(), page: 0 };
                message.rows =
                    buttons::rows(button((talk.search_instead)(&meant), &Press::Turn(view)));
            }
            return Ok(message.into());
        }
        let items = found.page.items.iter().map(|hit| of_hit(hit, language)).collect();
        let title = (talk.found)(total, &repeated(words));
        let view = View::Found { words: words.to_owned(), page };
        Ok(list(&title, &on_page(items, page), page, total, &view, language).into())
    }
}

/// How many items to fetch to have those of this page.
fn upto(page: u16) -> usize {
    (usize::from(page) + 1).saturating_mul(PER_PAGE).min(MAX_PAGE)
}

fn on_page(items: Vec<Item>, page: u16) -> Vec<Item> {
    items.into_iter().skip(usize::from(page) * PER_PAGE).take(PER_PAGE).collect()
}

fn list(
    title: &str,
    items: &[Item],
    page: u16,
    total: usize,
    view: &View,
    language: Language,
) -> Message {
    let lines: Vec<String> = items.iter().map(line).collect();
    let pages = total.min(MAX_PAGE).div_ceil(PER_PAGE);
    let mut message = Message::of(Embed {
        title: Some(title.to_owned()),
        description: lines.join("\n\n"),
        footer: (pages > 1).then(|| (language.talk().page)(usize::from(page) + 1, pages)),
        ..Embed::default()
    });
    let opens = items.iter().filter_map(|item| {
        button(cut(&item.name, LABEL), &Press::Open(View::Noun(item.named.clone())))
    });
    let opens: Vec<Button> = opens.collect();
    message.rows = buttons::rows(opens);
    message.rows.extend(buttons::rows(turns(view, page, pages, language)));
    message
}

/// The buttons to the pages before and after this one.
fn turns(view: &View, page: u16, pages: usize, language: Language) -> Vec<Button> {
    let texts = language.buttons();
    let before = page.checked_sub(1).map(|page| (texts.previous_page, page));
    let after = page.checked_add(1).filter(|page| usize::from(*page) < pages);
    let turns = before.into_iter().chain(after.map(|page| (texts.next_page, page)));
    turns.filter_map(|(label, page)| button(label, &Press::Turn(view.on_page(page)))).collect()
}

/// `**[Namn](adress)** – nyhet, 5 juli 2018` and below it what it says.
fn line(item: &Item) -> String {
    let name = escape(&cut(&item.name, NAME));
    let name = match link_target(&item.url) {
        Some(target) => format!("**[{name}]({target})**"),
        None => format!("**{name}**"),
    };
    format!("{name} – {}\n{}", item.beside, item.below).trim_end().to_owned()
}

fn of_article(article: &NewsArticle, language: Language) -> Item {
    Item {
        name: article.headline.clone(),
        url: article.url.clone(),
        beside: moments::days(article.published_on, article.published_on, language),
        below: escape(&cut(&article.body.text.replace('\n', " "), EXCERPT)),
        named: Ref {
            kind: Kind::NewsArticle,
            site: article.site.slug.clone(),
            slug: article.slug.clone(),
        },
    }
}

fn of_hit(hit: &Hit, language: Language) -> Item {
    // It is safe to show as the API gives it, unless it is too long to be kept whole.
    let below = hit.highlights.first().map(|place| {
        if place.markdown.chars().count() <= EXCERPT {
            place.markdown.clone()
        } else {
            escape(&cut(&place.text, EXCERPT))
        }
    });
    Item {
        name: hit.node.label.clone(),
        url: hit.node.url.clone(),
        beside: kind_name(&hit.node.kind, language).unwrap_or_default().to_owned(),
        below: below.unwrap_or_default().replace('\n', " "),
        named: Ref::from(&hit.node),
    }
}
