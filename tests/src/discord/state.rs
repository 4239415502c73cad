//! What the stand-in knows, behind one lock.

use std::{
    net::SocketAddr,
    sync::{Mutex, MutexGuard},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{
    GUILD, Request, clock, faults::Plans, gateway::Link, interactions::Interactions,
    messages::Messages, places::Places, requests::Requests, shapes,
};

#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) requests: Requests,
    pub(super) messages: Messages,
    pub(super) interactions: Interactions,
    pub(super) places: Places,
    pub(super) plans: Plans,
    pub(super) link: Link,
    /// The registered commands, with their ids.
    pub(super) commands: Vec<Value>,
    violations: Vec<String>,
    last_id: u64,
}

impl Known {
    /// An id as Discord gives them: it grows, and holds the time.
    pub(super) fn new_id(&mut self) -> u64 {
        self.last_id = clock::id_at(clock::now()).max(self.last_id + 1);
        self.last_id
    }

    /// Lets the bot hear of a message that everybody sees.
    pub(super) fn tell_of(&mut self, what: &'static str, message: &Value) {
        let mut message = message.clone();
        if !self.is_there(&message) {
            return;
        }
        if self.is_in_guild(&message) {
            message["guild_id"] = GUILD.to_string().into();
            message["member"] = shapes::member();
        }
        self.link.tell(what, message);
    }

    /// Removes a message, and lets the bot hear of it.
    pub(super) fn remove_message(&mut self, id: u64) {
        let ephemeral = self.messages.is_ephemeral(id);
        let Some(message) = self.messages.remove(id).filter(|_| !ephemeral) else { return };
        let mut event = json!({ "id": message["id"], "channel_id": message["channel_id"] });
        if self.is_in_guild(&message) {
            event["guild_id"] = GUILD.to_string().into();
        }
        self.link.tell("MESSAGE_DELETE", event);
    }

    fn is_in_guild(&self, message: &Value) -> bool {
        channel_of(message).is_some_and(|channel| self.places.is_in_guild(channel))
    }

    fn is_there(&self, message: &Value) -> bool {
        channel_of(message).is_some_and(|channel| self.places.is_there(channel))
    }
}

fn channel_of(message: &Value) -> Option<u64> {
    message["channel_id"].as_str()?.parse().ok()
}

#[derive(Debug)]
pub(super) struct State {
    /// Where the gateway listens.
    pub(super) address: SocketAddr,
    known: Mutex<Known>,
    changes: watch::Sender<u64>,
    greetings: watch::Sender<u32>,
    resumptions: watch::Sender<u32>,
}

impl State {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            known: Mutex::default(),
            changes: watch::Sender::default(),
            greetings: watch::Sender::default(),
            resumptions: watch::Sender::default(),
        }
    }

    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().expect("no test panics while holding this")
    }

    pub(super) fn record(&self, request: Request) {
        self.known().requests.record(request);
        self.changed();
    }

    pub(super) fn violation(&self, what: String) {
        self.known().violations.push(what);
        // Whoever waits for a request should hear of it.
        self.changed();
    }

    pub(super) fn violations(&self) -> Vec<String> {
        self.known().violations.clone()
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Hears of every request and every violation.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn greeted(&self) {
        self.greetings.send_modify(|times| *times += 1);
    }

    pub(super) fn resumed(&self) {
        self.resumptions.send_modify(|times| *times += 1);
    }

    pub(super) fn greetings(&self) -> watch::Receiver<u32> {
        self.greetings.subscribe()
    }

    pub(super) fn resumptions(&self) -> watch::Receiver<u32> {
        self.resumptions.subscribe()
    }
}
