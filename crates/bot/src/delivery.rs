//! Sends what stands in the outbox, each notice once.
//!
//! Before a notice is sent its row says so; afterwards the row holds the message. Whoever finds a row
//! in between, after a crash or when Discord gave no clear answer, looks in the channel first. The
//! nonce does the same for a few minutes on Discord's side. Messages that are to say something else
//! by now are edited (`delivery/edits`).

mod edits;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use metrics::counter;
use serde_json::{Value, json};
use tracing::{error, info, warn};

use crate::{
    cards::notice as card,
    metrics::NOTICES,
    rest::SendError,
    state::{Notice, Row, State, StateError, Target},
};

/// A notice that comes later than this says so.
const LATE_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// The waits between tries of a notice that does not get through, the last one over and over.
const RETRY: [Duration; 5] = [
    Duration::from_secs(5),
    Duration::from_secs(20),
    Duration::from_secs(60),
    Duration::from_secs(3 * 60),
    Duration::from_secs(10 * 60),
];

/// How many channels and people are sent to at the same time.
const AT_ONCE: usize = 8;

/// How long after trouble with a channel its keeper may still be told.
const TELL_KEEPER_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Where messages go: Discord, or a rehearsal's paper.
pub(crate) trait Post {
    /// The channel of a person's direct messages with us.
    async fn direct_channel(&self, person: u64) -> Result<u64, SendError>;
    /// Sends a message, and gives its id.
    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError>;
    /// Has a message say something else: what of it is in the body.
    async fn edit(&self, channel: u64, message: u64, body: &Value) -> Result<(), SendError>;
    /// Shows an answer that somebody was given in a rehearsal. Discord is not told.
    async fn show(&self, _channel: u64, _body: &Value) -> Result<(), SendError> {
        Ok(())
    }
    /// Our own latest messages in a channel, as they stand there.
    async fn own_messages(&self, channel: u64) -> Result<Vec<Posted>, SendError>;
}

impl<P: Post> Post for Arc<P> {
    async fn direct_channel(&self, person: u64) -> Result<u64, SendError> {
        self.as_ref().direct_channel(person).await
    }

    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError> {
        self.as_ref().post(channel, body).await
    }

    async fn edit(&self, channel: u64, message: u64, body: &Value) -> Result<(), SendError> {
        self.as_ref().edit(channel, message, body).await
    }

    async fn show(&self, channel: u64, body: &Value) -> Result<(), SendError> {
        self.as_ref().show(channel, body).await
    }

    async fn own_messages(&self, channel: u64) -> Result<Vec<Posted>, SendError> {
        self.as_ref().own_messages(channel).await
    }
}

/// A message of ours that is in a channel.
#[derive(Clone, Debug)]
pub(crate) struct Posted {
    pub(crate) id: u64,
    pub(crate) body: Value,
}

/// Sends notices.
pub(crate) struct Delivery<P> {
    state: State,
    post: P,
    /// How often each notice failed in a row, and when it is tried again.
    failures: Mutex<HashMap<i64, (usize, Instant)>>,
}

/// How a notice fared.
enum Outcome {
    Sent(u64),
    /// It certainly is not there; another try may go better.
    NotSent,
    /// It may be there.
    Unclear,
    /// It is of no use, or never will be taken.
    Dropped,
}

impl<P: Post> Delivery<P> {
    pub(crate) fn new(state: State, post: P) -> Self {
        Self { state, post, failures: Mutex::default() }
    }

    /// Sends what is due, in order for each target. What does not get through stays for later.
    ///
    /// # Errors
    /// Where the state cannot be read or written.
    pub(crate) async fn deliver(&self, now: Timestamp) -> Result<(), StateError> {
        let mut by_target: BTreeMap<Target, Vec<Row>> = BTreeMap::new();
        for row in self.state.due(now).await? {
            by_target.entry(row.target).or_default().push(row);
        }
        let all = by_target.into_values().map(|rows| self.deliver_in_order(rows, now));
        let mut under_way = stream::iter(all).buffer_unordered(AT_ONCE);
        let mut outcome = Ok(());
        while let Some(done) = under_way.next().await {
            outcome = outcome.and(done);
        }
        outcome.and(self.edit_all().await)
    }

