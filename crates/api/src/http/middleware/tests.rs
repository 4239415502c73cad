use std::{io::Write, sync::Mutex};

use axum::{Extension, Router, body::Body, routing::get};
use finsam_stores::Files;
use http_body_util::BodyExt;
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

use super::*;
use crate::{http::routes, live::Follower, logs};

/// A log that can be read.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

struct Got {
    status: StatusCode,
    body: String,
    log: String,
    metrics: String,
}

/// Asks an app that has a route which panics and one which fails.
fn ask(path: &str) -> Got {
    let twin = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/twin");
    let clock = "2031-03-04T07:15:00+01:00".parse().unwrap();
    let (live, _follower) = Follower::open(Files::open(twin).unwrap(), clock).unwrap();
    let app = App::new(Arc::clone(&live), "https://exempel.test");
    let fail = async || {
        let fault = Fault("the cause".to_owned());
        (StatusCode::INTERNAL_SERVER_ERROR, Extension(fault), "sorry\n")
    };
    let router: Router = routes(
        &app,
        [
            ("/panics", get(async || -> () { panic!("the secret of {}", file!()) })),
            ("/fails", get(fail)),
            ("/fine", get(async || "fine\n")),
        ],
    )
    .with_state(app.clone());

    let lines = Lines::default();
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(lines.clone())
        .finish();
    std::panic::set_hook(Box::new(logs::log_panic));
    let (status, body) = tracing::subscriber::with_default(log, || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let request = Request::get(path).header(X_REQUEST_ID, "abc-1").body(Body::empty());
            let response = router.oneshot(request.unwrap()).await.unwrap();
            assert_eq!(response.headers()[X_REQUEST_ID], "abc-1");
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            (status, String::from_utf8(body.to_vec()).unwrap())
        })
    });
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    Got { status, body, log, metrics: app.metrics().render(&live, app.held()) }
}

fn errors(log: &str) -> Vec<&str> {
    log.lines().filter(|line| line.contains(r#""level":"ERROR""#)).collect()
}

#[test]
fn a_panic_ends_its_request_and_is_told_once_and_to_us_only() {
    let got = ask("/panics");
    assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(got.body, "Något gick fel. Felet är vårt.\n");
    let errors = errors(&got.log);
    assert_eq!(errors.len(), 1, "{}", got.log);
    for part in [r#""request":"abc-1""#, "the secret of", "middleware/tests.rs:"] {
        assert!(errors[0].contains(part), "{part}: {}", got.log);
    }
    assert!(got.metrics.contains("\nfinsam_http_panics_total 1\n"), "{}", got.metrics);
    assert!(got.metrics.contains(r#"{route="/panics",method="GET",status="500"} 1"#));
}

#[test]
fn a_request_that_fails_by_our_fault_is_told_once_with_its_id() {
    let got = ask("/fails");
    assert_eq!((got.status, got.body.as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "sorry\n"));
    let errors = errors(&got.log);
    assert_eq!(errors.len(), 1, "{}", got.log);
    for part in [r#""request":"abc-1""#, r#""cause":"the cause""#, r#""route":"/fails""#] {
        assert!(errors[0].contains(part), "{part}: {}", got.log);
    }
}

#[test]
fn a_line_of_the_log_tells_nothing_of_what_was_asked() {
    let got = ask("/fine?fraga=hemligt");
    assert_eq!(errors(&got.log), Vec::<&str>::new());
    let line = got.log.lines().find(|line| line.contains("finsam_api::requests")).expect(&got.log);
    for part in [
        r#""method":"GET""#,
        r#""route":"/fine""#,
        r#""status":200"#,
        r#""bytes":5"#,
        r#""micros":"#,
        r#""request":"abc-1""#,
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(!got.log.contains("hemligt"), "{}", got.log);
    let got = ask("/hemligt/nothing");
    assert!(got.log.contains(r#""route":"none""#) && !got.log.contains("hemligt"), "{}", got.log);
}
