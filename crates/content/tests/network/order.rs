//! Whatever came first, and however often something was another: in the end the network is that of
//! which its sites have what they have now.

use std::collections::BTreeMap;

use finsam_content::{Network, Search, Snapshot};
use finsam_model::Kind;
use proptest::prelude::*;

use super::{change, home, nodes, now, site, slug};

/// Documents that get in each other's way, each in several versions; the last is none.
fn versions() -> Vec<(&'static str, &'static str, Vec<String>)> {
    let person = |name: &str, extra: &str| format!("name = \"{name}\"\n{extra}");
    let same = |place: &str| format!("sameAs = \"{place}\"");
    let speaks = |person: &str, same: &str| {
        format!(
            "title = \"Lunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02T12:00\n{same}\n\
             [[appearances]]\nperson = \"{person}\"\nrole = \"speaker\""
        )
    };
    vec![
        (
            "hem",
            "people/a.md",
            vec![
                person("A", ""),
                person("A A", &same("norr/b")),
                person("A", "draft = true"),
                String::new(),
            ],
        ),
        (
            "norr",
            "people/b.md",
            vec![
                person("B", &same("hem/a")),
                person("B B", ""),
                person("B", &same("syd/c")),
                "name = ".to_owned(),
                String::new(),
            ],
        ),
        (
            "norr",
            "people/b-ny.md",
            vec![
                String::new(),
                person("B", "formerly = [\"b\"]"),
                person("B", &format!("formerly = [\"b\"]\n{}", same("syd/c"))),
            ],
        ),
        (
            "syd",
            "people/c.md",
            vec![
                person("C", &same("norr/b")),
                person("C", &same("hem/a")),
                person("C", "party = \"P\""),
                String::new(),
            ],
        ),
        (
            "vast",
            "people/a.md",
            vec![
                person("A", &same("norr/b-ny")),
                person("A", "publishAt = 2031-07-02T00:00"),
                String::new(),
            ],
        ),
        (
            "syd",
            "people/d.md",
            vec![String::new(), person("D", &same("norr/b")), person("D", &same("hem/a"))],
        ),
        ("hem", "seminars/s.md", vec![speaks("a", ""), String::new()]),
        ("syd", "seminars/s.md", vec![speaks("c", &same("hem/s")), speaks("c", ""), String::new()]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_order_in_which_things_come_does_not_matter(
        steps in prop::collection::vec((0..8_usize, 0..5_usize, prop::bool::ANY), 1..30),
        members in Just(["norr", "syd", "vast"]).prop_shuffle(),
    ) {
        let versions = versions();
        let mut network = Network::from(home());
        let mut there: BTreeMap<(&str, &str), &str> = BTreeMap::new();
        for (document, version, publishes) in &steps {
            let (member, path, texts) = &versions[*document];
            let text = texts[version % texts.len()].as_str();
            // A broken version serves as it last was good, which only who saw that can know.
            if text == "name = " && there.get(&(*member, *path)).is_some_and(|text| !text.is_empty()) {
                continue;
            }
            there.insert((member, path), text);
            let changes = vec![change(path, text)];
            if *member == "hem" {
                network.set_home(network.home().update(changes));
            } else {
                network.update(&site(member), changes);
            }
            if *publishes {
                network.publish(&now());
            }
        }
        let snapshot = network.publish(&now());
        // All at once, in another order.
        let mut anew = Network::from(home());
        for member in ["hem"].iter().chain(&members) {
            let here = there.iter().filter(|((site, _), _)| site == member);
            let changes: Vec<_> = here.map(|((_, path), text)| change(path, text)).collect();
            if *member == "hem" {
                anew.set_home(anew.home().update(changes));
            } else if there.keys().any(|(site, _)| site == member) {
                anew.update(&site(member), changes);
            }
        }
        // What had been seen and is gone, it is told.
        for (id, slug) in network.gone() {
            anew.remember_gone(&id, &slug);
        }
        let same = anew.publish(&now());
        prop_assert_eq!(nodes(&snapshot), nodes(&same));
        prop_assert_eq!(snapshot.version(), same.version());
        for member in ["hem", "norr", "syd", "vast"] {
            prop_assert_eq!(network.problems_of(&slug(member)), anew.problems_of(&slug(member)));
        }
        for kind in [Kind::Person, Kind::Seminar] {
            for name in ["a", "b", "b-ny", "c", "s"] {
                for member in [None, Some("norr"), Some("syd"), Some("vast")] {
                    let slug = slug(name).within(member);
                    prop_assert_eq!(snapshot.find(kind, &slug), same.find(kind, &slug));
                    prop_assert_eq!(
                        snapshot.referring_to(kind, &slug),
                        same.referring_to(kind, &slug)
                    );
                }
            }
        }
        let found = |snapshot: &Snapshot| snapshot.search(&Search { text: "lunch", limit: 9, ..Search::default() });
        prop_assert_eq!(format!("{:?}", found(&snapshot)), format!("{:?}", found(&same)));
    }
}
