//! How well people find what they look for, by the lists in `tests/judged`.

use finsam_tests::programs;

/// The mean nDCG@10 of a list is no lower; every known item is among the first three.
const BAR: &str = "0.87";

/// As public on this day: one on which the made-up tree's autumn has begun.
const AUTUMN: &str = "2032-09-18T12:00:00+02:00";

async fn check(list: &str, content: &str) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let (list, content) =
        (format!("{root}/tests/judged/{list}.jsonl"), format!("{root}/{content}"));
    let arguments = ["eval-search", &list, "--content", &content, "--clock", AUTUMN, "--bar", BAR];
    let output = programs::command("finsam").args(arguments).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{said}");
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn people_find_what_they_look_for() {
    check("real-open", "content").await;
    check("real-sealed", "content").await;
}

#[tokio::test]
async fn people_of_another_association_find_what_they_look_for() {
    check("twin-open", "tests/twin").await;
    check("twin-sealed", "tests/twin").await;
}
