//! What is new, and what an article tells.

use std::{collections::HashSet, sync::Arc};

use finsam_content::Node;
use finsam_model::{Entry, Id, NewsArticle};
use finsam_swedish::{print, when::When};

use crate::{
    AnswerKind,
    markdown::{bold, cut, item, link, plain},
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// More than these are not listed.
const LISTED: usize = 5;
/// An article is told in this many characters.
const TOLD: usize = 700;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    // "senaste seminariet" is no news.
    if question.occasion.mentioned
        && !question.has_word(&["nytt", "nyhet", "nyheter", "nyheten", "news"])
    {
        return None;
    }
    let only_the_last = question
        .time
        .as_ref()
        .is_none_or(|time| matches!(time.when, When::Last | When::Next | When::Now));
    let mut articles = asked_about(case)?;
    if let Some(time) = question.time.as_ref().filter(|_| !only_the_last) {
        articles.retain(|article| {
            let day = finsam_swedish::when::day_window(article.published_on);
            day.and_then(|day| day.from).is_some_and(|start| time.window.contains(&start))
        });
    }
    let mut reply = Reply::new(AnswerKind::News);
    match articles.as_slice() {
        [] => {
            let time = question.time.as_ref();
            let when = time.map(|time| format!(" {}", time.said(case.language())));
            reply.line(fill(case.phrases().no_news, &[("when", &when.unwrap_or_default())]));
            reply.suggest(case.phrases().ask_news);
        }
        [one] => return Some(of_article(case, one)),
        [latest, others @ ..] if only_the_last => {
            let mut told = of_article(case, latest);
            told.line(case.phrases().news);
            for other in others.iter().take(LISTED) {
                told.line(item(&headline(case, other)));
                told.cite(&other.sources);
            }
            return Some(told);
        }
        several => {
            reply.line(case.phrases().news);
            for article in several.iter().take(LISTED) {
                reply.line(item(&headline(case, article)));
                reply.cite(&article.sources).about(Node::NewsArticle(Arc::clone(article)));
            }
        }
    }
    Some(reply)
}

/// The articles about what the question is about, the latest first; `None` where it is about something
/// that no article is.
fn asked_about(case: &Case<'_>) -> Option<Vec<Arc<Entry<NewsArticle>>>> {
    // What is published after the question was asked is not news yet. The latest comes first.
    let all: &[Arc<Entry<NewsArticle>>] = case.snapshot.all::<NewsArticle>();
    let today = case.now.date();
    let all = all.get(all.partition_point(|article| article.published_on > today)..);
    let mut articles = all.unwrap_or_default().to_vec();
    let all = articles.len();
    for subject in &case.question.subjects {
        if subject.origin == Origin::Remembered {
            continue;
        }
        let referring =
            |node: &Node| case.snapshot.referring_to(node.kind(), node.slug()).iter().map(Node::id);
        let theirs: HashSet<&Id> = subject.nodes.iter().flat_map(referring).collect();
        articles.retain(|article| {
            theirs.contains(&article.id)
                || subject.nodes.iter().any(|node| *node.id() == article.id)
        });
    }
    let says_more = !case.question.matter(Some(Intent::News)).is_empty();
    let tells_nothing = articles.is_empty() || articles.len() == all;
    (!says_more || !tells_nothing).then_some(articles)
}

fn headline(case: &Case<'_>, article: &NewsArticle) -> String {
    let day = print::date_short(article.published_on, case.language());
    format!("{}, {day}", bold(&article.headline))
}

fn names(node: &Node) -> Vec<&str> {
    let mut names = node.other_names();
    names.push(node.label());
    names
}

/// What an article tells.
pub(super) fn of_article(case: &Case<'_>, article: &Arc<Entry<NewsArticle>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::News);
    reply.line(headline(case, article));
    let mut left = TOLD;
    let mut paragraphs: Vec<&str> =
        article.body.paragraphs().map(|paragraph| paragraph.text).collect();
    // What the question is about comes first.
    let asked: Vec<&str> =
        case.question.subjects.iter().flat_map(|one| &one.nodes).flat_map(names).collect();
    paragraphs.sort_by_key(|text| !asked.iter().any(|name| text.contains(name)));
    for paragraph in paragraphs {
        let text = plain(paragraph);
        let letters = text.chars().count();
        if letters > left {
            if left == TOLD {
                reply.line(format!("{} …", cut(&text, TOLD)));
            }
            break;
        }
        left -= letters;
        reply.line(text);
    }
    for known in article.links.iter().take(2) {
        let note = known.note.as_ref().map(|note| format!(" ({})", plain(note)));
        let note = note.unwrap_or_default();
        reply.line(format!("{}: {}{note}", plain(&known.title), link(&known.url)));
    }
    reply.cite(&article.sources).about(Node::NewsArticle(Arc::clone(article)));
    reply.suggest(case.phrases().ask_source);
    reply
}
