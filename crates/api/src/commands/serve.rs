//! `finsam serve`: serves the API until told to stop.

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use finsam_model::Slug;
use finsam_stores::{Files, Hub, Members, News};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::{mpsc, watch},
    time::{MissedTickBehavior, interval},
};

use crate::{
    http::{self, Accepting, App},
    live::{Follower, Known},
    logs::{self, Format},
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

/// Serves until SIGTERM or Ctrl-C. Whatever keeps it from starting is told in one line.
#[must_use]
pub fn run(settings: Serve) -> ExitCode {
    logs::start(settings.log_format, &settings.log);
    let served = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the machine gives no threads: {error}"))
        .and_then(|runtime| runtime.block_on(serve(settings)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "finsam: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: Serve) -> Result<(), String> {
    let network = settings.network;
    let clock = settings.clock.clone().unwrap_or_default();
    let signals = Signals::listen().map_err(|error| format!("no signals: {error}"))?;
    let files = Files::open(&settings.content).map_err(|error| error.to_string())?;
    let watch = files.watch().map_err(|error| error.to_string())?;
    let (hub, known) = hub(&settings)?;
    let (live, follower) = Follower::open_with_state(files, clock, &settings.state, known)
        .map_err(|error| error.to_string())?;
    let (news, newly) = mpsc::channel(MOST_NEWS);
    let follower = follower.with_news(newly);

    let listener = TcpListener::bind(network.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another with --listen", network.listen)
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let here = format!("http://{address}");
    let public_url = settings.public_url.as_ref().map_or(here.as_str(), PublicUrl::as_str);

    let app =
        App::within(Arc::clone(&live), public_url, settings.limits, settings.response_cache_bytes);
    let (confirm, confirmations) = mpsc::channel(1);
    let (confirm_members, confirmed) = watch::channel(());
    let drain = Duration::from_secs(network.drain_seconds);
    let background = [
        tokio::spawn(signals.handle(confirm, confirm_members, app.clone(), drain)),
        tokio::spawn(follower.follow(watch, confirmations)),
        tokio::spawn(follow_members(hub, live.published().home().clone(), news, confirmed)),
        tokio::spawn(tidy(Arc::clone(app.metrics()))),
        tokio::spawn(count_publications(live.watch(), Arc::clone(app.metrics()))),
    ];

    let problems = live.published().problems.len();
    if settings.log_format == Format::Text {
        greet(&here, problems);
    }
    tracing::info!(%address, problems, "serving");
    let accepting =
        Accepting { max_connections: possible(network.max_connections), ..Accepting::default() };
    let (metrics, stopping) = (Arc::clone(app.metrics()), app.stopping());
    http::serve(listener, http::router(app), accepting, metrics, stopping).await;
    background.iter().for_each(tokio::task::JoinHandle::abort);
    tracing::info!("stopped");
    Ok(())
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

/// Follows the members of the network, if there are any.
async fn follow_members(
    hub: Option<Hub>,
    home: Slug,
    news: mpsc::Sender<News>,
    confirmed: watch::Receiver<()>,
) {
    if let Some(hub) = hub {
        hub.follow(home, news, confirmed).await;
    }
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

/// What an operator says to the running server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// SIGTERM and Ctrl-C stop, after draining; the second at once. SIGHUP accepts a mass
    /// disappearance of documents.
    async fn handle(
        mut self,
        confirm: mpsc::Sender<()>,
        confirm_members: watch::Sender<()>,
        app: App,
        drain: Duration,
    ) {
        while let Said::Confirm = self.said().await {
            // A full channel holds a confirmation already.
            let _ = confirm.try_send(());
            confirm_members.send_replace(());
        }
        tracing::info!(drain_seconds = drain.as_secs(), "stopping: not ready from now on");
        app.drain();
        let told_again = async { while let Said::Confirm = self.said().await {} };
        let _ = tokio::time::timeout(drain, told_again).await;
        tracing::info!("stopping: finishing what was accepted");
        app.stop();
        // The channel closes when this ends, and with it the way to confirm.
        std::future::pending::<()>().await;
    }

    async fn said(&mut self) -> Said {
        tokio::select! {
            _ = self.terminate.recv() => Said::Stop,
            _ = self.interrupt.recv() => Said::Stop,
            _ = self.hang_up.recv() => Said::Confirm,
        }
    }
}

enum Said {
    Stop,
    Confirm,
}

/// Tells a person what is where.
fn greet(here: &str, problems: usize) {
    let problems = match problems {
        0 => String::new(),
        1 => "\n  1 problem in the content: finsam check tells which\n".to_owned(),
        many => format!("\n  {many} problems in the content: finsam check tells which\n"),
    };
    let _ = writeln!(
        io::stdout(),
        "Finsam is served.

  Start page  {here}/
  GraphiQL    {here}/graphiql
  API         {here}/graphql
  Health      {here}/health/ready
{problems}
  Ask the bot in another terminal:
  cargo run -p finsam-bot -- ask \"vad händer idag?\""
    );
}
