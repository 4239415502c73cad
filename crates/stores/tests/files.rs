//! What a content folder passes on, step by step.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{fs, path::Path};

use finsam_content::Change;
use finsam_stores::{Confirm, Files, Scan, StoreError};
use tempfile::TempDir;

/// A content folder to play with.
struct Folder {
    at: TempDir,
    files: Files,
}

impl Folder {
    fn new() -> Self {
        let at = TempDir::new().unwrap();
        let files = Files::open(at.path()).unwrap();
        Self { at, files }
    }

    /// With `count` documents in each of the folders, already seen.
    fn with(folders: &[(&str, usize)]) -> Self {
        let mut folder = Self::new();
        for (name, count) in folders {
            for n in 0..*count {
                folder.write(&format!("{name}/{n}.md"), format!("{name} {n}"));
            }
        }
        folder.scan();
        folder
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.at.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }

    fn scan(&mut self) -> Scan {
        self.files.scan(Confirm::No).unwrap()
    }

    /// What the next scan passes on: `path` for a new text, `-path` for a document that is gone.
    fn changes(&mut self) -> Vec<String> {
        summary(&self.scan().changes)
    }

    /// The problems of the next scan, as `path rule`.
    fn problems(&mut self) -> Vec<String> {
        self.scan().problems.iter().map(|p| format!("{} {}", p.path, p.rule)).collect()
    }
}

fn summary(changes: &[Change]) -> Vec<String> {
    let sign = |change: &Change| if change.bytes.is_some() { "" } else { "-" };
    changes.iter().map(|change| format!("{}{}", sign(change), change.path)).collect()
}

fn touch_back(path: &Path, like: &Path) {
    let modified = fs::metadata(like).unwrap().modified().unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
}

#[test]
fn a_folder_that_cannot_be_used_is_said_so_plainly() {
    let at = TempDir::new().unwrap();
    let check = |path: &Path, expected: &str| {
        let error = Files::open(path).unwrap_err().to_string();
        assert_eq!(error.replace(at.path().to_str().unwrap(), "…"), expected);
    };
    let file = at.path().join("file");
    fs::write(&file, "").unwrap();
    check(&at.path().join("none"), "there is no folder …/none");
    check(&file, "…/file is not a folder");
}

#[test]
fn new_changed_and_deleted_documents_are_passed_on_once() {
    let mut folder = Folder::new();
    folder.write("people/lisa.md", "Lisa");
    folder.write("site.md", "site");
    folder.write("terms/deep/er.md", "x");
    let scan = folder.scan();
    assert_eq!(summary(&scan.changes), ["people/lisa.md", "site.md", "terms/deep/er.md"]);
    assert_eq!(scan.changes.first().unwrap().bytes.as_deref(), Some(&b"Lisa"[..]));
    assert!(folder.changes().is_empty());

    folder.write("people/lisa.md", "Liza");
    assert_eq!(folder.changes(), ["people/lisa.md"]);
    folder.remove("people/lisa.md");
    assert_eq!(folder.changes(), ["-people/lisa.md"]);
    assert!(folder.changes().is_empty());
}

#[test]
fn an_edit_that_leaves_length_and_time_stamp_alone_is_noticed() {
    let mut folder = Folder::with(&[("people", 1)]);
    folder.write("like", "");
    touch_back(&folder.path("people/0.md"), &folder.path("like"));
    folder.scan();
    folder.write("people/0.md", "people 1");
    touch_back(&folder.path("people/0.md"), &folder.path("like"));
    assert_eq!(folder.changes(), ["people/0.md"]);
}

#[test]
fn a_document_that_is_only_touched_is_not_passed_on() {
    let mut folder = Folder::with(&[("people", 1)]);
    folder.write("people/0.md", "people 0");
    assert!(folder.changes().is_empty());
}

#[test]
fn what_editors_leave_lying_is_no_document() {
    let mut folder = Folder::new();
    for name in [".lisa.md.swp", "lisa.md~", "#lisa.md#", ".#lisa.md", "4913", "lisa.md.tmp"] {
        folder.write(&format!("people/{name}"), "x");
    }
    folder.write(".git/HEAD", "x");
    let scan = folder.scan();
    assert!(scan.changes.is_empty() && scan.problems.is_empty(), "{scan:?}");
}

#[test]
fn saving_by_renaming_changes_and_removes_nothing_else() {
    let mut folder = Folder::with(&[("people", 2)]);
    folder.write("people/.0.md.new", "better");
    fs::rename(folder.path("people/.0.md.new"), folder.path("people/0.md")).unwrap();
    assert_eq!(folder.changes(), ["people/0.md"]);
}

#[test]
fn a_huge_file_is_not_read_to_its_end() {
    let mut folder = Folder::new();
    let huge = fs::File::create(folder.path("huge.md")).unwrap();
    huge.set_len(1 << 40).unwrap();
    let scan = folder.scan();
    let bytes = scan.changes.first().unwrap().bytes.as_ref().unwrap();
    assert_eq!(bytes.len(), 1024 * 1024 + 1);
}

mod disappearance {
    use super::*;

