//! What the operator can set, on the command line and in the environment.

use std::{fmt, net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use url::Url;

use crate::clock::Clock;

/// Answers questions about Finsam, on Discord or here in the terminal.
#[derive(Debug, Parser)]
#[command(name = "finsam-bot", version)]
pub(crate) struct Settings {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// The Finsam API to ask.
    #[arg(
        long,
        env = "FINSAM_API",
        value_name = "URL",
        default_value = "http://127.0.0.1:8080/graphql",
        global = true
    )]
    pub(crate) api: Url,

    /// Answer as if it were this instant (2018-07-05T08:00:00+02:00); with a + after it, time runs
    /// on from there.
    #[arg(long, env = "FINSAM_CLOCK", value_name = "T", global = true)]
    pub(crate) clock: Option<Clock>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Be the bot on Discord. Needs DISCORD_TOKEN in the environment.
    Run(Discord),
    /// Answer one question.
    Ask {
        /// The question; quotes are optional.
        #[arg(required = true)]
        question: Vec<String>,
    },
    /// Answer questions until the input ends (Ctrl-D).
    Chat,
    /// Look at everything the bot stands on, and say what is wrong. Ends with 1 where something is.
    Check(Discord),
    /// Play days in seconds, and print every message the bot would send unasked.
    Rehearse(Rehearse),
}

/// How to reach Discord.
#[derive(Debug, Args)]
pub(crate) struct Discord {
    /// Talk to this address instead of Discord's own (http://127.0.0.1:4000), for tests.
    #[arg(long, env = "DISCORD_API", value_name = "URL")]
    pub(crate) discord_api: Option<Url>,

    /// Remember in this file what members and channels want. Without one, all of it is forgotten
    /// when the bot stops.
    #[arg(long, env = "FINSAM_BOT_STATE", value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,

    /// Tell at this address how the bot is doing: /health/live, /health/ready and /metrics.
    #[arg(long, env = "FINSAM_BOT_HEALTH", value_name = "ADDRESS")]
    pub(crate) health: Option<SocketAddr>,
}

/// Which days to play, and how.
#[derive(Debug, Args)]
pub(crate) struct Rehearse {
    /// The first day, as 2018-07-01.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Date,

    /// The last day.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Date,

    /// What happens meanwhile: a TOML file of steps, each `at` an instant, that `run` a command.
    #[arg(long, value_name = "FILE")]
    pub(crate) script: Option<PathBuf>,

    /// Rehearse with what is remembered in this file (a copy: it will remember the rehearsal).
    /// Without one, there is a channel that wants to be told everything.
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,

    /// The channel that wants to be told everything, where the state knows none.
    #[arg(long, value_name = "ID", default_value_t = 1)]
    pub(crate) channel: u64,

    /// Send the messages, to Discord or to the address in DISCORD_API, instead of printing them.
    #[arg(long)]
    pub(crate) send: bool,

    /// Send them to this address instead of Discord's own.
    #[arg(long, env = "DISCORD_API", value_name = "URL")]
    pub(crate) discord_api: Option<Url>,
}

/// The secret that makes us the bot. Never printed.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// The token in `DISCORD_TOKEN`; none where it is missing or blank. It is no command line
    /// argument, because those can be read by everybody on the machine.
    pub(crate) fn from_env() -> Option<Self> {
        let token = std::env::var("DISCORD_TOKEN").ok()?;
        let token = token.trim();
        (!token.is_empty()).then(|| Self(token.to_owned()))
    }

    #[cfg(test)]
    pub(crate) fn made_up() -> Self {
        Self("made-up".to_owned())
    }

    /// The secret itself, to hand to Discord and nobody else.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Settings::command().debug_assert();
    }

    #[test]
    fn each_address_is_its_own() {
        let line =
            ["finsam-bot", "--api", "http://a.test/", "run", "--discord-api", "http://b.test"];
        let settings = Settings::try_parse_from(line).unwrap();
        assert_eq!(settings.api.as_str(), "http://a.test/");
        let Command::Run(discord) = settings.command else { panic!("no run") };
        assert_eq!(discord.discord_api.unwrap().as_str(), "http://b.test/");
    }

    #[test]
    fn the_token_is_not_printed() {
        assert_eq!(format!("{:?}", Token("secret".to_owned())), "Token(…)");
    }
}
