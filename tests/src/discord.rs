//! A stand-in for Discord on this machine: its REST API and its gateway, for one bot.
//!
//! A test starts one, starts the bot with `DISCORD_API` set to [`Discord::address`], lets something
//! happen there, and waits for what the bot sends:
//!
//! ```no_run
//! # async fn example() {
//! use finsam_tests::discord::{Discord, Route, SOON};
//!
//! let discord = Discord::start().await;
//! // … start the bot …
//! discord.greeted(1, SOON).await;
//! let question = discord.mention("vad händer idag?");
//! let answer = discord.next_request(|request| request.route == Route::Messages, SOON).await;
//! assert_eq!(answer.body["message_reference"]["message_id"], question.to_string());
//! # }
//! ```
//!
//! Waiting is for requests, never for time. To show that something did *not* happen, let something
//! else happen after it and wait for the answer to that. Every request is kept with its body and its
//! instant, and every body is held against Discord's documented limits: one that breaks them gets
//! Discord's 400, and the test fails. [`Discord::fail_next`] has a route misbehave once.
//!
//! It is not Discord: permissions, ephemeral messages, components and most routes are missing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod gateway;
mod limits;
mod rest;
mod shapes;
mod state;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};

use gateway::Order;
pub use rest::Route;
use state::State;
pub use state::{Fault, Request};

/// Long enough for whatever should happen at once, also on a busy machine.
pub const SOON: Duration = Duration::from_secs(10);

/// Long enough for a bot to come back after a lost connection: serenity leaves five seconds between
/// two sessions.
pub const AFTER_RECONNECTING: Duration = Duration::from_secs(30);

/// How long an interaction waits to be acknowledged.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);

/// The bot's token here.
pub const TOKEN: &str = "made-up.token.of-the-test";

/// The bot's user id.
pub const BOT: u64 = 1_000;
/// The person who speaks unless another is named.
pub const ANNA: u64 = 2_000;
/// Somebody else.
pub const BO: u64 = 2_001;
/// Another bot.
pub const OTHER_BOT: u64 = 2_002;
/// The server's only channel.
pub const CHANNEL: u64 = 3_000;
/// Anna's direct messages with the bot.
pub const DIRECT: u64 = 3_001;
/// The server.
const GUILD: u64 = 4_000;

/// A running stand-in. It stops when dropped, and fails the test then if a request was against
/// Discord's rules.
#[derive(Debug)]
pub struct Discord {
    address: SocketAddr,
    state: Arc<State>,
    server: JoinHandle<()>,
}

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Who says it.
    pub person: u64,
    /// Where: [`CHANNEL`], or [`DIRECT`] for a direct message.
    pub channel: u64,
    /// What, as Discord sends it: a mention of the bot is `<@1000>`.
    pub content: &'a str,
    /// The message it replies to, pinging its author.
    pub replies_to: Option<u64>,
}

/// A slash command somebody used.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Its id.
    pub id: u64,
    /// The token to answer it with.
    pub token: String,
}