    async fn deliver_in_order(&self, rows: Vec<Row>, now: Timestamp) -> Result<(), StateError> {
        for row in rows {
            if !self.may_try(row.id) {
                // What comes after it waits too: people read in order.
                return Ok(());
            }
            let outcome = self.send(&row, now).await?;
            match outcome {
                Outcome::Sent(message) => {
                    self.state.sent(row.id, message).await?;
                    counter!(NOTICES, "kind" => row.kind, "fate" => "sent").increment(1);
                    self.succeeded(row.id);
                }
                Outcome::Dropped => {
                    self.state.dropped(row.id).await?;
                    counter!(NOTICES, "kind" => row.kind, "fate" => "dropped").increment(1);
                    self.succeeded(row.id);
                }
                Outcome::NotSent => {
                    self.state.not_sent(row.id).await?;
                    self.failed(row.id);
                    return Ok(());
                }
                Outcome::Unclear => {
                    self.failed(row.id);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    async fn send(&self, row: &Row, now: Timestamp) -> Result<Outcome, StateError> {
        if let Some(channel) = row.in_doubt {
            match self.find(channel, row).await {
                Ok(Some(message)) => return Ok(Outcome::Sent(message)),
                Ok(None) => {}
                // A channel that does not let us look does not let us write either.
                Err(SendError::Refused { .. }) => {}
                Err(_) => return Ok(Outcome::Unclear),
            }
        }
        if row.useful_until < now {
            info!(kind = row.kind, "a notice came to be of no use before it could be sent");
            return Ok(Outcome::Dropped);
        }
        match row.target {
            Target::Channel(channel) => self.send_to_channel(row, channel, now).await,
            Target::Person(person) => self.send_to_person(row, person, now).await,
        }
    }

    async fn send_to_channel(
        &self,
        row: &Row,
        channel: u64,
        now: Timestamp,
    ) -> Result<Outcome, StateError> {
        let sent = self.post_to(row, channel, None, now).await?;
        match sent {
            Ok(message) => {
                self.is_open(channel).await?;
                Ok(Outcome::Sent(message))
            }
            Err(error) if is_barred(&error) => {
                self.is_barred(channel, &error, now).await?;
                Ok(Outcome::NotSent)
            }
            Err(error) => Ok(unsent(row, &error)),
        }
    }

    async fn send_to_person(
        &self,
        row: &Row,
        person: u64,
        now: Timestamp,
    ) -> Result<Outcome, StateError> {
        let mut reach = self.state.reach(person).await?;
        if reach.is_closed() {
            return Ok(Outcome::Dropped);
        }
        let opened = match reach.direct_channel {
            Some(channel) => Ok(channel),
            None => self.post.direct_channel(person).await,
        };
        let error = match opened {
            Ok(channel) => {
                if reach.direct_channel.is_none() {
                    reach.direct_channel = Some(channel);
                    self.state.keep_reach(person, reach).await?;
                }
                match self.post_to(row, channel, None, now).await? {
                    Ok(message) => {
                        if reach.refusals > 0 {
                            reach.refusals = 0;
                            self.state.keep_reach(person, reach).await?;
                        }
                        return Ok(Outcome::Sent(message));
                    }
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        if !is_barred(&error) {
            return Ok(unsent(row, &error));
        }
        // They take no direct messages: they are told where they asked for it.
        reach.refusals += 1;
        let fallback =
            row.fallback_channel.filter(|channel| Some(*channel) != reach.direct_channel);
        self.state.keep_reach(person, reach).await?;
        let Some(channel) = fallback else { return Ok(Outcome::Dropped) };
        let outcome = match self.post_to(row, channel, Some(person), now).await? {
            Ok(message) => Outcome::Sent(message),
            Err(error) if is_barred(&error) => Outcome::Dropped,
            Err(error) => unsent(row, &error),
        };
        if reach.is_closed() && !reach.is_told {
            self.tell_that_it_pauses(person, channel, row, now).await?;
            reach.is_told = true;
            self.state.keep_reach(person, reach).await?;
        }
        Ok(outcome)
    }

    /// Writes down that it is being sent, and sends it.
    async fn post_to(
        &self,
        row: &Row,
        channel: u64,
        to: Option<u64>,
        now: Timestamp,
    ) -> Result<Result<u64, SendError>, StateError> {
        self.state.sending(row.id, channel).await?;
        let late = (now.duration_since(row.due) > LATE_AFTER).then(|| card::late(row.due));
        let mut body = addressed(&row.body, late.as_deref(), to);
        if let Some(object) = body.as_object_mut() {
            object.insert("nonce".to_owned(), self.state.nonce(row.id).into());
            object.insert("enforce_nonce".to_owned(), true.into());
        }
        Ok(self.post.post(channel, &body).await)
    }

    /// The message that this notice has become, if it has arrived. One that we know to be another
    /// notice's is not it, even where the two read the same.
    async fn find(&self, channel: u64, row: &Row) -> Result<Option<u64>, SendError> {
        for posted in self.post.own_messages(channel).await? {
            let is_known = self.state.knows_message(posted.id).await.unwrap_or(false);
            if !is_known && reads_the_same(&posted.body, &row.body) {
                return Ok(Some(posted.id));
            }
        }
        Ok(None)
    }

    async fn is_open(&self, channel: u64) -> Result<(), StateError> {
        if let Some(mut wishes) = self.state.channel(channel).await?
            && wishes.barred.take().is_some()
        {
            info!(channel, "a channel lets us write again");
            self.state.keep_channel(&wishes).await?;
        }
        Ok(())
    }

    /// Remembers that we cannot write in a channel, and tells whoever wanted us there.
    async fn is_barred(
        &self,
        channel: u64,
        error: &SendError,
        now: Timestamp,
    ) -> Result<(), StateError> {
        let Some(mut wishes) = self.state.channel(channel).await? else { return Ok(()) };
        if wishes.barred.is_some() {
            return Ok(());
        }
        warn!(channel, "a channel does not let us write: {error}");
        wishes.barred = Some((now, error.to_string()));
        self.state.keep_channel(&wishes).await?;
        if wishes.chosen_by == 0 {
            return Ok(());
        }
        let notice = Notice {
            event: format!("barred:{channel}:{}", now.as_second()),
            kind: "barred",
            target: Target::Person(wishes.chosen_by),
            fallback_channel: None,
            body: card::barred(channel).to_json(),
            about: None,
            due: now,
            useful_until: now.saturating_add(TELL_KEEPER_WITHIN).unwrap_or(now),
        };
        self.state.post(&[notice]).await.map(|_| ())
    }

    async fn tell_that_it_pauses(
        &self,
        person: u64,
        channel: u64,
        row: &Row,
        now: Timestamp,
    ) -> Result<(), StateError> {
        let notice = Notice {
            event: format!("paused:{person}:{}", row.id),
            kind: "paused",
            target: Target::Channel(channel),
            fallback_channel: None,
            body: addressed(&card::paused().to_json(), None, Some(person)),
            about: None,
            due: now,
            useful_until: now.saturating_add(TELL_KEEPER_WITHIN).unwrap_or(now),
        };
        self.state.post(&[notice]).await.map(|_| ())
    }

    fn may_try(&self, row: i64) -> bool {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.get(&row).is_none_or(|(_, again)| *again <= Instant::now())
    }

    fn failed(&self, row: i64) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, again) = failures.entry(row).or_insert((0, Instant::now()));
        let wait = RETRY.get(*count).or(RETRY.last()).copied().unwrap_or_default();
        *again = Instant::now() + wait;
        *count += 1;
    }

    fn succeeded(&self, row: i64) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&row);
    }
}

/// Whether Discord says that we may not write there, or that there is no such place.
fn is_barred(error: &SendError) -> bool {
    matches!(error, SendError::Refused { status: 403 | 404, .. })
}

fn unsent(row: &Row, error: &SendError) -> Outcome {
    match error {
        SendError::GaveUp => Outcome::Unclear,
        SendError::RateLimited => Outcome::NotSent,
        SendError::Refused { status: 401, .. } => {
            warn!(kind = row.kind, "a notice was not sent: {error}");
            Outcome::NotSent
        }
        SendError::Refused { .. } | SendError::Unsendable => {
            // It would be refused again: our own fault, told once.
            error!(kind = row.kind, row = row.id, "a notice cannot be sent: {error}");
            Outcome::Dropped
        }
    }
}

/// The body with what stands before its own words: that it is late, and whom it is for. A person
/// who asked to be told is the only one a message of ours may call.
fn addressed(body: &Value, late: Option<&str>, to: Option<u64>) -> Value {
    let mut body = body.clone();
    let called = to.map(|person| format!("<@{person}>"));
    let own = body.get("content").and_then(Value::as_str).unwrap_or_default().to_owned();
    let lines = [called.as_deref(), late, Some(own.as_str())].into_iter().flatten();
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    if let Some(object) = body.as_object_mut() {
        object.insert("content".to_owned(), lines.join("\n").into());
        if let Some(person) = to {
            let called =
                json!({ "parse": [], "users": [person.to_string()], "replied_user": false });
            object.insert("allowed_mentions".to_owned(), called);
        }
    }
    body
}

/// Whether a message in a channel is this notice: the same words in the same embeds, whatever
/// stands before them.
fn reads_the_same(posted: &Value, notice: &Value) -> bool {
    let words = |text: &Value| -> String {
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let embeds = |body: &Value| -> Vec<Vec<String>> {
        let embeds = body["embeds"].as_array().into_iter().flatten();
        let parts = |embed: &Value| {
            let mut parts = vec![words(&embed["title"]), words(&embed["description"])];
            for field in embed["fields"].as_array().into_iter().flatten() {
                parts.extend([words(&field["name"]), words(&field["value"])]);
            }
            parts
        };
        embeds.map(parts).collect()
    };
    embeds(posted) == embeds(notice)
        && words(&posted["content"]).ends_with(&words(&notice["content"]))
}

#[cfg(test)]
pub(crate) mod tests;
