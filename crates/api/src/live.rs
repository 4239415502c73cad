//! The content that is served right now, and how it follows its store.

use std::sync::Arc;

use arc_swap::ArcSwap;
use finsam_content::{Archive, Problem, Snapshot};
use finsam_stores::{Confirm, Files, Moved, Scan, StoreError, Watch};
use jiff::Zoned;
use tokio::sync::{mpsc, watch};

use crate::clock::Clock;

/// What is served right now. Readers take it whole and keep it; it is replaced, never changed.
#[derive(Debug)]
pub struct Published {
    snapshot: Arc<Snapshot>,
    /// What is public from the next publish time on, made before it is due, so that no request
    /// after that time meets what was public before it.
    next: Option<(Zoned, Arc<Snapshot>)>,
    /// What is wrong in the content folder.
    pub problems: Vec<Problem>,
    /// Why most of the folder's disappearance is not believed, if it is not.
    pub held_back: Option<String>,
}

impl Published {
    fn new(
        archive: &Archive,
        store_problems: &[Problem],
        held_back: Option<String>,
        now: &Zoned,
    ) -> Self {
        let mut problems = archive.problems().to_vec();
        problems.extend_from_slice(store_problems);
        problems.sort();
        let next = archive.next_publication(now).map(|at| {
            let snapshot = archive.publish(&at);
            (at, Arc::new(snapshot))
        });
        Self { snapshot: Arc::new(archive.publish(now)), next, problems, held_back }
    }

    /// What is public at `now`.
    #[must_use]
    pub fn at(&self, now: &Zoned) -> &Arc<Snapshot> {
        match &self.next {
            Some((from, next)) if from <= now => next,
            _ => &self.snapshot,
        }
    }

    /// When something becomes public or stops being so; none if nothing will.
    fn next_publication(&self) -> Option<&Zoned> {
        self.next.as_ref().map(|(at, _)| at)
    }
}

/// The content that is served, always there, replaced when the store or the calendar moves.
#[derive(Debug)]
pub struct Live {
    published: ArcSwap<Published>,
    moved: watch::Sender<()>,
    clock: Clock,
}

impl Live {
    /// Tells whenever something new is published.
    pub fn watch(&self) -> watch::Receiver<()> {
        self.moved.subscribe()
    }

    /// Content that follows no store.
    #[must_use]
    pub fn still(archive: &Archive, clock: Clock) -> Arc<Self> {
        let published = Published::new(archive, &[], None, &clock.now());
        Arc::new(Self::of(published, clock))
    }

    fn of(published: Published, clock: Clock) -> Self {
        Self { published: ArcSwap::from_pointee(published), moved: watch::Sender::new(()), clock }
    }

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

/// What a [`Follower`] does next.
enum Step {
    /// Looks at what moved in the folder.
    Look(Moved),
    /// Accepts that what was held back is gone.
    Confirm,
    /// Publishes what is due.
    Publish,
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
        let published = Published::new(&archive, &scan.problems, None, &clock.now());
        let live = Arc::new(Live::of(published, clock));
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
            let wait = self.until_next_publication();
            let step = tokio::select! {
                moved = watch.changed() => Step::Look(moved),
                Some(()) = confirm.recv() => Step::Confirm,
                () = wait => Step::Publish,
            };
            // On a thread of its own: whoever reads meanwhile is not kept waiting.
            let stepped = tokio::task::spawn_blocking(move || {
                self.take(&step);
                self
            });
            self = match stepped.await {
                Ok(follower) => follower,
                Err(error) => {
                    tracing::error!(%error, "the content folder is not followed any more");
                    return;
                }
            };
        }
    }

    fn take(&mut self, step: &Step) {
        let moved = match step {
            Step::Look(moved) => {
                let scan = self.files.look(moved);
                self.read(scan)
            }
            Step::Confirm => {
                let scan = self.files.scan(Confirm::Yes);
                self.read(scan)
            }
            Step::Publish => true,
        };
        if moved {
            self.publish();
        }
    }

    /// Waits for the next document to become public or stop being so; for ever if none will.
    fn until_next_publication(&self) -> impl Future<Output = ()> + use<> {
        let now = self.live.now();
        let published = self.live.published();
        let next = published.next_publication().filter(|_| self.live.clock.runs());
        let wait = next.map(|next| now.duration_until(next));
        async move {
            match wait {
                // What is overdue is due at once.
                Some(wait) => tokio::time::sleep(wait.try_into().unwrap_or_default()).await,
                None => std::future::pending().await,
            }
        }
    }

    /// Takes in what a look at the folder gave; whether anything is different.
    fn read(&mut self, scan: Result<Scan, StoreError>) -> bool {
        let scan = match scan {
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
        let now = self.live.now();
        let before = self.live.published();
        let held_back = self.held_back.clone();
        let next = Published::new(&self.archive, &self.store_problems, held_back, &now);
        if next.at(&now).version() != before.snapshot.version() {
            tracing::info!(version = next.at(&now).version(), "new content is served");
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
        self.live.moved.send_replace(());
    }
}
