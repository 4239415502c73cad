//! The content that is served right now, and how it follows its store.

mod lull;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use arc_swap::{ArcSwap, ArcSwapOption};
use finsam_content::{Archive, Network, Problem, Snapshot};
use finsam_model::Slug;
use finsam_stores::{
    Board, Confirm, Files, Following, History, Journal, Moved, News, Scan, StoreError, StoreHealth,
    Watch,
};
use jiff::{Timestamp, Zoned};
use tokio::sync::{mpsc, watch};
use tracing::Span;

use crate::clock::{Clock, machine_time};
pub(crate) use lull::Lull;

/// What is served right now. Readers take it whole and keep it; it is replaced, never changed.
#[derive(Debug)]
pub struct Published {
    snapshot: Arc<Snapshot>,
    /// What is public from the next publish time on, made before it is due, so that no request
    /// after that time meets what was public before it.
    next: Option<(Zoned, Arc<Snapshot>)>,
    history: Arc<History>,
    /// Since when this has been served, by the machine's clock.
    since: Timestamp,
    /// What is wrong in the content folder.
    pub problems: Vec<Problem>,
    /// How much is wrong in the content of each member of a network, by its short name.
    pub members: Arc<BTreeMap<String, usize>>,
    /// Why most of the folder's disappearance is not believed, if it is not.
    pub held_back: Option<String>,
}

impl Published {
    fn new(
        network: &mut Network,
        store_problems: &[Problem],
        held_back: Option<String>,
        now: &Zoned,
    ) -> Self {
        let snapshot = Arc::new(network.publish(now));
        // What is foreseen has not been seen: it goes nowhere but here.
        let next = network.next_publication(now).map(|at| {
            let snapshot = network.clone().publish(&at);
            (at, Arc::new(snapshot))
        });
        let mut problems = network.problems();
        problems.extend_from_slice(store_problems);
        problems.sort();
        let members = snapshot.sites().skip(1).map(|site| {
            let problems = network.problems_of(&site.slug).len();
            (site.slug.to_string(), problems)
        });
        let members = Arc::new(members.collect());
        let (history, since) = (Arc::default(), machine_time());
        Self { snapshot, next, history, since, problems, members, held_back }
    }

    /// The short name of the site that serves.
    #[must_use]
    pub fn home(&self) -> &Slug {
        &self.snapshot.site().slug
    }

    /// When something becomes public or stops being so next, or did since this was published.
    #[must_use]
    pub fn next_publication(&self) -> Option<&Zoned> {
        self.next.as_ref().map(|(at, _)| at)
    }

    /// Whether it is the same content, written at the same times.
    fn is_same(&self, other: &Self) -> bool {
        let known = |one: &Self| (one.snapshot.version().to_owned(), one.snapshot.written());
        known(self) == known(other)
    }

    /// What changed until now. For a moment after a publish time it may not know yet of what is
    /// public since then; whoever reads it is told the next time.
    #[must_use]
    pub fn history(&self) -> &Arc<History> {
        &self.history
    }

    /// What is public at `now`.
    #[must_use]
    pub fn at(&self, now: &Zoned) -> &Arc<Snapshot> {
        match &self.next {
            Some((from, next)) if from <= now => next,
            _ => &self.snapshot,
        }
    }
}

/// The content that is served, always there, replaced when the store or the calendar moves.
#[derive(Debug)]
pub struct Live {
    published: ArcSwap<Published>,
    /// The lull somebody last asked in.
    lull: ArcSwapOption<Lull>,
    moved: watch::Sender<()>,
    clock: Clock,
    /// How the members of the network are.
    board: Board,
    /// How the database is, where the content comes from one.
    store: Option<watch::Receiver<StoreHealth>>,
}

impl Live {
    /// Tells whenever something new is published.
    pub fn watch(&self) -> watch::Receiver<()> {
        self.moved.subscribe()
    }

    /// Content that follows no store.
    #[must_use]
    pub fn still(content: impl Into<Network>, clock: Clock) -> Arc<Self> {
        let mut network = content.into();
        let mut published = Published::new(&mut network, &[], None, &clock.now());
        published.history = Journal::in_memory(Arc::clone(&published.snapshot)).history();
        Arc::new(Self::of(published, clock, Board::default()))
    }

    fn of(published: Published, clock: Clock, board: Board) -> Self {
        let published = ArcSwap::from_pointee(published);
        let (lull, moved) = (ArcSwapOption::empty(), watch::Sender::new(()));
        Self { published, lull, moved, clock, board, store: None }
    }

