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
//! People do more than mention the bot: see [`Person`] for commands and what is typed into them,
//! buttons, forms and replies, in any channel, and [`Discord::answer_to`], [`Discord::choices_for`]
//! and [`Discord::form_of`] for what comes back.
//!
//! Waiting is for requests, never for time. To show that something did *not* happen, let something
//! else happen after it and wait for the answer to that. Every request is kept with its body and its
//! instant, also over restarts of the bot, and every body is held against Discord's documented
//! limits: one that breaks them gets Discord's 400, and the test fails.
//!
//! [`Discord::fail_next`] has a route misbehave once, [`Discord::hold`] stops the world before or
//! after a request takes effect, and the `gateway` functions do to the connection what Discord does.
//!
//! It is not Discord: one server, a few channels, three people and another bot; no attachments,
//! reactions or roles.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod clock;
mod connection;
mod faults;
mod front;
mod gateway;
mod interactions;
mod limits;
mod messages;
mod people;
mod places;
mod requests;
mod rest;
mod rules;
mod schemas;
mod server;
mod shapes;
mod state;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};

pub use faults::{Fault, Held, Moment};
pub use front::Front;
pub use interactions::Interaction;
pub use people::{Person, Said};
pub use places::Permissions;
pub use requests::{Request, Route};
use state::{Known, State};

/// Long enough for whatever should happen at once, also on a busy machine.
pub const SOON: Duration = Duration::from_secs(10);

/// Long enough for a bot to come back after a lost connection: serenity leaves five seconds between
/// two sessions.
pub const AFTER_RECONNECTING: Duration = Duration::from_secs(30);

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
/// The server's first channel.
pub const CHANNEL: u64 = 3_000;
/// Anna's direct messages with the bot.
pub const DIRECT: u64 = 3_001;
/// Another channel of the server.
pub const OTHER_CHANNEL: u64 = 3_002;
/// A thread in [`CHANNEL`].
pub const THREAD: u64 = 3_003;
/// Bo's direct messages with the bot.
pub const DIRECT_OF_BO: u64 = 3_004;
/// A channel of [`STRANGE_GUILD`].
pub const STRANGE_CHANNEL: u64 = 3_005;
/// Direct messages between people, without the bot.
pub const GROUP: u64 = 3_006;
/// The server.
pub const GUILD: u64 = 4_000;
/// A server that the bot is not in. People bring it along, who have installed it for themselves.
pub const STRANGE_GUILD: u64 = 4_001;

/// A running stand-in. It stops when dropped, and fails the test then if a request was against
/// Discord's rules.
#[derive(Debug)]
pub struct Discord {
    address: SocketAddr,
    state: Arc<State>,
    server: JoinHandle<()>,
}

