//! Following a database: everything once, then what changes.
//!
//! A node is told of a revision where the database can tell, and asks now and then all the same. When
//! the database is away, too slow or not itself, the node goes on with what it knows and says so. Two
//! ways of asking are tried then side by side: one that waits long, for a slow way there, and one that
//! gives up soon and begins anew, for a way that has been mended. There are never more than these two.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use finsam_content::Change;
use tokio::{
    sync::{Notify, mpsc, watch},
    task::JoinHandle,
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    DatabaseError, Head, Session, StoreHealth, StoreUrl,
    commit::CHANNEL,
    health::Board,
    read::{self, Changes, head},
};
use crate::{HeldBack, Scan, held_back::held_back, wall_clock};

/// How often a database is asked that tells by itself: that it can still be heard, and whether its
/// telling got lost.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// How often one is asked that does not: a replica, or one that cannot.
const POLL: Duration = Duration::from_millis(400);

/// How long a slow answer is waited for: as long as it takes to connect where each way takes seconds.
const PATIENT: Duration = Duration::from_secs(20);

/// When to try anew beside that, and how long.
const BRISK: Duration = Duration::from_millis(1_500);

/// How long after a failure it is tried again, at least; up to half as much more, so that many nodes do not
/// come all at once.
const PAUSE_MILLIS: u64 = 500;

/// How long after something new nothing newer is asked for: of many small changes those of such a while are
/// taken in together, which costs little more than one, and readers are answered in between.
const REST: Duration = Duration::from_millis(250);

/// How often it is tried to come to the host wanted, when another one is read from.
const RECONSIDER: Duration = Duration::from_secs(5);

/// A database that is followed, until this is dropped.
#[derive(Debug)]
pub struct Following {
    scans: mpsc::Receiver<Scan>,
    confirm: Arc<Notify>,
    health: watch::Receiver<StoreHealth>,
    task: JoinHandle<()>,
}

impl Following {
    /// Begins to follow.
    #[must_use]
    pub fn start(url: StoreUrl) -> Self {
        let board = Board::default();
        let health = board.watch();
        let (sender, scans) = mpsc::channel(1);
        let confirm = Arc::new(Notify::new());
        let follower = Follower { url, board, known: Known::default() };
        let task = tokio::spawn(follower.run(sender, Arc::clone(&confirm)));
        Self { scans, confirm, health, task }
    }

    /// Waits for what is new: first for all there is, then for what changed. It may be given up and asked
    /// anew. None only if following has ended, which is our own fault.
    pub async fn next(&mut self) -> Option<Scan> {
        self.scans.recv().await
    }

    /// Accepts that what was held back is gone.
    pub fn confirm(&self) {
        self.confirm.notify_one();
    }