    /// How the members of the network are, if there are any.
    #[must_use]
    pub const fn board(&self) -> &Board {
        &self.board
    }

    /// How the database is, if the content comes from one.
    #[must_use]
    pub fn store(&self) -> Option<StoreHealth> {
        self.store.as_ref().map(|health| health.borrow().clone())
    }

    /// The same, for who wants to be told.
    pub(crate) fn watch_store(&self) -> Option<watch::Receiver<StoreHealth>> {
        self.store.clone()
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

    /// Waits until the calendar's now is `then` or later.
    pub async fn reaches(&self, then: &Zoned) {
        self.clock.reaches(then).await;
    }
}

/// What is known of the members of a network at the start.
#[derive(Debug, Default)]
pub struct Known {
    /// What they had when they were last heard of.
    pub news: Vec<News>,
    /// How they are.
    pub board: Board,
}

/// What tells that something is new at home.
#[derive(Debug)]
pub enum Home {
    /// A folder.
    Folder(Watch),
    /// A database.
    Store(Following),
}

impl From<Watch> for Home {
    fn from(watch: Watch) -> Self {
        Self::Folder(watch)
    }
}

impl Home {
    /// What to do next; nothing if there will be no more.
    async fn next(&mut self) -> Option<Step> {
        match self {
            Self::Folder(watch) => Some(Step::Look(watch.changed().await)),
            Self::Store(following) => following.next().await.map(Step::Read),
        }
    }

    /// What to do when it is confirmed that much is gone; a database tells by itself then.
    fn confirm(&self) -> Option<Step> {
        match self {
            Self::Folder(_) => Some(Step::Confirm),
            Self::Store(following) => {
                following.confirm();
                None
            }
        }
    }
}

/// What a [`Follower`] does next.
enum Step {
    /// Takes over what the database tells.
    Read(Scan),
    /// Looks at what moved in the folder.
    Look(Moved),
    /// Accepts that what was held back is gone.
    Confirm,
    /// Publishes what is due.
    Publish,
    /// Takes in what is new at members of the network.
    TakeIn(Vec<News>),
}

/// Keeps a [`Live`] true to its store, and to the members of its network.
#[derive(Debug)]
pub struct Follower {
    live: Arc<Live>,
    /// The folder, where it is one.
    files: Option<Files>,
    network: Network,
    store_problems: Vec<Problem>,
    held_back: Option<String>,
    journal: Journal,
    /// What members of the network tell, if there are any.
    news: Option<mpsc::Receiver<News>>,
}

impl Follower {
    /// Reads a content folder for the first time.
    ///
    /// # Errors
    /// When the folder cannot be read at all; single bad documents are reported, not errors.
    pub fn open(files: Files, clock: Clock) -> Result<(Arc<Live>, Self), StoreError> {
        Self::open_with(files, clock, Known::default(), Journal::in_memory)
    }

    /// Reads a content folder for the first time, beside what is known of the members of a network,
    /// and keeps what changes in a state folder, so that those who follow the changes can go on
    /// after a restart.
    ///
    /// # Errors
    /// As [`open`](Self::open); the state folder is none.
    pub fn open_with_state(
        files: Files,
        clock: Clock,
        state: &Path,
        known: Known,
    ) -> Result<(Arc<Live>, Self), StoreError> {
        Self::open_with(files, clock, known, |snapshot| Journal::open(state, snapshot))
    }

    fn open_with(
        mut files: Files,
        clock: Clock,
        known: Known,
        journal: impl FnOnce(Arc<Snapshot>) -> Journal,
    ) -> Result<(Arc<Live>, Self), StoreError> {
        // Whatever is there at the start is meant.
        let scan = files.scan(Confirm::Yes)?;
        Ok(Self::of_scan(scan, Some(files), None, clock, known, journal))
    }

    /// What a database holds, beside what is known of the members of a network; what changes is
    /// kept in a state folder.
    #[must_use]
    pub fn of_store(
        scan: Scan,
        health: watch::Receiver<StoreHealth>,
        clock: Clock,
        state: &Path,
        known: Known,
    ) -> (Arc<Live>, Self) {
        let journal = |snapshot| Journal::open(state, snapshot);
        Self::of_scan(scan, None, Some(health), clock, known, journal)
    }

