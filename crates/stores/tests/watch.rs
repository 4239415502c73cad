//! That a change is told of in time, whatever happens to the folder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use finsam_content::Change;
use finsam_stores::{Confirm, Files, Scan, Watch};
use tempfile::TempDir;
use tokio::time::timeout;

/// Generous: the promise is a second, but the machine may have other things to do.
const IN_TIME: Duration = Duration::from_secs(8);

/// Looks whenever and wherever told to, until something has changed.
async fn next_changes(files: &mut Files, watch: &mut Watch) -> Vec<Change> {
    let changes = async {
        loop {
            let moved = watch.changed().await;
            let Ok(scan) = files.look(&moved) else { continue };
            if !scan.changes.is_empty() {
                return scan.changes;
            }
        }
    };
    timeout(IN_TIME, changes).await.expect("told in time")
}

fn seen(folder: &Path) -> (Files, Watch) {
    let mut files = Files::open(folder).unwrap();
    let watch = files.watch().unwrap();
    files.scan(Confirm::No).unwrap();
    (files, watch)
}

#[tokio::test]
async fn a_new_document_in_a_new_folder_is_told_of() {
    let at = TempDir::new().unwrap();
    let (mut files, mut watch) = seen(at.path());
    fs::create_dir(at.path().join("people")).unwrap();
    fs::write(at.path().join("people/lisa.md"), "Lisa").unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes.first().unwrap().path, "people/lisa.md");
}

#[tokio::test]
async fn a_deletion_is_told_of() {
    let at = TempDir::new().unwrap();
    fs::write(at.path().join("lisa.md"), "Lisa").unwrap();
    fs::write(at.path().join("anna.md"), "Anna").unwrap();
    let (mut files, mut watch) = seen(at.path());
    fs::remove_file(at.path().join("lisa.md")).unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: None }]);
}

#[tokio::test]
async fn a_file_emptied_and_written_at_once_is_seen_only_whole() {
    let at = TempDir::new().unwrap();
    let path = at.path().join("lisa.md");
    fs::write(&path, "Lisa").unwrap();
    let (mut files, mut watch) = seen(at.path());
    fs::write(&path, "").unwrap();
    fs::write(&path, "Liza").unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: Some(b"Liza".to_vec()) }]);
}

#[tokio::test]
async fn changes_are_seen_also_after_the_folder_was_replaced() {
    let at = TempDir::new().unwrap();
    let content = at.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("lisa.md"), "Lisa").unwrap();
    let (mut files, mut watch) = seen(&content);

    let next = at.path().join("next");
    fs::create_dir(&next).unwrap();
    fs::write(next.join("lisa.md"), "Liza").unwrap();
    fs::rename(&content, at.path().join("old")).unwrap();
    fs::rename(&next, &content).unwrap();
    next_changes(&mut files, &mut watch).await;

    fs::write(content.join("lisa.md"), "Lizza").unwrap();
    next_changes(&mut files, &mut watch).await;

    fs::remove_dir_all(&content).unwrap();
    fs::create_dir(&content).unwrap();
    fs::write(content.join("lisa.md"), "Lisa").unwrap();
    next_changes(&mut files, &mut watch).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_is_turned_to_another_folder_is_followed() {
    let at = TempDir::new().unwrap();
    let path = |name: &str| at.path().join(name);
    for name in ["one", "two"] {
        fs::create_dir(path(name)).unwrap();
        fs::write(path(name).join("lisa.md"), name).unwrap();
    }
    std::os::unix::fs::symlink("one", path("current")).unwrap();
    let (mut files, mut watch) = seen(&path("current"));
    std::os::unix::fs::symlink("two", path("next")).unwrap();
    fs::rename(path("next"), path("current")).unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: Some(b"two".to_vec()) }]);
}

/// What is told and found until `done`, by path: the last word on each document.
async fn until(
    files: &mut Files,
    watch: &mut Watch,
    done: impl Fn(&BTreeMap<String, Option<String>>, &Scan) -> bool,
) -> BTreeMap<String, Option<String>> {
    let mut passed_on = BTreeMap::new();
    let found = async {
        loop {
            let moved = watch.changed().await;
            let mut scan = files.look(&moved).unwrap();
            for Change { path, bytes } in std::mem::take(&mut scan.changes) {
                passed_on.insert(path, bytes.map(|bytes| String::from_utf8(bytes).unwrap()));
            }
            if done(&passed_on, &scan) {
                return;
            }
        }
    };
    timeout(IN_TIME, found).await.expect("found in time");
    passed_on
}

/// Nothing is told for as long as something that happens in steps may take between two of them.
async fn check_nothing_is_told(watch: &mut Watch) {
    let told = timeout(Duration::from_millis(120), watch.changed()).await;
    assert!(told.is_err(), "told of {told:?} too early");
}

