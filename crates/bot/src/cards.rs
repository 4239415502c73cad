//! What a member sees: one message for each kind of thing we tell of. Pure functions from what the
//! API told to a [`Message`].
//!
//! A card has the document's title, that leads to its page; what matters most first, with when and
//! where; fields for the rest; its sources; and below whose it is. Buttons are added by whoever shows
//! it. What has more than a page of it says so, and comes as [`Paged`].

use finsam_client::Noun;

use crate::{
    message::{Embed, Message},
    texts::Language,
};

pub(crate) mod answer;
pub(crate) mod evidence;
mod figure;
pub(crate) mod found;
mod initiative;
mod lines;
pub(crate) mod news_article;
pub(crate) mod notice;
mod organisation;
mod person;
pub(crate) mod programme;
pub(crate) mod seminar;
mod series;
mod source;
pub(crate) mod stale;
mod term;
#[cfg(test)]
mod tests;
pub(crate) mod times;
mod venue;
mod whose;

pub(crate) use whose::Whose;

/// A page of something. Pages count from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paged {
    pub(crate) message: Message,
    /// Which page it is: the first, where there is none of the number that was asked for.
    pub(crate) page: usize,
    /// How many pages there are, at least one.
    pub(crate) pages: usize,
}

impl Paged {
    fn new(mut embed: Embed, page: usize, pages: usize, language: Language) -> Self {
        let pages = pages.max(1);
        let page = if page < pages { page } else { 0 };
        if pages > 1 {
            let number = (language.cards().page_of)(page + 1, pages);
            let footer = embed.footer.take();
            embed.footer =
                Some([Some(number), footer].into_iter().flatten().collect::<Vec<_>>().join(" · "));
        }
        Self { message: Message::of(embed), page, pages }
    }
}

/// The card of a document of any kind.
pub(crate) fn noun(noun: &Noun, language: Language) -> Message {
    Message::of(match noun {
        Noun::Seminar(seminar) => seminar::embed(seminar, language),
        Noun::Series(series) => series::embed(series, language),
        Noun::Person(person) => person::embed(person, language),
        Noun::Organisation(organisation) => organisation::embed(organisation, language),
        Noun::Venue(venue) => venue::embed(venue, language),
        Noun::NewsArticle(article) => news_article::embed(article, language),
        Noun::Initiative(initiative) => initiative::embed(initiative, language),
        Noun::Figure(figure) => figure::embed(figure, language),
        Noun::Term(term) => term::embed(term, language),
        Noun::Source(source) => source::embed(source, language),
        Noun::Other(unknown) => {
            lines::card(&unknown.slug, &unknown.url, language.cards().document, &unknown.site)
        }
    })
}
