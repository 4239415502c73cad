//! What a member sees: one message for each kind of thing we tell of. Pure functions from what the
//! API told to a [`Message`](crate::message::Message).

pub(crate) mod answer;
pub(crate) mod notice;
mod when;