#[tokio::test]
async fn a_file_saved_by_renaming_is_the_only_thing_told_of() {
    let at = TempDir::new().unwrap();
    let people = at.path().join("people");
    fs::create_dir(&people).unwrap();
    fs::write(people.join("lisa.md"), "Lisa").unwrap();
    let (mut files, mut watch) = seen(at.path());
    // `sed -i` and others write under a name that nothing tells from a document's.
    fs::write(people.join("sedQx12"), "Liza").unwrap();
    fs::rename(people.join("sedQx12"), people.join("lisa.md")).unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "people/lisa.md".into(), bytes: Some(b"Liza".to_vec()) }]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_being_written_is_read_when_it_is_whole() {
    let at = TempDir::new().unwrap();
    let path = at.path().join("lisa.md");
    fs::write(&path, "Lisa, whom everybody knows").unwrap();
    let (mut files, mut watch) = seen(at.path());
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(b"Lisa, whom").unwrap();
    check_nothing_is_told(&mut watch).await;
    // Neither does a look at everything, for another reason, take the half for the whole.
    fs::create_dir(at.path().join("people")).unwrap();
    let moved = timeout(IN_TIME, watch.changed()).await.unwrap();
    assert_eq!(files.look(&moved).unwrap().changes, []);
    file.write_all(b" nobody knows").unwrap();
    drop(file);
    let changes = next_changes(&mut files, &mut watch).await;
    let whole = b"Lisa, whom nobody knows".to_vec();
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: Some(whole) }]);
}

#[tokio::test]
async fn a_file_that_is_empty_for_a_moment_is_never_seen_empty() {
    let at = TempDir::new().unwrap();
    let path = at.path().join("lisa.md");
    fs::write(&path, "Lisa").unwrap();
    let (mut files, mut watch) = seen(at.path());
    fs::write(&path, "").unwrap();
    let moved = timeout(IN_TIME, watch.changed()).await.unwrap();
    assert_eq!(files.look(&moved).unwrap().changes, []);
    fs::write(&path, "Liza").unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: Some(b"Liza".to_vec()) }]);

    // One that stays empty is.
    let file = fs::File::create(&path).unwrap();
    file.set_modified(fs::metadata(at.path()).unwrap().modified().unwrap() - IN_TIME).unwrap();
    drop(file);
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "lisa.md".into(), bytes: Some(Vec::new()) }]);
}

#[tokio::test]
async fn a_folder_emptied_file_by_file_is_held_back_as_one_loss() {
    let at = TempDir::new().unwrap();
    let people = at.path().join("people");
    fs::create_dir(&people).unwrap();
    for n in 0..20 {
        fs::write(people.join(format!("{n}.md")), "x").unwrap();
    }
    let (mut files, mut watch) = seen(at.path());
    for step in 0..4 {
        for n in 0..5 {
            fs::remove_file(people.join(format!("{}.md", 5 * step + n))).unwrap();
        }
        check_nothing_is_told(&mut watch).await;
    }
    let held = |_: &BTreeMap<_, _>, scan: &Scan| scan.held_back.is_some();
    let passed_on = until(&mut files, &mut watch, held).await;
    assert_eq!(passed_on, BTreeMap::new());

    // Brought back one by one they are as they were, and nothing is held back any more.
    for n in 0..20 {
        fs::write(people.join(format!("{n}.md")), "x").unwrap();
    }
    let back = |_: &BTreeMap<_, _>, scan: &Scan| scan.held_back.is_none();
    let passed_on = until(&mut files, &mut watch, back).await;
    assert_eq!(passed_on, BTreeMap::new());
}

#[tokio::test]
async fn a_folder_that_takes_another_name_and_back_loses_nothing() {
    let at = TempDir::new().unwrap();
    let path = |name: &str| at.path().join(name);
    fs::create_dir(path("people")).unwrap();
    for n in 0..6 {
        fs::write(path("people").join(format!("{n}.md")), "x").unwrap();
    }
    let (mut files, mut watch) = seen(at.path());
    fs::rename(path("people"), path("folk")).unwrap();
    let renamed = |passed_on: &BTreeMap<_, _>, scan: &Scan| {
        passed_on.len() == 6 && scan.held_back.as_ref().is_some_and(|held| held.missing == 6)
    };
    let passed_on = until(&mut files, &mut watch, renamed).await;
    assert!(passed_on.keys().all(|path| path.starts_with("folk/")), "{passed_on:?}");
    fs::rename(path("folk"), path("people")).unwrap();
    let there = |_: &BTreeMap<_, _>, scan: &Scan| {
        scan.held_back.as_ref().is_some_and(|held| held.folders == ["folk"])
    };
    until(&mut files, &mut watch, there).await;
    assert_eq!(files.scan(Confirm::Yes).unwrap().changes.len(), 6, "folk/ is gone, people/ is not");
}

