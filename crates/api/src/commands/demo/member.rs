//! A member: an ordinary server at a port of its own, unless it is broken.
//!
//! Its port is its own all the time: while nobody serves there it is bound and not listened to, so
//! that connections are refused and nobody else gets it.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
};
use tokio::{
    net::{TcpListener, TcpSocket},
    task::JoinHandle,
    time::sleep,
};
use tracing::{Instrument, error_span};

use super::impostor;
use crate::{http::App, server::Server, settings::Serve};

/// How many connections may wait to be taken.
pub(super) const BACKLOG: u32 = 1024;

/// How long a slow member waits before it answers.
const SLOWNESS: Duration = Duration::from_secs(3);

/// A way of being broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Connections are refused.
    Down,
    /// Connections are taken, and nothing is said.
    Hang,
    /// Every answer comes late.
    Slow,
    /// The answers are none.
    Garbage,
    /// All documents are gone.
    Empty,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Down => "down",
            Self::Hang => "hanging",
            Self::Slow => "slow",
            Self::Garbage => "answering rubbish",
            Self::Empty => "empty",
        })
    }
}

impl FromStr for Broken {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "down" => Self::Down,
            "hang" => Self::Hang,
            "slow" => Self::Slow,
            "garbage" => Self::Garbage,
            "empty" => Self::Empty,
            _ => return Err(format!("{text}? down, hang, slow, garbage or empty")),
        })
    }
}

/// One of the hub's members.
pub(super) struct Member {
    /// Its short name.
    pub(super) site: String,
    /// Where it is.
    pub(super) address: SocketAddr,
    /// How it is served when it is well.
    pub(super) settings: Serve,
    /// The content folder it is served from when it has lost everything.
    emptied: PathBuf,
    /// Its port, while nobody is there.
    held: Option<TcpSocket>,
    occupant: Option<Occupant>,
    broken: Option<Broken>,
}

/// Who is at a member's port.
enum Occupant {
    /// A server, until its app is told to stop.
    Server(App, JoinHandle<()>),
    /// Somebody else.
    Impostor(JoinHandle<()>),
}

/// Holds a port of this machine; any that is free for 0.
pub(super) fn hold(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // Connections that were closed a moment ago do not keep it from us.
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    Ok(socket)
}

impl Member {
    /// A member whose port is held, and where nobody answers yet.
    pub(super) fn new(
        site: String,
        socket: TcpSocket,
        settings: Serve,
        emptied: PathBuf,
    ) -> io::Result<Self> {
        let address = socket.local_addr()?;
        Ok(Self {
            site,
            address,
            settings,
            emptied,
            held: Some(socket),
            occupant: None,
            broken: Some(Broken::Down),
        })
    }

    /// How it is broken, if it is.
    pub(super) fn broken(&self) -> Option<Broken> {
        self.broken
    }

    /// Breaks it in a way, or mends it. If that fails, it is down.
    pub(super) async fn be(&mut self, broken: Option<Broken>) -> Result<(), String> {
        let span = error_span!("site", slug = self.site);
        let turned = self.turn(broken).instrument(span).await;
        self.broken = if turned.is_ok() { broken } else { Some(Broken::Down) };
        turned.map_err(|why| format!("{}: {why}", self.site))
    }

    async fn turn(&mut self, broken: Option<Broken>) -> Result<(), String> {
        self.leave().await.map_err(|error| error.to_string())?;
        match broken {
            Some(Broken::Down) => Ok(()),
            Some(Broken::Hang) => self.give_way(impostor::hang),
            Some(Broken::Garbage) => self.give_way(impostor::talk_rubbish),
            Some(Broken::Empty) => {
                let content = self.emptied.clone();
                self.serve(Serve { content, ..self.settings.clone() }, |router| router).await
            }
            Some(Broken::Slow) => self.serve(self.settings.clone(), late).await,
            None => self.serve(self.settings.clone(), |router| router).await,
        }
    }

    /// Serves as a server does, from now on.
    async fn serve(
        &mut self,
        settings: Serve,
        layer: impl FnOnce(Router) -> Router,
    ) -> Result<(), String> {
        let server = Server::open(settings).await?;
        let running = self.listen().and_then(|listener| server.start(listener));
        let running = running.map_err(|error| error.to_string())?.behind(layer);
        let app = running.app().clone();
        let serving = tokio::spawn(running.until_stopped().in_current_span());
        self.occupant = Some(Occupant::Server(app, serving));
        Ok(())
    }

    /// Lets somebody else answer, from now on.
    fn give_way<F>(&mut self, impostor: impl FnOnce(TcpListener) -> F) -> Result<(), String>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = self.listen().map_err(|error| error.to_string())?;
        self.occupant = Some(Occupant::Impostor(tokio::spawn(impostor(listener))));
        Ok(())
    }

    fn listen(&mut self) -> io::Result<TcpListener> {
        match self.held.take() {
            Some(held) => held.listen(BACKLOG),
            None => hold(self.address.port())?.listen(BACKLOG),
        }
    }

    /// Whoever is there leaves, and the port is held.
    async fn leave(&mut self) -> io::Result<()> {
        match self.occupant.take() {
            None => {}
            Some(Occupant::Server(app, serving)) => {
                app.stop();
                let _ = serving.await;
            }
            Some(Occupant::Impostor(impostor)) => {
                impostor.abort();
                let _ = impostor.await;
            }
        }
        if self.held.is_none() {
            self.held = Some(hold(self.address.port())?);
        }
        Ok(())
    }
}

/// The same routes, every answer after a while.
fn late(router: Router) -> Router {
    router.layer(from_fn(async |request: Request, next: Next| {
        sleep(SLOWNESS).await;
        next.run(request).await
    }))
}
