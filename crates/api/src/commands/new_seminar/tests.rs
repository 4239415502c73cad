use std::fs;

use finsam_stores::Files;
use tempfile::TempDir;

use super::*;
use crate::commands::check::Content;

const TREE: &[(&str, &str)] = &[
    ("site.md", "slug = \"prov\"\nname = \"Prov\""),
    ("people/ada-ek.md", "name = \"Ada Ek\"\notherNames = [\"Ada Eek\"]"),
    ("people/bo-alm.md", "name = \"Bo Alm\""),
    ("people/bo-ek.md", "name = \"Bo Ek\""),
    (
        "organisations/pff.md",
        "name = \"Påhittade förbundet\"\nabbreviation = \"PFF\"\nkind = \"association\"",
    ),
    ("venues/kalla-koket.md", "name = \"Kalla Köket\""),
    ("venues/stora-salen.md", "name = \"Stora salen\""),
    ("series/prov-2031.md", "title = \"Prov 2031\""),
];

/// A folder with the tree above.
fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    let files = Files::open(dir.path()).unwrap();
    for (path, text) in TREE {
        files.create(path, &format!("+++\n{text}\n+++\n")).unwrap();
    }
    dir
}

/// Gives the answers, a line each, and then leaves. What came of it and what was said.
fn told(dir: &TempDir, answers: &str) -> (Outcome, String) {
    let now = "2030-12-01T12:00+01:00[Europe/Stockholm]".parse().unwrap();
    let mut out = Vec::new();
    let outcome = new_seminar(dir.path(), &now, &mut answers.as_bytes(), &mut out).unwrap();
    (outcome, String::from_utf8(out).unwrap())
}

/// The document that came of the answers, which a check accepts in silence.
fn written(dir: &TempDir, answers: &str) -> String {
    let (outcome, said) = told(dir, answers);
    let Outcome::Written(path) = outcome else { panic!("{outcome:?}\n{said}") };
    assert!(said.contains(&path.display().to_string()), "{said}");
    let content = Content::read(dir.path()).unwrap();
    assert_eq!(content.archive.problems(), &[]);
    let name = path.strip_prefix(dir.path()).unwrap().display().to_string();
    format!("{name}\n{}", fs::read_to_string(path).unwrap())
}

