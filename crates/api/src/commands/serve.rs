//! `finsam serve`: serves the API until told to stop.

use std::{
    io::{self, Write},
    process::ExitCode,
    time::Duration,
};

use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};

use super::until_stopped::until_stopped;
use crate::{
    http::App,
    logs::{self, Format},
    server::{Confirming, Server},
    settings::Serve,
};

/// Serves until SIGTERM or Ctrl-C. Whatever keeps it from starting is told in one line.
#[must_use]
pub fn run(settings: Serve) -> ExitCode {
    logs::start(settings.log_format, &settings.log);
    until_stopped(serve(settings))
}

async fn serve(settings: Serve) -> Result<(), String> {
    let (network, log_format) = (settings.network, settings.log_format);
    let mut signals = Signals::listen().map_err(|error| format!("no signals: {error}"))?;
    // A database may be waited for; whoever has it stopped meanwhile means it.
    let server = tokio::select! {
        server = Server::open(settings) => server?,
        () = signals.stop() => return Ok(()),
    };
    let listener = TcpListener::bind(network.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another with --listen", network.listen)
    })?;
    let running = server.start(listener).map_err(|error| error.to_string())?;

    let drain = Duration::from_secs(network.drain_seconds);
    tokio::spawn(signals.handle(running.confirming(), running.app().clone(), drain));
    let (address, problems) = (running.address(), running.live().published().problems.len());
    if log_format == Format::Text {
        greet(&format!("http://{address}"), problems);
    }
    tracing::info!(%address, problems, "serving");
    running.until_stopped().await;
    tracing::info!("stopped");
    Ok(())
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
    /// disappearance of documents, and has the file read again that names the members.
    async fn handle(mut self, confirming: Confirming, app: App, drain: Duration) {
        while let Said::Confirm = self.said().await {
            confirming.confirm();
        }
        tracing::info!(drain_seconds = drain.as_secs(), "stopping: not ready from now on");
        app.drain();
        let _ = tokio::time::timeout(drain, self.stop()).await;
        tracing::info!("stopping: finishing what was accepted");
        app.stop();
    }

    /// Waits to be told to stop.
    async fn stop(&mut self) {
        while let Said::Confirm = self.said().await {}
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
