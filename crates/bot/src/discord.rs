//! The bot on Discord: hears mentions, direct messages and commands, and answers them.
//!
//! It asks for no privileged intent: Discord shows us the content of direct messages and of messages
//! that mention us, and that is all we need. Nothing we send can mention anybody.

mod handler;
mod incoming;
mod interactions;
mod outgoing;
mod post;
mod rounds;

use std::{io, path::Path, pin::Pin, sync::Arc, time::Duration};

use finsam_client::Client as Api;
use serenity::all::{ClientBuilder, GatewayError, GatewayIntents};
use thiserror::Error;
use tokio::{
    signal::unix::{SignalKind, signal},
    time::timeout,
};
use tracing::{info, warn};
use url::Url;

use crate::{
    bot::Bot,
    clock::Clock,
    delivery::{Delivery, Post},
    health::{self, Health, HealthError},
    rest::{self, Rest, SendError},
    rounds::Rounds,
    settings::{Discord, Token},
    state::{OpenError, State},
    watch::Watch,
};
use handler::{Handler, MAX_AT_ONCE};
use post::DiscordPost;

const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// How long answers under way may take after we are asked to stop.
const DRAIN: Duration = Duration::from_secs(8);

/// Why the bot cannot go on. Each is a line for the operator.
#[derive(Debug, Error)]
pub(crate) enum Fatal {
    #[error(
        "DISCORD_TOKEN is not set. Create a bot at https://discord.com/developers/applications \
         and put its token into the environment."
    )]
    NoToken,
    #[error(
        "Discord does not accept the token in DISCORD_TOKEN. Copy it anew from \
         https://discord.com/developers/applications, page \"Bot\"."
    )]
    BadToken,
    #[error("Discord does not know the intents this bot asks for: it needs a newer version.")]
    InvalidIntents,
    #[error(
        "Discord does not grant this bot its intents. It needs no privileged one: check that the \
         application is in good standing at https://discord.com/developers/applications."
    )]
    DisallowedIntents,
    #[error("Discord cannot be reached: {0}. Check the network, and DISCORD_API if it is set.")]
    Unreachable(SendError),
    #[error("The connection cannot be set up: {0}.")]
    Setup(#[from] reqwest::Error),
    #[error("What members want cannot be remembered: {0}")]
    State(#[from] OpenError),
    #[error(transparent)]
    Health(#[from] HealthError),
    #[error("Signals cannot be received: {0}.")]
    Signals(#[from] io::Error),
    #[error("The connection to Discord ended: {0}.")]
    Ended(Box<serenity::Error>),
}

impl From<serenity::Error> for Fatal {
    fn from(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Self::BadToken,
            serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Self::InvalidIntents,
            serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => {
                Self::DisallowedIntents
            }
            other => Self::Ended(Box::new(other)),
        }
    }
}

/// Is the bot until asked to stop.
///
/// # Errors
/// Where Discord will not have us; see [`Fatal`].
pub(crate) async fn run(settings: &Discord, api: Api, clock: Clock) -> Result<(), Fatal> {
    let token = Token::from_env().ok_or(Fatal::NoToken)?;
    let state = open(settings.state.as_deref()).await?;
    let discord_api = settings.discord_api.as_ref();
    let rest = Arc::new(Rest::new(&token, discord_api)?);
    let health = Arc::new(Health::new());
    if let Some(address) = settings.health {
        health::serve(address, Arc::clone(&health)).await?;
    }
    // serenity asks once where the gateway is, and goes to Discord's own when that fails: then
    // another address would be left behind, token in hand. So we see first that it answers.
    rest.gateway().await.map_err(Fatal::Unreachable)?;
    let post = DiscordPost::new(Arc::clone(&rest));
    let watch = Watch::new(api.clone(), state.clone());
    let rounds = Rounds::new(state.clone(), watch, Delivery::new(state.clone(), post));
    let rounds = rounds::make_rounds(rounds, api.clone(), clock.clone(), Arc::clone(&health));
    let bot = Bot::new(api, clock, state.clone());
    let handler = Arc::new(Handler::new(bot, rest, state));
    let (http, _) = rest::connection(&token, discord_api)?;
    let mut client =
        ClientBuilder::new_with_http(http, INTENTS).event_handler_arc(Arc::clone(&handler)).await?;
    let shards = Arc::clone(&client.shard_manager);
    health.connects_by(Arc::clone(&shards));
    let stop = stop_asked()?;
    tokio::select! {
        ended = client.start() => Ok(ended?),
        () = rounds => Ok(()),
        () = stop => {
            info!("stopping");
            shards.shutdown_all().await;
            // Whoever holds all permits knows that nobody is waiting for an answer.
            if timeout(DRAIN, handler.under_way().acquire_many(MAX_AT_ONCE)).await.is_err() {
                warn!("answers under way were given up");
            }
            Ok(())
        }
    }
}

/// What the bot remembers.
async fn open(file: Option<&Path>) -> Result<State, OpenError> {
    let Some(file) = file else {
        warn!("FINSAM_BOT_STATE names no file: what members want is forgotten when the bot stops");
        return State::in_memory().await;
    };
    let state = State::open(file).await?;
    if let Some(aside) = state.put_aside() {
        warn!(
            kept = %aside.display(),
            "the state could not be read and was put aside: what members wanted is forgotten"
        );
    }
    Ok(state)
}

/// What posts to Discord, without being there.
///
/// # Errors
/// Where there is no token, or no connection can be made of it.
pub(crate) fn post(discord_api: Option<&Url>) -> Result<impl Post, Fatal> {
    let token = Token::from_env().ok_or(Fatal::NoToken)?;
    Ok(DiscordPost::new(Arc::new(Rest::new(&token, discord_api)?)))
}

/// Ends when the process is asked to stop: by Ctrl-C, or by whoever runs it.
fn stop_asked() -> io::Result<Pin<Box<impl Future<Output = ()>>>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(Box::pin(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }))
}
