//! `/`: where a person lands. What this is, what is on, a box for questions, and links.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use comrak::{Options, markdown_to_html};
use finsam_answers::{Answer, Asking, Citation};
use finsam_model::{Seminar, TimeWindow, Venue};
use finsam_swedish::{Language, print};
use jiff::Zoned;

use super::{App, page::respond};
use crate::graphql::Scope;

/// How many occasions are listed.
const LISTED: usize = 5;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    site: &'a str,
    today: String,
    question: &'a str,
    answer: Option<ShownAnswer>,
    coming: Vec<Occasion<'a>>,
    latest: Option<Occasion<'a>>,
    documents: usize,
    has_graphiql: bool,
}

/// An occasion, ready to be written.
struct Occasion<'a> {
    slug: &'a str,
    title: &'a str,
    date: String,
    clock: Option<String>,
    venue: Option<&'a str>,
}

struct ShownAnswer {
    html: String,
    citations: Vec<Citation>,
    suggestions: Vec<String>,
    /// Goes with the next question, so that "vem talar då?" can be understood.
    context: String,
}

/// Shows the page, with the answer if something was asked.
pub(super) async fn show(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let scope = app.scope();
    let asked = Asked::in_query(query.as_deref().unwrap_or_default());
    let answer = (!asked.question.trim().is_empty()).then(|| answer(&scope, &asked));
    let page = StartPage {
        site: &scope.snapshot.site().name,
        today: print::date_long(scope.now.date(), Language::Swedish),
        question: &asked.question,
        answer,
        coming: occasions(&scope, TimeWindow::Upcoming).take(LISTED).collect(),
        latest: occasions(&scope, TimeWindow::Past).last(),
        documents: scope.snapshot.nodes().count(),
        has_graphiql: finsam_graphiql::is_full(),
    };
    respond(&page)
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
            slug: seminar.slug.as_str(),
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

fn answer(scope: &Scope, asked: &Asked) -> ShownAnswer {
    let asking = Asking {
        question: &asked.question,
        context: asked.context.as_deref(),
        now: &scope.now,
        snapshot: &scope.snapshot,
    };
    let Answer { text, citations, suggestions, context, .. } = finsam_answers::answer(&asking);
    // Without raw HTML, which comrak leaves out unless told otherwise.
    let mut options = Options::default();
    // A chat message's lines are lines.
    options.render.hardbreaks = true;
    let html = markdown_to_html(&text, &options);
    ShownAnswer { html, citations, suggestions, context }
}
