//! What the stand-in knows: requests, messages, interactions, planned faults.

use std::{
    collections::BTreeMap,
    fmt::Write,
    net::SocketAddr,
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::sync::{mpsc, watch};

use super::{ACKNOWLEDGE_WITHIN, Interaction, Route, gateway::Order};

/// A request the bot has made.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which of the routes it was for.
    pub route: Route,
    /// GET, POST, …
    pub method: String,
    /// The path, with ids and tokens.
    pub path: String,
    /// The JSON body; null where there was none.
    pub body: Value,
    /// When it came.
    pub at: Instant,
    /// The HTTP status of our answer.
    pub status: u16,
}

/// How a request fails.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 429, to be tried again after this time; `global` holds for every route.
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
        /// Whether the limit is on everything the bot does.
        global: bool,
    },
    /// 500, and nothing was done.
    ServerError,
    /// 500, though it was done all the same.
    ServerErrorAfterwards,
    /// This status with this code of Discord's (50001 for missing access, 10008 for an unknown
    /// message …), and nothing was done.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's code.
        code: u32,
    },
}

/// How far an interaction has come.
#[derive(Debug)]
struct Waiting {
    interaction: Interaction,
    since: Instant,
    acknowledged: bool,
    /// The message in the place of the acknowledgement.
    answer: Option<u64>,
}

#[derive(Debug, Default)]
struct Known {
    requests: Vec<Request>,
    taken: Vec<bool>,
    messages: BTreeMap<u64, Value>,
    /// The message behind each enforced nonce.
    nonces: BTreeMap<String, u64>,
    waiting: Vec<Waiting>,
    faults: Vec<(Route, Fault)>,
    commands: Value,
    violations: Vec<String>,
    turn_away_with: Option<u16>,
    gateway: Option<mpsc::UnboundedSender<Order>>,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) address: SocketAddr,
    last_id: AtomicU64,
    known: Mutex<Known>,
    request_count: watch::Sender<usize>,
    greetings: watch::Sender<u32>,
    resumptions: watch::Sender<u32>,
}

