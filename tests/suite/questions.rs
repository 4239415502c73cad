//! Whether members get right answers, by the questions in `tests/questions`.

use finsam_tests::programs;

/// Asks a file of questions and holds the answers to the bars that `finsam eval` has of itself.
async fn check(file: &str, content: &str) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let (file, content) =
        (format!("{root}/tests/questions/{file}.jsonl"), format!("{root}/{content}"));
    let arguments = ["eval", &file, "--content", &content];
    let output = programs::command("finsam").args(arguments).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{said}");
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn members_get_right_answers() {
    check("real", "content").await;
}

#[tokio::test]
async fn members_of_another_association_get_right_answers() {
    check("twin", "tests/twin").await;
}
