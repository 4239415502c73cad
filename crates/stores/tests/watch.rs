//! That a change is told of in time, whatever happens to the folder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

use std::{fs, path::Path, time::Duration};

use finsam_content::Change;
use finsam_stores::{Confirm, Files, Watch};
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
