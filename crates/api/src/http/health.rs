//! How the server is: what an operator, a load balancer and a metrics collector ask.

use std::path::Path;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use finsam_content::{Problem, Severity, Snapshot};
use finsam_model::Kind;
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
    });
    let status = if stopping { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, Json(detail))
}

/// A problem as everybody may know it. A sound document that is not public is a secret, its name
/// too: of such a one only the rule is told. `finsam check` and the log tell the rest.
fn told(problem: &Problem, snapshot: &Snapshot) -> Value {
    let severity = name_of(problem.severity);
    if is_secret(problem, snapshot) {
        return json!({ "severity": severity, "rule": problem.rule, "file": null });
    }
    json!({
        "file": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": severity,
        "rule": problem.rule,
        "message": problem.message,
        "advice": problem.advice,
    })
}

/// Whether a problem is in a document that could be public and is not.
fn is_secret(problem: &Problem, snapshot: &Snapshot) -> bool {
    let path = Path::new(&problem.path);
    let folder = path.parent().and_then(Path::to_str).and_then(Kind::of_folder);
    let slug = path.file_stem().and_then(|slug| slug.to_str());
    let (Some(kind), Some(slug)) = (folder, slug) else { return false };
    problem.severity == Severity::Warning && snapshot.find(kind, slug).is_none()
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
