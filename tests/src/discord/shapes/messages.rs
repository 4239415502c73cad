//! Messages in full.

use serde_json::{Value, json};

use super::{
    super::{BOT, GUILD, Said, clock},
    author, bot, member,
};

/// Only the person who asked sees it.
pub(in super::super) const EPHEMERAL: u64 = 1 << 6;
/// The bot is thinking.
pub(in super::super) const LOADING: u64 = 1 << 7;

/// A message somebody says; `replied` is the one it replies to.
pub(in super::super) fn said(
    id: u64,
    said: &Said<'_>,
    in_guild: bool,
    replied: Option<Value>,
) -> Value {
    let mut message = bare(id, said.channel, &author(said.person));
    message["content"] = said.content.into();
    message["mention_everyone"] =
        (said.content.contains("@everyone") || said.content.contains("@here")).into();
    let named = said.content.contains(&format!("<@{BOT}>"));
    let us = BOT.to_string();
    let pinged = replied.as_ref().is_some_and(|message| message["author"]["id"] == *us);
    if named || pinged {
        let mut mentioned = bot();
        mentioned["member"] = member();
        message["mentions"] = json!([mentioned]);
    }
    if in_guild {
        message["guild_id"] = GUILD.to_string().into();
        message["member"] = member();
        // Without the privileged intent, Discord shows a bot nothing else of a server's messages.
        if !(named || pinged || said.person == BOT) {
            message["content"] = "".into();
        }
    }
    if let Some(replied) = replied {
        message["type"] = 19.into();
        message["message_reference"] = json!({
            "type": 0, "message_id": replied["id"], "channel_id": replied["channel_id"],
        });
        message["referenced_message"] = replied;
    }
    message
}

/// A message of the bot's that holds nothing yet.
pub(in super::super) fn of_bot(id: u64, channel: u64) -> Value {
    bare(id, channel, &bot())
}

/// Puts into a message what a body says of it, and leaves the rest as it was.
pub(in super::super) fn put(message: &mut Value, body: &Value) {
    if let Some(content) = body.get("content") {
        message["content"] = content.as_str().unwrap_or_default().trim().into();
    }
    if let Some(embeds) = body.get("embeds") {
        let embeds = embeds.as_array().into_iter().flatten().cloned();
        message["embeds"] = embeds.map(rich).collect();
    }
    if let Some(components) = body.get("components") {
        let mut components = if components.is_null() { json!([]) } else { components.clone() };
        number(&mut components, &mut 0);
        message["components"] = components;
    }
    if let Some(flags) = body["flags"].as_u64() {
        let kept = message["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
        message["flags"] = (flags | kept).into();
    }
    if !body["message_reference"].is_null() {
        message["type"] = 19.into();
        message["message_reference"] = body["message_reference"].clone();
    }
}

/// An edit says so.
pub(in super::super) fn edited(message: &mut Value) {
    message["edited_timestamp"] = clock::now().to_string().into();
}

/// With the nonce its sender gave it; Discord tells it to nobody who fetches the message later.
pub(in super::super) fn with_nonce(message: &Value, nonce: &Value) -> Value {
    let mut message = message.clone();
    if !nonce.is_null() {
        message["nonce"] = nonce.clone();
    }
    message
}

/// Discord gives an embed back with its type, and without space around its texts.
fn rich(mut embed: Value) -> Value {
    embed["type"] = "rich".into();
    trim(&mut embed);
    embed
}

fn trim(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.trim().to_owned(),
        Value::Array(parts) => parts.iter_mut().for_each(trim),
        Value::Object(parts) => parts.values_mut().for_each(trim),
        _ => {}
    }
}

/// Discord numbers components that have no number.
fn number(value: &mut Value, last: &mut u64) {
    for component in value.as_array_mut().into_iter().flatten() {
        *last += 1;
        if component["id"].is_null() {
            component["id"] = (*last).into();
        }
        if let Some(inner) = component.get_mut("components") {
            number(inner, last);
        }
    }
}

fn bare(id: u64, channel: u64, author: &Value) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": author, "content": "",
        "timestamp": clock::moment_of(id).to_string(), "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "mention_channels": [],
        "attachments": [], "embeds": [], "reactions": [], "pinned": false, "type": 0, "flags": 0,
        "components": [],
    })
}
