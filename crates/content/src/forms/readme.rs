//! `content/README.md` shows every field there is, and only such.

use std::collections::BTreeSet;

use finsam_model::{Kind, Slug};

use super::{Surroundings, node, site};
use crate::{
    document::Document,
    fields::{self, Found, Slugs},
};

const README: &str = include_str!("../../../../content/README.md");

/// The TOML examples, each with the heading it stands under.
fn examples() -> Vec<(&'static str, String)> {
    let mut examples = Vec::new();
    for section in README.split("\n## ").skip(1) {
        let heading = section.split([':', '\n']).next().unwrap();
        for block in section.split("```toml\n").skip(1) {
            examples.push((heading, block.split("\n```").next().unwrap().to_owned()));
        }
    }
    examples
}

/// What the form of a heading finds in an example.
fn read(heading: &str, example: &str) -> Found {
    let text = format!("+++\n{example}\n+++\n");
    let path = format!("{heading}/exempel.md");
    let document = Document::read(&path, text.as_bytes()).unwrap();
    if heading == "site.md" {
        return fields::read(&document, &Slugs::default(), site).1;
    }
    let kind = Kind::of_folder(heading).unwrap_or_else(|| panic!("{heading} is no folder"));
    let slug = |text| Slug::new(text).unwrap();
    let surroundings = Surroundings {
        written_at: None,
        site: slug("exempel"),
        slug: slug("exempel"),
        body: finsam_model::Body::default(),
        hash: "".into(),
        document: "".into(),
    };
    fields::read(&document, &Slugs::default(), |fields| node(kind, fields, surroundings)).1
}

fn everywhere() -> String {
    let (_, example) =
        examples().into_iter().find(|(heading, _)| heading.starts_with("Fält")).unwrap();
    example
}

#[test]
fn every_example_is_accepted() {
    let mut headings = BTreeSet::new();
    for (heading, example) in examples() {
        if heading.starts_with("Fält") {
            continue;
        }
        headings.insert(heading);
        let problems = read(heading, &example).problems;
        assert!(problems.is_empty(), "{heading}: {problems:#?}");
    }
    let expected = Kind::ALL.into_iter().map(Kind::folder).chain(["site.md"]);
    assert_eq!(headings, expected.collect());
    // The fields of every document go with any of them.
    let with_term = format!("name = \"x\"\ndefinition = \"y\"\n{}", everywhere());
    let problems = read("terms", &with_term).problems;
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_field_is_shown() {
    let common = everywhere();
    for (heading, example) in examples() {
        if heading.starts_with("Fält") {
            continue;
        }
        // The fields of every document stand first, before the first heading of the example.
        let (top, claims) = common.split_once("\n[[claims]]").unwrap();
        let whole = if heading == "site.md" {
            example.clone()
        } else {
            format!("{top}\n{example}\n[[claims]]{claims}")
        };
        let found = read(heading, &whole);
        assert!(found.problems.is_empty(), "{heading}: {:#?}", found.problems);
        let without_counts = |place: &String| {
            place
                .split('.')
                .filter(|step| step.parse::<usize>().is_err())
                .collect::<Vec<_>>()
                .join(".")
        };
        let shown: BTreeSet<String> = found.places.keys().map(without_counts).collect();
        let missing: Vec<_> = {
            let asked = found.asked.iter().map(ToString::to_string);
            asked.filter(|key| !shown.contains(key)).collect()
        };
        assert!(missing.is_empty(), "{heading} does not show {missing:?}");
    }
}
