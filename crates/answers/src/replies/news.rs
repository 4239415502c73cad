//! What is new, and what an article tells.

mod one;

use std::{collections::HashSet, sync::Arc};

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Id, Kind, NewsArticle, Source};
use finsam_swedish::{
    print,
    when::{TimeExpression, When},
    words::words,
};

use crate::{
    AnswerKind,
    markdown::{bold, cut, item, link, plain},
    passages::is_compound,
    phrases::fill,
    question::{Intent, Origin, Part, Token},
    reply::{Case, Reply},
    words::same_meaning,
};

/// More than these are not listed.
const LISTED: usize = 5;
/// So many are listed where all are asked for.
const ALL: usize = 15;
/// An article is told in this many characters.
const TOLD: usize = 700;

/// Questions about articles as such: which there are, when they came, who is quoted in one. What an
/// article tells is looked up like anything else.
pub(super) fn as_such(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let says_article = question
        .tokens
        .iter()
        .any(|token| ARTICLES.iter().any(|start| token.folded.starts_with(start)));
    let before = question.memory.nodes.first().and_then(NewsArticle::of);
    let refers_back = before.is_some()
        && question.back.is_some()
        && !question.occasion.mentioned
        && question.subjects.iter().all(|one| one.origin == Origin::Remembered);
    if !says_article && !refers_back {
        return None;
    }
    if says_article && let Some(reply) = one::reply(case) {
        return Some(reply);
    }
    // "förra året" is no article before another.
    let is_time = question.time.as_ref().is_some_and(|time| !matches!(time.when, When::Last));
    let said = |token: &Token| PREVIOUS.contains(&token.folded.as_str());
    let said = |token: &Token| said(token) && !(is_time && token.part == Part::Time);
    if question.tokens.iter().any(said) || (latest(case) && question.has_word(&["nast"])) {
        return previous(case, before);
    }
    if says_article && question.has_word(EARLIEST) {
        return published(case).last().map(|article| of_article(case, article));
    }
    let article = if says_article { the_one_meant(case) } else { before.cloned() };
    let quoted = question.asks(Intent::Quoted);
    let beside = beside(case);
    let when = question.asks(Intent::When) || question.has_word(PUBLISHED);
    let list = says_article && question.has_word(WHICH) && beside.is_empty();
    if quoted && says_article && article.is_none() {
        return quoted_in_several(case);
    }
    if list && (article.is_none() || !question.asks(Intent::When)) && !latest(case) && !quoted {
        return Some(listed(case, &of_subjects(case)));
    }
    let article = article?;
    // "vad handlar den senaste nyheten om?"
    if says_article && latest(case) && question.asks(Intent::About) {
        return Some(of_article(case, &article));
    }
    if quoted {
        return Some(quoted_in(case, &article));
    }
    let in_headline = |token: &&&Token| holds(&article.headline, &token.stem);
    let only_names_it = beside.iter().all(|token| in_headline(&token));
    let published = question.has_word(PUBLISHED) && !question.has_word(&["ut"]);
    (published || (when && only_names_it)).then(|| dated(case, &article))
}

/// How words begin that mean an article (folded, Swedish and English).
const ARTICLES: [&str; 5] = ["nyhet", "artik", "article", "news", "reportage"];
const PREVIOUS: &[&str] =
    &["forra", "foregaende", "previous", "tidigare", "aldre", "innan", "earlier"];
const EARLIEST: &[&str] = &["forst", "forsta", "aldsta", "first", "oldest", "earliest"];
const PUBLISHED: &[&str] = &[
    "publicerades",
    "publicerad",
    "publicerats",
    "publicerat",
    "published",
    "datum",
    "daterad",
    "datumet",
    "date",
    "dated",
    "ut",
];
const WHICH: &[&str] = &[
    "vilka",
    "alla",
    "lista",
    "all",
    "which",
    "list",
    "manga",
    "many",
    "nyheter",
    "nyheterna",
    "artiklar",
];

/// The words that say what the article is about, and no sign of what is asked.
fn beside<'c>(case: &'c Case<'_>) -> Vec<&'c Token> {
    let mut beside = case.question.unexplained();
    beside.retain(|token| {
        let of_articles = ARTICLES.iter().any(|start| token.folded.starts_with(start));
        !token.number && !of_articles && !PUBLISHED.contains(&token.folded.as_str())
    });
    beside
}

