//! The content that is served right now, and how it follows its store.

use std::sync::Arc;

use arc_swap::ArcSwap;
use finsam_content::{Archive, Problem, Snapshot};
use finsam_stores::{Confirm, Files, StoreError, Watch};
use jiff::Zoned;
use tokio::sync::mpsc;

use crate::clock::Clock;

/// What is served right now. Readers take it whole and keep it; it is replaced, never changed.
#[derive(Debug)]
pub struct Published {
    /// The public content.
    pub snapshot: Arc<Snapshot>,
    /// What is wrong in the content folder.
    pub problems: Vec<Problem>,
    /// Why most of the folder's disappearance is not believed, if it is not.
    pub held_back: Option<String>,
}

/// The content that is served, always there, replaced when the store or the calendar moves.
#[derive(Debug)]
pub struct Live {
    published: ArcSwap<Published>,
    clock: Clock,
}

impl Live {
    /// What is served now.
    #[must_use]
    pub fn published(&self) -> Arc<Published> {
        self.published.load_full()
    }

    /// The calendar's now.
    #[must_use]
    pub fn now(&self) -> Zoned {
        self.clock.now()
    }
}

/// Keeps a [`Live`] true to its folder.
#[derive(Debug)]
pub struct Follower {
    live: Arc<Live>,
    files: Files,
    archive: Archive,
    store_problems: Vec<Problem>,
    held_back: Option<String>,
}

impl Follower {
    /// Reads a content folder for the first time.
    ///
    /// # Errors
    /// When the folder cannot be read at all; single bad documents are reported, not errors.
    pub fn open(mut files: Files, clock: Clock) -> Result<(Arc<Live>, Self), StoreError> {
        // Whatever is there at the start is meant.
        let scan = files.scan(Confirm::Yes)?;
        let archive = Archive::default().update(scan.changes);
        let published = publish(&archive, &scan.problems, None, &clock.now());
        let live = Arc::new(Live { published: ArcSwap::from_pointee(published), clock });
        let follower = Self {
            live: Arc::clone(&live),
            files,
            archive,
            store_problems: scan.problems,
            held_back: None,
        };
        Ok((live, follower))
    }

    /// Follows the folder and the calendar for as long as it is awaited. A word on `confirm`
    /// accepts a mass disappearance that was held back.
    pub async fn follow(mut self, mut watch: Watch, mut confirm: mpsc::Receiver<()>) {
        loop {
            let now = self.live.now();
            let wait = self.until_next_publication(&now);
            let moved = tokio::select! {
                () = watch.changed() => self.read(Confirm::No),
                Some(()) = confirm.recv() => self.read(Confirm::Yes),
                () = wait => true,
            };
            if moved {
                self.publish();
            }
        }
    }

    /// Waits for the next document to become public or stop being so; for ever if none will.
    fn until_next_publication(&self, now: &Zoned) -> impl Future<Output = ()> + use<> {
        let next = self.archive.next_publication(now).filter(|_| self.live.clock.runs());
        let wait = next.map(|next| now.duration_until(&next).unsigned_abs());
        async move {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        }
    }

    /// Looks at the folder; whether anything is different.
    fn read(&mut self, confirm: Confirm) -> bool {
        let scan = match self.files.scan(confirm) {
            Ok(scan) => scan,
            Err(error) => {
                // What is served stays served.
                tracing::error!(%error, "the content folder cannot be read");
                return false;
            }
        };
        let held_back = scan.held_back.map(|held_back| held_back.to_string());
        if let Some(held_back) = held_back.as_ref().filter(|_| held_back != self.held_back) {
            tracing::warn!("{held_back}");
        }
        let moved = !scan.changes.is_empty()
            || scan.problems != self.store_problems
            || held_back != self.held_back;
        if !scan.changes.is_empty() {
            self.archive = self.archive.update(scan.changes);
        }
        self.store_problems = scan.problems;
        self.held_back = held_back;
        moved
    }

    fn publish(&self) {
        let before = self.live.published();
        let held_back = self.held_back.clone();
        let next = publish(&self.archive, &self.store_problems, held_back, &self.live.now());
        if next.snapshot.version() != before.snapshot.version() {
            tracing::info!(version = next.snapshot.version(), "new content is served");
        }
        for problem in next.problems.iter().filter(|problem| !before.problems.contains(problem)) {
            tracing::warn!(
                file = %problem.path,
                line = problem.line,
                column = problem.column,
                rule = problem.rule,
                "a document has a problem"
            );
        }
        self.live.published.store(Arc::new(next));
    }
}

fn publish(
    archive: &Archive,
    store_problems: &[Problem],
    held_back: Option<String>,
    now: &Zoned,
) -> Published {
    let mut problems = archive.problems().to_vec();
    problems.extend_from_slice(store_problems);
    problems.sort();
    Published { snapshot: Arc::new(archive.publish(now)), problems, held_back }
}
