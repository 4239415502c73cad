//! Who asks, where, and what they may do there.

use crate::{commands::MANAGE_GUILD, texts::Language};

/// Somebody who uses a command, presses a button or says something to us. Ids are Discord's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker {
    pub(crate) person: u64,
    pub(crate) channel: u64,
    /// The server the channel is in; none for direct messages.
    pub(crate) guild: Option<u64>,
    pub(crate) language: Language,
    /// What they may do in the channel, as Discord's bits.
    pub(crate) may: u64,
    /// What we may do in the channel, as Discord's bits; none where Discord does not say.
    pub(crate) we_may: Option<u64>,
}

impl Asker {
    /// Whether they run this server. Discord hides the commands from others, but a button can come
    /// into other hands.
    pub(crate) fn runs_the_server(&self) -> bool {
        const ADMINISTRATOR: u64 = 1 << 3;
        self.guild.is_some() && self.may & (MANAGE_GUILD | ADMINISTRATOR) != 0
    }
}
