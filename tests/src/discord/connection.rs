//! What a test does to the bot's connection and to what it may: the gateway, faults, permissions.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{sync::watch, time::timeout};

use super::{
    Discord, Fault, GUILD, Held, Moment, Permissions, Request, Route, gateway::Order,
    shapes::messages,
};

/// The gateway.
impl Discord {
    /// Waits until the bot has been greeted (READY) this many times since the start.
    ///
    /// # Panics
    /// When that takes longer than `within`.
    pub async fn greeted(&self, times: u32, within: Duration) {
        counted("greeted", self.state.greetings(), times, within).await;
    }

    /// Waits until the bot has taken up its session again (RESUMED) this many times.
    ///
    /// # Panics
    /// When that takes longer than `within`.
    pub async fn resumed(&self, times: u32, within: Duration) {
        counted("resumed", self.state.resumptions(), times, within).await;
    }

    /// What the bot has said to introduce itself (IDENTIFY), each time.
    #[must_use]
    pub fn introductions(&self) -> Vec<Value> {
        self.state.known().link.introductions.clone()
    }

    /// Asks the bot to connect anew and resume (op 7).
    pub fn ask_to_reconnect(&self) {
        self.state.known().link.order(Order::Reconnect);
    }

    /// Ends the bot's session, so that it has to introduce itself again (op 9).
    pub fn invalidate_session(&self) {
        self.state.known().link.order(Order::InvalidateSession { resumable: false });
    }

    /// Asks the bot to resume its session (op 9, saying that it can).
    pub fn ask_to_resume(&self) {
        self.state.known().link.order(Order::InvalidateSession { resumable: true });
    }

    /// From now on no session can be resumed.
    pub fn refuse_resumption(&self) {
        self.state.known().link.resumable = false;
    }

    /// Closes the gateway with this code.
    pub fn close_gateway(&self, code: u16) {
        self.state.known().link.order(Order::Close(code));
    }

    /// Cuts the gateway's connection without a word.
    pub fn cut_gateway(&self) {
        self.state.known().link.order(Order::Cut);
    }

    /// Cuts the gateway's connection, and takes no other from now on.
    pub fn shut_gateway(&self) {
        let mut known = self.state.known();
        known.link.is_shut = true;
        known.link.order(Order::Cut);
    }

    /// Leaves the connection open and says and hears nothing on it any more.
    pub fn freeze_gateway(&self) {
        self.state.known().link.order(Order::Freeze);
    }

    /// How often a bot that connects from now on should say that it is there; every 40 s by default.
    pub fn heartbeat_every(&self, interval: Duration) {
        let interval_ms = u64::try_from(interval.as_millis()).expect("a short time");
        self.state.known().link.heartbeat_ms = interval_ms;
    }

    /// Whether the gateway says that it has heard the bot's heartbeats. It does at first.
    pub fn acknowledge_heartbeats(&self, acknowledge: bool) {
        self.state.known().link.acknowledges = acknowledge;
    }

    /// From now on answers an introduction (IDENTIFY) by closing with this code: 4004 for a bad
    /// token, 4013 or 4014 for intents.
    pub fn turn_away_with(&self, code: u16) {
        self.state.known().link.turn_away_with = Some(code);
    }
}

/// What goes wrong with requests.
impl Discord {
    /// Has the next request to this route fail. Several faults for a route come one after another.
    pub fn fail_next(&self, route: Route, fault: Fault) {
        self.state.known().plans.fail_next(route, fault);
    }

    /// From now on every request fails like this.
    pub fn fail_all(&self, fault: Fault) {
        self.state.known().plans.outage(Some(fault));
    }

    /// Ends what [`Discord::fail_all`] began.
    pub fn recover(&self) {
        self.state.known().plans.outage(None);
    }

    /// Takes so many requests to a route in so long a time, in each channel, and says so in the
    /// headers of each answer; what comes above that gets 429.
    pub fn limit(&self, route: Route, requests: u32, per: Duration) {
        self.state.known().plans.limit(route, requests, per);
    }

    /// Holds back the first request like this that arrives from now on; see [`Held`].
    pub fn hold(
        &self,
        matching: impl Fn(&Request) -> bool + Send + 'static,
        moment: Moment,
    ) -> Held {
        self.state.known().plans.hold(Box::new(matching), 0, moment)
    }

    /// Holds back the n-th request from now on (the first is 1) that can change something.
    ///
    /// # Panics
    /// When n is 0.
    pub fn hold_nth_write(&self, n: usize, moment: Moment) -> Held {
        let before = n.checked_sub(1).expect("the first is 1");
        self.state.known().plans.hold(Box::new(Request::is_write), before, moment)
    }

    /// Lets the few minutes pass in which Discord remembers nonces.
    pub fn forget_nonces(&self) {
        self.state.known().messages.forget_nonces();
    }

    /// How long nonces are remembered: five minutes at first.
    pub fn remember_nonces_for(&self, time: Duration) {
        self.state.known().messages.remember_nonces_for(time);
    }
}

/// What the bot may do, and where.
impl Discord {
    /// The bot may no longer do this in a channel of the server.
    pub fn take_away(&self, channel: u64, permissions: Permissions) {
        let mut known = self.state.known();
        let changed = known.places.take_away(channel, permissions);
        known.link.tell("CHANNEL_UPDATE", changed);
    }

    /// The bot may do there what everybody may.
    pub fn give_back(&self, channel: u64) {
        let mut known = self.state.known();
        let changed = known.places.give_back(channel);
        known.link.tell("CHANNEL_UPDATE", changed);
    }

    /// Somebody removes a channel of the server.
    pub fn delete_channel(&self, channel: u64) {
        let mut known = self.state.known();
        let was = known.places.delete(channel);
        known.link.tell(if was["type"] == 11 { "THREAD_DELETE" } else { "CHANNEL_DELETE" }, was);
    }

    /// Somebody opens a thread under a message of [`CHANNEL`](super::CHANNEL), and gives its channel.
    #[must_use]
    pub fn open_thread(&self, under: u64) -> u64 {
        let mut known = self.state.known();
        let mut thread = known.places.open_thread(under);
        thread["newly_created"] = true.into();
        known.link.tell("THREAD_CREATE", thread);
        under
    }

    /// A message with these rows of buttons, which the bot has sent here long ago.
    #[must_use]
    pub fn left_behind(&self, channel: u64, rows: &Value) -> u64 {
        let mut known = self.state.known();
        let id = known.new_id();
        let mut message = messages::of_bot(id, channel);
        messages::put(&mut message, &json!({ "content": "Från förr.", "components": rows }));
        known.messages.keep(id, message, None);
        id
    }

    /// Somebody removes a message.
    pub fn delete_message(&self, message: u64) {
        self.state.known().remove_message(message);
    }

    /// This person takes no direct messages any more.
    pub fn close_direct_messages(&self, person: u64) {
        self.state.known().places.close_direct(person);
    }

    /// This person takes direct messages again.
    pub fn open_direct_messages(&self, person: u64) {
        self.state.known().places.open_direct(person);
    }

    /// Somebody throws the bot out of the server.
    pub fn throw_out(&self) {
        let mut known = self.state.known();
        known.places.throw_out();
        known.link.tell("GUILD_DELETE", json!({ "id": GUILD.to_string() }));
    }
}

async fn counted(what: &str, mut count: watch::Receiver<u32>, times: u32, within: Duration) {
    let reached = timeout(within, count.wait_for(|so_far| *so_far >= times)).await;
    assert!(reached.is_ok(), "the bot was not {what} {times} times in {within:?}");
}
