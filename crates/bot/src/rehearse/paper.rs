//! A Discord of paper: what is sent there is printed.

use std::{
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
    rest::SendError,
};

/// The channel of a rehearsal nobody has prepared a state for.
pub(crate) const CHANNEL: u64 = 1;

/// Prints what is sent.
pub(crate) struct Paper<W> {
    clock: Clock,
    output: Mutex<W>,
    messages: AtomicU64,
}

impl<W: Write> Paper<W> {
    pub(crate) fn new(clock: Clock, output: W) -> Self {
        Self { clock, output: Mutex::new(output), messages: AtomicU64::new(0) }
    }

    fn print(&self, channel: u64, body: &Value) -> io::Result<()> {
        let now = self.clock.now();
        let (day, time) = (date_long(now.date(), Swedish), clock(now.time(), Swedish));
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        let message = Message::of_json(body);
        let silent = if message.is_silent { " · utan ljud" } else { "" };
        writeln!(output, "── {day} kl. {time} · kanal {channel}{silent} ──")?;
        writeln!(output, "{}", message.to_text())
    }
}

impl<W: Write> Post for Paper<W> {
    /// A person is their own channel.
    async fn direct_channel(&self, person: u64) -> Result<u64, SendError> {
        Ok(person)
    }

    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError> {
        // Paper that is gone is no reason to try again.
        self.print(channel, body).map_err(|_| SendError::Unsendable)?;
        Ok(self.messages.fetch_add(1, Ordering::Relaxed) + 1)
    }

    async fn own_messages(&self, _: u64) -> Result<Vec<Posted>, SendError> {
        Ok(Vec::new())
    }
}
