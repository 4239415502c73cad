//! A folder that will not keep still: nothing disappears that nobody deleted, what is wrong is told,
//! and in the end what is served is what is there.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    time::Duration,
};

use finsam_tests::finsam::{Bystander, Server, Tree};
use serde_json::Value;
use tokio::{task::yield_now, time::Instant};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";

/// How long names change without a pause: longer than the server gathers what happens.
const STORM: Duration = Duration::from_secs(3);

/// What is wrong is told within this; it is noticed within a second where the machine is not busy.
const TOLD: Duration = Duration::from_secs(5);

/// How much of everything there is.
const COUNTS: &str = "{
    seminars { totalCount } people { totalCount } terms { totalCount } news { totalCount }
    sources { totalCount } initiatives { totalCount } figures { totalCount } venues { totalCount }
    organisations { totalCount } allSeries { totalCount }
}";

/// Everything a storm can change.
const EVERYTHING: &str = "{
    seminars(first: 100) { nodes { id slug title startsAt body { text } } }
    people(first: 100) { nodes { id slug name body { text } } }
    terms(first: 100) { nodes { id slug name definition body { text } } }
    sources(first: 100) { nodes { id slug title body { text } } }
}";

/// The documents that are edited.
const EDITED: [&str; 6] = [
    "terms/nollkoll.md",
    "terms/provplats.md",
    "people/testa-testsson.md",
    "people/prova-provberg.md",
    "seminars/provfrukost-2031.md",
    "seminars/nattprov-2031.md",
];

/// Somebody who counts all the while, and never finds less than there was.
async fn counting(server: &Server) -> Bystander {
    let all = numbers(&server.query(COUNTS).await);
    // A document may be met by its old name and its new one in a single look.
    Bystander::start(server, COUNTS, move |counts| {
        let now = numbers(counts);
        assert!(now.iter().zip(&all).all(|(now, before)| now >= before), "{counts}");
    })
}

fn numbers(counts: &Value) -> Vec<u64> {
    let lists = counts.as_object().unwrap().values();
    lists.map(|list| list["totalCount"].as_u64().unwrap()).collect()
}

/// Waits until a server serves what a new one finds in the folder, without a problem.
async fn settles(server: &Server, tree: &Tree) {
    let fresh = Server::start(tree, SUMMER).await.query(EVERYTHING).await;
    server.until(EVERYTHING, |data| *data == fresh).await;
    let calm =
        |ready: &Value| ready["heldBack"].is_null() && ready["problems"] == Value::Array(vec![]);
    server.until_ready(calm).await;
}

#[tokio::test]
async fn hundreds_of_edits_and_each_ends_in_its_last_version() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let counts = counting(&server).await;
    let originals = EDITED.map(|document| (document, tree.read(document)));
    for round in 0..60 {
        for (document, original) in &originals {
            tree.write(document, &format!("{original}\nVarv {round}.\n"));
        }
        // Now and then the server gets the time to look, in the middle of it all.
        if round % 10 == 0 {
            server.query(COUNTS).await;
        }
    }
    settles(&server, &tree).await;
    let text = server.query(EVERYTHING).await.to_string();
    assert_eq!(text.matches("Varv 59.").count(), EDITED.len(), "{text}");
    counts.leave().await;
}

#[tokio::test]
async fn torn_writes_never_show_less_and_are_told_while_they_last() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let counts = counting(&server).await;
    let before = server.query(EVERYTHING).await;
    for document in EDITED {
        let whole = tree.read(document);
        // After the first line, and in the middle of another.
        for torn in ["+++\n".len(), whole.find(" = ").unwrap() + 3] {
            let (written, rest) = whole.split_at(torn);
            // A file is empty before it is written.
            tree.write(document, "");
            assert_eq!(server.query(EVERYTHING).await, before, "{document}: emptied");
            tree.write(document, written);
            let ready = server.until_ready(|ready| problem_in(ready, document)).await;
            assert_eq!(ready["status"], "ready");
            assert_eq!(server.query(EVERYTHING).await, before, "{document}: {written:?}");
            let path = tree.path().join(document);
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            for piece in rest.as_bytes().chunks(7) {
                file.write_all(piece).unwrap();
            }
            drop(file);
            server.until_ready(|ready| !problem_in(ready, document)).await;
        }
    }
    settles(&server, &tree).await;
    assert_eq!(server.query(EVERYTHING).await, before);
    counts.leave().await;
}

#[tokio::test]
async fn a_document_left_empty_is_told_soon() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    tree.write(EDITED[0], "");
    let emptied = Instant::now();
    server.until_ready(|ready| problem_in(ready, EDITED[0])).await;
    assert!(emptied.elapsed() < TOLD, "told only after {:?}", emptied.elapsed());
}

fn problem_in(ready: &Value, document: &str) -> bool {
    let mut problems = ready["problems"].as_array().unwrap().iter();
    problems.any(|problem| problem["file"] == document && problem["line"].is_u64())
}

#[tokio::test]
async fn editors_that_rename_what_they_saved_are_no_storm_at_all() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let counts = counting(&server).await;
    let originals = EDITED.map(|document| (document, tree.read(document)));
    for round in 0..60 {
        for (document, original) in &originals {
            let text = format!("{original}\nSparat {round}.\n");
            let (folder, name) = document.split_once('/').unwrap();
            let (draft, backup) = (format!("{folder}/.{name}.swp"), format!("{folder}/{name}~"));
            if round % 2 == 0 {
                tree.write(&draft, &text);
                tree.rename(&draft, document);
            } else {
                // Others set the old one aside first: for an instant the document has no file.
                tree.rename(document, &backup);
                tree.write(document, &text);
            }
        }
    }
    settles(&server, &tree).await;
    counts.leave().await;
}

#[tokio::test]
async fn documents_that_change_names_are_always_there_by_one_of_them() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let counts = counting(&server).await;
    let until = Instant::now() + STORM;
    while Instant::now() < until {
        for (from, to) in
            [("flyttad-forelasning-2031", "flyttat-2031"), ("nattprov-2031", "nattpasset-2031")]
        {
            let (from, to) = (format!("seminars/{from}.md"), format!("seminars/{to}.md"));
            tree.rename(&from, &to);
            tree.rename(&to, &from);
        }
        yield_now().await;
    }
    settles(&server, &tree).await;
    counts.leave().await;
}

#[tokio::test]
async fn a_folder_that_comes_and_goes_takes_nothing_with_it() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let counts = counting(&server).await;
    let away = tree.path().with_extension("away");
    for folder in ["", "people", "seminars"] {
        let (here, away) = (tree.path().join(folder), away.join(folder));
        fs::create_dir_all(away.parent().unwrap()).unwrap();
        let _ = fs::remove_dir(&away);
        for told in [false, true] {
            fs::rename(&here, &away).unwrap();
            // Once it is back before anybody notices, once not.
            if told {
                let ready = server.until_ready(|ready| !ready["heldBack"].is_null()).await;
                assert_eq!(ready["status"], "ready");
            }
            fs::rename(&away, &here).unwrap();
            settles(&server, &tree).await;
        }
    }
    counts.leave().await;
}
