//! However what a member has comes over, the copy is what a fresh reading gives.

use std::collections::BTreeMap;

use finsam_client::{DocumentChange, DocumentPage, DocumentText, Kind as Told, NodeId};
use finsam_model::{Id, Kind, Site, Slug};
use proptest::prelude::*;

use super::{
    Limits, Refusal,
    copy::{Copy, MOST_DOCUMENT_BYTES, Round, Taken},
    kept::{self, Folder},
    speaking::Whose,
};

fn slug(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn id(site: &str, born: &str) -> Id {
    Id { site: slug(site), kind: Kind::Term, born: slug(born) }
}

/// A member as it tells of itself: its documents and the order in which they last changed.
#[derive(Clone, Default)]
struct Telling {
    epoch: u64,
    sequence: u64,
    documents: BTreeMap<Id, (Slug, String)>,
    last: BTreeMap<u64, Id>,
    slugs: BTreeMap<Id, Slug>,
}

impl Telling {
    fn change(&mut self, id: &Id, slug: &str, text: Option<String>) {
        self.sequence += 1;
        self.last.retain(|_, other| other != id);
        self.last.insert(self.sequence, id.clone());
        self.slugs.insert(id.clone(), self::slug(slug));
        match text {
            Some(text) => self.documents.insert(id.clone(), (self::slug(slug), text)),
            None => self.documents.remove(id),
        };
    }

    fn page(&self, since: Option<&str>, first: usize) -> DocumentPage {
        let known = since.map(|token| {
            let (epoch, sequence) = token.split_once(' ').unwrap();
            (epoch == self.epoch.to_string()).then(|| sequence.parse::<u64>().unwrap())
        });
        let from = known.flatten().unwrap_or(0);
        let records: Vec<_> = self.last.range(from + 1..).take(first).collect();
        let end = records.last().map_or(from, |(sequence, _)| **sequence);
        let changes = records.iter().map(|(_, id)| self.told(id)).collect();
        DocumentPage {
            changes,
            token: format!("{} {end}", self.epoch),
            has_more: self.last.range(end + 1..).next().is_some(),
            reset: known == Some(None),
        }
    }

    fn told(&self, id: &Id) -> DocumentChange {
        let document = self
            .documents
            .get(id)
            .map(|(_, text)| DocumentText { text: text.clone(), hash: kept::hash(text) });
        let slug = self.slugs[id].to_string();
        DocumentChange { id: NodeId(id.to_string()), kind: Told::Term, slug, document }
    }
}

fn anybody(_: &Slug) -> Whose {
    Whose::Its
}

fn norr_alone(site: &Slug) -> Whose {
    if site.as_str() == "norr" { Whose::Its } else { Whose::Others }
}

/// A reader of a member, with what those who follow it have been told.
struct Reader {
    copy: Copy,
    /// Documents by site and path.
    told: BTreeMap<(Slug, String), String>,
}

impl Reader {
    fn new() -> Self {
        Self { copy: Copy::default(), told: BTreeMap::new() }
    }

    fn take(&mut self, round: Round) -> Taken {
        let taken = self.copy.finish(round, true).unwrap();
        for (site, changes) in &taken.changes {
            for change in changes {
                let place = (site.clone(), change.path.clone());
                match &change.bytes {
                    Some(bytes) => {
                        self.told.insert(place, String::from_utf8(bytes.clone()).unwrap())
                    }
                    None => self.told.remove(&place),
                };
            }
        }
        taken
    }

    /// Reads to the end.
    fn read(&mut self, member: &Telling, first: usize) -> Taken {
        let mut round = Round::of(&self.copy);
        while round.take(member.page(round.since(), first), anybody).unwrap() {}
        self.take(round)
    }
}

/// What somebody knows who reads it all at once.
fn fresh(member: &Telling) -> BTreeMap<(Slug, String), String> {
    let mut reader = Reader::new();
    reader.read(member, 100);
    reader.told
}

#[derive(Clone, Debug)]
enum Step {
    /// A document is written, at one of a few places.
    Write(usize, usize, usize),
    Delete(usize),
    /// The member begins anew.
    Reset,
    /// One page is read of a round that goes on.
    Page(usize),
    /// A page that was read comes again.
    Again(usize),
    /// The round is given up.
    GiveUp,
    /// The hub starts again from what it kept.
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_usize, 0..8_usize, 0..4_usize).prop_map(|(id, slug, text)| Step::Write(id, slug, text)),
        2 => (0..6_usize).prop_map(Step::Delete),
        1 => Just(Step::Reset),
        4 => (1..4_usize).prop_map(Step::Page),
        1 => (1..4_usize).prop_map(Step::Again),
        1 => Just(Step::GiveUp),
        1 => Just(Step::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_on_the_way(steps in prop::collection::vec(step(), 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let folder = Folder::of(folder.path(), &slug("norr"));
        let mut member = Telling::default();
        let mut reader = Reader::new();
        let mut round = Round::of(&reader.copy);
        for step in steps {
            match step {
                Step::Write(document, at, text) => {
                    let born = id(if document < 4 { "norr" } else { "syd" }, &format!("born-{document}"));
                    let at = format!("slug-{at}");
                    // No two documents of a site have a place.
                    let is_taken = member.documents.iter().any(|(other, (slug, _))| {
                        *other != born && other.site == born.site && slug.as_str() == at
                    });
                    if !is_taken {
                        member.change(&born, &at, Some(format!("text {document} {text}")));
                    }
                }
                Step::Delete(document) => {
                    let born = id(if document < 4 { "norr" } else { "syd" }, &format!("born-{document}"));
                    if let Some((slug, _)) = member.documents.get(&born).cloned() {
                        member.change(&born, slug.as_str(), None);
                    }
                }
                Step::Reset => {
                    // What was deleted before is forgotten, too.
                    member.epoch += 1;
                    let there = member.documents.clone();
                    member.last.retain(|_, id| there.contains_key(id));
                }
                Step::Page(first) => {
                    let page = member.page(round.since(), first);
                    match round.take(page, anybody) {
                        Ok(true) => {}
                        Ok(false) => {
                            reader.take(std::mem::take(&mut round));
                            round = Round::of(&reader.copy);
                        }
                        Err(_) => round = Round::of(&reader.copy),
                    }
                }
                Step::Again(first) => {
                    let mut again = Round::of(&reader.copy);
                    let page = member.page(again.since(), first);
                    // A page twice leads nowhere new, and is given up at worst.
                    let _ = again.take(page.clone(), anybody);
                    if again.take(page, anybody) == Ok(false) {
                        reader.take(again);
                        round = Round::of(&reader.copy);
                    }
                }
                Step::GiveUp => round = Round::of(&reader.copy),
                Step::Restart => {
                    let texts = reader.told.values().map(|text| (kept::hash(text), text.clone())).collect();
                    folder.write(&reader.copy, &[], None, &texts).unwrap();
                    folder.tidy(&reader.copy).unwrap();
                    let found = folder.read();
                    prop_assert_eq!(&found.copy, &reader.copy);
                    prop_assert_eq!(found.damaged, 0);
                    reader.copy = found.copy;
                    round = Round::of(&reader.copy);
                }
            }
        }
        reader.read(&member, 2);
        prop_assert_eq!(&reader.told, &fresh(&member));
        let expected: Vec<_> = member.documents.iter().map(|(id, (slug, _))| (id.clone(), slug.clone())).collect();
        let there: Vec<_> = reader.copy.documents.iter().map(|(id, kept)| (id.clone(), kept.slug.clone())).collect();
        prop_assert_eq!(there, expected);
    }
}

/// A page of these changes.
fn page(changes: Vec<DocumentChange>, token: &str, has_more: bool) -> DocumentPage {
    DocumentPage { changes, token: token.to_owned(), has_more, reset: false }
}

fn written(id: &Id, slug: &str, text: &str) -> DocumentChange {
    let document = Some(DocumentText { text: text.to_owned(), hash: kept::hash(text) });
    DocumentChange { id: NodeId(id.to_string()), kind: Told::Term, slug: slug.to_owned(), document }
}

#[test]
fn what_cannot_be_a_document_is_left_out_and_told() {
    let good = written(&id("norr", "a"), "a", "text");
    let check = |bad: DocumentChange, expected: &str| {
        let mut round = Round::default();
        let more = round.take(page(vec![good.clone(), bad], "1", false), norr_alone);
        assert_eq!(more, Ok(false));
        let mut copy = Copy::default();
        let taken = copy.finish(round, false).unwrap();
        assert_eq!((copy.documents.len(), taken.refused), (1, 1), "{expected}");
        assert!(taken.why.as_ref().unwrap().contains(expected), "{:?}", taken.why);
    };
    let other = || written(&id("norr", "b"), "b", "text");
    check(DocumentChange { id: NodeId("åå".to_owned()), ..other() }, "an id is none");
    check(DocumentChange { slug: "../a".to_owned(), ..other() }, "a slug is");
    check(written(&id("syd", "b"), "b", "text"), "is of syd, for which it does not speak");
    check(written(&id("norr", "b"), "a", "text"), "norr/terms/a.md are two documents");
    check(
        written(&id("norr", "b"), "b", &"a".repeat(MOST_DOCUMENT_BYTES + 1)),
        "is over 1048576 bytes",
    );
    let document = Some(DocumentText { text: "text".to_owned(), hash: kept::hash("other") });
    check(DocumentChange { document, ..other() }, "is not what its hash says");
}

#[test]
fn no_member_goes_on_without_end() {
    let mut round = Round::default();
    assert_eq!(round.take(page(Vec::new(), "1", true), anybody), Err(Refusal::Endless));
    let change = || vec![written(&id("norr", "a"), "a", "text")];
    let mut round = Round::default();
    assert_eq!(round.take(page(change(), "1", true), anybody), Ok(true));
    assert_eq!(round.take(page(change(), "2", true), anybody), Ok(true));
    assert_eq!(round.take(page(change(), "1", true), anybody), Err(Refusal::Endless));
    let mut round = Round::default();
    let resets = (0..9).map(|nth| {
        let page = page(change(), &nth.to_string(), true);
        round.take(DocumentPage { reset: nth > 0, ..page }, anybody)
    });
    assert_eq!(resets.collect::<Vec<_>>().last(), Some(&Err(Refusal::Endless)));
}

#[test]
fn what_a_member_may_send_is_bounded_however_it_sends_it() {
    let limits = Limits { documents: 10, bytes: 100, ..Limits::default() };
    let round = || Round::default().within(limits);
    let one = |text: &str| vec![written(&id("norr", "a"), "a", text)];
    // The same again and again, and what is refused, count as well.
    let check = |changes: Vec<DocumentChange>, expected: Refusal| {
        let mut round = round();
        let mut pages =
            (0..99).map(|nth| round.take(page(changes.clone(), &nth.to_string(), true), anybody));
        assert_eq!(pages.find(Result::is_err), Some(Err(expected)));
    };
    check(one("text"), Refusal::TooMany(10));
    check(vec![written(&id("norr", "a"), "../a", "text")], Refusal::TooMany(10));
    check(one(&"a".repeat(101)), Refusal::TooLarge(100));
    let token = "a".repeat(501);
    assert_eq!(
        round().take(page(one("text"), &token, false), anybody),
        Err(Refusal::LongToken(500))
    );
    // So is what is remembered of what is gone.
    let mut copy = Copy::default();
    for turn in 0..5 {
        let gone = (0..9).map(|nth| DocumentChange {
            document: None,
            ..written(&id("norr", &format!("a-{turn}-{nth}")), "a", "")
        });
        let mut round = Round::of(&copy).within(limits);
        round.take(page(gone.collect(), &turn.to_string(), false), anybody).unwrap();
        copy.finish(round, false).unwrap();
    }
    assert_eq!(copy.gone.len(), 10);
}

#[test]
fn a_sudden_loss_is_not_believed_until_it_is_confirmed() {
    let mut member = Telling::default();
    for nth in 0..20 {
        member.change(
            &id("norr", &format!("a-{nth}")),
            &format!("a-{nth}"),
            Some("text".to_owned()),
        );
    }
    let mut reader = Reader::new();
    reader.read(&member, 100);
    for nth in 0..18 {
        member.change(&id("norr", &format!("a-{nth}")), &format!("a-{nth}"), None);
    }
    member.change(&id("norr", "a-18"), "a-18", Some("new".to_owned()));
    for confirmed in [false, false, true] {
        let mut round = Round::of(&reader.copy);
        while round.take(member.page(round.since(), 7), anybody).unwrap() {}
        let taken = reader.copy.finish(round, confirmed).unwrap();
        assert_eq!(taken.held_back.is_some(), !confirmed);
        assert_eq!(reader.copy.documents.len(), if confirmed { 2 } else { 20 });
        // What else changed is taken at once.
        assert_eq!(reader.copy.documents[&id("norr", "a-18")].hash, kept::hash("new"));
    }
    // The same when all is read anew.
    member.epoch += 1;
    for nth in 20..40 {
        member.change(
            &id("norr", &format!("a-{nth}")),
            &format!("a-{nth}"),
            Some("text".to_owned()),
        );
    }
    reader.read(&member, 100);
    let empty = Telling { epoch: member.epoch + 1, ..Telling::default() };
    let mut round = Round::of(&reader.copy);
    assert_eq!(round.take(empty.page(round.since(), 100), anybody), Ok(false));
    let taken = reader.copy.finish(round, false).unwrap();
    assert!(taken.held_back.is_some());
    assert_eq!(reader.copy.documents.len(), 22);
}

#[test]
fn what_is_damaged_on_disk_is_left_out_and_fetched_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut member = Telling::default();
    for (nth, text) in ["one", "two"].into_iter().enumerate() {
        member.change(&id("norr", &format!("a-{nth}")), &format!("a-{nth}"), Some(text.to_owned()));
    }
    let mut reader = Reader::new();
    let taken = reader.read(&member, 100);
    let site = Site {
        slug: slug("norr"),
        name: "Norr".to_owned(),
        language: "sv".to_owned(),
        url: None,
        editor: None,
        via: vec![slug("syd")],
    };
    let kept = Folder::of(folder.path(), &slug("norr"));
    kept.write(&reader.copy, std::slice::from_ref(&site), Some(7), &taken.texts).unwrap();
    let found = kept.read();
    assert_eq!((&found.copy, found.sites, found.heard_s), (&reader.copy, vec![site], Some(7)));
    let text = folder.path().join(format!("norr/documents/{}.md", kept::hash("one")));
    std::fs::write(&text, "tampered with").unwrap();
    let found = kept.read();
    assert_eq!((found.copy.documents.len(), found.damaged, found.copy.token), (1, 1, None));
    std::fs::write(folder.path().join("norr/copy.json"), "{\"format\":").unwrap();
    assert_eq!(kept.read().copy, Copy::default());
    let nobody = Folder::of(folder.path(), &slug("syd"));
    assert_eq!(nobody.read().copy, Copy::default());
}
