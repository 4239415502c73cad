//! `/q/NAME.SUFFIX`: a saved query in the format that somebody's program understands.
//!
//! The query says which documents, the format says how. `formats/operations` are the saved queries,
//! `formats/format` the formats, `formats/parameters` what stands in the address, `formats/selected` the
//! documents that are meant, `formats/sheet` the answer as a sheet, `formats/problem` what is said when
//! there is none. Calendars, feeds and linked data themselves are written in `crates/outlets`.

mod format;
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
use finsam_outlets::{calendar, feeds::Feed, linked_data};
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
    let now = app.live().now();
    let published = app.live().published();
    let found = match find(&file, &headers) {
        Ok((operation, format)) => answer(&app, &published, &now, operation, format, &uri).await,
        Err(problem) => Found::refused(problem),
    };
    let Found { answer, outcome, holds } = found;
    app.metrics().count_graphql(outcome);
    // What is missing from an answer may be there the next time.
    let freshness = if holds && answer.outcome() == Outcome::Answered {
        freshness(&app.live().lull(&published, &now), &now)
    } else {
        Freshness::default()
    };
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

/// The answer, from before if it was given before.
async fn answer(
    app: &App,
    published: &Arc<Published>,
    now: &Zoned,
    operation: &'static Operation,
    format: Format,
    uri: &Uri,
) -> Found {
    let snapshot = published.at(now);
    let stale = app.live().board().stale();
    let moment = app.live().lull(published, now).moment;
    let content_type = format.content_type();
    let address = uri.path_and_query().map_or("", PathAndQuery::as_str).as_bytes();
    let asked = Asked::of(snapshot, &stale, moment, content_type, Place::Path, address);
    if let Some(answer) = app.answers().get(&asked) {
        return Found { answer, outcome: Outcome::Kept, holds: true };
    }
    let query = uri.query().unwrap_or_default();
    let question =
        Question { app, scope: || app.scope_of(published, &stale, now), operation, format, query };
    let given = match Given::read(operation, format, query) {
        Ok(given) => given,
        Err(problem) => return Found::refused(problem),
    };
    let prepared = match prepare(app, operation.text, &given.variables) {
        Ok(prepared) => prepared,
        Err(problem) => return Found::refused(problem),
    };
    let holds = prepared.holds_for_the_moment();
    let work =
        async { question.work_out(prepared, &given).await.unwrap_or_else(Problem::into_answer) };
    let work =
        async { if holds { app.answers().get_or(asked, work).await } else { work.await.into() } };
    match timeout(app.service().time_for_an_answer(), work).await {
        Ok(answer) => Found { outcome: answer.outcome(), answer, holds },
        Err(_) => Found::refused(Problem::too_late()),
    }
}

/// What is asked, and where it is answered.
struct Question<'a, S> {
    app: &'a App,
    scope: S,
    operation: &'static Operation,
    format: Format,
    query: &'a str,
}

impl<S: Fn() -> Scope> Question<'_, S> {
    async fn work_out(&self, prepared: Prepared, given: &Given) -> Result<Answer, Problem> {
        match self.format {
            Format::Json => {
                let response = self.app.service().run(prepared, (self.scope)()).await;
                if is_refused(&response) {
                    return Err(Problem::refused(&response));
                }
                Ok(self.as_json(&response))
            }
            Format::Csv => {
                let response = self.app.service().run(prepared, (self.scope)()).await;
                Problem::of(&response)?;
                Ok(self.written(sheet::of(&response.data)))
            }
            _ => {
                let selected = self.select(given).await?;
                Ok(self.written(self.write(&selected, given)))
            }
        }
    }

    fn written(&self, body: Vec<u8>) -> Answer {
        Answer::new(StatusCode::OK, Outcome::Answered, self.format.content_type(), body)
    }

    /// The response as `/graphql` gives it, with what is missing told beside the rest.
    fn as_json(&self, response: &GraphqlResponse) -> Answer {
        let is_whole = response.errors.is_empty();
        let outcome = if is_whole { Outcome::Answered } else { Outcome::Partial };
        match serde_json::to_vec(&Written::of(response)) {
            Ok(body) => Answer::new(StatusCode::OK, outcome, self.format.content_type(), body),
            Err(error) => Problem::ours()
                .into_answer()
                .with_fault(Fault(format!("an answer cannot be written: {error}"))),
        }
    }

    /// The documents that are meant: a whole calendar, or a page of anything else.
    async fn select(&self, given: &Given) -> Result<Selected, Problem> {
        let mut given = given.clone();
        let follows =
            self.format == Format::Ics && self.operation.has_pages() && !given.says_which_page;
        if follows {
            given.variables.insert("first".to_owned(), selected::LARGEST_PAGE.into());
        }
        let mut selected = Selected::default();
        loop {
            let selection = self.operation.selection.as_ref().ok_or_else(Problem::ours)?;
            let prepared = prepare(self.app, &selection.text, &selection.uses(&given.variables))?;
            let scope = (self.scope)();
            let snapshot = Arc::clone(&scope.snapshot);
            let response = self.app.service().run(prepared, scope).await;
            Problem::of(&response)?;
            selected.add(&response.data, &snapshot);
            match &selected.next {
                Some(cursor) if follows && selected.has_room() => {
                    given.variables.insert("after".to_owned(), cursor.as_str().into());
                }
                _ => break,
            }
        }
        if selected.is_nothing() { Err(Problem::nothing_found()) } else { Ok(selected) }
    }

    fn write(&self, selected: &Selected, given: &Given) -> Vec<u8> {
        let scope = (self.scope)();
        let snapshot = &*scope.snapshot;
        let home = self.app.public_url();
        let address = |query: &str| {
            let question_mark = if query.is_empty() { "" } else { "?" };
            let (name, suffix) = (self.operation.name, self.format.suffix());
            format!("{home}/q/{name}.{suffix}{question_mark}{query}")
        };
        let url = address(self.query);
        let title = selected.title(self.operation.title);
        let name = format!("{title} – {}", snapshot.site().name);
        let next_url = selected.next.as_ref().filter(|_| self.operation.has_pages());
        let next_url = next_url.map(|cursor| address(&parameters::after(self.query, cursor)));
        let feed = |nodes| Feed {
            snapshot,
            nodes,
            name: &name,
            url: &url,
            next_url: next_url.as_deref(),
            public_url: home,
        };
        match self.format {
            Format::Ics => {
                let nodes = selected.seminars(snapshot);
                calendar::of(snapshot, &nodes, &name, &url, home, &given.calendar)
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
