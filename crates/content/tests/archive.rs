//! What an editor's change does, and does not do, to what is public.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use finsam_content::{Archive, Change};
use finsam_model::{Kind, Person, Slug, Term};
use jiff::Zoned;
use proptest::prelude::*;

const SITE: &str = "+++\nslug = \"exempel\"\nname = \"Exempel\"\n+++\n";

fn slug_of(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn now() -> Zoned {
    "2031-07-01T08:00[Europe/Stockholm]".parse().unwrap()
}

fn written(path: &str, text: &str) -> Change {
    Change { path: path.to_owned(), bytes: Some(text.as_bytes().to_vec()) }
}

fn deleted(path: &str) -> Change {
    Change { path: path.to_owned(), bytes: None }
}

fn term(name: &str, extra: &str) -> String {
    format!("+++\nname = \"{name}\"\ndefinition = \"Påhittat.\"\n{extra}\n+++\n")
}

fn with(documents: &[(&str, String)]) -> Archive {
    let changes = documents.iter().map(|(path, text)| written(path, text));
    Archive::default().update([written("site.md", SITE)].into_iter().chain(changes).collect())
}

fn names(archive: &Archive) -> Vec<String> {
    archive.publish(&now()).all::<Term>().iter().map(|term| term.name.clone()).collect()
}

fn rules(archive: &Archive) -> Vec<(&str, &str)> {
    archive.problems().iter().map(|problem| (problem.path.as_str(), problem.rule)).collect()
}

#[test]
fn a_broken_document_serves_as_it_last_was_good() {
    let archive = with(&[("terms/a.md", term("a", "")), ("terms/b.md", term("b", ""))]);
    assert_eq!(names(&archive), ["a", "b"]);
    let broken = archive.update(vec![
        written("terms/a.md", "+++\nname = \n+++\n"),
        written("terms/b.md", &term("b2", "")),
    ]);
    assert_eq!(names(&broken), ["a", "b2"]);
    assert_eq!(rules(&broken), [("terms/a.md", "missing-field"), ("terms/a.md", "toml-syntax")]);
    // However many changes there are in the meantime, to it or to others.
    let still = broken.update(vec![written("terms/b.md", &term("b3", ""))]);
    let still = still.update(vec![written("terms/a.md", "text")]);
    assert_eq!(names(&still), ["a", "b3"]);
    let mended = broken.update(vec![written("terms/a.md", &term("a2", ""))]);
    assert_eq!(names(&mended), ["a2", "b2"]);
    assert_eq!(mended.problems(), []);
}

#[test]
fn a_document_that_was_never_good_keeps_only_itself_out() {
    let archive = with(&[("terms/a.md", "text".to_owned()), ("terms/b.md", term("b", ""))]);
    assert_eq!(names(&archive), ["b"]);
    assert_eq!(archive.len(), 2);
    assert_eq!(rules(&archive), [("terms/a.md", "front-matter-missing")]);
}

#[test]
fn a_deleted_document_is_gone_at_once() {
    let archive = with(&[("terms/a.md", term("a", ""))]);
    let broken = archive.update(vec![written("terms/a.md", "text")]);
    assert_eq!(names(&broken), ["a"]);
    let gone = broken.update(vec![deleted("terms/a.md")]);
    assert!(gone.is_empty() && names(&gone).is_empty() && gone.problems().is_empty());
    // Its last good version went with it.
    let back = gone.update(vec![written("terms/a.md", "text")]);
    assert_eq!(names(&back), Vec::<String>::new());
}

#[test]
fn of_several_changes_to_a_document_the_last_counts() {
    let archive = with(&[("terms/a.md", term("a", ""))]);
    let next = archive.update(vec![
        deleted("terms/a.md"),
        written("terms/a.md", &term("a2", "")),
        written("terms/b.md", &term("b", "")),
        deleted("terms/b.md"),
    ]);
    assert_eq!(names(&next), ["a2"]);
}

#[test]
fn a_dead_reference_costs_only_the_link() {
    let archive =
        with(&[("terms/a.md", term("a", "related = [\"b\"]")), ("terms/b.md", term("b", ""))]);
    assert_eq!(archive.problems(), []);
    let gone = archive.update(vec![deleted("terms/b.md")]);
    assert_eq!(rules(&gone), [("terms/a.md", "dead-reference")]);
    assert_eq!(names(&gone), ["a"]);
    let back = gone.update(vec![written("terms/b.md", &term("b", ""))]);
    assert_eq!(back.problems(), []);
}

#[test]
fn a_reference_to_a_broken_document_is_not_dead() {
    let archive =
        with(&[("terms/a.md", term("a", "related = [\"b\"]")), ("terms/b.md", "text".to_owned())]);
    assert_eq!(rules(&archive), [("terms/b.md", "front-matter-missing")]);
}

#[test]
fn a_renamed_document_keeps_its_id_and_its_relations() {
    let person = |formerly: &str| format!("+++\nname = \"Testa Testsson\"\n{formerly}\n+++\n");
    let source = "+++\ntitle = \"Sida\"\npublisher = \"Exempel\"\n+++\n".to_owned();
    let quotes = "+++\nheadline = \"Nytt\"\npublishedOn = 2031-01-01\npeople = [\"testa\"]\n\
                  sources = [\"sida\"]\n+++\n";
    let before = with(&[
        ("people/testa.md", person("")),
        ("news/nytt.md", quotes.to_owned()),
        ("sources/sida.md", source),
    ]);
    let id = before.publish(&now()).get::<Person>(&slug_of("testa")).unwrap().id.clone();
    // In one step, or with both files there for a while.
    let new = written("people/testa-testsson.md", &person("formerly = [\"testa\"]"));
    let at_once = before.update(vec![deleted("people/testa.md"), new.clone()]);
    let both = before.update(vec![new]);
    assert_eq!(rules(&both), [("people/testa-testsson.md", "slug-taken")]);
    assert_eq!(both.publish(&now()).all::<Person>().len(), 1);
    let in_steps = both.update(vec![deleted("people/testa.md")]);
    for archive in [at_once, in_steps] {
        assert_eq!(archive.problems(), []);
        let snapshot = archive.publish(&now());
        let renamed = snapshot.get::<Person>(&slug_of("testa")).unwrap();
        assert_eq!((renamed.slug.as_str(), &renamed.id), ("testa-testsson", &id));
        assert_eq!(snapshot.referring_to(Kind::Person, &renamed.slug).len(), 1);
        assert_eq!(snapshot.by_id(&id).unwrap().slug(), &renamed.slug);
    }
}

#[test]
fn what_is_alike_stays_in_the_order_of_its_ids_when_it_is_renamed() {
    let alike = |slug: &str, formerly: &str| {
        (format!("terms/{slug}.md"), term("Lika", &format!("# {slug}\n{formerly}")))
    };
    let check = |documents: [(String, String); 3], expected: [&str; 3]| {
        let documents = documents.each_ref().map(|(path, text)| (path.as_str(), text.clone()));
        let snapshot = with(&documents).publish(&now());
        let slugs: Vec<_> = snapshot.all::<Term>().iter().map(|term| term.slug.as_str()).collect();
        assert_eq!(slugs, expected);
    };
    check([alike("a", ""), alike("b", ""), alike("c", "")], ["a", "b", "c"]);
    let renamed = alike("z", "formerly = [\"b\"]");
    check([alike("a", ""), renamed, alike("c", "")], ["a", "z", "c"]);
}

#[test]
fn a_slug_belongs_to_the_document_that_has_it_now() {
    let claimant = term("ny", "formerly = [\"gammal\"]");
    let archive = with(&[("terms/ny.md", claimant)]);
    assert_eq!(archive.problems(), []);
    // Somebody writes a new document under the old name: the one that had it must give it up.
    let taken = archive.update(vec![written("terms/gammal.md", &term("gammal", ""))]);
    assert_eq!(rules(&taken), [("terms/ny.md", "slug-taken")]);
    assert_eq!(names(&taken), ["gammal"]);
    let ids: BTreeSet<_> =
        taken.publish(&now()).nodes().map(|node| node.id().to_string()).collect();
    assert_eq!(ids.len(), 1);
    // An earlier version that claims nothing may serve in its stead.
    let earlier =
        with(&[("terms/ny.md", term("förr", "")), ("terms/gammal.md", term("gammal", ""))]);
    let now_claims =
        earlier.update(vec![written("terms/ny.md", &term("ny", "formerly = [\"gammal\"]"))]);
    assert_eq!(names(&now_claims), ["förr", "gammal"]);
}

#[test]
fn without_a_site_nothing_has_an_id() {
    let archive = Archive::default().update(vec![written("terms/a.md", &term("a", ""))]);
    assert_eq!(rules(&archive), [("site.md", "site-missing")]);
    assert_eq!(archive.publish(&now()).site().slug.as_str(), "unknown");
    assert_eq!(archive.publish(&now()).nodes().count(), 0);
    // When it comes, everything is there, and of that site.
    let found = archive.update(vec![written("site.md", SITE)]);
    let snapshot = found.publish(&now());
    assert_eq!(snapshot.get::<Term>(&slug_of("a")).unwrap().id.site.as_str(), "exempel");
    // A site that is broken is as it last was; one that is deleted is gone.
    let broken = found.update(vec![written("site.md", "+++\nslug = \"Fel Namn\"\n+++\n")]);
    assert_eq!(rules(&broken), [("site.md", "missing-field"), ("site.md", "bad-slug")]);
    assert_eq!(broken.publish(&now()).version(), snapshot.version());
    let gone = broken.update(vec![deleted("site.md")]);
    assert_eq!(gone.publish(&now()).nodes().count(), 0);
}

#[test]
fn some_files_are_none_of_our_business() {
    let archive = with(&[
        ("README.md", "Läs mig.".to_owned()),
        ("terms/README.md", "Läs mig.".to_owned()),
        ("terms/.a.md.swp", "x".to_owned()),
        (".git/config", "x".to_owned()),
    ]);
    assert!(archive.is_empty() && archive.problems().is_empty());
}

#[test]
fn what_does_not_change_is_shared() {
    let archive = with(&[("terms/a.md", term("a", "")), ("terms/b.md", term("b", ""))]);
    let next = archive.update(vec![written("terms/b.md", &term("b2", ""))]);
    let (before, after) = (archive.publish(&now()), next.publish(&now()));
    let same = |slug: &str| {
        std::sync::Arc::ptr_eq(
            before.get::<Term>(&slug_of(slug)).unwrap(),
            after.get::<Term>(&slug_of(slug)).unwrap(),
        )
    };
    assert!(same("a") && !same("b"));
    assert_ne!(before.version(), after.version());
}

#[test]
fn a_document_of_nothing_but_mistakes_is_read_soon() {
    let half = 500_000;
    let many = |line: &str| line.repeat(half / line.len());
    let documents = [
        term("a", &format!("otherNames = [{}]", many("\"\","))),
        term("a", &format!("related = [{}]", many("\"A b\","))),
        term("a", &many("[[claims]]\nfeild=1\n")),
        term("a", &many("[[claims]]\nfield=\"name\"\nvalue=\"2 juli\"\nbasis=\"derived\"\n")),
        term("a", &(0..half / 10).map(|n| format!("k{n} = 1\n")).collect::<String>()),
    ];
    let started = std::time::Instant::now();
    for document in documents {
        let archive = with(&[("terms/a.md", document)]);
        assert_eq!(archive.len(), 1);
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let fenced = [b"+++\n".as_slice(), &bytes, b"\n+++\n", &bytes].concat();
        let change = |path: &str, bytes: &[u8]| Change { path: path.to_owned(), bytes: Some(bytes.to_vec()) };
        let archive = Archive::default().update(vec![
            change("seminars/a.md", &bytes),
            change("seminars/b.md", &fenced),
            change("site.md", &fenced),
        ]);
        prop_assert!(archive.problems().iter().any(|problem| problem.path == "seminars/a.md"));
        prop_assert!(archive.publish(&now()).nodes().count() < 2);
    }

    #[test]
    fn no_path_is_too_strange(path in "\\PC{0,40}") {
        let archive = Archive::default().update(vec![written(&path, SITE)]);
        prop_assert!(archive.publish(&now()).nodes().count() < 2);
    }

    #[test]
    fn no_text_is_too_strange(text in "[-a-z0-9+=\\[\\]\"'.:TZ #_{},\n]{0,120}", body in "[-*_>#`|<>/a-z!\\[\\]()&;:\n ]{0,120}") {
        let document = format!("+++\nname = \"a\"\ndefinition = \"b\"\n{text}\n+++\n{body}");
        let archive = with(&[("terms/a.md", document)]);
        let snapshot = archive.publish(&now());
        if let Some(term) = snapshot.get::<Term>(&slug_of("a")) {
            prop_assert!(!term.body.html().contains("<script"));
        }
    }
}
