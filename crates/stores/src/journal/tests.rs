use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
    sync::Arc,
};

use finsam_content::{Archive, Change, Snapshot};
use finsam_model::stockholm;
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{History, Journal, Position};

/// A content tree that is edited.
#[derive(Clone)]
struct Content(Archive);

impl Content {
    fn new() -> Self {
        let site = "+++\nslug = \"prov\"\nname = \"Prov\"\n+++\n";
        Self(Archive::default()).with("site.md", Some(site.to_owned()))
    }

    fn with(&self, path: &str, text: Option<String>) -> Self {
        let change = Change { path: path.to_owned(), bytes: text.map(String::into_bytes) };
        Self(self.0.update(vec![change]))
    }

    /// With a term, worded so.
    fn term(&self, slug: &str, wording: &str) -> Self {
        let text = format!("+++\nname = \"{slug}\"\ndefinition = \"{wording}\"\n+++\n");
        self.with(&format!("terms/{slug}.md"), Some(text))
    }

    /// Without a term.
    fn gone(&self, slug: &str) -> Self {
        self.with(&format!("terms/{slug}.md"), None)
    }

    fn draft(&self, slug: &str) -> Self {
        let text = format!("+++\nname = \"{slug}\"\ndefinition = \"x\"\ndraft = true\n+++\n");
        self.with(&format!("terms/{slug}.md"), Some(text))
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        let now: Timestamp = "2031-03-01T12:00:00Z".parse().unwrap();
        Arc::new(self.0.publish(&now.to_zoned(stockholm())))
    }
}

/// What a reader has who applies what the journal says, as one who knows only its rules.
#[derive(Default)]
struct Reader {
    token: Option<String>,
    documents: BTreeMap<String, String>,
    resets: usize,
}

impl Reader {
    /// Reads one page; whether there is more.
    fn read(&mut self, history: &History, first: usize) -> bool {
        let position = self.token.as_ref().and_then(|token| token.parse::<Position>().ok());
        let position = match position.filter(|position| history.continues(position)) {
            Some(position) => position,
            None => {
                self.resets += 1;
                self.documents.clear();
                history.beginning()
            }
        };
        let page = history.page(&position, first, |_| true);
        assert!(page.records.len() <= first);
        for record in &page.records {
            match &record.hash {
                Some(hash) => self.documents.insert(record.id.to_string(), hash.to_string()),
                None => self.documents.remove(&record.id.to_string()),
            };
        }
        self.token = Some(page.position.to_string());
        page.has_more
    }

    fn read_all(&mut self, history: &History, first: usize) {
        while self.read(history, first) {}
    }
}

fn documents(snapshot: &Snapshot) -> BTreeMap<String, String> {
    snapshot.nodes().map(|node| (node.id().to_string(), node.hash().to_string())).collect()
}

fn told(reader: &mut Reader, journal: &Journal) -> Vec<String> {
    let history = journal.history();
    let position: Position = reader.token.as_ref().unwrap().parse().unwrap();
    let page = history.page(&position, 100, |_| true);
    reader.token = Some(page.position.to_string());
    let change = |record: &Arc<super::Record>| {
        format!("{}{}", if record.hash.is_some() { "" } else { "-" }, record.slug)
    };
    page.records.iter().map(change).collect()
}

#[test]
fn a_reader_is_told_of_what_changed_once_and_in_order() {
    let content = Content::new().term("alfa", "1").term("beta", "1").term("gamma", "1");
    let mut journal = Journal::in_memory(content.snapshot());
    let mut reader = Reader::default();
    reader.read_all(&journal.history(), 2);
    assert_eq!(reader.documents.len(), 3);
    let content = content.term("alfa", "2").term("delta", "1");
    journal.follow(&content.snapshot());
    journal.follow(&content.term("alfa", "3").gone("beta").snapshot());
    assert_eq!(told(&mut reader, &journal), ["delta", "alfa", "-beta"]);
    assert_eq!(told(&mut reader, &journal), [""; 0], "nothing twice");
}

#[test]
fn a_draft_is_never_told_of_and_what_stops_being_public_is_deleted() {
    let content = Content::new().term("alfa", "1").draft("hemlig");
    let mut journal = Journal::in_memory(content.snapshot());
    let mut reader = Reader::default();
    reader.read_all(&journal.history(), 10);
    assert_eq!(reader.documents.len(), 1);
    journal.follow(&content.draft("alfa").snapshot());
    assert_eq!(told(&mut reader, &journal), ["-alfa"]);
}

