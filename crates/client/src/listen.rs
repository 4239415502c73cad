//! Hears of changes as they happen: the subscription `contentChanged` over Server-Sent Events, as
//! the protocol graphql-sse has it for distinct connections.
//!
//! What is heard says only that something changed, and where to go on from: what it is now is asked
//! with [`changes`](Client::changes), which also tells what was missed.

use std::time::Duration;

use cynic::SubscriptionBuilder;
use reqwest::header::CONTENT_TYPE;

use crate::{
    Kind, NodeId,
    error::Error,
    reference::some_of,
    schema,
    transport::{Client, MAX_RESPONSE_BYTES, Reply},
};

/// How long a stream may be silent, in seconds. The API says something every twelve seconds.
pub const SILENCE_TIMEOUT_S: u64 = 40;

/// A stream of changes, open until it ends or fails. Whoever listened then fetches what changed and
/// listens anew, or asks now and then.
#[derive(Debug)]
pub struct Listener {
    client: Client,
    response: reqwest::Response,
    events: Events,
}

/// That a document changed, came or went.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Change")]
pub struct Heard {
    /// The document's id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind,
    /// Its short name, or the one it had last.
    pub slug: String,
    /// Whether it is no longer public.
    pub deleted: bool,
    /// The place after this change, to listen from the next time.
    pub token: String,
}

impl Client {
    /// Listens for changes to documents of these `kinds` (all, where none is given), after the place
    /// `since`, or from now on without one.
    ///
    /// # Errors
    /// See [`Error`]. [`Error::Refused`] with the code `TOKEN_EXPIRED`, here or from
    /// [`Listener::next`], says to begin anew with [`changes`](Client::changes).
    pub async fn listen(&self, since: Option<&str>, kinds: &[Kind]) -> Result<Listener, Error> {
        let operation = Listen::build(ListenVariables {
            since: since.map(str::to_owned),
            filter: Filter { kinds: some_of(kinds) },
        });
        let response = self.open(&operation).await?;
        let status = response.status();
        let is_stream = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|media_type| media_type.starts_with("text/event-stream"));
        if status.is_success() && is_stream {
            return Ok(Listener { client: self.clone(), response, events: Events::default() });
        }
        // Whatever came instead says why, if it is GraphQL.
        let body = self.body_of(response).await?;
        let Reply { .. } = self.read::<serde_json::Value>(status, &body)?;
        Err(self.unreadable("an answer where a stream of events was asked for".to_owned()))
    }
}

impl Listener {
    /// The next change; none when the API has ended the stream, as it does when it stops.
    ///
    /// # Errors
    /// See [`Error`]: a stream that is cut is [`Error::Unreachable`], and one that is silent for
    /// [`SILENCE_TIMEOUT_S`] seconds is [`Error::TimedOut`]. Nothing comes after an error.
    pub async fn next(&mut self) -> Result<Option<Heard>, Error> {
        loop {
            while let Some(event) = self.events.next() {
                match event.name.as_str() {
                    "complete" => return Ok(None),
                    "next" => return self.read(&event.data).map(Some),
                    _ => {}
                }
            }
            let chunk = self.response.chunk().await.map_err(|error| self.client.broken(error))?;
            let Some(chunk) = chunk else { return Ok(None) };
            if !self.events.take_in(&chunk) {
                let reason = format!("an event is over {MAX_RESPONSE_BYTES} bytes");
                return Err(self.client.unreadable(reason));
            }
        }
    }

    fn read(&self, data: &str) -> Result<Heard, Error> {
        let reply = self.client.read::<Listen>(reqwest::StatusCode::OK, data.as_bytes())?;
        Ok(reply.data.content_changed)
    }
}

/// Reads Server-Sent Events from pieces that end anywhere.
#[derive(Debug, Default)]
struct Events {
    /// What came and is not read yet, after what was read.
    bytes: Vec<u8>,
    /// How much of it has been read.
    read: usize,
    /// How much has been looked at for the end of an event.
    seen: usize,
}

#[derive(Debug, PartialEq, Eq)]
struct Event {
    name: String,
    data: String,
}

impl Events {
    /// Takes in a piece; whether there was room for it.
    fn take_in(&mut self, piece: &[u8]) -> bool {
        self.bytes.drain(..self.read);
        self.seen = self.seen.saturating_sub(self.read);
        self.read = 0;
        self.bytes.extend(piece.iter().filter(|byte| **byte != b'\r'));
        self.bytes.len() <= MAX_RESPONSE_BYTES
    }

    /// What comes before the next empty line. Every byte is looked at once, however little comes at
    /// a time and however short events are.
    fn block(&mut self) -> Option<&[u8]> {
        // The line may begin at the end of what has been looked at.
        let from = self.seen.saturating_sub(1).max(self.read);
        let rest = self.bytes.get(from..)?;
        let Some(at) = rest.windows(2).position(|pair| pair == b"\n\n") else {
            self.seen = self.bytes.len();
            return None;
        };
        let start = std::mem::replace(&mut self.read, from + at + 2);
        self.seen = self.read;
        self.bytes.get(start..self.read)
    }

    /// The next event that has come whole. Comments, which only keep the connection alive, are no
    /// events.
    fn next(&mut self) -> Option<Event> {
        loop {
            let block = self.block()?;
            let text = String::from_utf8_lossy(block);
            let mut event = Event { name: "message".to_owned(), data: String::new() };
            for line in text.lines() {
                let (field, value) = line.split_once(':').unwrap_or((line, ""));
                let value = value.strip_prefix(' ').unwrap_or(value);
                match field {
                    "event" => value.clone_into(&mut event.name),
                    "data" => {
                        event.data.push_str(value);
                        event.data.push('\n');
                    }
                    _ => {}
                }
            }
            if !event.data.is_empty() {
                return Some(event);
            }
        }
    }
}

/// How long a stream may be silent.
pub(crate) const SILENCE_TIMEOUT: Duration = Duration::from_secs(SILENCE_TIMEOUT_S);

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "ChangeFilter")]
struct Filter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    kinds: Option<Vec<Kind>>,
}

#[derive(cynic::QueryVariables)]
struct ListenVariables {
    since: Option<String>,
    filter: Filter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "ListenVariables")]
struct Listen {
    #[arguments(since: $since, filter: $filter)]
    content_changed: Heard,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However the stream is cut into pieces, the same events come out.
    #[test]
    fn events_come_whole() {
        let stream = ": hej\n\nevent: next\r\ndata: {\"å\":\ndata: 1}\r\n\r\nid: 5\n\n\
                      event: complete\ndata: null\n\n";
        let expected = [("next", "{\"å\":\n1}\n"), ("complete", "null\n")];
        for size in 1..stream.len() {
            let mut events = Events::default();
            let mut read = Vec::new();
            for piece in stream.as_bytes().chunks(size) {
                assert!(events.take_in(piece));
                while let Some(event) = events.next() {
                    read.push((event.name, event.data));
                }
            }
            let read: Vec<_> = read.iter().map(|(n, d)| (n.as_str(), d.as_str())).collect();
            assert_eq!(read, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn an_endless_event_is_no_event() {
        let mut events = Events::default();
        assert!(!events.take_in(&vec![b'a'; MAX_RESPONSE_BYTES + 1]));
    }
}
