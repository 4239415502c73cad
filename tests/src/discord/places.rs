//! Where things happen: channels, and what the bot may do in each of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::BitOr,
};

use serde_json::{Value, json};

use super::{
    ANNA, BO, CHANNEL, DIRECT, DIRECT_OF_BO, GROUP, GUILD, OTHER_CHANNEL, STRANGE_CHANNEL,
    STRANGE_GUILD, THREAD, rest::Refusal, shapes,
};

/// What somebody may do in a channel: Discord's bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions(pub u64);

impl Permissions {
    /// Be above what others decide.
    pub const ADMINISTRATOR: Self = Self(1 << 3);
    /// Change the server's settings.
    pub const MANAGE_GUILD: Self = Self(1 << 5);
    /// See the channel at all.
    pub const VIEW_CHANNEL: Self = Self(1 << 10);
    /// Write there.
    pub const SEND_MESSAGES: Self = Self(1 << 11);
    /// Put embeds into what is written.
    pub const EMBED_LINKS: Self = Self(1 << 14);
    /// Read what was written before.
    pub const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    /// Use slash commands.
    pub const USE_APPLICATION_COMMANDS: Self = Self(1 << 31);
    /// Write in threads.
    pub const SEND_MESSAGES_IN_THREADS: Self = Self(1 << 38);
    /// What everybody may do here until it is taken away.
    pub const EVERYBODY: Self = Self(
        Self::VIEW_CHANNEL.0
            | Self::SEND_MESSAGES.0
            | Self::EMBED_LINKS.0
            | Self::READ_MESSAGE_HISTORY.0
            | Self::USE_APPLICATION_COMMANDS.0
            | Self::SEND_MESSAGES_IN_THREADS.0,
    );

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn contain(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Permissions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    /// Of [`CHANNEL`].
    Thread,
    /// With this person.
    Direct(u64),
    /// In a server that the bot is not in.
    Strange,
    /// Between people, without the bot.
    Group,
}

#[derive(Clone, Debug)]
struct Channel {
    name: &'static str,
    kind: Kind,
    /// What the bot may not do here.
    denied: Permissions,
}

/// The channels there are.
#[derive(Debug)]
pub(super) struct Places {
    channels: BTreeMap<u64, Channel>,
    /// Who takes no direct messages.
    closed: BTreeSet<u64>,
    /// Whether the bot has been thrown out of the server.
    thrown_out: bool,
}

impl Default for Places {
    fn default() -> Self {
        let channel = |name, kind| Channel { name, kind, denied: Permissions(0) };
        let channels = BTreeMap::from([
            (CHANNEL, channel("allmänt", Kind::Text)),
            (OTHER_CHANNEL, channel("seminarier", Kind::Text)),
            (THREAD, channel("om frukosten", Kind::Thread)),
            (DIRECT, channel("", Kind::Direct(ANNA))),
            (DIRECT_OF_BO, channel("", Kind::Direct(BO))),
            (STRANGE_CHANNEL, channel("främmande", Kind::Strange)),
            (GROUP, channel("", Kind::Group)),
        ]);
        Self { channels, closed: BTreeSet::new(), thrown_out: false }
    }
}

impl Places {
    /// The direct messages with somebody.
    pub(super) fn direct_of(&self, person: u64) -> Option<u64> {
        let with_them = |channel: &Channel| channel.kind == Kind::Direct(person);
        self.channels.iter().find(|(_, channel)| with_them(channel)).map(|(id, _)| *id)
    }

    /// Whether a channel is in the server that the bot is in.
    pub(super) fn is_in_guild(&self, channel: u64) -> bool {
        self.guild_of(channel) == Some(GUILD)
    }

    /// The server a channel is in.
    pub(super) fn guild_of(&self, channel: u64) -> Option<u64> {
        match self.channels.get(&channel)?.kind {
            Kind::Text | Kind::Thread => Some(GUILD),
            Kind::Strange => Some(STRANGE_GUILD),
            Kind::Direct(_) | Kind::Group => None,
        }
    }

    /// Discord's number for what kind of place a command is used in.
    pub(super) fn context(&self, channel: u64) -> u64 {
        match self.channels.get(&channel).map(|found| found.kind) {
            Some(Kind::Direct(_)) => 1,
            Some(Kind::Group) => 2,
            _ => 0,
        }
    }

    /// Whether the bot is there itself, and not only brought along by somebody.
    pub(super) fn is_there(&self, channel: u64) -> bool {
        let found = self.channels.get(&channel);
        found.is_some_and(|found| !matches!(found.kind, Kind::Strange | Kind::Group))
    }

