//! Whatever editors do, and in whichever order: an archive that followed it step by step shows what
//! one that read everything at once shows.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};

use finsam_content::{Archive, Change, Search, Severity, Snapshot};
use finsam_model::{Kind, Slug};
use jiff::Zoned;
use proptest::prelude::*;

fn at(text: &str) -> Zoned {
    format!("{text}[Europe/Stockholm]").parse().unwrap()
}

/// Before, between and after the times of publication below.
fn nows() -> Vec<Zoned> {
    ["2031-06-30T12:00", "2031-07-02T00:00", "2031-07-02T08:30", "2031-07-05T00:00"].map(at).into()
}

fn document(front: &str) -> String {
    format!("+++\n{front}\n+++\n")
}

fn term(name: &str, extra: &str) -> String {
    document(&format!("name = \"{name}\"\ndefinition = \"Något påhittat.\"\n{extra}"))
}

fn person(name: &str, extra: &str) -> String {
    document(&format!("name = \"{name}\"\n{extra}"))
}

fn organisation(parent: &str) -> String {
    document(&format!(
        "name = \"Förbundet\"\nkind = \"association\"\nsources = [\"sida\"]\n{parent}"
    ))
}

fn seminar(title: &str, times: &str) -> String {
    document(&format!(
        "title = \"{title}\"\nformat = \"lunch\"\n{times}\nvenue = \"salen\"\nterms = [\"a\", \"x\"]\n\
         [[appearances]]\nperson = \"testa\"\nrole = \"speaker\"\norganisation = \"ett\""
    )) + "Vi provar *allt* möjligt i salen."
}

/// Documents that get in each other's way, each in several versions.
fn versions() -> Vec<(&'static str, Vec<String>)> {
    let bad = document("name = ");
    let site = |slug: &str, name: &str| document(&format!("slug = \"{slug}\"\nname = \"{name}\""));
    let clock =
        |from: &str, until: &str| format!("startsAt = 2031-07-{from}\nendsAt = 2031-07-{until}");
    vec![
        (
            "site.md",
            vec![site("exempel", "Ett"), site("exempel", "Två"), site("annan", "Ett"), bad.clone()],
        ),
        (
            "terms/a.md",
            vec![
                term("a", ""),
                term("a", "related = [\"b\", \"x\"]"),
                term("ordet", "draft = true"),
                bad.clone(),
            ],
        ),
        (
            "terms/b.md",
            vec![
                term("b", "formerly = [\"a\"]"),
                term("b", "formerly = [\"x\"]"),
                term("b", ""),
                term("b", "publishAt = 2031-07-02T00:00"),
            ],
        ),
        (
            "terms/c.md",
            vec![
                term("c", "formerly = [\"x\", \"b\"]"),
                term("c", "related = [\"a\", \"orden\"]"),
                term("c", "formerly = [\"d\"]\nrelated = [\"b\", \"x\"]"),
                bad,
            ],
        ),
        (
            "terms/d.md",
            vec![
                "text".to_owned(),
                term("d", "publishAt = 2031-07-02T08:00\nunpublishAt = 2031-07-04T00:00"),
            ],
        ),
        (
            "people/testa.md",
            vec![
                person("Testa Testsson", ""),
                person("Testa Testström", "draft = true"),
                person("Testa Testman", ""),
            ],
        ),
        (
            "people/testa-ny.md",
            vec![
                person("Testa Ny", "formerly = [\"testa\"]"),
                person("Testa Nyare", "formerly = [\"testa\", \"testo\"]"),
            ],
        ),
        (
            "people/testo.md",
            vec![person("Testo Testsson", "formerly = [\"testa\"]"), person("Testo Testsson", "")],
        ),
        (
            "venues/salen.md",
            vec![
                document("name = \"Salen\""),
                document("name = \"Nya salen\"\ncity = \"Exempelköping\""),
            ],
        ),
        ("organisations/ett.md", vec![organisation(""), organisation("parent = \"tva\"")]),
        (
            "organisations/tva.md",
            vec![organisation("parent = \"ett\""), organisation("parent = \"tre\"")],
        ),
        (
            "organisations/tre.md",
            vec![
                organisation("parent = \"ett\""),
                organisation("formerly = [\"tva\"]\nparent = \"tre-d\""),
            ],
        ),
        (
            "seminars/s.md",
            vec![
                seminar("Provlunch", &clock("02T12:00", "02T13:00")),
                seminar("Provlunch", "startsAt = 2031-07-02"),
                seminar("Flyttad lunch", &clock("03T12:00", "06T13:00")),
            ],
        ),
        (
            "seminars/t.md",
            vec![
                seminar("Annan lunch", &clock("02T12:00", "02T14:00")),
                seminar("Annan lunch", &clock("01T08:00", "01T09:00")),
            ],
        ),
        // What a term refers to is one slip away from each of these.
        ("terms/ordet.md", vec![term("ordet", "")]),
        ("terms/oren.md", vec![term("oren", ""), term("oren", "formerly = [\"orden\"]")]),
        ("person/e.md", vec![term("e", "")]),
        ("terms/F.md", vec![term("f", "")]),
    ]
}

