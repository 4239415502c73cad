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
        "organisations/sambandet.md",
        "name = \"Nya Sambandsförbundet\"\nabbreviation = \"NSF\"\nkind = \"association\"\n\
         sources = [\"sida\"]\n[[names]]\nname = \"Gamla Ordningsrådet\"\nabbreviation = \"GMR\"\n\
         until = \"2029\"",
    ),
    (
        "news/namnbyte.md",
        "headline = \"Ett råd byter namn\"\npublishedOn = 2030-11-20\n\
         organisations = [\"sambandet\"]\nsources = [\"sida\"]\n+++\n\
         NSF delar ut 34 808 gamla medaljer vid ett gårdsseminarium. Därefter blir det vila för handen. \
         Insatser för återhämtning lovas, på en bättre väg.",
    ),
    (
        "seminars/soppa-2032.md",
        "title = \"Soppa om återhämtning\"\nstartsAt = 2032-03-11T12:00\nformat = \"lunch\"\n\
         sources = [\"sida\"]\n+++\nEn väg bättre än den på kartan.",
    ),
    (
        "terms/vad-ar-det.md",
        "name = \"Vad är det\"\ndefinition = \"En fråga.\"\nsources = [\"sida\"]",
    ),
];

fn change(path: &str, text: &str) -> Change {
    let end = if text.contains("\n+++\n") { "" } else { "\n+++\n" };
    Change { path: path.to_owned(), bytes: Some(format!("+++\n{text}{end}").into_bytes()) }
}

fn archive() -> Archive {
    let changes = TREE.iter().map(|(path, text)| change(path, text));
    let archive = Archive::default().update(changes.collect());
    let errors = archive.problems().iter().filter(|p| p.severity == crate::Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&crate::Problem>::new());
    archive
}

fn now() -> jiff::Zoned {
    "2031-01-01T00:00".parse::<jiff::civil::DateTime>().unwrap().to_zoned(stockholm()).unwrap()
}