#[test]
fn who_begins_is_not_told_of_what_was_deleted_before() {
    let content = Content::new().term("alfa", "1").term("beta", "1").term("gamma", "1");
    let mut journal = Journal::in_memory(content.snapshot());
    journal.follow(&content.gone("alfa").snapshot());
    let history = journal.history();
    let page = history.page(&history.beginning(), 1, |_| true);
    assert!(page.records[0].hash.is_some() && page.has_more);
    // What is deleted meanwhile is news, though it stands after the beginning.
    journal.follow(&content.gone("alfa").gone("beta").snapshot());
    let history = journal.history();
    let page = history.page(&page.position, 10, |_| true);
    let slugs: Vec<_> = page.records.iter().map(|record| record.slug.as_str()).collect();
    assert_eq!(slugs, ["gamma", "beta"]);
}

#[test]
fn positions_are_read_back_and_nothing_else_is() {
    let journal = Journal::in_memory(Content::new().term("alfa", "1").snapshot());
    let end = journal.history().end();
    assert_eq!(end.to_string().parse(), Ok(end));
    for foreign in ["", "1", "MSAw", "å", "MSAwIDAgMCAw", &"A".repeat(999)] {
        assert!(foreign.parse::<Position>().is_err(), "{foreign:?}");
    }
    let another = Journal::in_memory(Content::new().term("alfa", "1").snapshot());
    assert!(!another.history().continues(&end), "another epoch");
}

#[test]
fn what_changed_while_the_server_was_down_is_told_of_after_it() {
    let folder = TempDir::new().unwrap();
    let content = Content::new().term("alfa", "1").term("beta", "1");
    let mut reader = Reader::default();
    let mut journal = Journal::open(folder.path(), content.snapshot());
    let content = content.term("alfa", "2");
    journal.follow(&content.snapshot());
    reader.read_all(&journal.history(), 10);
    drop(journal);
    let content = content.term("gamma", "1").gone("beta");
    let journal = Journal::open(folder.path(), content.snapshot());
    assert_eq!(told(&mut reader, &journal), ["gamma", "-beta"]);
    drop(journal);
    let journal = Journal::open(folder.path(), content.snapshot());
    assert_eq!(told(&mut reader, &journal), [""; 0]);
}

#[test]
fn a_torn_last_line_is_dropped_and_a_damaged_file_begins_a_new_epoch() {
    let content = Content::new().term("alfa", "1").term("beta", "1");
    let check = |damage: &dyn Fn(&Path), goes_on: bool| {
        let folder = TempDir::new().unwrap();
        let journal = Journal::open(folder.path(), content.snapshot());
        let end = journal.history().end();
        drop(journal);
        damage(&folder.path().join("journal"));
        let journal = Journal::open(folder.path(), content.snapshot());
        assert_eq!(journal.history().continues(&end), goes_on);
        let mut reader = Reader::default();
        reader.read_all(&journal.history(), 1);
        assert_eq!(reader.documents, documents(&content.snapshot()));
        // The next start is none the worse for it.
        let end = journal.history().end();
        drop(journal);
        assert!(Journal::open(folder.path(), content.snapshot()).history().continues(&end));
    };
    let add = |text: &'static str| {
        move |path: &Path| {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            file.write_all(text.as_bytes()).unwrap();
        }
    };
    let edit = |from: &'static str, to: &'static str| {
        move |path: &Path| {
            let text = fs::read_to_string(path).unwrap();
            assert!(text.contains(from), "{text}");
            fs::write(path, text.replace(from, to)).unwrap();
        }
    };
    check(&|_| {}, true);
    check(&add("0123456789abcdef 3 half a li"), true);
    check(&add("0123456789abcdef 3 a wrong line\n"), false);
    check(&add("\0\0\0\n"), false);
    check(&edit("alfa", "alva"), false);
    check(&edit("finsam-journal 1", "finsam-journal 2"), false);
    check(&|path| fs::write(path, [0xff, b'\n']).unwrap(), false);
    check(&|path| fs::write(path, "").unwrap(), false);
    check(&|path| fs::remove_file(path).unwrap(), false);
}

#[test]
fn two_servers_never_write_one_journal() {
    let folder = TempDir::new().unwrap();
    let content = Content::new().term("alfa", "1");
    let mut first = Journal::open(folder.path(), content.snapshot());
    let mut second = Journal::open(folder.path(), content.snapshot());
    let end = first.history().end();
    assert!(!second.history().continues(&end), "an epoch of its own");
    let content = content.term("alfa", "2");
    second.follow(&content.snapshot());
    first.follow(&content.snapshot());
    let end = first.history().end();
    drop((first, second));
    let third = Journal::open(folder.path(), content.snapshot());
    assert_eq!(third.history().end(), end);
}

