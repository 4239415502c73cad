//! `finsam-bot`: answers the network's members on Discord, by asking a Finsam API like anybody else.
//!
//! What members ask: `bot` answers apart from Discord, by the table in `commands`, with `cards` that
//! make a `message` of what the API told; `texts` holds every word of the bot's own. What is told
//! unasked: `watch` follows the API, `notices` says who is told what and when, `delivery` sends each
//! once, `state` remembers, `rounds` makes it all go round. At the rim, `discord` hears and `rest`
//! sends, `terminal` and `rehearse` do without Discord, `clock` reads the time.

mod asker;
mod bot;
mod buttons;
mod cards;
mod check;
mod clock;
mod commands;
mod conversations;
mod delivery;
mod discord;
mod health;
#[cfg(test)]
mod made_up;
mod markdown;
mod message;
mod metrics;
mod moments;
mod notices;
mod plain;
mod programme;
mod question;
mod rehearse;
mod rest;
mod rounds;
mod settings;
mod state;
mod terminal;
mod texts;
mod views;
mod watch;

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use clap::Parser;
use finsam_client::Client;
use tracing_subscriber::EnvFilter;

use check::Finding;
use clock::{Clock, RehearsedClock};
use rehearse::{Days, Paper, Script};
use settings::{Command, Rehearse, Settings};
use texts::Language;

/// Our own log lines tell what matters; serenity's come when asked for with `RUST_LOG`.
const DEFAULT_LOG: &str = "finsam_bot=info,finsam_client=info";

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    match run(settings).await {
        Ok(code) => code,
        Err(line) => {
            // Nothing is left to tell it to when even this fails.
            let _ = writeln!(io::stderr(), "finsam-bot: {line}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<ExitCode, String> {
    let api =
        Client::new(settings.api).map_err(|why| format!("no connection can be made: {why}"))?;
    let clock = settings.clock.unwrap_or_default();
    let language = Language::Swedish;
    match settings.command {
        Command::Run(discord) => {
            log();
            let ended = discord::run(&discord, api, clock).await;
            ended.map(|()| ExitCode::SUCCESS).map_err(|why| why.to_string())
        }
        Command::Ask { question } => {
            let (mut output, mut errors) = (io::stdout().lock(), io::stderr().lock());
            let question = question.join(" ");
            let answered =
                terminal::ask(&question, &api, &clock, language, &mut output, &mut errors).await;
            terminal_outcome(answered)
        }
        Command::Check(settings) => {
            let findings = check::check(&settings, &api).await;
            let mut output = io::stdout().lock();
            for finding in &findings {
                writeln!(output, "{finding}").map_err(|why| why.to_string())?;
            }
            let is_wrong = findings.iter().any(|finding| matches!(finding, Finding::Wrong(_)));
            Ok(if is_wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
        Command::Rehearse(settings) => {
            let ended = rehearsed(&settings, api).await;
            ended.map(|()| ExitCode::SUCCESS).map_err(|why| why.to_string())
        }
        Command::Chat => {
            let (input, mut output) = (io::stdin().lock(), io::stdout().lock());
            let ended = terminal::chat(&api, &clock, language, input, &mut output).await;
            terminal_outcome(ended.map(|()| true))
        }
    }
}

async fn rehearsed(settings: &Rehearse, api: Client) -> Result<(), rehearse::Broken> {
    let script = settings.script.as_deref().map(Script::read).transpose()?.unwrap_or_default();
    let days = Days { first: settings.from, last: settings.to };
    let state = rehearse::state(settings.state.as_deref(), settings.channel, days).await?;
    let clock = RehearsedClock::default();
    if settings.send {
        let post = discord::post(settings.discord_api.as_ref())?;
        return rehearse::rehearse(api, state, post, &clock, days, &script).await;
    }
    let paper = Paper::new(Clock::Rehearsed(clock.clone()), io::stdout().lock());
    rehearse::rehearse(api, state, paper, &clock, days, &script).await
}

/// A reader that has seen enough (`finsam-bot ask … | head -1`) is no failure.
fn terminal_outcome(outcome: io::Result<bool>) -> Result<ExitCode, String> {
    match outcome {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(why) => Err(why.to_string()),
    }
}

fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_LOG));
    let coloured = io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(coloured)
        .with_writer(io::stderr)
        .init();
}