#[test]
fn a_full_set_of_answers_becomes_a_sound_document() {
    let answers = "Vilse bland \"blanketter\"\nonsdag 5 mars 2031\nkl 8.00–8.50\n7.30\nfrukost\n1\n\
                   prov-2031\nAda Eek, chef, avdelningen för luft, PFF\nBo Alm, samordnare\n\n";
    insta::assert_snapshot!(written(&folder(), answers), @r#"
    seminars/vilse-bland-blanketter-2031.md
    +++
    title = "Vilse bland \"blanketter\""
    series = "prov-2031"
    weekday = "onsdag"
    startsAt = 2031-03-05T08:00
    endsAt = 2031-03-05T08:50
    servingFrom = 2031-03-05T07:30
    format = "breakfast"
    venue = "kalla-koket"

    [[appearances]]
    person = "ada-ek"
    role = "speaker"
    title = "chef, avdelningen för luft"
    organisation = "pff"

    [[appearances]]
    person = "bo-alm"
    role = "speaker"
    title = "samordnare"
    +++
    "#);
}

#[test]
fn what_may_be_skipped_is_skipped_with_an_empty_line() {
    insta::assert_snapshot!(written(&folder(), "Vilse\n2031-03-05\n\n4\n\n\n\n"), @r#"
    seminars/vilse-2031.md
    +++
    title = "Vilse"
    startsAt = 2031-03-05
    format = "seminar"
    +++
    "#);
}

#[test]
fn a_slug_is_never_used_twice() {
    let dir = folder();
    let answers = "Vilse 2031\n2031-03-05\n\n4\n\n\n\n";
    for slug in ["vilse-2031", "vilse-2031-2", "vilse-2031-3"] {
        let document = written(&dir, answers);
        assert!(document.starts_with(&format!("seminars/{slug}.md\n")), "{document}");
    }
    let long = "vilse ".repeat(60);
    let document = written(&dir, &format!("{long}\n2031-03-05\n\n4\n\n\n\n"));
    assert!(document.contains("-vilse-2031.md\n"), "{document}");
    let document = written(&dir, "!!!\n2031-03-05\n\n4\n\n\n\n");
    assert!(document.starts_with("seminars/seminarium-2031.md\n"), "{document}");
}

#[test]
fn a_slug_somebody_once_had_is_not_used_again() {
    let dir = folder();
    let renamed = "+++\ntitle = \"Ny\"\nstartsAt = 2031-03-05\nformat = \"lunch\"\n\
                   formerly = [\"vilse-2031\"]\ndraft = true\n+++\n";
    Files::open(dir.path()).unwrap().create("seminars/ny-2031.md", renamed).unwrap();
    let document = written(&dir, "Vilse\n2031-03-05\n\n4\n\n\n\n");
    assert!(document.starts_with("seminars/vilse-2031-2.md\n"), "{document}");
}

/// A wrong answer is met with a reason that has `reason` in it, and asked again.
#[test]
fn wrong_answers_are_asked_again_with_the_reason() {
    let dir = folder();
    let check = |before: &str, wrong: &str, reason: &str| {
        let (outcome, said) = told(&dir, &format!("{before}{wrong}\n"));
        assert_eq!(outcome, Outcome::NotWritten);
        let told = said.lines().filter(|line| line.contains(reason)).count();
        assert_eq!(told, 1, "{wrong:?}\n{said}");
    };
    check("", "", "måste ha en titel");
    check("", "Vil\u{7}se", "inte syns");
    check("Vilse\n", "", "måste ha ett datum");
    check("Vilse\n", "snart", "är inget datum");
    check("Vilse\n", "torsdag 5 mars 2031", "Den 5 mars 2031 är en onsdag, inte en torsdag.");
    check("Vilse\n", "onsdag 5 mars", "till exempel onsdag 5 mars 2031");
    check("Vilse\n", "5-6 mars 2031", "ett enda datum");
    check("Vilse\n", "30 februari 2031", "är inget datum");
    let day = "Vilse\n5 mars 2031\n";
    check(day, "åtta", "är inget klockslag");
    check(day, "9.00-8.00", "efter början");
    check("Vilse\n30 mars 2031\n", "2.30", "finns inte den natten");
    check("Vilse\n26 oktober 2031\n", "2.30", "två gånger");
    check(&format!("{day}8\n"), "8.00", "efter klockan 8.00");
    check(&format!("{day}8\n8.50\n"), "8.30", "senast klockan 8.00");
    check(&format!("{day}8\n8.50\n"), "7.30-7.45", "ett enda klockslag");
    check(&format!("{day}\n"), "frukst", "Menade du frukost?");
    check(&format!("{day}\n"), "8", "1–7");
    let format = format!("{day}\nlunch\n");
    check(&format, "Kalla Kökt", "Menade du Kalla Köket?");
    check(&format, "3", "ingen lokal ”3”");
    check(&format!("{format}2\n"), "provet", "ingen serie ”provet”");
    let speakers = format!("{format}2\n\n");
    check(&speakers, "Adda Ek", "Menade du Ada Ek?");
    check(&speakers, "Ek", "Menade du");
    check(&speakers, "Ada Ek, chef, PPF", "Menade du Påhittade förbundet?");
    check(&speakers, "Ada Ek, PFFF", "Menade du organisationen Påhittade förbundet?");
    check(&format!("{speakers}Ada Ek\n"), "Ada Eek", "redan på programmet");
}

#[test]
fn leaving_at_any_question_writes_nothing() {
    let dir = folder();
    let answers = "Vilse\n5 mars 2031\n8\n8.50\n7.30\nlunch\n1\n1\nAda Ek\n";
    let lines: Vec<&str> = answers.split_inclusive('\n').collect();
    for count in 0..=lines.len() {
        let some: String = lines.iter().take(count).copied().collect();
        let (outcome, said) = told(&dir, &some);
        assert_eq!(outcome, Outcome::NotWritten, "{some}");
        assert!(said.ends_with("Avbrutet. Inget är skrivet.\n"), "{said}");
    }
    assert!(!dir.path().join("seminars").exists());
}

#[test]
fn a_folder_that_cannot_be_read_is_said_so() {
    let dir = TempDir::new().unwrap();
    let gone = dir.path().join("borta");
    let now = "2030-12-01T12:00+01:00[Europe/Stockholm]".parse().unwrap();
    let mut out = Vec::new();
    let outcome = new_seminar(&gone, &now, &mut &b""[..], &mut out).unwrap();
    assert_eq!(outcome, Outcome::Unreadable);
    assert!(String::from_utf8(out).unwrap().starts_with("Det finns ingen mapp"));
}
