//! `/`: where a person lands. What this is, what is on, what is new, a box for questions, and links.

use askama::Template;
use axum::http::Uri;
use comrak::{Options, markdown_to_html};
use finsam_answers::{Answer, AnswerKind, Asking, Citation};
use finsam_model::{Kind, NewsArticle, Seminar, TimeWindow, Venue};
use finsam_swedish::{Language, print};
use jiff::Zoned;

use super::{
    frame::Frame,
    parts::{Value, address, brief},
    shown::Shown,
};
use crate::graphql::Scope;
use finsam_content::Node;

/// How many occasions are listed.
const LISTED: usize = 5;

/// How many pieces of news.
const NEWS: usize = 3;

const DESCRIPTION: &str = "Seminarier, personer, nyheter, begrepp och siffror om samordnad rehabilitering, \
     med källor.";

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    frame: Frame,
    today: String,
    question: &'a str,
    answer: Option<ShownAnswer>,
    coming: Vec<Occasion<'a>>,
    latest: Option<Occasion<'a>>,
    news: Vec<Value>,
    documents: usize,
    has_graphiql: bool,
}

/// An occasion, ready to be written.
struct Occasion<'a> {
    href: String,
    title: &'a str,
    date: String,
    clock: Option<String>,
    venue: Option<&'a str>,
}

/// An answer, ready to be written.
pub(super) struct ShownAnswer {
    pub(super) html: String,
    pub(super) citations: Vec<Citation>,
    pub(super) suggestions: Vec<String>,
    /// Goes with the next question, so that "vem talar då?" can be understood.
    pub(super) context: String,
    /// Whether it answers anything.
    pub(super) is_understood: bool,
}

/// Shows the page, with the answer if something was asked.
pub(super) fn show(scope: &Scope, uri: &Uri) -> Shown {
    let asked = Asked::in_query(uri.query().unwrap_or_default());
    let answer = (!asked.question.trim().is_empty())
        .then(|| answer(scope, &asked.question, asked.context.as_deref()));
    let news = scope.snapshot.all::<NewsArticle>().iter().take(NEWS).cloned();
    let page = StartPage {
        frame: Frame::of(scope, &scope.snapshot.site().name, "/").described(DESCRIPTION),
        today: print::date_long(scope.now.date(), Language::Swedish),
        question: &asked.question,
        answer,
        coming: occasions(scope, TimeWindow::Upcoming).take(LISTED).collect(),
        latest: occasions(scope, TimeWindow::Past).last(),
        news: news.map(|article| brief(&Node::NewsArticle(article))).collect(),
        documents: scope.snapshot.nodes().count(),
        has_graphiql: finsam_graphiql::is_full(),
    };
    if page.answer.is_some() { Shown::passing(&page) } else { Shown::lasting(&page) }
}

/// What was typed into the box on the page, after which answer.
#[derive(Default)]
struct Asked {
    question: String,
    context: Option<String>,
}

impl Asked {
    /// Reads the form; of a field that comes twice the last.
    fn in_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            match key.as_ref() {
                "fraga" => asked.question = value.into_owned(),
                "sammanhang" => asked.context = Some(value.into_owned()),
                _ => {}
            }
        }
        asked
    }
}

fn occasions(scope: &Scope, window: TimeWindow) -> impl Iterator<Item = Occasion<'_>> {
    let seminars = scope.snapshot.all::<Seminar>().iter();
    let in_window = move |seminar: &Seminar| window.holds(&seminar.span(), &scope.now);
    seminars.filter(move |seminar| in_window(seminar)).map(|seminar| {
        let venue = seminar.venue.as_ref();
        let venue = venue.and_then(|slug| scope.snapshot.get::<Venue>(slug));
        Occasion {
            href: address(Kind::Seminar, &seminar.slug),
            title: &seminar.title,
            date: print::date_long(seminar.date(), Language::Swedish),
            clock: seminar.starts_at().map(|start| {
                let end = seminar.ends_at.as_ref().map(Zoned::time);
                print::clock_range(start.time(), end, Language::Swedish)
            }),
            venue: venue.map(|venue| venue.name.as_str()),
        }
    })
}

/// The answer to a question, after another one.
pub(super) fn answer(scope: &Scope, question: &str, context: Option<&str>) -> ShownAnswer {
    let asking = Asking { question, context, now: &scope.now, snapshot: &scope.snapshot };
    let Answer { text, citations, suggestions, context, kind, .. } =
        finsam_answers::answer(&asking);
    let is_understood = kind != AnswerKind::NotUnderstood;
    // Without raw HTML, which comrak leaves out unless told otherwise.
    let mut options = Options::default();
    // A chat message's lines are lines.
    options.render.hardbreaks = true;
    let html = markdown_to_html(&text, &options);
    ShownAnswer { html, citations, suggestions, context, is_understood }
}
