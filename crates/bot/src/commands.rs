//! The slash commands and the message menu: what they are called, who may use them where, and what
//! they do. Nothing here knows how Discord is reached: an [`Invocation`] comes in, words come out.

mod registration;
mod table;

use std::collections::BTreeMap;

pub(crate) use registration::{all, fingerprint};
pub(crate) use table::{Action, DAILY, MANAGE_GUILD, NEVER, Setting, WEEKLY, command, option};

use crate::asker::Asker;

/// A command somebody used.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    pub(crate) asker: Asker,
    /// The command's Swedish name; with a sub-command's after a space.
    pub(crate) name: String,
    /// What was written into its options, by their Swedish names.
    pub(crate) options: BTreeMap<String, String>,
    /// The words of the message it was used on.
    pub(crate) target: Option<String>,
}

impl Invocation {
    /// What was written into an option, if anything.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}