    #[test]
    fn a_vanished_folder_is_held_back_until_it_is_back() {
        let mut folder = Folder::with(&[("people", 1), ("terms", 1)]);
        let away = TempDir::new().unwrap();
        let moved = away.path().join("content");
        fs::rename(folder.at.path(), &moved).unwrap();
        let scan = folder.scan();
        assert!(scan.changes.is_empty());
        let held = scan.held_back.unwrap();
        assert_eq!((held.missing, held.of), (2, 2));
        assert!(held.to_string().contains("the content folder"), "{held}");

        fs::rename(&moved, folder.at.path()).unwrap();
        let scan = folder.scan();
        assert!(scan.changes.is_empty() && scan.held_back.is_none());
    }

    #[test]
    fn a_vanished_folder_is_gone_once_that_is_confirmed() {
        let mut folder = Folder::with(&[("people", 1), ("terms", 1)]);
        fs::remove_dir_all(folder.at.path()).unwrap();
        assert!(folder.changes().is_empty());
        let scan = folder.files.scan(Confirm::Yes).unwrap();
        assert_eq!(summary(&scan.changes), ["-people/0.md", "-terms/0.md"]);
        assert_eq!(scan.held_back, None);
        assert!(matches!(folder.files.scan(Confirm::No), Err(StoreError::NoSuchFolder(_))));
    }

    #[test]
    fn losing_most_of_a_folder_is_held_back_while_the_rest_goes_on() {
        let mut folder = Folder::with(&[("people", 8), ("terms", 20)]);
        (0..5).for_each(|n| folder.remove(&format!("people/{n}.md")));
        folder.remove("terms/3.md");
        folder.write("terms/4.md", "new");
        let scan = folder.scan();
        assert_eq!(summary(&scan.changes), ["-terms/3.md", "terms/4.md"]);
        let held = scan.held_back.unwrap();
        assert_eq!((held.missing, held.of, held.folders), (5, 27, vec!["people".to_owned()]));

        // It stays so, also while others come and go …
        folder.remove("people/7.md");
        let scan = folder.scan();
        assert_eq!(summary(&scan.changes), ["-people/7.md"]);
        assert_eq!(scan.held_back.unwrap().missing, 5);
        // … or some come back, changed or not.
        folder.write("people/0.md", "back");
        let scan = folder.scan();
        assert_eq!(summary(&scan.changes), ["people/0.md"]);
        assert_eq!(scan.held_back.unwrap().missing, 4);

        let scan = folder.files.scan(Confirm::Yes).unwrap();
        let gone = ["-people/1.md", "-people/2.md", "-people/3.md", "-people/4.md"];
        assert_eq!(summary(&scan.changes), gone);
        assert_eq!(scan.held_back, None);
    }

    #[test]
    fn a_content_folder_emptied_or_replaced_by_a_file_is_held_back() {
        let mut folder = Folder::with(&[("people", 3), ("terms", 1)]);
        folder.remove("people");
        folder.remove("terms");
        assert_eq!(folder.scan().held_back.unwrap().missing, 4);
        fs::remove_dir(folder.at.path()).unwrap();
        fs::write(folder.at.path(), "").unwrap();
        assert_eq!(folder.scan().held_back.unwrap().missing, 4);
        fs::remove_file(folder.at.path()).unwrap();
    }

    #[test]
    fn few_deletions_and_any_renaming_are_passed_on() {
        let mut folder = Folder::with(&[("people", 6), ("venues", 1), ("terms", 9)]);
        (0..3).for_each(|n| folder.remove(&format!("people/{n}.md")));
        folder.remove("venues");
        folder.remove("terms/0.md");
        assert_eq!(folder.changes().len(), 5);
        let mut folder = Folder::with(&[("people", 6)]);
        for n in 0..6 {
            fs::rename(
                folder.path(&format!("people/{n}.md")),
                folder.path(&format!("people/p{n}.md")),
            )
            .unwrap();
        }
        assert_eq!(folder.changes().len(), 12);
    }
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::{
        fs::{PermissionsExt, symlink},
        net::UnixListener,
    };

    use super::*;

    #[test]
    fn links_inside_the_folder_are_followed() {
        let mut folder = Folder::new();
        folder.write("..data/people/lisa.md", "Lisa");
        symlink("..data/people", folder.path("people")).unwrap();
        symlink("people/lisa.md", folder.path("site.md")).unwrap();
        let scan = folder.scan();
        assert_eq!(summary(&scan.changes), ["people/lisa.md", "site.md"]);
        assert!(scan.problems.is_empty(), "{:?}", scan.problems);
    }

    #[test]
    fn links_out_of_the_folder_are_reported_with_advice() {
        let outside = TempDir::new().unwrap();
        fs::write(outside.path().join("secret.md"), "secret").unwrap();
        let mut folder = Folder::new();
        folder.write("people/lisa.md", "Lisa");
        symlink(outside.path(), folder.path("all")).unwrap();
        symlink(outside.path().join("secret.md"), folder.path("people/out.md")).unwrap();
        let scan = folder.scan();
        assert_eq!(summary(&scan.changes), ["people/lisa.md"]);
        assert!(scan.problems.iter().all(|p| !p.advice.is_empty() && (p.line, p.column) == (1, 1)));
        assert_eq!(
            folder.problems(),
            ["all link-out-of-folder", "people/out.md link-out-of-folder"]
        );
    }

