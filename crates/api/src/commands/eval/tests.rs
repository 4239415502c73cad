use std::fs;

use tempfile::TempDir;

use super::*;

const TREE: &[(&str, &str)] = &[
    ("site.md", "slug = \"prov\"\nname = \"Prov\""),
    (
        "terms/halpeng.md",
        "name = \"hålpeng\"\ndefinition = \"Det som betalas för ett hål.\"\nsources = [\"sida\"]",
    ),
    ("terms/vantan.md", "name = \"väntan\"\ndefinition = \"Tiden innan något händer.\""),
    (
        "terms/kommande.md",
        "name = \"omtanke\"\ndefinition = \"En tanke till.\"\npublishAt = 2031-06-01T00:00",
    ),
    (
        "sources/sida.md",
        "title = \"En sida\"\nurl = \"https://prov.test/a\"\npublisher = \"Påhittade förbundet\"",
    ),
];

/// What questions come to over a small tree, and all that is said.
fn check(files: &[&str], set: impl FnOnce(&mut Eval), expected: Verdict) -> String {
    let dir = TempDir::new().unwrap();
    for (path, text) in TREE {
        let path = dir.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("+++\n{text}\n+++\n")).unwrap();
    }
    let written = (1..).zip(files).map(|(number, text)| {
        let file = dir.path().join(format!("{number}.jsonl"));
        fs::write(&file, text).unwrap();
        file
    });
    let mut settings = Eval {
        files: written.collect(),
        content: dir.path().join("content"),
        at_least: 100.0,
        flawless: vec!["hostile".to_owned()],
        coverage: false,
    };
    set(&mut settings);
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let verdict = evaluate(&settings, &mut out, &mut errors).unwrap();
    out.append(&mut errors);
    let said = String::from_utf8(out).unwrap().replace(dir.path().to_str().unwrap(), "");
    assert_eq!(verdict, expected, "{said}");
    said
}

/// A question about a word, and what more its line says.
fn line(id: &str, question: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","kind":"definition","now":"2031-05-01T12:00:00+02:00","question":"{question}",{more}}}"#
    )
}

fn known() -> String {
    let more = r#""must_contain":["för ett HÅL(?!l)"],"must_not_contain":["(?<!e)tt hus"],"cites":["https://prov.test/b|En sida"]"#;
    line("a", "vad är hålpeng?", more)
}

#[test]
fn right_answers_are_counted_by_kind() {
    let other =
        line("b", "och väntan?", r#""must_contain":["tiden innan"],"after":["vad är hålpeng?"]"#);
    let other = other.replace("definition", "followup");
    let said = check(&[&format!("{}\n\n{other}\n", known())], |_| {}, Verdict::Good);
    insta::assert_snapshot!(said, @r#"
    /1.jsonl
      kind             questions   right  right+cited
      definition               1       1            1
      followup                 1       1            1
      all                      2       2            2
      right 100.0 %, right and cited 100.0 %
    "#);
}

#[test]
fn a_miss_is_told_with_how_the_question_was_read_and_what_is_wrong() {
    let more = r#""must_contain":["hål", "grop"],"must_not_contain":["Betalas"],"cites":["https://prov.test/b"],"max_len":20"#;
    let miss = line("b", "vad är hålpeng?", more);
    let miss = miss.replace("definition", "hostile");
    let said =
        check(&[&format!("{}\n{miss}", known())], |set| set.at_least = 50.0, Verdict::Wanting);
    insta::assert_snapshot!(said, @r#"
    /1.jsonl
      kind             questions   right  right+cited
      definition               1       1            1
      hostile                  1       0            0
      all                      2       1            1
      right 50.0 %, right and cited 50.0 %

      b (hostile, 2031-05-01 12:00)
        asked    vad är hålpeng?
        read     Läst som: vad det är; om hålpeng
        said     **hålpeng**: Det som betalas för ett hål.
        wrong    does not say grop
        wrong    says Betalas
        wrong    41 characters, 20 at most
        wrong    does not cite https://prov.test/b

      1 missed of hostile, where none may be
    "#);
}

#[test]
fn the_bar_is_for_each_file_and_some_kinds_have_none_to_miss() {
    let wrong = line("b", "vad är hålpeng?", r#""must_contain":["grop"]"#);
    let half = format!("{}\n{wrong}", known());
    check(&[&known(), &half], |set| set.at_least = 50.0, Verdict::Good);
    check(&[&known(), &half], |set| set.at_least = 51.0, Verdict::Wanting);
    let definitions = |set: &mut Eval| {
        set.at_least = 50.0;
        set.flawless = vec!["definition".to_owned()];
    };
    check(&[&half], definitions, Verdict::Wanting);
}

#[test]
fn what_is_public_when_a_question_is_asked_answers_it() {
    let coming = |now: &str, expected| {
        let question = line("a", "vad är omtanke?", r#""must_contain":["en tanke till"]"#);
        check(&[&question.replace("2031-05-01", now)], |_| {}, expected);
    };
    coming("2031-05-31", Verdict::Wanting);
    coming("2031-06-01", Verdict::Good);
}

#[test]
fn documents_that_no_question_reaches_are_listed() {
    let said = check(&[&known()], |set| set.coverage = true, Verdict::Good);
    let told = said.split_once("\n\n").unwrap().1;
    insta::assert_snapshot!(told, @r#"
    1 of 3 documents are reached by no question
      terms/vantan
    "#);
}

#[test]
fn everything_that_is_wrong_with_a_file_is_told_at_once() {
    let wrong = [
        known(),
        known(),
        line("b", "vad är hålpeng?", r#""must_contain":["(hål"],"must_not_contain":["[a"]"#),
        line("c", " ", r#""must_contain":[]"#).replace("+02:00", ""),
        line("d", "vad?", r#""must_contian":["hål"]"#),
        "{".to_owned(),
    ];
    insta::assert_snapshot!(check(&[&wrong.join("\n"), "\n"], |_| {}, Verdict::Unreadable), @r#"
    /1.jsonl: line 2: another line has the id a: give each its own
    /1.jsonl: line 3: must_contain has a broken pattern (hål: Parsing error at position 5: Opening parenthesis without closing parenthesis
    /1.jsonl: line 3: must_not_contain has a broken pattern [a: Parsing error at position 2: Invalid character class
    /1.jsonl: line 4: id, kind and question must not be empty
    /1.jsonl: line 4: any answer would do: say in must_contain, must_not_contain or cites what a right one holds
    /1.jsonl: line 4: now is "2031-05-01T12:00:00": write it with its offset, as 2018-07-05T07:15:00+02:00
    /1.jsonl: line 5, column 96: unknown field `must_contian`, expected one of `id`, `kind`, `now`, `after`, `question`, `must_contain`, `must_not_contain`, `cites`, `max_len`, `lang`, `answerable`, `reference`
    /1.jsonl: line 6, column 1: EOF while parsing an object
    /2.jsonl: there is no question in it: write one a line, as JSON
    "#);
    let gone = check(&[], |set| set.files = vec!["/borta.jsonl".into()], Verdict::Unreadable);
    assert!(gone.starts_with("/borta.jsonl: ") && gone.lines().count() == 1, "{gone}");
}
