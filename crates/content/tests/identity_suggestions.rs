//! What is told of documents that look alike: never what is said already, never within a site, the same
//! whatever came first; and what is written as told joins them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use finsam_content::{Archive, Change, IdentitySuggestion, Network, Snapshot};
use finsam_model::{Id, Site, Slug};
use jiff::Zoned;
use proptest::prelude::*;

const SITES: [&str; 4] = ["hem", "norr", "syd", "vast"];

/// Documents by site and path.
type Documents = BTreeMap<(&'static str, String), String>;

fn now() -> Zoned {
    "2031-07-01T12:00[Europe/Stockholm]".parse().unwrap()
}

/// What the sites publish, taken in in this order.
fn publish(documents: &Documents, order: &[&str]) -> Snapshot {
    let change = |path: &str, front: &str| {
        let bytes = Some(format!("+++\n{front}\n+++\n").into_bytes());
        Change { path: path.to_owned(), bytes }
    };
    let of = |site: &str| -> Vec<Change> {
        let own = documents.iter().filter(|((of, _), _)| *of == site);
        own.map(|((_, path), front)| change(path, front)).collect()
    };
    let home = change("site.md", "slug = \"hem\"\nname = \"Hem\"");
    let mut network =
        Network::from(Archive::default().update(of("hem").into_iter().chain([home]).collect()));
    for name in order.iter().filter(|name| **name != "hem") {
        let (slug, language) = (Slug::new(name).unwrap(), "sv".to_owned());
        let site = Site {
            slug,
            name: (*name).to_owned(),
            language,
            url: None,
            editor: None,
            via: Vec::new(),
        };
        network.update(&site, of(name));
    }
    network.publish(&now())
}

fn told(snapshot: &Snapshot) -> Vec<([Id; 2], u8, String)> {
    let all = snapshot.identity_suggestions().iter();
    all.map(|one| (one.ids().map(Clone::clone), one.score, one.line(snapshot))).collect()
}

/// Whether one of the documents of one side names the other side already.
fn is_said(one: &IdentitySuggestion, documents: &Documents) -> bool {
    let lines = |node: &finsam_content::Node| -> Vec<(String, String)> {
        let parts = node.documents();
        let written = parts.iter().map(|part| {
            let path = format!("{}/{}.md", node.kind().folder(), part.slug);
            let site = SITES.iter().find(|site| **site == part.id.site.as_str()).unwrap();
            (format!("{site}/{}", part.slug), documents[&(*site, path)].clone())
        });
        written.collect()
    };
    let (one, other) = (lines(&one.document), lines(&one.same_as));
    let names = |one: &[(String, String)], other: &[(String, String)]| {
        one.iter().any(|(_, text)| {
            other.iter().any(|(place, _)| text.contains(&format!("sameAs = \"{place}\"")))
        })
    };
    names(&one, &other) || names(&other, &one)
}

/// A document of each site or none, of a few names and places, that may name another.
fn documents() -> impl Strategy<Value = Documents> {
    let document = (0..4_usize, 0..3_usize, 0..2_usize, 0..3_usize, prop::option::of(0..12_usize));
    prop::collection::vec(document, 0..14).prop_map(|all| {
        let mut documents = Documents::new();
        for (site, slug, name, city, same_as) in all {
            let mut front = format!("name = \"Sal {name}\"");
            if let Some(city) = ["A", "B"].get(city) {
                front += &format!("\ncity = \"{city}\"");
            }
            if let Some(named) = same_as.filter(|named| SITES[named / 3] != SITES[site]) {
                front += &format!("\nsameAs = \"{}/s{}\"", SITES[named / 3], named % 3);
            }
            documents.insert((SITES[site], format!("venues/s{slug}.md")), front);
        }
        documents
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn only_what_is_new_between_sites_is_told(
        mut documents in documents(),
        order in Just(SITES).prop_shuffle(),
    ) {
        let snapshot = publish(&documents, &SITES);
        let all = snapshot.identity_suggestions();
        prop_assert_eq!(told(&snapshot), told(&publish(&documents, &order)));
        let mut of_each: BTreeMap<&Id, usize> = BTreeMap::new();
        for one in all {
            let sites = |node: &finsam_content::Node| -> Vec<Slug> {
                node.documents().iter().map(|part| part.id.site.clone()).collect()
            };
            let (ours, theirs) = (sites(&one.document), sites(&one.same_as));
            prop_assert!(ours.iter().all(|site| !theirs.contains(site)), "{:?}", one.ids());
            prop_assert!(!is_said(one, &documents), "{:?}", one.ids());
            prop_assert!((1..100).contains(&one.score));
            *of_each.entry(one.document.id()).or_default() += 1;
        }
        prop_assert!(of_each.values().all(|count| *count <= 3));
        // Whoever writes the line as told, in place of one that led nowhere, joins the two.
        if let Some(one) = all.first() {
            let (document, line) = (one.document.slug(), one.line(&snapshot));
            let site = one.document.id().site.as_str();
            let site = SITES.into_iter().find(|known| *known == site).unwrap();
            let text = documents.get_mut(&(site, format!("venues/{document}.md"))).unwrap();
            let others = text.lines().filter(|line| !line.starts_with("sameAs"));
            *text = others.chain([line.as_str()]).collect::<Vec<_>>().join("\n");
            let joined = publish(&documents, &SITES);
            let [one, other] = one.ids().map(|id| joined.by_id(id).unwrap().id().clone());
            prop_assert_eq!(one, other);
        }
    }
}

#[test]
fn many_alike_are_each_told_of_the_first() {
    let sites: Vec<String> = (0..40).map(|n| format!("s{n:02}")).collect();
    let mut network = Network::from(Archive::default().update(vec![Change {
        path: "site.md".to_owned(),
        bytes: Some(b"+++\nslug = \"hem\"\nname = \"Hem\"\n+++\n".to_vec()),
    }]));
    for name in &sites {
        let slug = Slug::new(name).unwrap();
        let language = "sv".to_owned();
        let site =
            Site { slug, name: name.clone(), language, url: None, editor: None, via: Vec::new() };
        let text = "+++\nname = \"Provverket\"\nkind = \"authority\"\n+++\n";
        let path = "organisations/provverket.md".to_owned();
        network.update(&site, vec![Change { path, bytes: Some(text.into()) }]);
    }
    let snapshot = network.publish(&now());
    let all = snapshot.identity_suggestions();
    assert_eq!(all.len(), 39);
    assert!(all.iter().all(|one| one.line(&snapshot) == "sameAs = \"s00/provverket\""));
}

#[test]
fn a_site_alone_is_told_nothing() {
    let documents = ["a", "b"].map(|slug| {
        (("hem", format!("venues/{slug}.md")), "name = \"Salen\"\ncity = \"A\"".to_owned())
    });
    assert_eq!(publish(&documents.into(), &[]).identity_suggestions(), []);
}
