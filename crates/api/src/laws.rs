//! What holds whatever comes in: one law for each way in, a function of any bytes that panics where
//! it is broken.
//!
//! Ordinary tests (`laws/tests.rs`) hold the laws against what is saved in `tests/corpus`, a folder
//! for each, and what can be made of it; the fuzzers in `fuzz/` hold the same functions against
//! anything. The content is the made-up tree in `tests/twin`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a law that does not hold stops whoever holds it"
)]

mod html;
#[cfg(test)]
mod tests;

use std::{
    fs,
    ops::Range,
    path::Path,
    sync::{Arc, LazyLock},
};

use async_graphql::Request;
use finsam_answers::{Asking, answer};
use finsam_content::{Archive, CHECKS, Change, Found, Search, Severity, Snapshot};
use finsam_model::{Body, Kind, stockholm};
use finsam_swedish::{Language, dates, time_expression};
use jiff::{Timestamp, Zoned};

use crate::{
    graphql::{Code, Scope, Service, cursor_law, limits_law},
    http::{body_law, message_law},
};

/// A function that panics where a law is broken.
pub type Law = fn(&[u8]);

/// Every law, by the name of its corpus and its fuzzer.
pub const ALL: [(&str, Law); 9] = [
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("graphql_body", graphql_body),
    ("graphql", graphql),
    ("cursor", cursor),
    ("websocket", websocket),
    ("time", time),
    ("search", search),
    ("ask", ask),
];

static NOW: LazyLock<Zoned> = LazyLock::new(|| {
    "2031-07-01T12:00:00+02:00".parse::<Timestamp>().unwrap().to_zoned(stockholm())
});

static TWIN: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let mut changes = vec![change("site.md", include_bytes!("../../../tests/twin/site.md"))];
    for kind in Kind::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/twin");
        for file in fs::read_dir(folder.join(kind.folder())).unwrap() {
            let file = file.unwrap();
            let path = format!("{}/{}", kind.folder(), file.file_name().to_str().unwrap());
            changes.push(change(&path, &fs::read(file.path()).unwrap()));
        }
    }
    Arc::new(Archive::default().update(changes).publish(&NOW))
});

static SERVICE: LazyLock<Service> = LazyLock::new(Service::default);

fn change(path: &str, bytes: &[u8]) -> Change {
    Change { path: path.to_owned(), bytes: Some(bytes.to_vec()) }
}

/// A document is served, or it is told why not, at a place that it has; the same every time.
///
/// The first byte tells of which kind it is: `0` is a seminar.
pub fn front_matter(bytes: &[u8]) {
    let (first, document) = bytes.split_first().unwrap_or((&b'0', &[]));
    let kind = Kind::ALL.into_iter().cycle().nth(first.wrapping_sub(b'0').into()).unwrap();
    let path = format!("{}/prov.md", kind.folder());
    let site = change("site.md", b"+++\nslug = \"prov\"\nname = \"Prov\"\n+++\n");
    let read = || Archive::default().update(vec![site.clone(), change(&path, document)]);
    let (archive, again) = (read(), read());
    let lines = String::from_utf8_lossy(document).lines().count() + 1;
    for problem in archive.problems() {
        assert_eq!(problem.path, path);
        assert!((1..=lines).contains(&problem.line) && problem.column > 0, "{problem}");
        assert!(CHECKS.iter().any(|check| check.rule == problem.rule), "{problem}");
        assert!(!problem.message.is_empty() && !problem.advice.is_empty(), "{problem}");
    }
    assert_eq!(archive.problems(), again.problems());
    let is_broken = archive.problems().iter().any(|problem| problem.severity == Severity::Error);
    let found = archive.publish(&NOW).find_called(kind, "prov", None).pop();
    assert!(!(is_broken && found.is_some()), "{:?}", archive.problems());
    // What is neither public nor broken becomes public later, or was before, or is a draft.
    let text = String::from_utf8_lossy(document);
    let hides = ["draft", "publishAt", "unpublishAt"].iter().any(|word| text.contains(word));
    // Keys may be written with escapes.
    assert!(is_broken || found.is_some() || hides || text.contains('\\'), "{text:?}");
}

/// HTML made of Markdown is safe and well-formed, and plain text is not much longer than it.
pub fn markdown(bytes: &[u8]) {
    let written: Arc<str> = String::from_utf8_lossy(bytes).into();
    let Ok(body) = Body::read(&written, 0) else { return };
    html::check(body.html());
    // A row of a table is filled up to as many cells as its head has, within the parser's bounds;
    // without tables, what grows most are characters that are no text, and marks of lists.
    if !written.contains('|') {
        let (text, markdown) = (body.text().len(), written.len());
        assert!(text <= 4 * markdown, "{markdown} bytes of Markdown are {text} of text");
    }
}