impl Discord {
    /// Starts on a free port of the loopback interface.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let state = Arc::new(State::new(address));
        let app = rest::routes(Arc::clone(&state));
        let server = tokio::spawn(async move {
            axum::serve(listener, app).await.expect("the stand-in serves");
        });
        Self { address, state, server }
    }

    /// What to put into `DISCORD_API`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until the bot has been greeted (READY) this many times since the start.
    ///
    /// # Panics
    /// When that takes longer than `within`.
    pub async fn greeted(&self, times: u32, within: Duration) {
        let mut greetings = self.state.greetings();
        let greeted = timeout(within, greetings.wait_for(|so_far| *so_far >= times)).await;
        assert!(greeted.is_ok(), "the bot was not greeted {times} times in {within:?}");
    }

    /// Waits until the bot has taken up its session again (RESUMED) this many times.
    ///
    /// # Panics
    /// When that takes longer than `within`.
    pub async fn resumed(&self, times: u32, within: Duration) {
        let mut resumptions = self.state.resumptions();
        let resumed = timeout(within, resumptions.wait_for(|so_far| *so_far >= times)).await;
        assert!(resumed.is_ok(), "the bot did not resume {times} times in {within:?}");
    }

    /// Anna mentions the bot in the channel and says this. Gives the message's id.
    pub fn mention(&self, text: &str) -> u64 {
        let content = format!("<@{BOT}> {text}");
        self.say(&Said { person: ANNA, channel: CHANNEL, content: &content, replies_to: None })
    }

    /// Anna writes this to the bot in private. Gives the message's id.
    pub fn direct_message(&self, text: &str) -> u64 {
        self.say(&Said { person: ANNA, channel: DIRECT, content: text, replies_to: None })
    }

    /// Somebody says something. Gives the message's id.
    pub fn say(&self, said: &Said<'_>) -> u64 {
        let id = self.state.new_id();
        let message = shapes::message(id, said, said.replies_to.and_then(|id| self.message(id)));
        self.state.keep_message(id, message.clone());
        self.state.order(Order::Event("MESSAGE_CREATE", message));
        id
    }

    /// Anna uses a slash command in the channel, with Discord in Swedish.
    pub fn slash(&self, name: &str, options: &[(&str, &str)]) -> Interaction {
        self.slash_in("sv-SE", name, options)
    }

    /// Anna uses a slash command with Discord in the language of this locale.
    pub fn slash_in(&self, locale: &str, name: &str, options: &[(&str, &str)]) -> Interaction {
        let id = self.state.new_id();
        let interaction = Interaction { id, token: format!("interaction-{id}") };
        self.state.expect_acknowledgement(&interaction);
        let event = shapes::interaction(&interaction, locale, name, options);
        self.state.order(Order::Event("INTERACTION_CREATE", event));
        interaction
    }

    /// Asks the bot to connect anew and resume (op 7).
    pub fn ask_to_reconnect(&self) {
        self.state.order(Order::Reconnect);
    }

    /// Ends the bot's session, so that it has to introduce itself again (op 9).
    pub fn invalidate_session(&self) {
        self.state.order(Order::InvalidateSession);
    }

    /// Closes the gateway with this code.
    pub fn close_gateway(&self, code: u16) {
        self.state.order(Order::Close(code));
    }

    /// Cuts the gateway's connection without a word.
    pub fn cut_gateway(&self) {
        self.state.order(Order::Cut);
    }

    /// From now on answers an introduction (IDENTIFY) by closing with this code: 4004 for a bad
    /// token, 4013 or 4014 for intents.
    pub fn turn_away_with(&self, code: u16) {
        self.state.turn_away_with(code);
    }

    /// Has the next request to this route fail. Several faults for a route come one after another.
    pub fn fail_next(&self, route: Route, fault: Fault) {
        self.state.plan(route, fault);
    }

    /// The first request like this that has not been given out before; waits for it to come.
    ///
    /// # Panics
    /// When none comes `within` this time, or when a request has been against Discord's rules.
    pub async fn next_request(
        &self,
        matching: impl Fn(&Request) -> bool,
        within: Duration,
    ) -> Request {
        let deadline = Instant::now() + within;
        let mut count = self.state.request_count();
        loop {
            count.mark_unchanged();
            self.assert_rules_kept();
            if let Some(request) = self.state.take(&matching) {
                return request;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if timeout(left, count.changed()).await.is_err() {
                panic!("no such request within {within:?}; there were:\n{}", self.state.summary());
            }
        }
    }

    /// Every request so far, in order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests()
    }

    /// The requests so far to one route.
    #[must_use]
    pub fn requests_to(&self, route: Route) -> Vec<Request> {
        self.requests().into_iter().filter(|request| request.route == route).collect()
    }

    /// The messages of the bot as they stand, in order: what people see. Each has been sent, or
    /// edited into place; one sent twice with the same enforced nonce is there once.
    #[must_use]
    pub fn messages_of_the_bot(&self) -> Vec<Value> {
        self.state.messages_by(BOT)
    }

    /// A message by its id, as it stands.
    #[must_use]
    pub fn message(&self, id: u64) -> Option<Value> {
        self.state.message(id)
    }

    fn assert_rules_kept(&self) {
        let violations = self.state.violations();
        assert!(violations.is_empty(), "against Discord's rules:\n{}", violations.join("\n"));
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        self.server.abort();
        if !std::thread::panicking() {
            self.assert_rules_kept();
        }
    }
}