impl Discord {
    /// Starts on a free port of the loopback interface.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let state = Arc::new(State::new(address));
        let app = rest::routes(Arc::clone(&state));
        let server = tokio::spawn(server::serve(listener, app));
        Self { address, state, server }
    }

    /// A way here for a bot that knows Discord only by its own name. Any number can be open.
    pub async fn front(&self) -> Front {
        Front::start(rest::routes(Arc::clone(&self.state))).await
    }

    /// What to put into `DISCORD_API`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
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
        self.until("such request", within, |known| known.requests.take(&matching)).await
    }

    /// Waits until there is what is looked for; `what` it is, for who reads that it never came.
    async fn until<T>(
        &self,
        what: &str,
        within: Duration,
        look: impl Fn(&mut Known) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + within;
        let mut changes = self.state.changes();
        loop {
            changes.mark_unchanged();
            self.assert_rules_kept();
            if let Some(found) = look(&mut self.state.known()) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if timeout(left, changes.changed()).await.is_err() {
                let summary = self.state.known().requests.summary();
                panic!("no {what} within {within:?}; there were:\n{summary}");
            }
        }
    }

    /// Every request so far, in order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state.known().requests.all()
    }

    /// The requests so far to one route.
    #[must_use]
    pub fn requests_to(&self, route: Route) -> Vec<Request> {
        self.requests().into_iter().filter(|request| request.route == route).collect()
    }

    // What people see.

    /// The messages of the bot as they stand, in order, wherever and for whomever they are. Each has
    /// been sent, or edited into place; one sent twice with the same enforced nonce is there once.
    /// What is still being thought about is not among them.
    #[must_use]
    pub fn messages_of_the_bot(&self) -> Vec<Value> {
        self.state.known().messages.by(BOT)
    }

    /// The messages of the bot as soon as they are as wanted.
    ///
    /// # Panics
    /// When they are not `within` this time.
    pub async fn messages_when(
        &self,
        wanted: impl Fn(&[Value]) -> bool,
        within: Duration,
    ) -> Vec<Value> {
        let look = |known: &mut Known| Some(known.messages.by(BOT)).filter(|all| wanted(all));
        self.until("such messages", within, look).await
    }

    /// A message by its id, as it stands.
    #[must_use]
    pub fn message(&self, id: u64) -> Option<Value> {
        self.state.known().messages.get(id).cloned()
    }

    /// The message that was sent with this nonce lately, as it stands.
    #[must_use]
    pub fn message_of_nonce(&self, nonce: &str) -> Option<Value> {
        self.state.known().messages.of_nonce(nonce).cloned()
    }

    /// What one person sees in a channel, in order: what is for everybody, and what is for them.
    #[must_use]
    pub fn seen_by(&self, person: u64, channel: u64) -> Vec<Value> {
        self.state.known().messages.seen_by(person, channel)
    }

    /// The registered commands, with their ids.
    #[must_use]
    pub fn commands(&self) -> Vec<Value> {
        self.state.known().commands.clone()
    }

    /// The message that answers what was used, as soon as the bot no longer thinks: a new one, or
    /// the one whose button was pressed, as it stands then.
    ///
    /// # Panics
    /// When none comes in [`SOON`].
    pub async fn answer_to(&self, interaction: &Interaction) -> Value {
        let answer = |known: &mut Known| {
            let waiting = known.interactions.get(interaction.id)?;
            let original = waiting.original.filter(|_| !waiting.thinking)?;
            known.messages.get(original).cloned()
        };
        self.until("answer", SOON, answer).await
    }

    /// The further messages for what was used, so far.
    #[must_use]
    pub fn follow_ups_to(&self, interaction: &Interaction) -> Vec<Value> {
        let known = self.state.known();
        let waiting = known.interactions.get(interaction.id);
        let ids = waiting.into_iter().flat_map(|waiting| {
            let further = |id: &&u64| waiting.original != Some(**id);
            waiting.messages.iter().filter(further)
        });
        ids.filter_map(|id| known.messages.get(*id).cloned()).collect()
    }

    /// What is offered for what was typed.
    ///
    /// # Panics
    /// When nothing comes in [`SOON`].
    pub async fn choices_for(&self, typed: &Interaction) -> Vec<Value> {
        let choices = |known: &mut Known| known.interactions.get(typed.id)?.choices.clone();
        self.until("choices", SOON, choices).await
    }

    /// The form that what was used opens.
    ///
    /// # Panics
    /// When none comes in [`SOON`].
    pub async fn form_of(&self, interaction: &Interaction) -> Value {
        let form = |known: &mut Known| known.interactions.get(interaction.id)?.modal.clone();
        self.until("form", SOON, form).await
    }

    /// Waits until the bot has acknowledged what was used, however it did, and gives the type of its
    /// word.
    ///
    /// # Panics
    /// When it does not in [`SOON`].
    pub async fn acknowledged(&self, interaction: &Interaction) -> u64 {
        let callback = |known: &mut Known| known.interactions.get(interaction.id)?.callback;
        self.until("acknowledgement", SOON, callback).await
    }

    /// Ends the quarter of an hour in which the interactions so far can be answered.
    pub fn expire_interactions(&self) {
        self.state.known().interactions.expire();
    }

    /// From now on an acknowledgement that comes too late is only refused, and does not fail the
    /// test: for tests of just that.
    pub fn excuse_lateness(&self) {
        self.state.known().interactions.excuse_late();
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