#[tokio::test]
async fn a_folder_moved_in_with_all_it_holds_is_seen() {
    let at = TempDir::new().unwrap();
    let content = at.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("site.md"), "site").unwrap();
    fs::create_dir_all(at.path().join("new/deep")).unwrap();
    fs::write(at.path().join("new/deep/lisa.md"), "Lisa").unwrap();
    let (mut files, mut watch) = seen(&content);
    fs::rename(at.path().join("new"), content.join("people")).unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes.first().unwrap().path, "people/deep/lisa.md");
    fs::write(content.join("people/deep/lisa.md"), "Liza").unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes.first().unwrap().bytes.as_deref(), Some(&b"Liza"[..]));
}

#[cfg(unix)]
#[tokio::test]
async fn a_content_folder_that_cannot_be_read_is_told_of_and_loses_nothing() {
    let at = TempDir::new().unwrap();
    let content = at.path().join("content");
    let away = at.path().join("away");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("lisa.md"), "Lisa").unwrap();
    let (mut files, mut watch) = seen(&content);
    fs::rename(&content, &away).unwrap();
    // A link to itself: nobody, whatever their rights, can read it.
    std::os::unix::fs::symlink(&content, &content).unwrap();
    let unreadable = |_: &BTreeMap<_, _>, scan: &Scan| {
        scan.problems
            .iter()
            .any(|problem| (problem.path.as_str(), problem.rule) == (".", "unreadable"))
    };
    let passed_on = until(&mut files, &mut watch, unreadable).await;
    assert_eq!(passed_on, BTreeMap::new());
    fs::remove_file(&content).unwrap();
    fs::rename(&away, &content).unwrap();
    fs::write(content.join("lisa.md"), "Liza").unwrap();
    let back = |passed_on: &BTreeMap<_, _>, scan: &Scan| {
        !passed_on.is_empty() && scan.problems.is_empty() && scan.held_back.is_none()
    };
    until(&mut files, &mut watch, back).await;
}

#[tokio::test]
async fn a_folder_where_something_always_happens_is_told_of_all_the_same() {
    let at = TempDir::new().unwrap();
    let (mut files, mut watch) = seen(at.path());
    let stop = Arc::new(AtomicBool::new(false));
    let busy = thread::spawn({
        let (stop, path) = (Arc::clone(&stop), at.path().join("busy.md"));
        move || {
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                n += 1;
                fs::write(&path, n.to_string()).unwrap();
            }
        }
    });
    fs::write(at.path().join("lisa.md"), "Lisa").unwrap();
    let lisa = |passed_on: &BTreeMap<String, _>, _: &Scan| passed_on.contains_key("lisa.md");
    until(&mut files, &mut watch, lisa).await;
    stop.store(true, Ordering::Relaxed);
    busy.join().unwrap();
}

#[tokio::test]
async fn only_what_moved_is_looked_at() {
    let at = TempDir::new().unwrap();
    let path = |name: &str| at.path().join(name);
    fs::write(path("lisa.md"), "Lisa").unwrap();
    fs::write(path("anna.md"), "Anna").unwrap();
    let mut files = Files::open(at.path()).unwrap();
    files.scan(Confirm::Yes).unwrap();
    // Nobody is told of this one.
    fs::write(path("anna.md"), "Annie").unwrap();
    let mut watch = files.watch().unwrap();
    fs::write(path("lisa.md"), "Liza").unwrap();
    let paths = |changes: &[Change]| changes.iter().map(|c| c.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&next_changes(&mut files, &mut watch).await), ["lisa.md"]);
    assert_eq!(paths(&files.scan(Confirm::No).unwrap().changes), ["anna.md"]);
}

#[tokio::test]
async fn a_folder_moved_out_is_gone_with_all_it_held() {
    let at = TempDir::new().unwrap();
    let content = at.path().join("content");
    fs::create_dir_all(content.join("people/deep")).unwrap();
    fs::write(content.join("people/deep/lisa.md"), "Lisa").unwrap();
    fs::write(content.join("site.md"), "site").unwrap();
    let (mut files, mut watch) = seen(&content);
    fs::rename(content.join("people"), at.path().join("people")).unwrap();
    let changes = next_changes(&mut files, &mut watch).await;
    assert_eq!(changes, [Change { path: "people/deep/lisa.md".into(), bytes: None }]);
}

#[cfg(unix)]
#[tokio::test]
async fn what_links_lead_to_moves_under_both_names() {
    let at = TempDir::new().unwrap();
    fs::write(at.path().join("lisa.md"), "Lisa").unwrap();
    std::os::unix::fs::symlink("lisa.md", at.path().join("same.md")).unwrap();
    let (mut files, mut watch) = seen(at.path());
    fs::write(at.path().join("lisa.md"), "Liza").unwrap();
    let paths: Vec<String> =
        next_changes(&mut files, &mut watch).await.into_iter().map(|c| c.path).collect();
    assert_eq!(paths, ["lisa.md", "same.md"]);
}