fn snapshot() -> Snapshot {
    archive().publish(&now())
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

/// Of what is called so much alike that only the letters as typed tell which is meant.
#[test]
fn words_as_typed_go_before_others() {
    let term = |slug: &str, name: &str| {
        let path = format!("terms/{slug}.md");
        let text = format!("name = \"{name}\"\ndefinition = \"Ett påhitt.\"\nsources = [\"sida\"]");
        (path, text)
    };
    let mut changes = vec![
        term("ko-djur", "ko på väg"),
        term("kolapp", "kö på väg"),
        term("forsen", "forsen"),
        term("forsakran", "försäkran"),
        term("mellanrum", "mellanrum"),
        term("mellanrumsvakt", "mellanrumsvakt"),
        term("vakt", "vakt i ett mellanrum"),
    ];
    let figure = "label = \"Antal blankettrötor\"\ncounts = \"blankettrötor\"\nvalue = 7\n\
                  text = \"sju\"\nunit = \"blankettrötor\"\nyear = 2031\nmeasures = \"people\"\n\
                  certainty = \"exact\"\nsources = [\"sida\"]";
    changes.push(("figures/antal.md".to_owned(), figure.to_owned()));
    let snapshot = archive().update(changes.iter().map(|(p, t)| change(p, t)).collect());
    let errors = snapshot.problems().iter().filter(|p| p.severity == crate::Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&crate::Problem>::new());
    let snapshot = snapshot.publish(&now());
    let check = |text: &str, expected: &str| {
        let found = snapshot.search(&Search { text, limit: 9, ..Search::default() }).hits;
        let found: Vec<_> = found.iter().map(|hit| hit.node.slug().as_str()).collect();
        assert_eq!(found.first(), Some(&expected), "{text}: {found:?}");
    };
    check("väg kö", "kolapp");
    check("väg ko", "ko-djur");
    // An unfinished word is a beginning as it was typed, …
    check("försä", "forsakran");
    check("mellanrums*", "mellanrumsvakt");
    check("mellanrum", "mellanrum");
    // … and how one asks tells what one is after.
    check("hur många är blankettröta", "antal");
    check("varför blankettröta", "blankettrota");
}

#[test]
fn edits_are_seen_at_the_next_snapshot() {
    let found = |archive: &Archive, text: &str| -> Vec<String> {
        let search = Search { text, limit: 9, ..Search::default() };
        let hits = archive.publish(&now()).search(&search).hits;
        hits.iter().map(|hit| hit.node.slug().to_string()).collect()
    };
    let before = archive();
    assert_eq!(found(&before, "medaljer"), ["namnbyte"]);
    assert_eq!(found(&before, "arkivmögel"), [] as [&str; 0]);
    let gone = Change { path: "news/namnbyte.md".to_owned(), bytes: None };
    let deleted = before.update(vec![gone]);
    assert_eq!(found(&deleted, "medaljer"), [] as [&str; 0]);
    // Another name finds the term, and what speaks of it under its first name.
    let (path, text) = TREE.iter().find(|(path, _)| path.contains("blankettrota")).unwrap();
    let text = text.replace("\"pappersröta\"", "\"pappersröta\", \"arkivmögel\"");
    let renamed = before.update(vec![change(path, &text)]);
    assert_eq!(found(&renamed, "arkivmögel"), ["blankettrota", "vilse-2031"]);
    assert_eq!(found(&before, "medaljer"), ["namnbyte"]);
}

/// Only these are found, in this order.
#[test]
fn what_words_may_mean() {
    let check =
        |query: &str, expected: &[&str]| assert_eq!(found(query, &[]), expected, "{query:?}");
    // Compounds, their parts, and what is written apart.
    check("förbundet", &["pff", "sambandet", "ada-ek", "vilse-2031", "sida", "namnbyte"]);
    check("gårdsseminariet", &["namnbyte"]);
    assert_eq!(found("gårds seminarium", &[]).first().map(String::as_str), Some("namnbyte"));
    check("återhämtningsinsats", &["namnbyte", "soppa-2032"]);
    // Abbreviations and names of before.
    check("Gamla Ordningsrådet", &["sambandet", "namnbyte"]);
    check("GMR", &["sambandet", "namnbyte"]);
    // Numbers and days, however they are printed.
    for number in ["34 808", "34808", "34\u{a0}808"] {
        check(number, &["namnbyte"]);
    }
    for day in ["5 mars 2031", "5/3 2031", "2031-03-05", "onsdag 5 mars 2031"] {
        assert_eq!(found(day, &[]).first().map(String::as_str), Some("vilse-2031"), "{day}");
    }
    check("11/3", &["soppa-2032"]);
    check("v. 11 2032", &["soppa-2032"]);
    check("vecka 10", &["vilse-2031"]);
    // Signs.
    check("\"bättre väg\"", &["namnbyte"]);
    check("\"väg bättre\"", &["soppa-2032"]);
    check("medal*", &["namnbyte"]);
    check("bättre -medaljer", &["soppa-2032"]);
    check("-medaljer bättre", &["soppa-2032"]);
    // What is not finished, and slips.
    check("medaljr", &["namnbyte"]);
}

#[test]
fn what_was_meant_is_written_as_people_do() {
    let meant =
        |text| snapshot().search(&Search { text, limit: 5, ..Search::default() }).did_you_mean;
    let check =
        |text, expected: Option<&str>| assert_eq!(meant(text).as_deref(), expected, "{text}");
    check("återhämtnin för blankettröda", Some("återhämtning för blankettröta"));
    check("medaljr", Some("medaljer"));
    check("atrhamtning", Some("återhämtning"));
    check("medaljer", None);
    check("aterhamtning", None);
    check("helikopterlandningsplats", None);
}

#[test]
fn a_choice_does_not_narrow_its_own_facet() {
    let snapshot = snapshot();
    let all = Search { text: "återhämtning", limit: 9, ..Search::default() };
    let found = snapshot.search(&all);
    assert_eq!(found.total, 2);
    assert_eq!(found.kinds, [(Kind::Seminar, 1), (Kind::NewsArticle, 1)]);
    assert_eq!(found.years, [(2032, 1), (2030, 1)]);
    let news = snapshot.search(&Search { kinds: &[Kind::NewsArticle], ..all.clone() });
    assert_eq!((news.total, news.hits.len()), (1, 1));
    assert_eq!(news.kinds, found.kinds);
    assert_eq!(news.years, [(2030, 1)]);
    let year = snapshot.search(&Search { years: Some(2031..=2040), ..all.clone() });
    assert_eq!(year.total, 1);
    assert_eq!(year.kinds, [(Kind::Seminar, 1)]);
    assert_eq!(year.years, found.years);
    let second = snapshot.search(&Search { skip: 1, limit: 1, ..all });
    assert_eq!(second.hits, found.hits.get(1..).unwrap());
    assert_eq!(second.total, 2);
}

#[test]
fn names_that_begin_so() {
    let check = |typed: &str, kinds: &[Kind], expected: &[&str]| {
        let suggestions = snapshot().suggest(typed, kinds, 25);
        let texts: Vec<String> = suggestions
            .iter()
            .map(|suggestion| {
                let mut text = suggestion.text.clone();
                for range in suggestion.found.iter().rev() {
                    text.insert(range.end, ']');
                    text.insert(range.start, '[');
                }
                text
            })
            .collect();
        assert_eq!(texts, expected, "{typed}");
    };
    check("a", &[Kind::Person], &["[A]da Ek", "Bo [A]lm"]);
    check("ada e", &[], &["[Ada E]k", "[Ada E]k frågar Ada Ek om Ada Ek"]);
    check("pff", &[], &["[PFF]"]);
    check("KOK", &[], &["Kalla [Kök]et"]);
    check("klla kö", &[], &["[Kalla Kö]ket"]);
    check("aterh", &[], &["Soppa om [återh]ämtning"]);
    check("xyzzy", &[], &[]);
    check("", &[], &[]);
    check(" - ", &[], &[]);
}

#[test]
fn what_documents_are_called() {
    let snapshot = snapshot();
    let called = |stems: &str| -> Vec<(String, Manner)> {
        let called = snapshot.names().called(stems);
        called.map(|called| (called.node.slug().to_string(), called.manner)).collect()
    };
    assert_eq!(called("ada ek"), [("ada-ek".to_owned(), Manner::Label)]);
    assert_eq!(called("ada eek"), [("ada-ek".to_owned(), Manner::OtherName)]);
    assert_eq!(called("ada"), [("ada-ek".to_owned(), Manner::FirstName)]);
    assert_eq!(called("alm"), [("bo-alm".to_owned(), Manner::FamilyName)]);
    assert_eq!(called("ek ada"), []);
    assert!(snapshot.names().goes_on("ada") && !snapshot.names().goes_on("ada eek"));
    assert_eq!(snapshot.names().word_like("kalal").as_deref(), Some("kalla"));
    assert_eq!(snapshot.names().word_like("xyzzy"), None);
    assert_eq!(snapshot.documents_with("medalj"), 1);
    assert_eq!(snapshot.documents_with("xyzzy"), 0);
    let best = snapshot.candidates(&[], &[("medalj", 1.0), ("battr", 0.5)], 9);
    let best: Vec<_> = best.iter().map(|(node, _)| node.slug().to_string()).collect();
    assert_eq!(best, ["namnbyte", "soppa-2032"]);
    assert!(snapshot.names().begins("ada") && snapshot.names().begins("ada eek"));
    assert!(!snapshot.names().begins("ad") && !snapshot.names().begins("ada eek x"));
}

#[test]
fn candidates_of_some_kinds_are_those_among_all() {
    let check = |snapshot: &Snapshot, kinds: &[Kind]| {
        let stems = [("ada", 1.0), ("prov", 0.5), ("forbund", 1.0), ("ek", 0.2)];
        let told = |kinds: &[Kind]| -> Vec<(Kind, String, f64)> {
            let found = snapshot.candidates(kinds, &stems, 99).into_iter();
            found.map(|(node, sum)| (node.kind(), node.slug().to_string(), sum)).collect()
        };
        let mut among = told(&[]);
        among.retain(|(kind, _, _)| kinds.contains(kind));
        assert!(!among.is_empty(), "{kinds:?}");
        assert_eq!(told(kinds), among, "{kinds:?}");
    };
    let before = snapshot();
    // What comes later stands apart from the others of its kind.
    let later = change("people/ada-prov.md", "name = \"Ada Prov\"\nsources = [\"sida\"]");
    let gone = Change { path: "series/ada-fragar.md".to_owned(), bytes: None };
    let archive = archive().update(vec![later, gone]);
    let after = archive.publish(&now());
    for kinds in [&[Kind::Person][..], &[Kind::Organisation], &[Kind::Person, Kind::NewsArticle]] {
        check(&before, kinds);
        check(&after, kinds);
    }
}

#[test]
fn what_is_not_found() {
    let check = |query: &str| assert!(found(query, &[]).is_empty(), "{query:?}");
    check("");
    check("\"\"");
    check("och");
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
fn a_part_of_another_name_is_marked_only_with_the_rest_of_it() {
    let check = |query: &str, expected: &str| {
        let hits = seek(query, &[Kind::NewsArticle], 1);
        let marked = marked(hits.first().unwrap());
        assert_eq!(marked.first().map(String::as_str), Some(expected), "{query:?}");
    };
    check("GMR medaljer", "[NSF] delar ut 34 808 gamla [medaljer] vid ett gårdsseminarium.");
    check("medaljer NSF", "[NSF] delar ut 34 808 gamla [medaljer] vid ett gårdsseminarium.");
}

#[test]
fn long_passages_are_cut_around_what_was_found() {
    let text = format!("{} kaffe {}", "åäö ".repeat(200), "öäå ".repeat(200));
    let stems = [finsam_swedish::stem("kaffe")];
    let mut finder = Finder::of_words(&stems);
    let highlights = passages::best(&[(texts::Field::Body, text.into())], &mut finder);
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
        let mut slugs: Vec<_> = hits.iter().map(|hit| hit.node.key()).collect();
        slugs.sort();
        slugs.dedup();
        prop_assert_eq!(slugs.len(), hits.len());
        prop_assert!(SNAPSHOT.suggest(&query, &[], limit).len() <= limit);
        prop_assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for Highlight { text, found } in hits.iter().flat_map(|hit| &hit.highlights) {
            prop_assert!(!found.is_empty());
            prop_assert!(found.iter().all(|range| text.get(range.clone()).is_some_and(|word| !word.is_empty())));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}

/// What a search spends of what it may.
fn spent(snapshot: &Snapshot, text: &str) -> (usize, usize) {
    let may = Work::through(snapshot.search.documents.len());
    let mut work = may;
    let search = Search { text, limit: 10, ..Search::default() };
    snapshot.search.search_within(snapshot, &search, &mut work);
    (may.postings - work.postings, may.letters - work.letters)
}

#[test]
fn no_query_costs_more_than_it_may() {
    let snapshot = snapshot();
    // Something is spent on what is sought, …
    assert!(spent(&snapshot, "ada").0 > 0);
    assert!(spent(&snapshot, "medaljr").1 > 0);
    // … and never more than there is, whatever is asked.
    let queries = [
        "påhittade ådå xyzzyåäö ".repeat(200_000),
        "blanketröta förbunnet kökte medaljr ".repeat(100),
        "a* b* e* k* s* ".repeat(800),
        "\"ada ek\" ".repeat(400),
        "-".repeat(4000),
        "\"".repeat(4000),
        "5/3 2031 v. 10 ".repeat(260),
        "ö".repeat(4000),
        "blankett".repeat(500),
    ];
    for query in queries {
        let (postings, letters) = spent(&snapshot, &query);
        let may = Work::through(snapshot.search.documents.len());
        assert!(postings <= may.postings && letters <= may.letters);
        let read = Query::read(&query, &snapshot.search, &mut Work::through(0));
        assert!(read.terms.len() <= 12 && read.phrases.len() <= 64);
        assert!(read.terms.iter().all(|term| term.readings.len() <= 40));
    }
}

proptest! {
    /// Passing by what lacks the rarest words loses nothing: a look at each document by itself finds
    /// the same.
    #[test]
    fn every_document_with_enough_of_the_words_is_found(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "ada", "blankett", "förbund", "återhämtning", "bättre", "väg", "mars", "2031", "xyzzy",
                "sida", "påhittade", "seminarium", "kalla", "medaljr", "lunch",
            ]),
            1..6,
        ),
    ) {
        static SNAPSHOT: std::sync::LazyLock<Snapshot> = std::sync::LazyLock::new(snapshot);
        let index = &SNAPSHOT.search;
        let query = Query::read(&words.join(" "), index, &mut Work::through(0));
        let weighed = rank::weigh(&query, &index.documents, &mut Work::through(0), &BTreeMap::new());
        let mut found: Vec<u32> = weighed.into_iter().map(|(document, _)| document).collect();
        found.sort_unstable();
        let all = 0..u32::try_from(index.documents.numbers()).unwrap();
        let one_by_one: Vec<u32> =
            all.filter(|document| rank::has_enough(&query, &index.documents, *document)).collect();
        prop_assert_eq!(found, one_by_one);
    }
}
