use std::fs;

use finsam_model::stockholm;
use tempfile::TempDir;

use super::*;

const TREE: &[(&str, &str)] = &[
    ("site.md", "slug = \"prov\"\nname = \"Prov\""),
    ("venues/kalla-koket.md", "name = \"Kalla Köket\"\ncity = \"Småstad\""),
    ("venues/varma-verandan.md", "name = \"Varma Verandan\"\ncity = \"Småstad\""),
    ("series/hosten.md", "title = \"Hösten i Småstad\"\nsources = [\"sida\"]"),
    ("sources/sida.md", "title = \"En sida\"\npublisher = \"Påhittade förbundet\""),
];

/// What the lists come to over a small tree, and all that is said.
fn check(lists: &[&str], bar: Option<f64>, expected: Verdict) -> String {
    let dir = TempDir::new().unwrap();
    for (path, text) in TREE {
        let path = dir.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("+++\n{text}\n+++\n")).unwrap();
    }
    let lists: Vec<PathBuf> = (1..)
        .zip(lists)
        .map(|(number, text)| {
            let list = dir.path().join(format!("{number}.jsonl"));
            fs::write(&list, text).unwrap();
            list
        })
        .collect();
    let now = "2031-01-01T12:00".parse::<jiff::civil::DateTime>().unwrap();
    let now = now.to_zoned(stockholm()).unwrap();
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let content = dir.path().join("content");
    let verdict = evaluate(&lists, &content, &now, bar, &mut out, &mut errors).unwrap();
    out.append(&mut errors);
    let said = String::from_utf8(out).unwrap().replace(dir.path().to_str().unwrap(), "");
    assert_eq!(verdict, expected, "{said}");
    said
}

const KITCHEN: &str = r#"{"query":"kalla köket","kind":"name","relevant":{"venues/kalla-koket":3},"known_item":"venues/kalla-koket"}"#;
const VERANDA: &str = r#"{"query":"verandan","kind":"name","kinds":["VENUE"],"relevant":{"venues/varma-verandan":3}}"#;
const WRONG: &str = r#"{"query":"verandan","kind":"name","relevant":{"venues/kalla-koket":3},"known_item":"venues/kalla-koket"}"#;
const NOTHING: &str = r#"{"query":"kalla","kind":"topic"}"#;

#[test]
fn what_is_found_is_measured_and_told() {
    let said = check(&[&[KITCHEN, VERANDA].join("\n")], Some(1.0), Verdict::Good);
    insta::assert_snapshot!(said, @r#"
    /1.jsonl
      nDCG@10      1.000 over 2 queries
        name           1.000 over 2
      known items  1 sought: 1 first, 1 within three, 0 beyond or not found; median rank 1
      misses       0
    "#);
}

#[test]
fn what_is_missed_is_told_with_what_came_instead() {
    let said = check(&[&[KITCHEN, WRONG, NOTHING].join("\n\n")], Some(0.4), Verdict::Wanting);
    insta::assert_snapshot!(said, @r#"
    /1.jsonl
      nDCG@10      0.500 over 2 queries
        name           0.500 over 2
      known items  2 sought: 1 first, 1 within three, 1 beyond or not found; median rank 1
      misses       1
        0.000 “verandan” (name)
             sought venues/kalla-koket 3
             found  venues/varma-verandan 0
      nothing is relevant to “kalla”, but 1 were found
    "#);
}

#[test]
fn the_bar_is_for_each_list_and_for_known_items() {
    check(&[KITCHEN, VERANDA], Some(0.99), Verdict::Good);
    check(&[KITCHEN, WRONG], Some(0.1), Verdict::Wanting);
    check(&[WRONG], None, Verdict::Good);
}

#[test]
fn a_list_that_does_not_fit_the_content_is_refused_as_a_whole() {
    let gone = r#"{"query":"x","kind":"name","relevant":{"venues/borta":3,"kallare/x":1}}"#;
    let grades = r#"{"query":"x","kind":"name","relevant":{"venues/kalla-koket":4},"known_item":"series/hosten"}"#;
    let kind = r#"{"query":"x","kind":"name","kinds":["VENUES"]}"#;
    let list = [KITCHEN, gone, grades, kind, "{"].join("\n");
    insta::assert_snapshot!(check(&[&list], None, Verdict::Unreadable), @r#"
    /1.jsonl: line 2: there is no kallare/x
    /1.jsonl: line 2: there is no venues/borta
    /1.jsonl: line 3: a grade is 1, 2 or 3
    /1.jsonl: line 3: a known item has grade 3
    /1.jsonl: line 4, column 46: no kind VENUES
    /1.jsonl: line 5, column 1: EOF while parsing an object
    "#);
}
