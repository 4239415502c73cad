//! When a folder is worth looking at again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::watch;

use crate::{
    StoreError,
    moved::{Happening, Moved, QUIET},
};

/// A change is told of when nothing more has happened for [`QUIET`], or at the latest after so long,
/// for a folder where something always happens.
const AT_MOST: Duration = Duration::from_millis(500);
/// Where so much goes, more is probably going: only when all that has gone is seen together can
/// it be told whether it is too much to be meant.
const MANY: usize = 5;
/// Then it is told of when nothing more has happened for so long …
const CALM: Duration = Duration::from_millis(300);
/// … or at the latest after so long.
const CALM_AT_MOST: Duration = Duration::from_secs(10);
/// How often it is looked whether the folder is still the same one.
const GLANCE: Duration = Duration::from_millis(200);
/// How often the whole folder is looked through where the system does not tell of changes …
const POLL: Duration = Duration::from_millis(500);
/// … and where it does, for what it may have missed (disks shared over a network) …
const SAFETY_POLL: Duration = Duration::from_secs(10);
/// … or may have missed in a folder that has just come.
const SECOND_LOOK: Duration = Duration::from_secs(1);
/// Looking through a large folder takes long, and an edit waits for it: it is done so many times more
/// seldom than it takes where the system does not tell of changes …
const REST: u32 = 20;
/// … and where it does, so that hardly any edit meets it …
const SAFETY_REST: u32 = 200;
/// … but at least so often.
const AT_LEAST: Duration = Duration::from_secs(30);
const SAFETY_AT_LEAST: Duration = Duration::from_secs(120);

/// Tells when a folder is worth scanning, and where: when something in it changed, when the folder
/// itself was replaced, and now and then in case something was missed.
#[derive(Debug)]
pub struct Watch {
    told: watch::Receiver<()>,
    moved: Arc<Mutex<Moved>>,
}

/// How long it last took to look through the whole folder. Whoever looks tells whoever decides when.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effort(Arc<Mutex<Duration>>);

impl Effort {
    pub(crate) fn note(&self, took: Duration) {
        *locked(&self.0) = took;
    }

    /// How long after one look the next is due: `rest` times as long as a look takes, within bounds.
    fn interval(&self, rest: u32, soonest: Duration, latest: Duration) -> Duration {
        locked(&self.0).saturating_mul(rest).clamp(soonest, latest)
    }
}

impl Watch {
    pub(crate) fn new(folder: PathBuf, effort: Effort) -> Result<Self, StoreError> {
        let (tell, told) = watch::channel(());
        let moved = Arc::default();
        let mut lookout = Lookout::new(folder, Arc::clone(&moved), effort);
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || lookout.stand(&tell))
            .map_err(StoreError::Unwatchable)?;
        Ok(Self { told, moved })
    }

    /// Waits until it is worth looking, and says where. Sometimes nothing has changed after all;
    /// the look tells. May be dropped and asked again without missing anything.
    pub async fn changed(&mut self) -> Moved {
        if self.told.changed().await.is_err() {
            // Nobody stands on the lookout any more, so go and see.
            tokio::time::sleep(POLL).await;
            return Moved::everything();
        }
        std::mem::take(&mut locked(&self.moved))
    }
}

/// What is shared with another thread, which never leaves it half done.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Watches a folder from a thread of its own, which ends when nobody wants to be told.
struct Lookout {
    folder: PathBuf,
    /// Which folder is being watched; none while there is none.
    watched: Option<Identity>,
    /// The system's own watching, where it works.
    watcher: Option<RecommendedWatcher>,
    happening: Arc<Mutex<Happening>>,
    event: SyncSender<()>,
    events: Receiver<()>,
    /// What is told and nobody has taken yet.
    moved: Arc<Mutex<Moved>>,
    next_poll: Instant,
    effort: Effort,
}

impl Lookout {
    fn new(folder: PathBuf, moved: Arc<Mutex<Moved>>, effort: Effort) -> Self {
        // What happens is gathered in one place; one waiting event is as good as many.
        let (event, events) = mpsc::sync_channel(1);
        let watched = Identity::of(&folder);
        let mut lookout = Self {
            folder,
            watched,
            watcher: None,
            happening: Arc::default(),
            event,
            events,
            moved,
            next_poll: Instant::now(),
            effort,
        };
        lookout.watcher = lookout.new_watcher();
        lookout.next_poll = lookout.poll_after(Instant::now());
        lookout
    }

