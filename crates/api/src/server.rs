//! One site, served: its content, what keeps that true, and the API over it. A process may hold
//! several.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use finsam_stores::{
    Files, Following, Hub, Members, Scan, StaleSite, State, StoreHealth, StoreUrl,
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    task::{JoinHandle, JoinSet, spawn_blocking},
    time::{MissedTickBehavior, interval, sleep},
};
use tracing::{Instrument, Span};

use crate::{
    http::{self, Accepting, App},
    live::{Follower, Home, Known, Live},
    metrics::Metrics,
    settings::{PublicUrl, Serve},
};

/// Where in the state folder is kept what was fetched from members.
const MEMBERS: &str = "members";

/// How many members' news may wait to be taken in; those who have more wait themselves.
const MOST_NEWS: usize = 16;

/// How often durations that were measured are folded into the metrics.
const TIDYING: Duration = Duration::from_secs(5);

/// File handles left for what is no connection: documents, the log, the watch on the folder.
const OTHER_HANDLES: u32 = 64;

/// A site whose content is read, and which nobody can reach yet.
#[derive(Debug)]
pub struct Server {
    settings: Serve,
    live: Arc<Live>,
    follower: Follower,
    home: Home,
    hub: Option<Hub>,
}

impl Server {
    /// Reads a site's content, and what is known of the members of its network from before. A database
    /// that is away is waited for.
    ///
    /// # Errors
    /// In one line, what keeps it from being served.
    pub async fn open(settings: Serve) -> Result<Self, String> {
        let span = Span::current();
        let opening = match settings.store.clone() {
            None => spawn_blocking(move || span.in_scope(|| Self::of_folder(settings))),
            Some(url) => {
                let mut following = Following::start(url.clone());
                let scan = first(&mut following, &url).await?;
                spawn_blocking(move || span.in_scope(|| Self::of_store(settings, following, scan)))
            }
        };
        opening.await.map_err(|error| format!("the content cannot be read: {error}"))?
    }

    fn of_store(settings: Serve, following: Following, scan: Scan) -> Result<Self, String> {
        let (hub, known) = hub(&settings)?;
        let clock = settings.clock.clone().unwrap_or_default();
        let health = following.health();
        let (live, follower) = Follower::of_store(scan, health, clock, &settings.state, known);
        Ok(Self { settings, live, follower, home: Home::Store(following), hub })
    }

    fn of_folder(settings: Serve) -> Result<Self, String> {
        let files = Files::open(&settings.content).map_err(|error| error.to_string())?;
        let watch = files.watch().map_err(|error| error.to_string())?;
        let (hub, known) = hub(&settings)?;
        let clock = settings.clock.clone().unwrap_or_default();
        let (live, follower) = Follower::open_with_state(files, clock, &settings.state, known)
            .map_err(|error| error.to_string())?;
        Ok(Self { settings, live, follower, home: Home::Folder(watch), hub })
    }

    /// Follows the content from now on, and can answer whoever connects to `listener`.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn start(self, listener: TcpListener) -> io::Result<Running> {
        let Self { settings, live, follower, home, hub } = self;
        let address = listener.local_addr()?;
        let here = format!("http://{address}");
        let public_url = settings.public_url.as_ref().map_or(here.as_str(), PublicUrl::as_str);
        let kept = settings.response_cache_bytes;
        let app = App::within(Arc::clone(&live), public_url, settings.limits, kept);

        let (news, newly) = mpsc::channel(MOST_NEWS);
        let (folder, confirmations) = mpsc::channel(1);
        let (members, confirmed) = watch::channel(());
        let following = follower.with_news(newly).follow(home, confirmations);
        let following = tokio::spawn(following.in_current_span());
        let mut beside = JoinSet::new();
        if let Some(hub) = hub {
            let home = live.published().home().clone();
            beside.spawn(hub.follow(home, news, confirmed).in_current_span());
        }
        if let Some(health) = live.watch_store() {
            beside.spawn(tell_when_old(Arc::clone(&live), health));
        }
        beside.spawn(tidy(Arc::clone(app.metrics())));
        beside.spawn(count_publications(live.watch(), Arc::clone(app.metrics())));
        let max_connections = possible(settings.network.max_connections);
        let accepting = Accepting { max_connections, ..Accepting::default() };
        let router = http::router(app.clone());
        Ok(Running {
            app,
            router,
            live,
            address,
            listener,
            accepting,
            folder,
            members,
            following,
            beside,
        })
    }
}

