//! How the server is.

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use finsam_content::Severity;
use serde_json::{Value, json};

use super::App;

/// The process answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Whether requests should be sent here. Problems in the content do not make the server unready:
/// everything sound is served.
pub(super) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let published = app.live.published();
    let snapshot = published.at(&app.live.now());
    let stopping = app.is_stopping();
    let problems: Vec<Value> = published
        .problems
        .iter()
        .map(|problem| {
            json!({
                "file": problem.path,
                "line": problem.line,
                "column": problem.column,
                "severity": match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                "rule": problem.rule,
                "message": problem.message,
                "advice": problem.advice,
            })
        })
        .collect();
    let detail = json!({
        "status": if stopping { "stopping" } else { "ready" },
        "contentVersion": snapshot.version(),
        "documents": snapshot.nodes().count(),
        "problems": problems,
        "heldBack": published.held_back,
    });
    let status = if stopping { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, Json(detail))
}

/// Which program this is.
pub(super) async fn version() -> Json<Value> {
    Json(json!({ "name": "finsam", "version": env!("CARGO_PKG_VERSION") }))
}