/// An archive that has read these files at once.
fn read(files: &BTreeMap<&str, &str>) -> Archive {
    let written = |(path, text): (&&str, &&str)| Change {
        path: (*path).to_owned(),
        bytes: Some(text.as_bytes().to_vec()),
    };
    Archive::default().update(files.iter().map(written).collect())
}

/// Everything one can see of an archive at a time.
fn seen(archive: &Archive, now: &Zoned) -> Vec<String> {
    let snapshot = archive.publish(now);
    let mut seen = vec![
        format!("{} documents, {:?}, {}", archive.len(), snapshot.site(), snapshot.version()),
        format!("next {:?}", archive.next_publication(now)),
    ];
    seen.extend(archive.problems().iter().map(ToString::to_string));
    seen.extend(snapshot.nodes().map(|node| {
        let referring = snapshot.referring_to(node.kind(), node.slug());
        let referring: Vec<_> =
            referring.iter().map(|other| (other.kind(), other.slug())).collect();
        format!("{} {node:?} {referring:?}", node.id())
    }));
    seen.extend(found_by_slug(&snapshot));
    seen.extend(found_by_time(&snapshot));
    seen.extend(found_by_words(&snapshot));
    seen
}

fn found_by_slug(snapshot: &Snapshot) -> Vec<String> {
    let slugs = [
        "a", "aa", "b", "c", "d", "x", "testa", "testa-ny", "testo", "ett", "tva", "tre", "s",
        "salen",
    ];
    let mut found = Vec::new();
    for kind in [Kind::Term, Kind::Person, Kind::Organisation, Kind::Seminar, Kind::Venue] {
        for slug in slugs {
            let slug = Slug::new(slug).unwrap();
            let node = snapshot.find(kind, &slug);
            found.push(format!(
                "{kind} {slug} {node:?} {}",
                snapshot.referring_to(kind, &slug).len()
            ));
        }
    }
    found
}

fn found_by_time(snapshot: &Snapshot) -> Vec<String> {
    let times = ["2031-07-01T08:30", "2031-07-02T12:30", "2031-07-02T23:59", "2031-07-06T12:00"];
    let times = times.map(at);
    let spans = times.iter().zip(times.iter().skip(1));
    let within = spans.map(|(from, until)| {
        let seminars = snapshot.seminars_within(Some(from), Some(until));
        format!("{:?}", seminars.map(|seminar| &seminar.slug).collect::<Vec<_>>())
    });
    let moments = times.iter().map(|now| {
        format!("{now}: {:?}, next {}", snapshot.moment(now), snapshot.next_moment(now))
    });
    within.chain(moments).collect()
}

fn found_by_words(snapshot: &Snapshot) -> Vec<String> {
    let queries =
        ["testa testsson", "salen", "påhittat", "lun", "forbundett", "ordet", "prova möjligt juli"];
    let found = |text| snapshot.search(&Search { text, limit: 5, ..Search::default() });
    queries.iter().map(|query| format!("{query}: {:?}", found(query))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn changes_in_steps_give_what_a_full_build_gives(
        steps in prop::collection::vec(
            (
                prop::collection::btree_map(0..18_usize, prop::option::weighted(0.8, 0..4_usize), 1..5),
                prop::option::of(0..4_usize),
            ),
            1..14,
        ),
    ) {
        let (versions, nows) = (versions(), nows());
        let untouched = (BTreeMap::new(), Some(0));
        // At first everything is there.
        let mut files: BTreeMap<&str, &str> =
            versions.iter().map(|(path, texts)| (*path, texts[0].as_str())).collect();
        let mut archive = read(&files);
        let mut once_good: BTreeSet<&str> = BTreeSet::new();
        let steps = std::iter::once(&untouched).chain(&steps);
        for (step, now) in steps {
            let mut changes = Vec::new();
            for (document, version) in step {
                let (path, texts) = &versions[*document];
                let text = version.map(|version| texts[version % texts.len()].as_str());
                match text {
                    Some(text) => files.insert(path, text),
                    None => {
                        once_good.remove(path);
                        files.remove(path)
                    }
                };
                let bytes = text.map(|text| text.as_bytes().to_vec());
                changes.push(Change { path: (*path).to_owned(), bytes });
            }
            archive = archive.update(changes);
            let in_error: BTreeSet<&str> = archive
                .problems()
                .iter()
                .filter(|problem| problem.severity == Severity::Error)
                .map(|problem| problem.path.as_str())
                .collect();
            // A document that was good and is broken serves as it was: no full build knows how.
            let serves_as_it_was = once_good.iter().any(|path| in_error.contains(path));
            once_good.extend(files.keys().filter(|path| !in_error.contains(*path)));
            // Not every step is published: what is published next has several behind it.
            let Some(now) = now.and_then(|now| nows.get(now)) else { continue };
            let seen_now = seen(&archive, now);
            if !serves_as_it_was {
                prop_assert_eq!(seen_now, seen(&read(&files), now));
            }
        }
    }
}
