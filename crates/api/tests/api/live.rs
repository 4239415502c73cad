//! The content follows its folder and the calendar by itself.

use std::{fs, path::Path, sync::Arc, time::Duration};

use finsam_api::{
    clock::Clock,
    live::{Follower, Live, Published},
};
use finsam_model::Seminar;
use finsam_stores::Files;
use tempfile::TempDir;
use tokio::sync::mpsc;

fn write(dir: &Path, path: &str, front_matter: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("+++\n{front_matter}\n+++\n")).unwrap();
}

/// A folder with one seminar, public from eight o'clock to a second past.
fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "site.md", "slug = \"prov\"\nname = \"Prov\"");
    write(
        dir.path(),
        "seminars/vilse-2031.md",
        "title = \"Vilse\"\nstartsAt = 2031-03-05T12:00\nformat = \"lunch\"\n\
         publishAt = 2031-03-01T08:00\nunpublishAt = 2031-03-01T08:00:01",
    );
    dir
}

fn titles(live: &Live) -> Vec<String> {
    let published = live.published();
    published.at(&live.now()).all::<Seminar>().iter().map(|seminar| seminar.title.clone()).collect()
}

/// Follows a folder until what is served has been each of `expected` in turn.
fn check_becomes(dir: &TempDir, clock: &str, change: impl Fn(&Path), expected: &[&[&str]]) {
    let clock: Clock = clock.parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let files = Files::open(dir.path()).unwrap();
        let watch = files.watch().unwrap();
        let (live, follower) = Follower::open(files, clock).unwrap();
        assert_eq!(titles(&live), Vec::<String>::new(), "nothing is public yet");
        let (_confirm, confirmations) = mpsc::channel(1);
        let following = tokio::spawn(follower.follow(watch, confirmations));
        change(dir.path());
        for titles in expected {
            let becomes = becomes(Arc::clone(&live), titles);
            let became = tokio::time::timeout(Duration::from_secs(20), becomes).await;
            assert!(became.is_ok(), "never {titles:?}");
        }
        following.abort();
    });
}

async fn becomes(live: Arc<Live>, expected: &[&str]) {
    while titles(&live) != expected {
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_document_becomes_public_and_stops_being_so_by_itself() {
    let just_before = "2031-03-01T07:59:59.8+01:00+";
    check_becomes(&folder(), just_before, |_| {}, &[&["Vilse"], &[]]);
}

#[test]
fn a_document_written_into_the_folder_is_served() {
    let add = |dir: &Path| {
        write(
            dir,
            "seminars/ny-2031.md",
            "title = \"Ny\"\nstartsAt = 2031-03-06T12:00\nformat = \"lunch\"",
        );
    };
    // With a clock that stands still nothing else can become public.
    check_becomes(&folder(), "2031-03-01T07:59:59+01:00", add, &[&["Ny"]]);
}

/// What must become true of what is served after something happened to the folder, and then after
/// it was put right; no seminar is lost meanwhile.
fn check_is_told_of(happens: fn(&Path), put_right: fn(&Path), is_told: fn(&Published) -> bool) {
    let at = TempDir::new().unwrap();
    let content = at.path().join("content");
    write(&content, "site.md", "slug = \"prov\"\nname = \"Prov\"");
    for n in 0..6 {
        let front = "title = \"Kvar\"\nstartsAt = 2031-03-05T12:00\nformat = \"lunch\"";
        write(&content, &format!("seminars/kvar-{n}.md"), front);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let files = Files::open(&content).unwrap();
        let watch = files.watch().unwrap();
        let clock = "2031-03-01T08:00:00+01:00".parse().unwrap();
        let (live, follower) = Follower::open(files, clock).unwrap();
        let (_confirm, confirmations) = mpsc::channel(1);
        let following = tokio::spawn(follower.follow(watch, confirmations));
        let mut moved = live.watch();
        for (change, told) in [(happens, true), (put_right, false)] {
            change(&content);
            let becomes = async {
                while is_told(&live.published()) != told {
                    moved.changed().await.unwrap();
                    assert_eq!(titles(&live), ["Kvar"; 6]);
                }
            };
            let became = tokio::time::timeout(Duration::from_secs(20), becomes).await;
            assert!(became.is_ok(), "never told: {told}");
        }
        following.abort();
    });
}

#[test]
fn a_content_folder_that_is_not_there_is_told_of_while_everything_is_served() {
    check_is_told_of(
        |content| fs::rename(content, content.with_extension("away")).unwrap(),
        |content| fs::rename(content.with_extension("away"), content).unwrap(),
        |published| published.held_back.is_some(),
    );
}

#[test]
fn most_seminars_gone_at_once_is_told_of_while_they_are_served() {
    check_is_told_of(
        |content| fs::rename(content.join("seminars"), content.with_extension("away")).unwrap(),
        |content| fs::rename(content.with_extension("away"), content.join("seminars")).unwrap(),
        |published| published.held_back.is_some(),
    );
}

#[cfg(unix)]
#[test]
fn a_content_folder_that_cannot_be_read_is_told_of_while_everything_is_served() {
    check_is_told_of(
        |content| {
            fs::rename(content, content.with_extension("away")).unwrap();
            // A link to itself: nobody, whatever their rights, can read it.
            std::os::unix::fs::symlink(content, content).unwrap();
        },
        |content| {
            fs::remove_file(content).unwrap();
            fs::rename(content.with_extension("away"), content).unwrap();
        },
        |published| published.problems.iter().any(|problem| problem.rule == "unreadable"),
    );
}

#[test]
fn a_document_torn_for_a_moment_is_served_as_it_was() {
    check_is_told_of(
        |content| fs::write(content.join("seminars/kvar-0.md"), "+++\ntitle = \"Kv").unwrap(),
        |content| {
            let front = "title = \"Kvar\"\nstartsAt = 2031-03-05T12:00\nformat = \"lunch\"";
            write(content, "seminars/kvar-0.md", front);
        },
        |published| {
            published.problems.iter().any(|problem| problem.rule == "front-matter-unclosed")
        },
    );
}
