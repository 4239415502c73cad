use finsam_model::stockholm;
use proptest::prelude::*;

use super::*;
use crate::{Archive, Change};

const TREE: &[(&str, &str)] = &[
    ("site.md", "slug = \"prov\"\nname = \"Prov\"\nlanguage = \"sv\""),
    ("sources/sida.md", "title = \"EN SIDA\"\npublisher = \"Påhittade förbundet\""),
    (
        "people/ada-ek.md",
        "name = \"Ada Ek\"\notherNames = [\"Ada Eek\"]\nsources = [\"sida\"]\n\
         [[affiliations]]\ntitle = \"samordnare\"\norganisation = \"pff\"\nsource = \"sida\"",
    ),
    ("series/ada-fragar.md", "title = \"Ada Ek frågar Ada Ek om Ada Ek\"\nsources = [\"sida\"]"),
    ("people/bo-alm.md", "name = \"Bo Alm\"\nsources = [\"sida\"]"),
    (
        "organisations/pff.md",
        "name = \"Påhittade förbundet\"\nabbreviation = \"PFF\"\nkind = \"association\"\n\
         sources = [\"sida\"]",
    ),
    ("venues/kalla-koket.md", "name = \"Kalla Köket\"\ncity = \"Småstad\"\nsources = [\"sida\"]"),
    (
        "seminars/vilse-2031.md",
        "title = \"Vilse bland blanketter\"\nstartsAt = 2031-03-05T08:00\nformat = \"breakfast\"\n\
         venue = \"kalla-koket\"\nsources = [\"sida\"]\n\
         [[appearances]]\nperson = \"ada-ek\"\nrole = \"speaker\"\norganisation = \"pff\"\n+++\n\
         Först dricks kaffe. Sedan förklaras vad en blankettröta är! Till sist städar vi köket.",
    ),
    (
        "terms/blankettrota.md",
        "name = \"blankettröta\"\notherNames = [\"pappersröta\"]\nenglish = \"form rot\"\n\
         definition = \"När en blankett blivit liggande så länge att ingen minns frågan.\"\n\
         sources = [\"sida\"]",
    ),
    (
        "terms/vad-ar-det.md",
        "name = \"Vad är det\"\ndefinition = \"En fråga.\"\nsources = [\"sida\"]",
    ),
];

fn snapshot() -> Snapshot {
    let changes = TREE.iter().map(|(path, text)| {
        let end = if text.contains("\n+++\n") { "" } else { "\n+++\n" };
        Change { path: (*path).to_owned(), bytes: Some(format!("+++\n{text}{end}").into_bytes()) }
    });
    let archive = Archive::default().update(changes.collect());
    let errors = archive.problems().iter().filter(|p| p.severity == crate::Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&crate::Problem>::new());
    archive.publish(
        &"2031-01-01T00:00"
            .parse::<jiff::civil::DateTime>()
            .unwrap()
            .to_zoned(stockholm())
            .unwrap(),
    )
}

fn seek(text: &str, kinds: &[Kind], limit: usize) -> Vec<Hit> {
    snapshot().search(&Search { text, kinds, limit, ..Search::default() }).hits
}

fn found(query: &str, kinds: &[Kind]) -> Vec<String> {
    seek(query, kinds, 10).iter().map(|hit| hit.node.slug().to_string()).collect()
}

/// The hits begin with `expected`, in that order.
#[test]
fn what_is_found_first() {
    let check = |query: &str, expected: &[&str]| {
        let found = found(query, &[]);
        assert!(
            found.iter().zip(expected).all(|(a, b)| a == b) && found.len() >= expected.len(),
            "{query:?}: {found:?}"
        );
    };
    // By name, in any form, with or without dots.
    check("Ada Ek", &["ada-ek", "ada-fragar", "vilse-2031"]);
    check("Ada Eek", &["ada-ek"]);
    check("PFF", &["pff"]);
    check("PFF:s", &["pff"]);
    check("blankettrötan", &["blankettrota", "vilse-2031"]);
    check("Vad är en blankettrota?", &["blankettrota", "vilse-2031"]);
    check("form rot", &["blankettrota"]);
    check("kalla köket", &["kalla-koket", "vilse-2031"]);
    check("KALLA KOKET", &["kalla-koket", "vilse-2031"]);
    // By what is in it, who is in it, where and when.
    check("kaffe", &["vilse-2031"]);
    check("blankett", &["vilse-2031", "blankettrota"]);
    check("småstad", &["kalla-koket"]);
    check("mars 2031", &["vilse-2031"]);
    // A document with all the words comes first.
    check("Ada blanketter", &["vilse-2031"]);
    // Unfinished and misspelt.
    check("papp", &["blankettrota"]);
    check("blanketröta", &["blankettrota"]);
    check("förbunnet", &["pff"]);
    // Nothing but small words.
    check("vad är det", &["vad-ar-det"]);
    check("är det", &["vad-ar-det"]);
}

