//! `finsam serve`: serves the API until told to stop.

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use finsam_stores::Files;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{mpsc, watch},
};
use tracing_subscriber::EnvFilter;

use crate::{
    http::{self, App},
    live::Follower,
    settings::{PublicUrl, Serve},
};

/// Serves until SIGTERM or Ctrl-C. Whatever keeps it from starting is told in one line.
#[must_use]
pub fn run(settings: Serve) -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
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
    let clock = settings.clock.unwrap_or_default();
    let files = Files::open(&settings.content).map_err(|error| error.to_string())?;
    let watch = files.watch().map_err(|error| error.to_string())?;
    let (live, follower) = Follower::open(files, clock).map_err(|error| error.to_string())?;

    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another with --listen", settings.listen)
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let here = format!("http://{address}");
    let public_url = settings.public_url.as_ref().map_or(here.as_str(), PublicUrl::as_str);

    let (confirm, confirmations) = mpsc::channel(1);
    let (stop, stopping) = watch::channel(false);
    let signals = tokio::spawn(handle_signals(confirm, stop));
    let following = tokio::spawn(follower.follow(watch, confirmations));

    greet(&here, live.published().problems.len());
    http::serve(listener, App::new(live, public_url), stopping).await;
    following.abort();
    signals.abort();
    Ok(())
}

/// SIGTERM and Ctrl-C stop; SIGHUP accepts a mass disappearance of documents.
async fn handle_signals(confirm: mpsc::Sender<()>, stop: watch::Sender<bool>) {
    let listen = |kind| signal(kind).inspect_err(|error| tracing::error!(%error, "no signals"));
    let (Ok(mut terminate), Ok(mut interrupt), Ok(mut hang_up)) = (
        listen(SignalKind::terminate()),
        listen(SignalKind::interrupt()),
        listen(SignalKind::hangup()),
    ) else {
        return;
    };
    loop {
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            _ = hang_up.recv() => {
                // A full channel holds a confirmation already.
                let _ = confirm.try_send(());
            }
        }
    }
    stop.send_replace(true);
    // The channel closes when this ends, and with it the way to confirm.
    std::future::pending::<()>().await;
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