    fn stand(&mut self, tell: &watch::Sender<()>) {
        while !tell.is_closed() {
            let event = self.events.recv_timeout(GLANCE) != Err(RecvTimeoutError::Timeout);
            let replaced = self.replaced();
            if event || replaced {
                self.settle();
            }
            let now = Instant::now();
            let mut happening = locked(&self.happening);
            if replaced || now >= self.next_poll {
                happening.lose_track();
            }
            let new_folder = happening.has_new_folder();
            let moved = happening.tell(now);
            drop(happening);
            if moved.is_nothing() {
                continue;
            }
            if new_folder {
                self.next_poll = now + SECOND_LOOK;
            } else if moved.everything {
                self.next_poll = self.poll_after(now);
            }
            locked(&self.moved).add(moved);
            let _ = tell.send(());
        }
    }

    /// Waits until what is going on is over, or has gone on for long.
    fn settle(&self) {
        let started = Instant::now();
        loop {
            let many = locked(&self.happening).removed() >= MANY;
            let (quiet, at_most) = if many { (CALM, CALM_AT_MOST) } else { (QUIET, AT_MOST) };
            let Some(left) = at_most.checked_sub(started.elapsed()) else { return };
            if self.events.recv_timeout(left.min(quiet)).is_err() {
                return;
            }
        }
    }

    fn poll_after(&self, now: Instant) -> Instant {
        now + match self.watcher {
            Some(_) => self.effort.interval(SAFETY_REST, SAFETY_POLL, SAFETY_AT_LEAST),
            None => self.effort.interval(REST, POLL, AT_LEAST),
        }
    }

    /// Whether the folder has gone, come or been replaced; if so, watches the new one.
    fn replaced(&mut self) -> bool {
        let now = Identity::of(&self.folder);
        if now == self.watched {
            return false;
        }
        self.watched = now;
        self.watcher = self.new_watcher();
        true
    }

    fn new_watcher(&self) -> Option<RecommendedWatcher> {
        let folder = &self.watched.as_ref()?.path;
        watcher(folder, Arc::clone(&self.happening), self.event.clone())
            .inspect_err(|reason| {
                tracing::warn!(%reason, "the system cannot watch the content folder; looking through it instead, at most twice a second");
            })
            .ok()
    }
}

fn watcher(
    folder: &Path,
    happening: Arc<Mutex<Happening>>,
    event: SyncSender<()>,
) -> notify::Result<RecommendedWatcher> {
    let note = move |told: notify::Result<Event>| {
        if locked(&happening).note(told, Instant::now()) {
            // A full channel already says it all.
            let _ = event.try_send(());
        }
    };
    // Links are not followed: what they lead to inside the folder is watched where it is, and one
    // out of the folder could lead to a whole disk.
    let mut watcher = RecommendedWatcher::new(note, Config::default().with_follow_symlinks(false))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// What tells a folder from another that has taken its place.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    /// Where it really is.
    path: PathBuf,
    inode: u64,
    /// A disk may give the same number to the next folder.
    created: Option<SystemTime>,
}

impl Identity {
    fn of(folder: &Path) -> Option<Self> {
        let path = fs::canonicalize(folder).ok()?;
        let metadata = fs::metadata(&path).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Some(Self { path, inode, created: metadata.created().ok() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_takes_long_to_look_through_is_looked_through_seldom() {
        let folder = tempfile::TempDir::new().unwrap();
        let effort = Effort::default();
        let mut lookout = Lookout::new(folder.path().to_owned(), Arc::default(), effort.clone());
        let mut check = |watched: bool, took_ms: u64, expected_ms: u64| {
            if !watched {
                lookout.watcher = None;
            }
            effort.note(Duration::from_millis(took_ms));
            let now = Instant::now();
            let due = lookout.poll_after(now).duration_since(now);
            assert_eq!(due, Duration::from_millis(expected_ms), "{watched} {took_ms}");
        };
        check(true, 0, 10_000);
        check(true, 50, 10_000);
        check(true, 51, 10_200);
        check(true, 500, 100_000);
        check(true, 900, 120_000);
        check(false, 0, 500);
        check(false, 25, 500);
        check(false, 26, 520);
        check(false, 700, 14_000);
        check(false, 1_500, 30_000);
        check(false, 90_000, 30_000);
    }
}