/// A site that is served, as soon as [`until_stopped`](Self::until_stopped) is awaited.
pub struct Running {
    app: App,
    router: Router,
    live: Arc<Live>,
    address: SocketAddr,
    listener: TcpListener,
    accepting: Accepting,
    /// The follower of the folder ends when this is dropped.
    folder: mpsc::Sender<()>,
    members: watch::Sender<()>,
    following: JoinHandle<()>,
    beside: JoinSet<()>,
}

impl Running {
    /// What is answered with; it is told here to stop.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// The content that is served.
    #[must_use]
    pub const fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// Where it is reached on this machine.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same, with something between it and whoever asks.
    #[must_use]
    pub fn behind(mut self, layer: impl FnOnce(Router) -> Router) -> Self {
        self.router = layer(self.router);
        self
    }

    /// A way to accept that much disappeared.
    #[must_use]
    pub fn confirming(&self) -> Confirming {
        Confirming { folder: self.folder.downgrade(), members: self.members.clone() }
    }

    /// Answers until the app is told to stop. Then nothing of it is left: its port and its state
    /// folder can be used anew.
    pub async fn until_stopped(self) {
        let Self {
            app, router, listener, accepting, folder, members, following, mut beside, ..
        } = self;
        let (metrics, stopping) = (Arc::clone(app.metrics()), app.stopping());
        http::serve(listener, router, accepting, metrics, stopping).await;
        beside.shutdown().await;
        drop((folder, members));
        if let Err(error) = following.await {
            tracing::error!(%error, "the content folder was not followed to the end");
        }
    }
}

/// Accepts a mass disappearance of documents, of the folder's and of members'.
#[derive(Clone, Debug)]
pub struct Confirming {
    folder: mpsc::WeakSender<()>,
    members: watch::Sender<()>,
}

impl Confirming {
    /// What has disappeared until now is gone.
    pub fn confirm(&self) {
        if let Some(folder) = self.folder.upgrade() {
            // A full channel holds a confirmation already.
            let _ = folder.try_send(());
        }
        self.members.send_replace(());
    }
}

/// Everything a database holds, as soon as it says so.
async fn first(following: &mut Following, url: &StoreUrl) -> Result<Scan, String> {
    tracing::info!(store = %url, "reading the content");
    following.next().await.ok_or_else(|| format!("{url} cannot be followed"))
}

/// The members of the network, if there are any, and what is known of them from before.
fn hub(settings: &Serve) -> Result<(Option<Hub>, Known), String> {
    let Some(file) = &settings.members else { return Ok((None, Known::default())) };
    let members = Members::read(file).map_err(|error| error.to_string())?;
    let opened = Hub::open(members, &settings.state.join(MEMBERS));
    let (hub, news) = opened.map_err(|error| error.to_string())?;
    let board = hub.board();
    Ok((Some(hub), Known { news, board }))
}

/// As many connections as are wanted and the system has file handles for, of which it gives as
/// many as it may.
fn possible(wanted: u32) -> u32 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).is_ok();
    // No limit at all is none.
    let handles = if raised { maximum } else { current }.unwrap_or(u64::MAX);
    let handles = u32::try_from(handles).unwrap_or(u32::MAX);
    let possible = wanted.min(handles.saturating_sub(OTHER_HANDLES).max(1));
    if possible < wanted {
        tracing::warn!(
            wanted,
            possible,
            "fewer connections: the system gives no more file handles"
        );
    }
    possible
}

/// Shows our own content as old while its database is not heard.
async fn tell_when_old(live: Arc<Live>, mut health: watch::Receiver<StoreHealth>) {
    loop {
        let (old_in, heard_at) = {
            let health = health.borrow_and_update();
            (health.old_in(), health.heard_at)
        };
        let is_old = old_in.is_zero();
        let site = live.published().home().clone();
        live.board().put_home(is_old.then_some(StaleSite {
            site,
            state: State::Failing,
            heard_at,
        }));
        tokio::select! {
            changed = health.changed() => if changed.is_err() {
                return;
            },
            () = sleep(old_in), if !is_old => {}
        }
    }
}

async fn tidy(metrics: Arc<Metrics>) {
    let mut ticks = interval(TIDYING);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        metrics.tidy();
    }
}

async fn count_publications(mut published: watch::Receiver<()>, metrics: Arc<Metrics>) {
    while published.changed().await.is_ok() {
        metrics.content_publications.increment(1);
    }
}
