//! What news tell of an occasion that something has become of: what happens with the booking, the meal.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, NewsArticle, SeminarStatus};
use finsam_swedish::print;

use crate::{
    markdown::plain,
    occasion::Occasion,
    passages::sentences,
    reply::{Case, Reply},
};

/// More than this of an article is not told, in characters.
const TOLD: usize = 320;

/// Adds what the latest news about this very occasion tell, if it is cancelled, put off or moved.
pub(super) fn add(case: &Case<'_>, seminar: &Occasion, reply: &mut Reply) {
    if matches!(seminar.status, SeminarStatus::Planned | SeminarStatus::Held) {
        return;
    }
    let Some(article) = latest(case, seminar) else { return };
    let mut told = String::new();
    for sentence in sentences(article.body.text()) {
        if told.chars().count() + sentence.chars().count() > TOLD {
            break;
        }
        if !told.is_empty() {
            told.push(' ');
        }
        told.push_str(&sentence);
    }
    if told.is_empty() {
        return;
    }
    let date = print::date_short(article.published_on, case.language());
    reply.line(format!("{} ({}, {date})", plain(&told), plain(&article.headline)));
    reply.cite(&article.sources).about(Node::NewsArticle(article));
}

fn latest(case: &Case<'_>, seminar: &Occasion) -> Option<Arc<Entry<NewsArticle>>> {
    let referring = case.snapshot.referring_to(Kind::Seminar, &seminar.slug).iter();
    let of_this_alone = |article: &&Arc<Entry<NewsArticle>>| {
        article.seminars.len() == 1 && article.published_on <= case.now.date()
    };
    let articles = referring.filter_map(NewsArticle::of).filter(of_this_alone);
    articles.max_by_key(|article| article.published_on).cloned()
}
