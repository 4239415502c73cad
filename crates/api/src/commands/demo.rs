//! `finsam demo`: a hub and its members in one process, to try a network on.
//!
//! Every site is made up, and served as `finsam serve` serves one: over a folder, on a port of its
//! own. The hub reads its members over the wire, as it would anybody.
//!
//! `demo/disk` where everything is kept · `demo/member` one of the members, well or broken ·
//! `demo/impostor` who answers at the port of a broken one · `demo/edit` changing a document ·
//! `demo/controls` what can be typed while it runs · `demo/network` all of it together.

mod controls;
mod disk;
mod edit;
mod impostor;
mod member;
mod network;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    time::Instant,
};

use super::until_stopped::until_stopped;
use crate::{
    logs::{self, Format},
    settings::Demo,
};
use controls::Control;
use network::Network;

/// Runs until `quit`, Ctrl-C or SIGTERM. Whatever keeps it from starting is told in one line.
#[must_use]
pub fn run(settings: Demo) -> ExitCode {
    logs::start(Format::Text, &settings.log);
    until_stopped(demo(settings))
}

async fn demo(settings: Demo) -> Result<(), String> {
    let began = Instant::now();
    let stopped = stopped().map_err(|error| format!("no signals: {error}"))?;
    tokio::pin!(stopped);
    let mut network = Network::start(&settings).await?;
    say(&network.greeting());
    let synced = network.synced();
    tokio::pin!(synced);
    let mut is_synced = false;
    let mut lines = lines();
    loop {
        tokio::select! {
            Some(line) = lines.recv() => {
                match controls::read(&line) {
                    Ok(None) => {}
                    Ok(Some(Control::Quit)) => break,
                    Ok(Some(control)) => say(&network.obey(control).await),
                    Err(why) => say(&why),
                }
            }
            documents = &mut synced, if !is_synced => {
                is_synced = true;
                let took_s = began.elapsed().as_secs_f64();
                say(&format!("All members are read after {took_s:.1} s: {documents} documents."));
            }
            () = &mut stopped => break,
        }
    }
    network.stop().await;
    Ok(())
}

fn say(text: &str) {
    // Whoever was reading may have gone; the network is there all the same.
    let _ = writeln!(io::stdout(), "{text}");
}

/// What is typed, line by line. Where nobody types any more, nothing comes.
fn lines() -> mpsc::UnboundedReceiver<String> {
    let (typed, lines) = mpsc::unbounded_channel();
    // A thread of its own: one that waits for somebody to type cannot be told to stop.
    std::thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            if typed.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Waits for whatever a system says to end a program with.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hang_up.recv() => {}
        }
    })
}
