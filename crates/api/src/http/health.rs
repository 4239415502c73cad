//! How the server is: what an operator, a load balancer and a metrics collector ask.

use std::path::Path;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use finsam_content::{CHECKS, Problem, SITE_PATH, Severity, Snapshot};
use finsam_model::Kind;
use finsam_stores::StoreHealth;
use serde_json::{Value, json};

use super::App;

/// How many problems are told of one by one.
const LISTED: usize = 100;

/// What the text format of Prometheus is called.
const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The process answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Whether requests should be sent here. Problems in the content do not make the server unready:
/// everything sound is served.
pub(super) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let published = app.live().published();
    let stopping = app.is_stopping();
    let snapshot = published.at(&app.live().now());
    let detail = json!({
        "status": if stopping { "stopping" } else { "ready" },
        "contentVersion": snapshot.version(),
        "documents": snapshot.nodes().count(),
        "problemCount": published.problems.len(),
        "problems": published
            .problems
            .iter()
            .take(LISTED)
            .map(|problem| told(problem, snapshot))
            .collect::<Vec<_>>(),
        "heldBack": published.held_back,
        "store": app.live().store().map(|store| of_store(&store)),
    });
    let status = if stopping { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, Json(detail))
}

/// How the database is. What it is called inside the house is for the log alone, and what it says too.
fn of_store(store: &StoreHealth) -> Value {
    json!({
        "revision": store.revision,
        "answers": store.answers(),
        "heardAt": store.heard_at.map(|at| at.to_string()),
        "ageSeconds": store.age().map(|age| age.as_secs()),
    })
}

/// A problem as everybody may know it. A document that is not public is a secret, its name too: of
/// such a one only the rule is told, whether it is a draft or too broken to say so. Where other
/// documents may be spoken of, it is not told what is said. `finsam check` and the log tell it all.
fn told(problem: &Problem, snapshot: &Snapshot) -> Value {
    let (severity, rule) = (name_of(problem.severity), problem.rule);
    if !is_public(&problem.path, snapshot) {
        return json!({ "severity": severity, "rule": rule, "file": null });
    }
    let mut told = json!({
        "file": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": severity,
        "rule": rule,
    });
    let names_others = CHECKS.iter().any(|check| check.rule == rule && check.names_others());
    if let (false, Some(told)) = (names_others, told.as_object_mut()) {
        told.insert("message".to_owned(), problem.message.as_str().into());
        told.insert("advice".to_owned(), problem.advice.as_str().into());
    }
    told
}

/// Whether everybody knows that there is such a file.
fn is_public(path: &str, snapshot: &Snapshot) -> bool {
    if path == SITE_PATH {
        return true;
    }
    let path = Path::new(path);
    let folder = path.parent().and_then(Path::to_str).and_then(Kind::of_folder);
    let slug = path.file_stem().and_then(|slug| slug.to_str());
    let (Some(kind), Some(slug)) = (folder, slug) else { return false };
    snapshot.find_called(kind, slug, None).iter().any(|node| node.slug().as_str() == slug)
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Which program this is, and which content it serves.
pub(super) async fn version(State(app): State<App>) -> Json<Value> {
    Json(json!({
        "name": "finsam",
        "version": env!("CARGO_PKG_VERSION"),
        "contentVersion": app.scope().snapshot.version(),
    }))
}

/// Everything counted, for Prometheus and its like.
pub(super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let text = app.metrics().render(app.live(), app.held());
    ([(header::CONTENT_TYPE, PROMETHEUS_TEXT)], text)
}
