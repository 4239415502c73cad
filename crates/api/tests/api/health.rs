//! What the server says of its content to whoever asks.

use std::fs;

use axum::{body::Body, http::Request};
use finsam_api::{
    http::{App, router},
    live::Follower,
};
use finsam_stores::Files;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// What `/health/ready` and `/metrics` say of a folder with these documents.
fn told_of(documents: &[(&str, &str)]) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    for (path, front_matter) in documents {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("+++\n{front_matter}\n+++\n")).unwrap();
    }
    let clock = "2031-03-04T07:15:00+01:00".parse().unwrap();
    let (live, _follower) = Follower::open(Files::open(folder.path()).unwrap(), clock).unwrap();
    let app = router(App::new(live, "https://exempel.test"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let [ready, metrics] = ["/health/ready", "/metrics"].map(|path| {
        runtime.block_on(async {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status().as_u16(), 200, "{path}");
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let text = String::from_utf8(body.to_vec()).unwrap();
            assert!(!text.contains(folder.path().to_str().unwrap()), "the machine's path: {text}");
            text
        })
    });
    (serde_json::from_str(&ready).unwrap(), metrics)
}

const SITE: (&str, &str) = ("site.md", "slug = \"prov\"\nname = \"Prov\"");

/// A sound seminar that refers to nothing: a warning.
const FRUKOST: &str = "title = \"Frukost\"\nstartsAt = 2031-07-01T08:00\nformat = \"breakfast\"\n\
                       venue = \"ingenstans\"";

#[test]
fn a_problem_has_its_file_and_line() {
    let (ready, metrics) =
        told_of(&[SITE, ("seminars/frukost.md", FRUKOST), ("terms/trasigt.md", "name = 1")]);
    let problems = ready["problems"].as_array().unwrap();
    let of = |file: &str| problems.iter().find(|problem| problem["file"] == file).unwrap();
    assert_eq!(of("seminars/frukost.md")["rule"], "dead-reference");
    assert_eq!(of("seminars/frukost.md")["severity"], "warning");
    assert_eq!(of("seminars/frukost.md")["line"], 5);
    let errors = problems.iter().filter(|problem| problem["severity"] == "error").count();
    let line = format!("finsam_content_problems{{severity=\"error\"}} {errors}\n");
    assert!(metrics.contains(&line), "{metrics}");
    assert!(metrics.contains("finsam_content_problems{severity=\"warning\"} 1\n"), "{metrics}");
}

#[test]
fn a_document_that_is_not_public_is_not_named() {
    let check = |path: &str, front_matter: &str, severity: &str, rule: &str| {
        let (ready, metrics) = told_of(&[SITE, (path, front_matter)]);
        let expected = serde_json::json!({ "file": null, "rule": rule, "severity": severity });
        let problems = ready["problems"].as_array().unwrap();
        assert!(problems.contains(&expected), "{problems:?}");
        assert_eq!(ready["problemCount"], problems.len());
        let line = format!("finsam_content_problems{{severity=\"{severity}\"}} ");
        assert!(metrics.contains(&line), "{metrics}");
        assert!(!ready.to_string().contains("hemlig"), "{ready}");
    };
    let draft = format!("draft = true\n{FRUKOST}");
    check("seminars/hemlig.md", &draft, "warning", "dead-reference");
    check("seminars/hemlig.md", &format!("{draft}\nhemlig = 1"), "error", "unknown-key");
    // Too broken to say whether it is a draft.
    check("seminars/hemlig.md", "draft = true\ntitle = ", "error", "toml-syntax");
    check("hemlig/utkast.md", &draft, "warning", "misplaced-file");
    check("seminars/Hemlig utkast.md", &draft, "error", "bad-slug");
}

#[test]
fn what_a_public_document_has_to_do_with_a_secret_one_is_not_told() {
    let draft = "name = \"Hemlig\"\ndraft = true";
    let public = "name = \"Känd\"\nformerly = [\"hemlig\"]";
    let (ready, _) = told_of(&[
        SITE,
        ("venues/hemlig-sal.md", draft),
        ("seminars/frukost.md", &FRUKOST.replace("ingenstans", "hemlig-sa")),
        ("people/hemlig.md", draft),
        ("people/kand.md", public),
    ]);
    let told = ready.to_string();
    assert!(told.contains("dead-reference") && told.contains("slug-taken"), "{told}");
    assert!(!told.contains("hemlig"), "{told}");
}

#[test]
fn very_many_problems_are_counted_and_the_first_told() {
    let paths: Vec<String> = (0..150).map(|number| format!("misplaced/{number}.md")).collect();
    let mut documents: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
    documents.push(SITE);
    let (ready, _) = told_of(&documents);
    assert_eq!(ready["problemCount"], 150);
    assert_eq!(ready["problems"].as_array().unwrap().len(), 100);
}