    /// How it goes.
    #[must_use]
    pub fn health(&self) -> watch::Receiver<StoreHealth> {
        self.health.clone()
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Follower {
    url: StoreUrl,
    board: Board,
    known: Known,
}

/// What was taken over.
#[derive(Default)]
struct Known {
    head: Option<Head>,
    paths: BTreeSet<String>,
    /// What is not believed, and how the store stood then.
    doubted: Option<(Head, HeldBack)>,
}

/// What the store said.
enum Said {
    /// Nothing is different.
    Same,
    /// A replica that has not come as far as what is known.
    Behind,
    /// What changed since.
    Changes(Head, Changes),
    /// All there is: at first, and when what was known is no part of it.
    All(Head, Changes),
}

impl Follower {
    async fn run(mut self, scans: mpsc::Sender<Scan>, confirm: Arc<Notify>) {
        let mut session: Option<Session> = None;
        let mut is_confirmed = false;
        let mut rested = Instant::now();
        loop {
            let (mut current, head) = self.ask(session.take()).await;
            match self.read(&mut current, head, is_confirmed).await {
                Ok(said) => {
                    let is_behind = matches!(said, Said::Behind);
                    let scan = self.take(said, is_confirmed);
                    is_confirmed = false;
                    self.note(&current, is_behind);
                    if let Some(scan) = scan {
                        rested = Instant::now() + REST;
                        if scans.send(scan).await.is_err() {
                            return;
                        }
                    }
                    if current.is_primary && current.ear.is_none() {
                        current.patience = BRISK;
                        current.listen(CHANNEL).await;
                    }
                    session = Some(current);
                }
                Err(error) => {
                    self.board.failed(&error);
                    pause().await;
                }
            }
            tokio::select! {
                is_there = async {
                    sleep_until(rested).await;
                    wait(&mut session).await
                } => {
                    if !is_there {
                        session = None;
                    }
                }
                () = confirm.notified() => is_confirmed = true,
                () = scans.closed() => return,
            }
        }
    }

    /// What the store is at, however long it takes until it says so.
    async fn ask(&self, session: Option<Session>) -> (Session, Head) {
        let patient = self.keep_asking(session, PATIENT);
        let brisk = async {
            sleep(BRISK).await;
            self.keep_asking(None, BRISK).await
        };
        tokio::select! {
            answer = patient => answer,
            answer = brisk => answer,
        }
    }

    async fn keep_asking(
        &self,
        mut session: Option<Session>,
        patience: Duration,
    ) -> (Session, Head) {
        loop {
            match timeout(patience, self.try_asking(session.take(), patience)).await {
                Ok(Ok(answer)) => return answer,
                Ok(Err(error)) => self.board.failed(&error),
                Err(_) => self.board.failed(&DatabaseError::Silent(patience)),
            }
            pause().await;
        }
    }

    async fn try_asking(
        &self,
        session: Option<Session>,
        patience: Duration,
    ) -> Result<(Session, Head), DatabaseError> {
        let mut session = match session {
            Some(session) => session,
            None => {
                let session = Session::to_read(&self.url, patience).await?;
                self.board.connected();
                session
            }
        };
        session.patience = patience;
        let head = head(&mut session).await?;
        Ok((session, head))
    }

    /// What the store says beyond what is known.
    async fn read(
        &self,
        session: &mut Session,
        head: Head,
        is_confirmed: bool,
    ) -> Result<Said, DatabaseError> {
        session.patience = PATIENT;
        if let Some(known) = &self.known.head {
            let doubted = self.known.doubted.as_ref().map(|(doubted, _)| doubted);
            if *known == head || (doubted == Some(&head) && !is_confirmed) {
                return Ok(Said::Same);
            }
            if head.store == known.store && head.revision < known.revision && !session.is_primary {
                return Ok(Said::Behind);
            }
            if head.store == known.store
                && head.revision > known.revision
                && read::knows(session, known).await?
            {
                let until = head.revision;
                let changes = read::changes(session, Some(known.revision), until).await?;
                return Ok(Said::Changes(head, changes));
            }
            tracing::warn!(
                known = known.revision,
                found = head.revision,
                "the store is another one, or was set back: it is read anew"
            );
        }
        let all = read::changes(session, None, head.revision).await?;
        Ok(Said::All(head, all))
    }

    /// Takes over what was said; what is different by it, if anything is.
    fn take(&mut self, said: Said, is_confirmed: bool) -> Option<Scan> {
        let known = &mut self.known;
        let (head, (mut changes, written_at)) = match said {
            Said::Same | Said::Behind => return None,
            Said::Changes(head, changes) => (head, changes),
            Said::All(head, (mut all, written_at)) => {
                let there: BTreeSet<&String> = all.iter().map(|change| &change.path).collect();
                let gone: Vec<String> =
                    known.paths.iter().filter(|path| !there.contains(path)).cloned().collect();
                let new = there.into_iter().filter(|path| !known.paths.contains(*path));
                let (before, new) = (known.paths.iter().cloned().collect::<Vec<_>>(), new.cloned());
                let held = held_back(&before, &gone, &new.collect::<Vec<_>>());
                if let Some(held) = held.filter(|_| !is_confirmed) {
                    known.doubted = Some((head, held.clone()));
                    return Some(Scan { held_back: Some(held), ..Scan::default() });
                }
                all.extend(gone.into_iter().map(|path| Change { path, bytes: None }));
                (head, (all, written_at))
            }
        };
        for Change { path, bytes } in &changes {
            match bytes {
                Some(_) => known.paths.insert(path.clone()),
                None => known.paths.remove(path),
            };
        }
        changes.sort_by(|one, other| one.path.cmp(&other.path));
        known.head = Some(head);
        known.doubted = None;
        Some(Scan { changes, written_at, ..Scan::default() })
    }

    fn note(&self, session: &Session, is_behind: bool) {
        let doubted = self.known.doubted.as_ref().map(|(_, held)| held.to_string());
        let behind = is_behind.then(|| format!("{} is behind what is known", session.host));
        let why = doubted.or(behind);
        let heard_at = match &why {
            None => Some(wall_clock::now()),
            Some(_) => self.board.watch().borrow().heard_at,
        };
        self.board.heard(StoreHealth {
            host: Some(session.host.clone()),
            is_primary: session.is_primary,
            is_listening: session.ear.is_some(),
            revision: self.known.head.as_ref().map(|head| head.revision),
            heard_at,
            why,
            ..StoreHealth::default()
        });
    }
}

/// Waits until it is worth asking again; whether the connection is one to go on with.
async fn wait(session: &mut Option<Session>) -> bool {
    let Some(session) = session else { return false };
    if !session.is_wanted && session.since.elapsed() > RECONSIDER {
        return false;
    }
    let Some(ear) = &mut session.ear else {
        sleep(POLL).await;
        return true;
    };
    match timeout(HEARTBEAT, ear.try_recv()).await {
        Ok(told) => {
            // Of what was told during a rest one word is enough.
            while ear.next_buffered().is_some() {}
            matches!(told, Ok(Some(_)))
        }
        Err(_) => true,
    }
}

async fn pause() {
    sleep(Duration::from_millis(PAUSE_MILLIS + fastrand::u64(0..PAUSE_MILLIS / 2))).await;
}
