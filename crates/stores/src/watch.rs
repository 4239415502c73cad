//! When a folder is worth looking at again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    thread,
    time::{Duration, Instant, SystemTime},
};

use notify::{
    Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use tokio::sync::watch;

use crate::StoreError;

/// A change is told of when nothing more has happened for so long …
const QUIET: Duration = Duration::from_millis(100);
/// … or at the latest after so long, for a folder where something always happens.
const AT_MOST: Duration = Duration::from_millis(500);
/// How often it is looked whether the folder is still the same one.
const GLANCE: Duration = Duration::from_millis(200);
/// How often a change is told of unseen where the system does not tell of changes …
const POLL: Duration = Duration::from_millis(500);
/// … and where it does, for what it may have missed (disks shared over a network).
const SAFETY_POLL: Duration = Duration::from_secs(10);

/// Tells when a folder is worth scanning: when something in it changed, when the folder itself
/// was replaced, and now and then in case something was missed.
#[derive(Debug)]
pub struct Watch {
    told: watch::Receiver<()>,
}

impl Watch {
    pub(crate) fn new(folder: PathBuf) -> Result<Self, StoreError> {
        let (tell, told) = watch::channel(());
        let mut lookout = Lookout::new(folder);
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || lookout.stand(&tell))
            .map_err(StoreError::Unwatchable)?;
        Ok(Self { told })
    }

    /// Waits until it is worth scanning. Sometimes nothing has changed after all; the scan tells.
    /// May be dropped and asked again without missing anything.
    pub async fn changed(&mut self) {
        if self.told.changed().await.is_err() {
            // Nobody stands on the lookout any more, so go and see.
            tokio::time::sleep(POLL).await;
        }
    }
}

/// Watches a folder from a thread of its own, which ends when nobody wants to be told.
struct Lookout {
    folder: PathBuf,
    /// Which folder is being watched; none while there is none.
    watched: Option<Identity>,
    /// The system's own watching, where it works.
    watcher: Option<RecommendedWatcher>,
    event: SyncSender<()>,
    events: Receiver<()>,
    last_told: Instant,
}

impl Lookout {
    fn new(folder: PathBuf) -> Self {
        // One waiting event is as good as many.
        let (event, events) = mpsc::sync_channel(1);
        let watched = Identity::of(&folder);
        let mut lookout =
            Self { folder, watched, watcher: None, event, events, last_told: Instant::now() };
        lookout.watcher = lookout.new_watcher();
        lookout
    }

    fn stand(&mut self, tell: &watch::Sender<()>) {
        while !tell.is_closed() {
            let event = self.events.recv_timeout(GLANCE) != Err(RecvTimeoutError::Timeout);
            let replaced = self.replaced();
            if event || replaced {
                self.settle();
            }
            if (event || replaced || self.poll_is_due()) && tell.send(()).is_ok() {
                self.last_told = Instant::now();
            }
        }
    }

    /// Waits until what is going on is over, or has gone on for long.
    fn settle(&self) {
        let started = Instant::now();
        while let Some(left) = AT_MOST.checked_sub(started.elapsed()) {
            if self.events.recv_timeout(left.min(QUIET)).is_err() {
                return;
            }
        }
    }

    fn poll_is_due(&mut self) -> bool {
        let since = self.last_told.elapsed();
        since >= if self.watcher.is_some() { SAFETY_POLL } else { POLL }
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
        watcher(folder, self.event.clone())
            .inspect_err(|reason| {
                tracing::warn!(%reason, "the system cannot watch the content folder; looking twice a second");
            })
            .ok()
    }
}

fn watcher(folder: &Path, event: SyncSender<()>) -> notify::Result<RecommendedWatcher> {
    let tell = move |happened: notify::Result<Event>| {
        // Errors too are worth a look. A full channel already says it all.
        if happened.map_or(true, |event| may_change(event.kind)) {
            let _ = event.try_send(());
        }
    };
    // Links are not followed: what they lead to inside the folder is watched where it is, and one
    // out of the folder could lead to a whole disk.
    let mut watcher = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// Whether an event is more than somebody reading, which scanning does too.
fn may_change(event: EventKind) -> bool {
    match event {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
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
    use notify::event::{CreateKind, DataChange, ModifyKind, RemoveKind};

    use super::*;

    #[test]
    fn scanning_does_not_wake_its_own_watch() {
        let check = |event: EventKind, expected: bool| {
            assert_eq!(may_change(event), expected, "{event:?}");
        };
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), false);
        check(EventKind::Access(AccessKind::Read), false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), false);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), true);
        check(EventKind::Create(CreateKind::File), true);
        check(EventKind::Modify(ModifyKind::Data(DataChange::Any)), true);
        check(EventKind::Remove(RemoveKind::Folder), true);
        check(EventKind::Other, true);
    }
}