    fn of_scan(
        scan: Scan,
        files: Option<Files>,
        store: Option<watch::Receiver<StoreHealth>>,
        clock: Clock,
        known: Known,
        journal: impl FnOnce(Arc<Snapshot>) -> Journal,
    ) -> (Arc<Live>, Self) {
        let mut network =
            Network::from(Archive::default().update_written(scan.changes, &scan.written_at));
        known.news.into_iter().for_each(|news| take_in(&mut network, news));
        let mut published = Published::new(&mut network, &scan.problems, None, &clock.now());
        let journal = journal(Arc::clone(&published.snapshot));
        published.history = journal.history();
        let live = Arc::new(Live { store, ..Live::of(published, clock, known.board) });
        let follower = Self {
            live: Arc::clone(&live),
            files,
            network,
            store_problems: scan.problems,
            held_back: None,
            journal,
            news: None,
        };
        (live, follower)
    }

    /// The same, taking in what members of a network tell.
    #[must_use]
    pub fn with_news(self, news: mpsc::Receiver<News>) -> Self {
        Self { news: Some(news), ..self }
    }

    /// Follows the store, the members and the calendar until nobody can say a word on `confirm`
    /// any more; each accepts a mass disappearance that was held back.
    pub async fn follow(mut self, home: impl Into<Home>, mut confirm: mpsc::Receiver<()>) {
        let mut home = home.into();
        let mut news = self.news.take();
        loop {
            let wait = self.until_next_publication();
            let step = tokio::select! {
                step = home.next() => match step {
                    Some(step) => step,
                    None => {
                        tracing::error!("the database is not followed any more");
                        return;
                    }
                },
                confirmed = confirm.recv() => match confirmed.map(|()| home.confirm()) {
                    Some(Some(step)) => step,
                    Some(None) => continue,
                    None => return,
                },
                Some(news) = all_of(&mut news) => Step::TakeIn(news),
                () = wait => Step::Publish,
            };
            // On a thread of its own: whoever reads meanwhile is not kept waiting.
            let span = Span::current();
            let stepped = tokio::task::spawn_blocking(move || {
                span.in_scope(|| self.take(step));
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

    fn take(&mut self, step: Step) {
        let moved = match step {
            Step::Look(moved) => {
                let scan = self.files.as_mut().map(|files| files.look(&moved));
                scan.is_some_and(|scan| self.read(scan))
            }
            Step::Confirm => {
                let scan = self.files.as_mut().map(|files| files.scan(Confirm::Yes));
                scan.is_some_and(|scan| self.read(scan))
            }
            Step::Read(scan) => self.read(Ok(scan)),
            Step::Publish => true,
            Step::TakeIn(news) => {
                news.into_iter().for_each(|news| take_in(&mut self.network, news));
                true
            }
        };
        if moved {
            self.publish();
        }
    }

    /// Waits for the next document to become public or stop being so; for ever if none will.
    fn until_next_publication(&self) -> impl Future<Output = ()> + use<> {
        let clock = self.live.clock.clone();
        let next = self.live.published().next_publication().cloned();
        async move {
            match next {
                Some(next) => clock.reaches(&next).await,
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
            let home = self.network.home();
            self.network.set_home(home.update_written(scan.changes, &scan.written_at));
        }
        self.store_problems = scan.problems;
        self.held_back = held_back;
        moved
    }

    fn publish(&mut self) {
        let now = self.live.now();
        let before = self.live.published();
        let held_back = self.held_back.clone();
        let mut next = Published::new(&mut self.network, &self.store_problems, held_back, &now);
        self.journal.follow(&next.snapshot);
        next.history = self.journal.history();
        if next.is_same(&before) {
            next.since = before.since;
        }
        if next.at(&now).version() != before.snapshot.version() {
            tracing::info!(version = next.at(&now).version(), "new content is served");
        }
        // Both are sorted.
        for problem in
            next.problems.iter().filter(|problem| before.problems.binary_search(problem).is_err())
        {
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

/// Everything new that has come when something has: published together, it is indexed once. None
/// if nothing will come.
async fn all_of(news: &mut Option<mpsc::Receiver<News>>) -> Option<Vec<News>> {
    let news = news.as_mut()?;
    let mut all = vec![news.recv().await?];
    while let Ok(next) = news.try_recv() {
        all.push(next);
    }
    Some(all)
}

fn take_in(network: &mut Network, news: News) {
    match news {
        News::Of { site, changes } => network.update(&site, changes),
        News::Left(site) => network.leave(&site),
        News::Gone(gone) => gone.iter().for_each(|(id, slug)| network.remember_gone(id, slug)),
    }
}
