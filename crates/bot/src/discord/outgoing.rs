//! From a message to the bodies Discord wants for it.

use serde_json::{Value, json};
use serenity::all::{ActionRow, ChannelId, MessageId};

use crate::{bot::Choice, message::Message};

/// Discord's numbers for the ways to answer an interaction.
const MESSAGE: u8 = 4;
const MESSAGE_LATER: u8 = 5;
const UPDATE_LATER: u8 = 6;
const UPDATE: u8 = 7;
const CHOICES: u8 = 8;

/// Discord's number for what one person alone sees.
const EPHEMERAL: u64 = 1 << 6;

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

/// The promise of an answer. Discord wants it within three seconds, and who sees the answer is
/// settled by it.
pub(super) fn acknowledgement(is_private: bool) -> Value {
    let flags = if is_private { EPHEMERAL } else { 0 };
    json!({ "type": MESSAGE_LATER, "data": { "flags": flags } })
}

/// The promise that the message a button is under will change, or that nothing happens.
pub(super) fn update_later() -> Value {
    json!({ "type": UPDATE_LATER })
}

/// An answer at once, to one person alone.
pub(super) fn at_once(message: &Message) -> Value {
    json!({ "type": MESSAGE, "data": message.clone().ephemeral().to_json() })
}

/// The message a button is under, without that button.
pub(super) fn without_button(rows: &[ActionRow], custom_id: &str) -> Value {
    let mut rows = serde_json::to_value(rows).unwrap_or_default();
    for row in rows.as_array_mut().into_iter().flatten() {
        if let Some(buttons) = row.get_mut("components").and_then(Value::as_array_mut) {
            buttons.retain(|button| button.get("custom_id") != Some(&custom_id.into()));
        }
    }
    if let Some(rows) = rows.as_array_mut() {
        rows.retain(|row| row.get("components") != Some(&json!([])));
    }
    json!({ "type": UPDATE, "data": { "components": rows } })
}

/// What an option can become.
pub(super) fn choices(choices: &[Choice]) -> Value {
    let choices: Vec<_> = choices
        .iter()
        .map(|choice| json!({ "name": choice.label, "value": choice.value }))
        .collect();
    json!({ "type": CHOICES, "data": { "choices": choices } })
}

/// What takes the place of an acknowledgement or of a message. Who sees it is settled.
pub(super) fn edit(message: &Message) -> Value {
    let mut body = message.to_json();
    if let Some(object) = body.as_object_mut() {
        object.remove("flags");
    }
    body
}

fn with<const N: usize>(mut body: Value, more: [(&str, Value); N]) -> Value {
    if let Some(object) = body.as_object_mut() {
        object.extend(more.map(|(key, value)| (key.to_owned(), value)));
    }
    body
}