    #[test]
    fn loops_of_links_end() {
        let mut folder = Folder::new();
        folder.write("people/lisa.md", "Lisa");
        symlink("..", folder.path("people/up")).unwrap();
        symlink("people", folder.path("folk")).unwrap();
        symlink("round.md", folder.path("round.md")).unwrap();
        symlink("gone.md", folder.path("nowhere.md")).unwrap();
        assert_eq!(folder.changes(), ["people/lisa.md"]);
        assert_eq!(
            folder.problems(),
            [
                "folk link-to-read-folder",
                "nowhere.md link-broken",
                "people/up link-to-read-folder",
                "round.md unreadable",
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_keeps_what_was_last_read() {
        let mut folder = Folder::with(&[("people", 2)]);
        // A link to itself: nobody, whatever their rights, can read it.
        folder.remove("people/0.md");
        symlink("0.md", folder.path("people/0.md")).unwrap();
        let scan = folder.scan();
        assert!(scan.changes.is_empty() && scan.held_back.is_none());
        assert_eq!(folder.problems(), ["people/0.md unreadable"]);
        folder.remove("people/0.md");
        assert_eq!(folder.changes(), ["-people/0.md"]);
    }

    #[test]
    fn a_closed_folder_keeps_what_was_last_read() {
        let mut folder = Folder::with(&[("people", 9), ("terms", 1)]);
        let close = |mode| fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path("people"), close(0o000)).unwrap();
        let closed = fs::read_dir(folder.path("people")).is_err();
        let scan = folder.scan();
        fs::set_permissions(folder.path("people"), close(0o755)).unwrap();
        assert!(scan.changes.is_empty() && scan.held_back.is_none());
        // The superuser reads it all the same.
        assert_eq!(scan.problems.len(), usize::from(closed), "{:?}", scan.problems);
    }

    #[test]
    fn pipes_and_sockets_are_never_opened() {
        let mut folder = Folder::new();
        let made = std::process::Command::new("mkfifo").arg(folder.path("pipe.md")).status();
        assert!(made.unwrap().success());
        let _socket = UnixListener::bind(folder.path("socket.md")).unwrap();
        symlink("pipe.md", folder.path("link.md")).unwrap();
        assert!(folder.changes().is_empty());
        assert_eq!(
            folder.problems(),
            ["link.md not-a-file", "pipe.md not-a-file", "socket.md not-a-file"]
        );
    }

    #[test]
    fn names_nobody_can_write_and_folders_too_deep_are_reported() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let mut folder = Folder::new();
        folder.write("a/b/c/d/e/f/g/h/in.md", "x");
        folder.write("a/b/c/d/e/f/g/h/i/out.md", "x");
        fs::write(folder.at.path().join(OsStr::from_bytes(b"k\xe4cker.md")), "x").unwrap();
        assert_eq!(folder.changes(), ["a/b/c/d/e/f/g/h/in.md"]);
        assert_eq!(
            folder.problems(),
            ["a/b/c/d/e/f/g/h/i folder-too-deep", "k\u{fffd}cker.md name-not-utf-8"]
        );
    }
}

mod creation {
    use super::*;

    #[test]
    fn a_new_document_is_whole_readable_and_seen() {
        let mut folder = Folder::new();
        let path = folder.files.create("seminars/a-2026.md", "text").unwrap();
        assert_eq!(path, folder.path("seminars/a-2026.md"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "text");
        assert_eq!(folder.changes(), ["seminars/a-2026.md"]);
        assert_eq!(fs::read_dir(folder.path("seminars")).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let ordinary = fs::metadata(folder.path("seminars")).unwrap().permissions().mode();
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o666, ordinary & 0o666, "as open as any other new file");
        }
    }

    #[test]
    fn nothing_is_ever_replaced() {
        let folder = Folder::with(&[("people", 1)]);
        let again = folder.files.create("people/0.md", "other");
        assert!(matches!(again, Err(StoreError::AlreadyExists(_))), "{again:?}");
        assert_eq!(fs::read_to_string(folder.path("people/0.md")).unwrap(), "people 0");
        assert_eq!(fs::read_dir(folder.path("people")).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_written_outside_the_folder_or_under_a_name_that_is_not_read() {
        let folder = Folder::new();
        for path in ["", "../x.md", "a/../../x.md", "/tmp/x.md", ".hidden.md", ".git/x.md", "x.md~"]
        {
            let refused = folder.files.create(path, "x");
            assert!(matches!(refused, Err(StoreError::NoPlace(_))), "{path}: {refused:?}");
        }
        #[cfg(unix)]
        {
            let outside = TempDir::new().unwrap();
            std::os::unix::fs::symlink(outside.path(), folder.path("out")).unwrap();
            let refused = folder.files.create("out/x.md", "x");
            assert!(matches!(refused, Err(StoreError::NoPlace(_))), "{refused:?}");
            assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
        }
    }
}