impl State {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            last_id: AtomicU64::new(1_000_000_000_000_000_000),
            known: Mutex::default(),
            request_count: watch::Sender::default(),
            greetings: watch::Sender::default(),
            resumptions: watch::Sender::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().expect("no test panics while holding this")
    }

    pub(super) fn new_id(&self) -> u64 {
        self.last_id.fetch_add(1, Ordering::Relaxed) + 1
    }

    // Requests.

    pub(super) fn record(&self, request: Request) {
        let mut known = self.known();
        known.requests.push(request);
        known.taken.push(false);
        self.request_count.send_replace(known.requests.len());
    }

    pub(super) fn request_count(&self) -> watch::Receiver<usize> {
        self.request_count.subscribe()
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.known().requests.clone()
    }

    pub(super) fn take(&self, matching: impl Fn(&Request) -> bool) -> Option<Request> {
        let mut known = self.known();
        let open = |index: &usize| !known.taken[*index] && matching(&known.requests[*index]);
        let index = (0..known.requests.len()).find(open)?;
        known.taken[index] = true;
        Some(known.requests[index].clone())
    }

    pub(super) fn summary(&self) -> String {
        self.known().requests.iter().fold(String::new(), |mut summary, request| {
            let Request { method, path, status, body, .. } = request;
            writeln!(summary, "{method} {path} → {status} {body}").expect("text can grow");
            summary
        })
    }

    pub(super) fn violation(&self, what: String) {
        self.known().violations.push(what);
        // Whoever waits for a request should hear of it.
        self.request_count.send_modify(|_| {});
    }

    pub(super) fn violations(&self) -> Vec<String> {
        self.known().violations.clone()
    }

    // Faults.

    pub(super) fn plan(&self, route: Route, fault: Fault) {
        self.known().faults.push((route, fault));
    }

    pub(super) fn next_fault(&self, route: Route) -> Option<Fault> {
        let mut known = self.known();
        let index = known.faults.iter().position(|(planned, _)| *planned == route)?;
        Some(known.faults.remove(index).1)
    }

    pub(super) fn turn_away_with(&self, code: u16) {
        self.known().turn_away_with = Some(code);
    }

    pub(super) fn turned_away_with(&self) -> Option<u16> {
        self.known().turn_away_with
    }

    // Messages.

    pub(super) fn keep_message(&self, id: u64, message: Value) {
        self.known().messages.insert(id, message);
    }

    pub(super) fn message(&self, id: u64) -> Option<Value> {
        self.known().messages.get(&id).cloned()
    }

    pub(super) fn messages_by(&self, person: u64) -> Vec<Value> {
        let person = person.to_string();
        let known = self.known();
        let by_them = known.messages.values().filter(|message| message["author"]["id"] == person);
        by_them.cloned().collect()
    }

    pub(super) fn message_of_nonce(&self, nonce: &str) -> Option<Value> {
        let known = self.known();
        known.messages.get(known.nonces.get(nonce)?).cloned()
    }

    pub(super) fn keep_nonce(&self, nonce: String, message: u64) {
        self.known().nonces.insert(nonce, message);
    }

    // Commands.

    pub(super) fn keep_commands(&self, commands: Value) {
        self.known().commands = commands;
    }

    pub(super) fn commands(&self) -> Value {
        self.known().commands.clone()
    }

    // Interactions.

    pub(super) fn expect_acknowledgement(&self, interaction: &Interaction) {
        self.known().waiting.push(Waiting {
            interaction: interaction.clone(),
            since: Instant::now(),
            acknowledged: false,
            answer: None,
        });
    }

    /// Takes an acknowledgement, or tells Discord's status and code for why not.
    pub(super) fn acknowledge(&self, id: u64, token: &str) -> Result<(), (u16, u32)> {
        let mut known = self.known();
        let of = |waiting: &&mut Waiting| {
            waiting.interaction.id == id && waiting.interaction.token == token
        };
        let waiting = known.waiting.iter_mut().find(of).ok_or((404, 10_062))?;
        if waiting.acknowledged {
            return Err((400, 40_060));
        }
        waiting.acknowledged = true;
        let took = waiting.since.elapsed();
        if took > ACKNOWLEDGE_WITHIN {
            known.violations.push(format!("an interaction was acknowledged after {took:?}"));
        }
        Ok(())
    }

    /// The id of the message that stands for an interaction's acknowledgement.
    pub(super) fn answer_of(&self, token: &str) -> Option<u64> {
        let id = self.new_id();
        let mut known = self.known();
        let of = |waiting: &&mut Waiting| waiting.interaction.token == token;
        let waiting = known.waiting.iter_mut().find(of).filter(|waiting| waiting.acknowledged)?;
        Some(*waiting.answer.get_or_insert(id))
    }

    // The gateway.

    pub(super) fn connected(&self, orders: mpsc::UnboundedSender<Order>) {
        self.known().gateway = Some(orders);
        self.greetings.send_modify(|times| *times += 1);
    }

    /// A session that was resumed hears what happens from now on, without a new greeting.
    pub(super) fn resumed(&self, orders: mpsc::UnboundedSender<Order>) {
        self.known().gateway = Some(orders);
        self.resumptions.send_modify(|times| *times += 1);
    }

    pub(super) fn greetings(&self) -> watch::Receiver<u32> {
        self.greetings.subscribe()
    }

    pub(super) fn resumptions(&self) -> watch::Receiver<u32> {
        self.resumptions.subscribe()
    }

    pub(super) fn order(&self, order: Order) {
        let known = self.known();
        let gateway = known.gateway.as_ref().expect("wait until the bot is greeted");
        gateway.send(order).expect("the bot is connected; wait until it is greeted again");
    }
}
