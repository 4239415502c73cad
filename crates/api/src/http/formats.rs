//! `/q/NAME.SUFFIX`: a saved query in the format that somebody's program understands.
//!
//! The query says which documents, the format says how. `formats/operations` are the saved queries,
//! `formats/format` the formats, `formats/parameters` what stands in the address and `formats/named` what that names, `formats/selected` the
//! documents that are meant, `formats/sheet` the answer as a sheet, `formats/problem` what is said when
//! there is none. Calendars, feeds and linked data themselves are written in `crates/outlets`.

mod format;
mod named;
mod operations;
mod parameters;
mod problem;
mod selected;
mod sheet;

use std::sync::Arc;

use async_graphql::{Request, Response as GraphqlResponse, Variables};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, Uri, uri::PathAndQuery},
    response::Response,
};
use finsam_content::Snapshot;
use finsam_outlets::{calendar, feeds::Feed, linked_data};
use finsam_stores::Stale;
use jiff::Zoned;
use tokio::time::timeout;

use super::{
    App,
    answer::{Answer, Freshness},
    answers::{Asked, Place},
    graphql_response::{Written, is_refused},
    middleware::Fault,
    persisted_queries::Hash,
};
use crate::{
    graphql::{Prepared, Scope},
    live::{Lull, Published},
    metrics::Outcome,
};
use format::Format;
use named::Named;
use operations::{Operation, Operations};
use parameters::Given;
use problem::Problem;
use selected::Selected;

/// Where saved queries are asked.
pub(super) const PATTERN: &str = "/q/{file}";

/// The longest that an answer is good without asking again, in seconds: so long may an edit take to be
/// seen where somebody keeps answers between us.
const LONGEST_S: i64 = 300;

/// Answers a saved query by its name, with a suffix or by what the client takes.
pub(super) async fn get(
    State(app): State<App>,
    Path(file): Path<String>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let live = app.live();
    let (published, now, stale) = (live.published(), live.now(), live.board().stale());
    let lull = live.lull(&published, &now);
    let found = match find(&file, &headers) {
        Ok((operation, format)) => {
            let (app, published, now, stale, lull) = (&app, &*published, &now, &stale, &*lull);
            let asking = Asking { app, published, now, stale, lull, operation, format, uri: &uri };
            match asking.kept() {
                Some(found) => found,
                // On the heap, so that what was kept does not carry the room for this about.
                None => Box::pin(asking.answer()).await,
            }
        }
        Err(problem) => Found::refused(problem),
    };
    let Found { answer, outcome, holds } = found;
    app.metrics().count_graphql(outcome);
    // What is missing from an answer may be there the next time.
    let is_whole = holds && answer.outcome() == Outcome::Answered;
    let freshness = if is_whole { freshness(&lull, &now) } else { Freshness::default() };
    answer.respond_for(&freshness, &method, &headers)
}

/// The text of the saved query with this id: its name, or `sha256:` and the hash of its text.
pub(super) fn saved_query(id: &str) -> Option<&'static str> {
    let operations = Operations::all();
    let operation = match id.strip_prefix("sha256:") {
        Some(hash) => operations.with_hash(Hash::parse(hash)?),
        None => operations.named(id),
    };
    operation.map(|operation| operation.text)
}

/// Which query is meant, and in which format.
fn find(file: &str, headers: &HeaderMap) -> Result<(&'static Operation, Format), Problem> {
    let operations = Operations::all();
    let (name, suffix) = file.split_once('.').unwrap_or((file, ""));
    let operation = operations.named(name).ok_or_else(|| Problem::no_such_query(operations))?;
    let offered = &operation.formats;
    let format = if suffix.is_empty() {
        Format::negotiate(headers, offered).ok_or_else(|| Problem::not_acceptable(offered))?
    } else {
        let meant = offered.iter().find(|format| format.suffix() == suffix);
        *meant.ok_or_else(|| Problem::no_such_format(name, offered))?
    };
    Ok((operation, format))
}

/// For how long an answer is good: until the next moment at which it may be another, at most.
fn freshness(lull: &Lull, now: &Zoned) -> Freshness {
    let left = lull.until.duration_since(now.timestamp()).as_secs();
    Freshness {
        max_age_s: u64::try_from(left.clamp(0, LONGEST_S)).ok(),
        last_modified: lull.last_modified().map(Into::into),
    }
}

/// An answer, and how it was come by.
struct Found {
    answer: Arc<Answer>,
    outcome: Outcome,
    /// Whether it holds until the next moment.
    holds: bool,
}

impl Found {
    fn refused(problem: Problem) -> Self {
        let answer = Arc::new(problem.into_answer());
        Self { answer, outcome: Outcome::Refused, holds: false }
    }
}

/// A saved query, when and of what it is asked.
#[derive(Clone, Copy)]
struct Asking<'a> {
    app: &'a App,
    published: &'a Published,
    now: &'a Zoned,
    stale: &'a Arc<Stale>,
    lull: &'a Lull,
    operation: &'static Operation,
    format: Format,
    uri: &'a Uri,
}