#[test]
fn what_is_not_found() {
    let check = |query: &str| assert!(found(query, &[]).is_empty(), "{query:?}");
    check("");
    check("  ?!  ");
    check("helikopterlandningsplats");
}

#[test]
fn only_the_kinds_asked_for() {
    assert_eq!(found("Ada Ek", &[Kind::Seminar]), ["vilse-2031"]);
    assert_eq!(found("Ada Ek", &[Kind::Person, Kind::Venue]), ["ada-ek"]);
    assert_eq!(seek("Ada Ek", &[], 1).len(), 1);
}

#[test]
fn equally_good_hits_come_in_a_fixed_order() {
    let all = found("sida påhittade", &[]);
    assert_eq!(all, found("påhittade sida", &[]));
}

fn marked(hit: &Hit) -> Vec<String> {
    let mark = |highlight: &Highlight| {
        let mut text = highlight.text.clone();
        for range in highlight.found.iter().rev() {
            text.insert(range.end, ']');
            text.insert(range.start, '[');
        }
        text
    };
    hit.highlights.iter().map(mark).collect()
}

#[test]
fn the_best_passages_are_shown() {
    let check = |query: &str, expected: &[&str]| {
        let hits = seek(query, &[Kind::Seminar], 1);
        assert_eq!(marked(hits.first().unwrap()), expected, "{query:?}");
    };
    check("blankettrötor", &["Sedan förklaras vad en [blankettröta] är!"]);
    check("städa kök", &["Till sist [städar] vi [köket].", "Kalla [Köket]"]);
    check("Vilse Ek", &["[Vilse] bland blanketter", "Ada [Ek]"]);
}

#[test]
fn long_passages_are_cut_around_what_was_found() {
    let text = format!("{} kaffe {}", "åäö ".repeat(200), "öäå ".repeat(200));
    let stems = [finsam_swedish::stem("kaffe")];
    let finder = Finder::of_words(&stems);
    let highlights = passages::best(&[(texts::Field::Body, text.into())], &finder);
    let highlight = highlights.first().unwrap();
    assert!(highlight.text.len() <= 320, "{}", highlight.text.len());
    assert_eq!(highlight.text.get(highlight.found.first().unwrap().clone()), Some("kaffe"));
    assert!(highlight.text.starts_with("åäö") && highlight.text.ends_with("öäå"));
}

proptest! {
    #[test]
    fn any_query_is_answered(query in "(\\PC|[ .\\-:åäö]|blanket|Ada|köket|vad är|34 808|\u{308}){0,60}", limit in 0_usize..12) {
        static SNAPSHOT: std::sync::LazyLock<Snapshot> = std::sync::LazyLock::new(snapshot);
        let hits = SNAPSHOT.search(&Search { text: &query, limit, ..Search::default() }).hits;
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for Highlight { text, found } in hits.iter().flat_map(|hit| &hit.highlights) {
            prop_assert!(!found.is_empty());
            prop_assert!(found.iter().all(|range| text.get(range.clone()).is_some_and(|word| !word.is_empty())));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}

#[test]
fn the_longest_query_is_answered_soon() {
    let query = "påhittade ådå xyzzyåäö ".repeat(200_000);
    let started = std::time::Instant::now();
    assert!(!seek(&query, &[], 10).is_empty());
    assert!(started.elapsed() < std::time::Duration::from_secs(2));
}