fn holds(text: &str, stem: &str) -> bool {
    words(text).iter().any(|word| {
        let own = word.stem();
        own == stem || is_compound(&own, stem)
    })
}

/// The one article that fits the question's words, names and time best; `None` where several do as well.
fn the_one_meant(case: &Case<'_>) -> Option<Arc<Entry<NewsArticle>>> {
    let question = case.question;
    let articles = published(case);
    if latest(case) {
        return articles.first().cloned();
    }
    let time = question.time.as_ref();
    let in_time = |article: &NewsArticle| time.is_some_and(|time| is_in(article, time));
    let telling = question
        .tokens
        .iter()
        .filter(|token| !token.number && !matches!(token.part, Part::Filler | Part::Time));
    let stems: Vec<Vec<String>> = telling
        .map(|token| {
            let mut stems = same_meaning(&token.folded, question.language);
            stems.push(token.stem.clone());
            stems
        })
        .collect();
    let small: Vec<&str> = question
        .tokens
        .iter()
        .filter(|token| token.part == Part::Filler)
        .map(|token| token.folded.as_str())
        .collect();
    let named = |article: &Arc<Entry<NewsArticle>>| {
        let refers = |node: &Node| {
            let referring = case.snapshot.referring_to(node.kind(), node.slug()).iter();
            referring.filter_map(NewsArticle::of).any(|one| one.id == article.id)
        };
        let subjects = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
        subjects.filter(|subject| subject.nodes.iter().any(refers)).count()
    };
    let mut scored: Vec<(usize, &Arc<Entry<NewsArticle>>)> = articles
        .iter()
        .map(|article| {
            let headline = stems
                .iter()
                .filter(|stems| stems.iter().any(|stem| holds(&article.headline, stem)))
                .count();
            let time = 4 * usize::from(in_time(article));
            // Small words tell only beside others: "två förbund går ihop".
            let small = small.iter().filter(|word| {
                words(&article.headline).iter().any(|there| there.folded == ***word)
            });
            (12 * headline + 4 * named(article) + 4 * time + small.count(), article)
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored.as_slice() {
        [(score, one)] if *score >= 4 => Some(Arc::clone(one)),
        [(best, one), (next, _), ..] if best > next && *best >= 4 => Some(Arc::clone(one)),
        _ => None,
    }
}

/// Whether the latest is asked for.
fn latest(case: &Case<'_>) -> bool {
    case.question.has_word(&["senaste", "nyaste", "latest", "newest", "sista"])
}

/// What was published before the article talked about, or before the latest.
fn previous(case: &Case<'_>, before: Option<&Arc<Entry<NewsArticle>>>) -> Option<Reply> {
    let articles = published(case);
    let from =
        before.map_or(Some(0), |one| articles.iter().position(|there| there.id == one.id))?;
    match articles.get(from + 1) {
        Some(article) => Some(of_article(case, article)),
        None => {
            let mut reply = Reply::new(AnswerKind::NotStated);
            reply.line(fill(case.phrases().no_news, &[("when", "")]));
            Some(reply)
        }
    }
}

/// When an article came.
fn dated(case: &Case<'_>, article: &Arc<Entry<NewsArticle>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::News);
    let day = print::date_long(article.published_on, case.language());
    let gaps = [("what", bold(&article.headline)), ("date", day)];
    let gaps: Vec<(&str, &str)> =
        gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let published = fill(case.phrases().was_published, &gaps);
    let source = case.snapshot.named::<Source>(&article.sources).next();
    let publisher = source.map(|source| {
        format!(" {}.", fill(case.phrases().source, &[("text", &plain(&source.publisher))]))
    });
    reply.line(format!("{published}{}", publisher.unwrap_or_default()));
    reply.cite(&article.sources).about(Node::NewsArticle(Arc::clone(article)));
    reply.suggest(case.phrases().ask_source);
    reply
}

/// Who is quoted in an article, and as what.
fn quoted_in(case: &Case<'_>, article: &Arc<Entry<NewsArticle>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::People);
    let node = Node::NewsArticle(Arc::clone(article));
    let mut people: Vec<(&finsam_model::Slug, String)> = Vec::new();
    for statement in &article.statements {
        if people.iter().any(|(slug, _)| *slug == &statement.person) {
            continue;
        }
        let Some(person) = case.find(Kind::Person, &statement.person) else { continue };
        let standing = super::passage::standing(case, &node, statement);
        people.push((&statement.person, format!("{}{standing}", plain(person.label()))));
        reply.about(person);
    }
    reply.line(format!("{}:", headline(case, article)));
    if people.is_empty() {
        reply.kind = AnswerKind::NotStated;
        reply.line(fill(
            case.phrases().not_stated,
            &[("what", (case.phrases().asked)(Intent::Quoted))],
        ));
    }
    reply.lines.extend(people.iter().map(|(_, person)| item(person)));
    reply.nodes.insert(0, node);
    reply.cite(&article.sources);
    reply
}

/// Who is quoted in each of several articles.
fn quoted_in_several(case: &Case<'_>) -> Option<Reply> {
    let mut articles = of_subjects(case);
    articles.retain(|article| !article.statements.is_empty());
    if let Some(time) = &case.question.time {
        articles.retain(|article| is_in(article, time));
    }
    match articles.as_slice() {
        [] => None,
        [one] => Some(quoted_in(case, one)),
        several if case.question.subjects.is_empty() || several.len() > LISTED => None,
        several => {
            let mut reply = Reply::new(AnswerKind::People);
            for article in several {
                let told = quoted_in(case, article);
                reply.cite(&told.sources);
                reply.lines.extend(told.lines);
                for node in told.nodes {
                    reply.about(node);
                }
            }
            Some(reply)
        }
    }
}

/// Articles by headline and date.
fn listed(case: &Case<'_>, articles: &[Arc<Entry<NewsArticle>>]) -> Reply {
    let mut reply = Reply::new(AnswerKind::News);
    let mut articles = articles.to_vec();
    if let Some(time) = &case.question.time {
        articles.retain(|article| is_in(article, time));
    }
    if articles.is_empty() {
        let when = case.question.time.as_ref();
        let when = when.map(|time| format!(" {}", time.said(case.language()))).unwrap_or_default();
        reply.line(fill(case.phrases().no_news, &[("when", &when)]));
        reply.kind = AnswerKind::NotStated;
        return reply;
    }
    reply.line(case.phrases().news);
    for article in articles.iter().take(ALL) {
        reply.line(item(&headline(case, article)));
        reply.cite(&article.sources).about(Node::NewsArticle(Arc::clone(article)));
    }
    if let Some(more) = articles.len().checked_sub(ALL).filter(|more| *more > 0) {
        reply.line(fill(case.phrases().and_more, &[("count", &more.to_string())]));
    }
    reply
}

fn is_in(article: &NewsArticle, time: &TimeExpression) -> bool {
    let day = finsam_swedish::when::day_window(article.published_on);
    day.and_then(|day| day.from).is_some_and(|start| time.window.contains(&start))
}

/// What is published by now, the latest first.
fn published(case: &Case<'_>) -> Vec<Arc<Entry<NewsArticle>>> {
    let all: &[Arc<Entry<NewsArticle>>] = case.snapshot.all::<NewsArticle>();
    let today = case.now.date();
    let from = all.partition_point(|article| article.published_on > today);
    all.get(from..).unwrap_or_default().to_vec()
}

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
        articles.retain(|article| is_in(article, time));
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
    let all = published(case).len();
    let articles = of_subjects(case);
    let says_more = !case.question.matter(Some(Intent::News)).is_empty();
    let tells_nothing = articles.is_empty() || articles.len() == all;
    (!says_more || !tells_nothing).then_some(articles)
}

/// The articles that have to do with all that is named, the latest first.
fn of_subjects(case: &Case<'_>) -> Vec<Arc<Entry<NewsArticle>>> {
    let mut articles = published(case);
    for subject in &case.question.subjects {
        if subject.origin == Origin::Remembered {
            continue;
        }
        let referring =
            |node: &Node| case.snapshot.referring_to(node.kind(), node.slug()).iter().map(Node::id);
        let theirs: HashSet<&Id> = subject.nodes.iter().flat_map(referring).collect();
        articles.retain(|article| {
            let mut sources = case.snapshot.named::<Source>(&article.sources);
            let published_it = |source: &Arc<Entry<Source>>| {
                subject.nodes.iter().any(|node| node.label() == source.publisher)
            };
            theirs.contains(&article.id)
                || sources.any(published_it)
                || subject.nodes.iter().any(|node| *node.id() == article.id)
        });
    }
    articles
}

fn headline(case: &Case<'_>, article: &NewsArticle) -> String {
    let day = print::date_long(article.published_on, case.language());
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