    /// Somebody opens a thread under a message of [`CHANNEL`]: it has the message's id.
    pub(super) fn open_thread(&mut self, under: u64) -> Value {
        let thread = Channel { name: "en tråd", kind: Kind::Thread, denied: Permissions(0) };
        self.channels.insert(under, thread);
        self.channel(under).expect("it is there")
    }

    /// What the bot may do in a channel; all there is in direct messages.
    pub(super) fn permissions(&self, channel: u64) -> Permissions {
        let denied = self.channels.get(&channel).map_or(Permissions(0), |found| found.denied);
        Permissions::EVERYBODY.without(denied)
    }

    /// Whether the bot may do this in a channel, or else Discord's answer.
    pub(super) fn allow(&self, channel: u64, wanted: Permissions) -> Result<(), Refusal> {
        let found = self.channels.get(&channel).ok_or(Refusal(404, 10_003))?;
        if let Kind::Direct(person) = found.kind {
            let sends = wanted.contain(Permissions::SEND_MESSAGES);
            return if sends && self.closed.contains(&person) {
                Err(Refusal(403, 50_007))
            } else {
                Ok(())
            };
        }
        if !self.is_there(channel) {
            return Err(Refusal(403, 50_001));
        }
        let wanted = match found.kind {
            Kind::Thread if wanted.contain(Permissions::SEND_MESSAGES) => {
                wanted.without(Permissions::SEND_MESSAGES) | Permissions::SEND_MESSAGES_IN_THREADS
            }
            _ => wanted,
        };
        let granted = Permissions::EVERYBODY.without(found.denied);
        if self.thrown_out || !granted.contain(Permissions::VIEW_CHANNEL) {
            return Err(Refusal(403, 50_001));
        }
        if granted.contain(wanted) { Ok(()) } else { Err(Refusal(403, 50_013)) }
    }

    pub(super) fn allow_guild(&self, guild: u64) -> Result<(), Refusal> {
        if guild != GUILD {
            return Err(Refusal(404, 10_004));
        }
        if self.thrown_out { Err(Refusal(403, 50_001)) } else { Ok(()) }
    }

    pub(super) fn take_away(&mut self, channel: u64, taken: Permissions) -> Value {
        let found = self.channels.get_mut(&channel).expect("a channel of the stand-in");
        found.denied = found.denied | taken;
        self.channel(channel).expect("it is there")
    }

    pub(super) fn give_back(&mut self, channel: u64) -> Value {
        let found = self.channels.get_mut(&channel).expect("a channel of the stand-in");
        found.denied = Permissions(0);
        self.channel(channel).expect("it is there")
    }

    /// Removes a channel, and gives it as it was.
    pub(super) fn delete(&mut self, channel: u64) -> Value {
        let was = self.channel(channel).expect("a channel of the stand-in");
        self.channels.remove(&channel);
        was
    }

    pub(super) fn close_direct(&mut self, person: u64) {
        self.closed.insert(person);
    }

    pub(super) fn open_direct(&mut self, person: u64) {
        self.closed.remove(&person);
    }

    pub(super) fn throw_out(&mut self) {
        self.thrown_out = true;
    }

    /// A channel as Discord shows it to the bot.
    pub(super) fn channel(&self, id: u64) -> Option<Value> {
        let channel = self.channels.get(&id)?;
        Some(match channel.kind {
            Kind::Text => shapes::channel(id, channel.name, channel.denied),
            Kind::Thread => shapes::thread(id, channel.name, CHANNEL),
            Kind::Direct(person) => shapes::direct_channel(id, person),
            Kind::Strange => shapes::strange_channel(id, channel.name),
            Kind::Group => shapes::group(id),
        })
    }

    /// The part of a channel that comes with an interaction.
    pub(super) fn channel_of_interaction(&self, id: u64) -> Option<Value> {
        let mut channel = self.channel(id)?;
        channel["permissions"] = json!(self.permissions(id).0.to_string());
        Some(channel)
    }

    /// The server's channels that are no threads.
    pub(super) fn text_channels(&self) -> Vec<Value> {
        self.of_kind(Kind::Text)
    }

    pub(super) fn threads(&self) -> Vec<Value> {
        self.of_kind(Kind::Thread)
    }

    fn of_kind(&self, kind: Kind) -> Vec<Value> {
        let of_it = self.channels.iter().filter(|(_, channel)| channel.kind == kind);
        of_it.filter_map(|(id, _)| self.channel(*id)).collect()
    }
}
