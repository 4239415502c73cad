//! People who push while something is killed, and what must be there afterwards.

use std::{fs, path::PathBuf, time::Duration};

use finsam_tests::postgres::run_sql;
use tempfile::{TempDir, tempdir};
use tokio::time::Instant;

use super::{documents, finsam, person, pull};

/// Somebody with a folder of their own, who edits one document and adds one with each push.
pub(super) struct Writer {
    name: &'static str,
    folder: TempDir,
    /// How many pushes were acknowledged.
    pushed: usize,
    /// How long one push took at most.
    pub(super) longest: Duration,
}

impl Writer {
    /// Somebody who has what the store has.
    pub(super) async fn new(name: &'static str, url: &str) -> Self {
        let folder = tempdir().unwrap();
        pull(folder.path(), url).await;
        Self { name, folder, pushed: 0, longest: Duration::ZERO }
    }

    /// What the document says that is edited with each push.
    pub(super) fn last(&self) -> String {
        format!("{} nu {}", self.name, self.pushed)
    }

    fn path(&self, document: &str) -> PathBuf {
        self.folder.path().join(format!("people/{}-{document}.md", self.name))
    }

    /// Pushes so many times; after each acknowledgement it counts as written.
    pub(super) async fn write(&mut self, pushes: usize, url: &str) {
        for _ in 0..pushes {
            let n = self.pushed + 1;
            fs::write(self.path("nu"), person(&format!("{} nu {n}", self.name))).unwrap();
            fs::write(self.path(&format!("{n:04}")), person(&format!("{} {n}", self.name)))
                .unwrap();
            let started = Instant::now();
            self.push(url).await;
            self.longest = self.longest.max(started.elapsed());
            self.pushed = n;
        }
    }

    /// In doubt it may be pushed again, as the program says itself.
    async fn push(&self, url: &str) {
        loop {
            let folder = self.folder.path().to_str().unwrap();
            match finsam(&["push", folder, "--store", url]).await {
                (0, _) => return,
                (2, said) if said.contains("atabasen") => {}
                (_, said) => panic!("{}: {said}", self.name),
            }
        }
    }
}

/// Each push is a revision of its own with both its documents, and what stands is what was written last.
pub(super) async fn holds_what_was_written(url: &str, writers: &[Writer]) {
    let back = tempdir().unwrap();
    pull(back.path(), url).await;
    let there = documents(back.path());
    for Writer { name, pushed, .. } in writers {
        for n in 1..=*pushed {
            let path = format!("people/{name}-{n:04}.md");
            assert_eq!(there[&path], person(&format!("{name} {n}")).into_bytes());
            let once = format!("SELECT count(*) FROM finsam_document WHERE path = '{path}'");
            assert_eq!(run_sql(url, &once).await, "1", "{path}");
        }
        let versions =
            format!("SELECT count(*) FROM finsam_document WHERE path = 'people/{name}-nu.md'");
        assert_eq!(run_sql(url, &versions).await, pushed.to_string(), "{name}: one for each push");
    }
    let halves = "SELECT count(*) FROM (SELECT revision FROM finsam_document WHERE revision > 1 \
                  GROUP BY revision HAVING count(*) <> 2) AS half";
    assert_eq!(run_sql(url, halves).await, "0", "no revision is half there");
    let revisions = "SELECT count(*) = max(number) + 1 FROM finsam_revision";
    assert_eq!(run_sql(url, revisions).await, "t", "no number is missing or there twice");
}
