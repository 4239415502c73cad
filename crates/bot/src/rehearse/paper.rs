//! A Discord of paper: what is sent there is printed.

use std::{
    collections::{HashMap, VecDeque},
    io::{self, Write},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use finsam_swedish::{
    Language::Swedish,
    print::{clock, date_long},
};
use serde_json::Value;

use crate::{
    clock::Clock,
    delivery::{Post, Posted},
    message::Message,
    plain,
    rest::SendError,
};

/// How many of a channel's latest messages can be read again, as at Discord.
const LOOKED_THROUGH: usize = 100;

/// Prints what is sent.
pub(crate) struct Paper<W> {
    clock: Clock,
    output: Mutex<W>,
    messages: AtomicU64,
    /// What stands in each channel, the latest last.
    channels: Mutex<HashMap<u64, VecDeque<Posted>>>,
}

impl<W: Write> Paper<W> {
    pub(crate) fn new(clock: Clock, output: W) -> Self {
        Self {
            clock,
            output: Mutex::new(output),
            messages: AtomicU64::new(0),
            channels: Mutex::default(),
        }
    }

    /// `note` is what is to be said of the message itself.
    fn print(&self, channel: u64, note: &str, body: &Value) -> io::Result<()> {
        let now = self.clock.now();
        let (day, time) = (date_long(now.date(), Swedish), clock(now.time(), Swedish));
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        let message = Message::of_json(body);
        writeln!(output, "── {day} kl. {time} · kanal {channel}{note} ──")?;
        writeln!(output, "{}\n", plain::text(&message, now.timestamp()))
    }
}

impl<W: Write> Post for Paper<W> {
    /// A person is their own channel.
    async fn direct_channel(&self, person: u64) -> Result<u64, SendError> {
        Ok(person)
    }

    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError> {
        // Paper that is gone is no reason to try again.
        self.print(channel, "", body).map_err(|_| SendError::Unsendable)?;
        // As at Discord: the later, the larger, also when a rehearsal goes on from another.
        let second = u64::try_from(self.clock.now().timestamp().as_second()).unwrap_or_default();
        let id = (second << 20) + self.messages.fetch_add(1, Ordering::Relaxed) + 1;
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let messages = channels.entry(channel).or_default();
        if messages.len() >= LOOKED_THROUGH {
            messages.pop_front();
        }
        messages.push_back(Posted { id, body: body.clone() });
        Ok(id)
    }

    async fn edit(&self, channel: u64, message: u64, body: &Value) -> Result<(), SendError> {
        let edited = {
            let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
            let mut posted = channels.entry(channel).or_default().iter_mut();
            match posted.find(|posted| posted.id == message) {
                Some(posted) => {
                    if let (Some(all), Some(new)) = (posted.body.as_object_mut(), body.as_object())
                    {
                        all.extend(new.clone());
                    }
                    posted.body.clone()
                }
                // It stands on an earlier rehearsal's paper.
                None => body.clone(),
            }
        };
        self.print(channel, " · ändrat", &edited).map_err(|_| SendError::Unsendable)
    }

    async fn show(&self, channel: u64, body: &Value) -> Result<(), SendError> {
        self.print(channel, "", body).map_err(|_| SendError::Unsendable)
    }

    async fn own_messages(&self, channel: u64) -> Result<Vec<Posted>, SendError> {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(channels.get(&channel).into_iter().flatten().cloned().collect())
    }
}
