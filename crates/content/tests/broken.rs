//! Every rule has a tree in `tests/broken/` that breaks it, and it alone.

mod trees;

use std::collections::BTreeSet;

use finsam_content::{Archive, CHECKS, Change, Problem};

/// What is wrong with the tree that breaks a rule.
fn problems(rule: &str) -> Vec<Problem> {
    let mut tree = trees::tree(&format!("tests/broken/{rule}"));
    // One site for all but the tree whose fault is to have none.
    if rule != "site-missing" {
        let shared = trees::tree("tests/broken");
        tree.extend(shared.into_iter().filter(|change| change.path == "site.md"));
    }
    Archive::default().update(tree).problems().to_vec()
}

/// The one tree that is better made than kept.
fn too_large() -> Vec<Problem> {
    let mut bytes = b"+++\nname = \"ord\"\ndefinition = \"Ett ord.\"\n+++\n".to_vec();
    bytes.resize(1024 * 1024 + 1, b'a');
    let mut tree = trees::tree("tests/broken");
    tree.retain(|change| change.path == "site.md");
    tree.push(Change { path: "terms/ord.md".to_owned(), bytes: Some(bytes) });
    Archive::default().update(tree).problems().to_vec()
}

fn all() -> Vec<(&'static str, Vec<Problem>)> {
    let of = |rule| if rule == "too-large" { too_large() } else { problems(rule) };
    CHECKS.iter().map(|check| (check.rule, of(check.rule))).collect()
}

#[test]
fn every_rule_is_broken_by_its_tree_and_no_other() {
    for (rule, problems) in all() {
        assert!(!problems.is_empty(), "nothing breaks {rule}");
        for problem in problems {
            assert_eq!(problem.rule, rule, "{problem}");
        }
    }
}

#[test]
fn every_tree_is_of_a_rule() {
    let rules: BTreeSet<&str> = CHECKS.iter().map(|check| check.rule).collect();
    assert_eq!(rules.len(), CHECKS.len(), "a rule stands twice");
    for change in trees::tree("tests/broken") {
        let Some((folder, _)) = change.path.split_once('/') else { continue };
        assert!(rules.contains(folder), "{folder} is of no rule");
    }
}

#[test]
fn every_problem_says_where_and_what_to_do() {
    let lines: Vec<String> = all()
        .into_iter()
        .flat_map(|(rule, problems)| {
            let problems = problems.into_iter().map(|problem| problem.to_string());
            std::iter::once(format!("# {rule}")).chain(problems).chain([String::new()])
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
