//! From a message to the bodies Discord wants for it.

use serde_json::{Value, json};
use serenity::all::{ChannelId, MessageId};

use crate::message::Message;

/// A message that refers to the one it answers. Its nonce is that message's id: sent twice by
/// mistake, it still appears once.
pub(super) fn reply(message: &Message, channel: ChannelId, to: MessageId) -> Value {
    with(
        message.to_json(),
        [
            // If the question has been deleted meanwhile, the answer stands by itself.
            (
                "message_reference",
                json!({
                    "channel_id": channel.to_string(),
                    "message_id": to.to_string(),
                    "fail_if_not_exists": false,
                }),
            ),
            ("nonce", to.to_string().into()),
            ("enforce_nonce", true.into()),
        ],
    )
}

/// The promise of an answer. Discord wants it within three seconds of a command.
pub(super) fn acknowledgement() -> Value {
    json!({ "type": 5 })
}

/// What then takes the place of the acknowledgement.
pub(super) fn edit(message: &Message) -> Value {
    message.to_json()
}

fn with<const N: usize>(mut body: Value, more: [(&str, Value); N]) -> Value {
    if let Some(object) = body.as_object_mut() {
        object.extend(more.map(|(key, value)| (key.to_owned(), value)));
    }
    body
}