#[test]
fn a_folder_that_cannot_be_used_is_no_obstacle() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let content = Content::new().term("alfa", "1");
    let mut journal = Journal::open(&file.join("state"), content.snapshot());
    journal.follow(&content.term("alfa", "2").snapshot());
    let mut reader = Reader::default();
    reader.read_all(&journal.history(), 1);
    assert_eq!(reader.documents, documents(&content.term("alfa", "2").snapshot()));
}

#[test]
fn a_journal_that_can_no_longer_be_written_goes_on_for_new_readers() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("state");
    let content = Content::new().term("alfa", "1");
    let mut journal = Journal::open(&folder, content.snapshot());
    let before = journal.history().end();
    fs::remove_dir_all(&folder).unwrap();
    // Until the file is to be rewritten nothing is noticed.
    for edit in 0..1_100 {
        journal.follow(&content.term("alfa", &format!("{edit}a")).snapshot());
    }
    assert!(
        !journal.history().continues(&before),
        "its numbers may be given again after a restart"
    );
    let mut reader = Reader::default();
    reader.read_all(&journal.history(), 1);
    assert_eq!(reader.documents.len(), 1);
}

#[test]
fn the_file_does_not_grow_without_end() {
    let folder = TempDir::new().unwrap();
    let content = Content::new().term("alfa", "1");
    let mut journal = Journal::open(folder.path(), content.snapshot());
    for edit in 0..3_000 {
        journal.follow(&content.term("alfa", &format!("{edit}a")).snapshot());
    }
    let lines = fs::read_to_string(folder.path().join("journal")).unwrap().lines().count();
    assert!(lines < 1_100, "{lines}");
    let end = journal.history().end();
    drop(journal);
    let journal = Journal::open(folder.path(), content.term("alfa", "2999a").snapshot());
    assert_eq!(journal.history().end(), end);
}

/// What may happen between two pages.
#[derive(Clone, Debug)]
enum Event {
    Write(u8, u8),
    Delete(u8),
    Read(usize),
    /// The server stops and starts; what is written to the end of its journal meanwhile.
    Restart(&'static str),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (0..8_u8, 0..3_u8).prop_map(|(which, wording)| Event::Write(which, wording)),
        4 => (0..8_u8).prop_map(Event::Delete),
        4 => (0..4_usize).prop_map(Event::Read),
        1 => prop_oneof![Just(""), Just("torn"), Just("damage\n")].prop_map(Event::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_always_ends_with_what_is_public(events in prop::collection::vec(event(), 1..60)) {
        let folder = TempDir::new().unwrap();
        let mut content = Content::new();
        let mut journal = Journal::open(folder.path(), content.snapshot());
        journal.most_deleted = 2;
        let mut readers = [Reader::default(), Reader::default()];
        for (at, event) in events.into_iter().enumerate() {
            match event {
                Event::Write(which, wording) => {
                    content = content.term(&format!("t{which}"), &wording.to_string());
                }
                Event::Delete(which) => content = content.gone(&format!("t{which}")),
                Event::Read(first) => {
                    readers[at % 2].read(&journal.history(), first);
                    continue;
                }
                Event::Restart(written) => {
                    drop(journal);
                    let path = folder.path().join("journal");
                    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
                    file.write_all(written.as_bytes()).unwrap();
                    journal = Journal::open(folder.path(), content.snapshot());
                    journal.most_deleted = 2;
                    continue;
                }
            }
            // An edit may be gone before anybody looked.
            if at % 3 != 0 {
                journal.follow(&content.snapshot());
            }
        }
        journal.follow(&content.snapshot());
        for reader in &mut readers {
            reader.read_all(&journal.history(), 3);
            prop_assert_eq!(&reader.documents, &documents(&content.snapshot()));
        }
    }

    #[test]
    fn no_position_is_a_surprise(text in ".{0,40}", numbers in any::<(u64, u64, u64)>()) {
        let _ = text.parse::<Position>();
        let (epoch, sequence, began) = numbers;
        let plain = format!("1 {epoch:x} {sequence} {began}");
        let position: Position =
            data_encoding::BASE64URL_NOPAD.encode(plain.as_bytes()).parse().unwrap();
        let journal = Journal::in_memory(Content::new().term("alfa", "1").snapshot());
        prop_assert!(!journal.history().continues(&position));
        let _ = journal.history().page(&position, 3, |_| true);
    }
}