impl<'a> Asking<'a> {
    fn snapshot(&self) -> &'a Snapshot {
        self.published.at(self.now)
    }

    fn key(&self) -> Asked<'a> {
        let snapshot = self.snapshot();
        let content_type = self.format.content_type();
        let address = self.uri.path_and_query().map_or("", PathAndQuery::as_str).as_bytes();
        Asked::of(snapshot, self.stale, self.lull.moment, content_type, Place::Path, address)
    }

    /// The answer that was given before.
    fn kept(&self) -> Option<Found> {
        let answer = self.app.answers().get(&self.key())?;
        Some(Found { answer, outcome: Outcome::Kept, holds: true })
    }

    async fn answer(self) -> Found {
        self.work_out().await.unwrap_or_else(Found::refused)
    }

    async fn work_out(self) -> Result<Found, Problem> {
        let Self { app, operation, format, .. } = self;
        let query = self.uri.query().unwrap_or_default();
        let given = Given::read(operation, format, query)?;
        let named = Named::of(&operation.variables, &given.variables, self.snapshot())?;
        let prepared = prepare(app, operation.text, &given.variables)?;
        let holds = prepared.holds_for_the_moment();
        let question = Question { asking: self, query, given, named };
        let work = async { question.work_out(prepared).await.unwrap_or_else(Problem::into_answer) };
        let work = async {
            if holds { app.answers().get_or(self.key(), work).await } else { work.await.into() }
        };
        let answer = timeout(app.service().time_for_an_answer(), work).await;
        let answer = answer.map_err(|_| Problem::too_late())?;
        Ok(Found { outcome: answer.outcome(), answer, holds })
    }

    fn scope(&self) -> Scope {
        self.app.scope_of(self.published, self.stale, self.now)
    }
}

/// What is asked, read.
struct Question<'a> {
    asking: Asking<'a>,
    query: &'a str,
    given: Given,
    named: Named,
}

impl Question<'_> {
    async fn work_out(&self, prepared: Prepared) -> Result<Answer, Problem> {
        let Asking { app, format, .. } = self.asking;
        match format {
            Format::Json => {
                let response = app.service().run(prepared, self.asking.scope()).await;
                if is_refused(&response) {
                    return Err(Problem::refused(&response));
                }
                Ok(self.as_json(&response))
            }
            Format::Csv => {
                let response = app.service().run(prepared, self.asking.scope()).await;
                Problem::of(&response)?;
                Ok(self.written(sheet::of(&response.data)))
            }
            _ => {
                let selected = self.select().await?;
                Ok(self.written(self.write(&selected)))
            }
        }
    }

    fn written(&self, body: Vec<u8>) -> Answer {
        Answer::new(StatusCode::OK, Outcome::Answered, self.asking.format.content_type(), body)
    }

    /// The response as `/graphql` gives it, with what is missing told beside the rest.
    fn as_json(&self, response: &GraphqlResponse) -> Answer {
        let is_whole = response.errors.is_empty();
        let outcome = if is_whole { Outcome::Answered } else { Outcome::Partial };
        match serde_json::to_vec(&Written::of(response)) {
            Ok(body) => {
                Answer::new(StatusCode::OK, outcome, self.asking.format.content_type(), body)
            }
            Err(error) => Problem::ours()
                .into_answer()
                .with_fault(Fault(format!("an answer cannot be written: {error}"))),
        }
    }

    /// The documents that are meant: a whole calendar, or a page of anything else.
    async fn select(&self) -> Result<Selected, Problem> {
        let Asking { app, operation, format, .. } = self.asking;
        let mut given = self.given.clone();
        let follows = format == Format::Ics && operation.has_pages() && !given.says_which_page;
        if follows {
            given.variables.insert("first".to_owned(), selected::LARGEST_PAGE.into());
        }
        let mut selected = Selected::default();
        loop {
            let selection = operation.selection.as_ref().ok_or_else(Problem::ours)?;
            let prepared = prepare(app, &selection.text, &selection.uses(&given.variables))?;
            let response = app.service().run(prepared, self.asking.scope()).await;
            Problem::of(&response)?;
            selected.add(&response.data, self.asking.snapshot());
            match &selected.next {
                Some(cursor) if follows && selected.has_room() => {
                    given.variables.insert("after".to_owned(), cursor.as_str().into());
                }
                _ => break,
            }
        }
        if selected.is_nothing() { Err(Problem::nothing_found()) } else { Ok(selected) }
    }

    fn write(&self, selected: &Selected) -> Vec<u8> {
        let Asking { app, operation, format, .. } = self.asking;
        let (snapshot, home) = (self.asking.snapshot(), app.public_url());
        let address = |query: &str| {
            let question_mark = if query.is_empty() { "" } else { "?" };
            let (name, suffix) = (operation.name, format.suffix());
            format!("{home}/q/{name}.{suffix}{question_mark}{query}")
        };
        let url = address(self.query);
        let title = self.named.title(operation.title);
        let (title, site) = (selected.title(&title), &snapshot.site().name);
        let name = if title == site { site.clone() } else { format!("{title} – {site}") };
        let next_url = selected.next.as_ref().filter(|_| operation.has_pages());
        let next_url = next_url.map(|cursor| address(&parameters::after(self.query, cursor)));
        let feed = |nodes| Feed {
            snapshot,
            nodes,
            name: &name,
            url: &url,
            next_url: next_url.as_deref(),
            public_url: home,
        };
        match format {
            Format::Ics => {
                let nodes = selected.seminars(snapshot);
                calendar::of(snapshot, &nodes, &name, &url, home, &self.given.calendar)
            }
            Format::Rss => feed(&selected.news(snapshot)).rss(),
            Format::Atom => feed(&selected.news(snapshot)).atom(),
            Format::JsonFeed => feed(&selected.news(snapshot)).json(),
            _ => {
                let data = match selected.one() {
                    Some(node) => linked_data::of(snapshot, node, home),
                    None => linked_data::list(snapshot, selected.nodes(), &name, &url, home),
                };
                format!("{data:#}\n").into_bytes()
            }
        }
    }
}

fn prepare(
    app: &App,
    text: &str,
    variables: &serde_json::Map<String, serde_json::Value>,
) -> Result<Prepared, Problem> {
    let variables = Variables::from_json(serde_json::Value::Object(variables.clone()));
    let request = Request::new(text).variables(variables);
    app.service().prepare(request).map_err(|response| Problem::refused(&response))
}
