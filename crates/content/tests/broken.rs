//! Every rule has a tree in `tests/broken/` that breaks it, and it alone.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod trees;

use std::collections::BTreeSet;

use finsam_content::{Archive, CHECKS, Change, Network, Problem};
use finsam_model::{Site, Slug};
use jiff::Zoned;

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

/// What shows only beside another site: one that has the tree's own document, and names ours.
fn among_sites(rule: &str) -> Vec<Problem> {
    let shared = trees::tree("tests/broken").into_iter().filter(|change| change.path == "site.md");
    let tree = trees::tree(&format!("tests/broken/{rule}")).into_iter().chain(shared).collect();
    let mut network = Network::from(Archive::default().update(tree));
    let home = network.publish(&now()).site().slug.clone();
    let slug = Slug::new("annanstans").unwrap();
    let other = Site {
        slug,
        name: "Annanstans".to_owned(),
        language: "sv".to_owned(),
        url: None,
        editor: None,
        via: Vec::new(),
    };
    let names_ours = format!(
        "+++\nname = \"Provförbundet\"\nkind = \"association\"\nsameAs = \"{home}/provforbundet\"\n+++\n"
    );
    let path = match rule {
        "same-as-circle" => "organisations/provforbundet.md",
        _ => "organisations/annat.md",
    };
    network.update(&other, vec![Change { path: path.to_owned(), bytes: Some(names_ours.into()) }]);
    network.publish(&now());
    network.problems_of(&home)
}

fn now() -> Zoned {
    "2031-07-01T12:00[Europe/Stockholm]".parse().unwrap()
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
    let of = |rule| match rule {
        "too-large" => too_large(),
        "same-as-unknown" | "same-as-circle" | "same-as-twice" => among_sites(rule),
        _ => problems(rule),
    };
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