/// Whatever is posted, or stands in an address, is refused or has an answer.
pub fn graphql_body(bytes: &[u8]) {
    body_law(bytes);
}

/// A document, however it is written, is judged in as little time as it is long.
pub fn graphql(bytes: &[u8]) {
    limits_law(&String::from_utf8_lossy(bytes));
}

/// Whatever is sent as a cursor is none, or stands for what it says.
pub fn cursor(bytes: &[u8]) {
    cursor_law(&String::from_utf8_lossy(bytes));
}

/// Each line is a message on a WebSocket.
pub fn websocket(bytes: &[u8]) {
    String::from_utf8_lossy(bytes).lines().for_each(message_law);
}

/// Printed dates and a question's time stand in the text where it is said, in order; a window begins
/// before it ends.
pub fn time(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let of = |spans: Vec<Range<usize>>| in_order(&text, &spans);
    of(dates::printed_dates(&text).into_iter().map(|found| found.span).collect());
    of(dates::printed_clocks(&text).into_iter().map(|found| found.span).collect());
    of(dates::printed_weekdays(&text).into_iter().map(|found| found.span).collect());
    let Some(found) = time_expression(&text, &NOW) else { return };
    assert!(!found.spans.is_empty());
    in_order(&text, &found.spans);
    if let (Some(from), Some(until)) = (&found.window.from, &found.window.until) {
        assert!(from < until, "{found:?}");
    }
    assert!(!found.said(Language::Swedish).is_empty() && !found.said(Language::English).is_empty());
    assert!(found.rest_of(&text).len() <= text.len());
}

/// A search finds each document once, best first, and shows where.
pub fn search(bytes: &[u8]) {
    let query = String::from_utf8_lossy(bytes);
    let search = Search { text: &query, limit: 20, ..Search::default() };
    let Found { hits, total, .. } = TWIN.search(&search);
    assert!(hits.len() <= 20.min(total) && hits.is_sorted_by(|one, next| one.score >= next.score));
    for (at, hit) in hits.iter().enumerate() {
        assert!(hit.score.is_finite());
        assert!(hits.iter().take(at).all(|other| other.node.id() != hit.node.id()));
        hit.highlights.iter().for_each(|shown| in_order(&shown.text, &shown.found));
    }
}

/// A question is answered within what a chat message holds, the same every time; the second line
/// is what it follows up.
pub fn ask(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (question, context) = text.split_once('\n').unzip();
    let asking =
        Asking { question: question.unwrap_or(&text), context, now: &NOW, snapshot: &TWIN };
    let answered = answer(&asking);
    assert!(!answered.text.is_empty() && !answered.interpretation.is_empty(), "{answered:?}");
    assert!(answered.text.chars().count() <= finsam_answers::Answer::MAX_CHARS, "{answered:?}");
    assert!(answered.context.len() < 1_024, "{answered:?}");
    assert_eq!(format!("{answered:?}"), format!("{:?}", answer(&asking)));
    // What it hands out it understands.
    let _ = answer(&Asking { context: Some(&answered.context), ..asking });
}

/// Spans stand in a text, one after the other.
fn in_order(text: &str, spans: &[Range<usize>]) {
    let mut end = 0;
    for span in spans {
        assert!(span.start >= end && span.start < span.end, "{spans:?} in {text:?}");
        assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character of {text:?}");
        end = span.end;
    }
}

/// Executes a request: it has data, or errors that say why not, each with a code of ours.
pub(crate) fn answered(request: Request) {
    let query = request.query.clone();
    let scope = Scope::new(Arc::clone(&TWIN), NOW.clone(), "https://exempel.test".into());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let response = runtime.block_on(SERVICE.execute(request, scope));
    let response = serde_json::to_value(&response).unwrap();
    let errors = response.get("errors").and_then(|errors| errors.as_array());
    for error in errors.into_iter().flatten() {
        let code = error.pointer("/extensions/code").and_then(|code| code.as_str());
        let known = Code::ALL.iter().any(|known| Some(known.as_str()) == code);
        assert!(known && code != Some("INTERNAL_SERVER_ERROR"), "{error} to {query:?}");
    }
    let has_data = response.get("data").is_some_and(|data| !data.is_null());
    assert!(has_data || errors.is_some_and(|errors| !errors.is_empty()), "{query:?}");
}
