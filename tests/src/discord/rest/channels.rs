//! Channels, and the bot's messages in them.

use axum::http::Method;
use serde_json::Value;

use super::{
    super::{
        BOT, limits,
        messages::Page,
        places::Permissions,
        rules::Kind,
        shapes::messages as shapes,
        state::{Known, State},
    },
    Call, Outcome, Refusal, keep_rules,
};

pub(super) fn channel(state: &State, call: &Call<'_>) -> Outcome {
    let known = state.known();
    known.places.allow(call.id(1), Permissions::VIEW_CHANNEL)?;
    Ok((200, known.places.channel(call.id(1)).ok_or(Refusal(404, 10_003))?))
}

pub(super) fn typing(state: &State, call: &Call<'_>) -> Outcome {
    state.known().places.allow(call.id(1), Permissions::SEND_MESSAGES)?;
    Ok((204, Value::Null))
}

/// A page of what has been written. Without leave to read it, Discord shows an empty one.
pub(super) fn history(state: &State, call: &Call<'_>) -> Outcome {
    let known = state.known();
    known.places.allow(call.id(1), Permissions::VIEW_CHANNEL)?;
    if known.places.allow(call.id(1), Permissions::READ_MESSAGE_HISTORY).is_err() {
        return Ok((200, Value::Array(Vec::new())));
    }
    let limit = call.number("limit").and_then(|limit| usize::try_from(limit).ok());
    if limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        drop(known);
        keep_rules(state, call, vec![format!("a page of {limit:?} messages")])?;
        return Err(Refusal(400, 50_035));
    }
    let page = Page {
        limit,
        before: call.number("before"),
        after: call.number("after"),
        around: call.number("around"),
    };
    Ok((200, known.messages.page(call.id(1), &page).into()))
}

/// Direct messages with somebody: there they are, whether or not anything can be sent.
pub(super) fn direct(state: &State, call: &Call<'_>) -> Outcome {
    keep_rules(state, call, Kind::Direct.breaches(call.body))?;
    let known = state.known();
    let person = call.body["recipient_id"].as_str().and_then(|id| id.parse().ok());
    let channel = person.and_then(|person| known.places.direct_of(person));
    let channel = channel.ok_or(Refusal(400, 50_033))?;
    Ok((200, known.places.channel(channel).ok_or(Refusal(404, 10_003))?))
}

pub(super) fn send(state: &State, call: &Call<'_>) -> Outcome {
    keep_rules(state, call, Kind::Message.breaches(call.body))?;
    let (body, channel) = (call.body, call.id(1));
    let mut known = state.known();
    known.places.allow(channel, wanted_for(body))?;
    replies(&known, channel, body)?;
    let nonce = body["nonce"].as_str().filter(|_| body["enforce_nonce"] == true);
    if let Some(sent) = nonce.and_then(|nonce| known.messages.of_nonce(nonce)) {
        return Ok((200, shapes::with_nonce(sent, &body["nonce"])));
    }
    let id = known.new_id();
    let mut message = shapes::of_bot(id, channel);
    shapes::put(&mut message, body);
    known.messages.keep(id, message.clone(), None);
    if let Some(nonce) = nonce {
        known.messages.keep_nonce(nonce, id);
    }
    let message = shapes::with_nonce(&message, &body["nonce"]);
    known.tell_of("MESSAGE_CREATE", &message);
    Ok((200, message))
}

fn wanted_for(body: &Value) -> Permissions {
    let embeds = body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty());
    if embeds {
        Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS
    } else {
        Permissions::SEND_MESSAGES
    }
}

/// Whether the message that is replied to is there, or need not be.
fn replies(known: &Known, channel: u64, body: &Value) -> Result<(), Refusal> {
    let reference = &body["message_reference"];
    let Some(replied) = reference["message_id"].as_str() else { return Ok(()) };
    let replied = replied.parse().unwrap_or_default();
    if known.messages.public(channel, replied).is_none() && reference["fail_if_not_exists"] != false
    {
        return Err(Refusal(400, 50_035));
    }
    let may_read = known.places.allow(channel, Permissions::READ_MESSAGE_HISTORY);
    may_read.map_err(|_| Refusal(400, 160_002))
}

/// One message: read, edited or removed.
pub(super) fn message(state: &State, call: &Call<'_>) -> Outcome {
    let (channel, id) = (call.id(1), call.id(3));
    {
        let known = state.known();
        known.places.allow(channel, Permissions::VIEW_CHANNEL)?;
        let message = known.messages.public(channel, id).ok_or(Refusal(404, 10_008))?;
        if call.method == Method::GET {
            known.places.allow(channel, Permissions::READ_MESSAGE_HISTORY)?;
            return Ok((200, message.clone()));
        }
        if message["author"]["id"] != *BOT.to_string() {
            let code = if call.method == Method::PATCH { 50_005 } else { 50_013 };
            return Err(Refusal(403, code));
        }
    }
    if call.method == Method::DELETE {
        state.known().remove_message(id);
        return Ok((204, Value::Null));
    }
    keep_rules(state, call, Kind::Edit.breaches(call.body))?;
    edit(state, call, id)
}

/// Edits a message of the bot's.
pub(super) fn edit(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let mut message = state.known().messages.get(id).cloned().ok_or(Refusal(404, 10_008))?;
    shapes::put(&mut message, call.body);
    shapes::edited(&mut message);
    keep_rules(state, call, limits::whole(&message))?;
    let mut known = state.known();
    known.messages.replace(id, message.clone());
    if !known.messages.is_ephemeral(id) {
        known.tell_of("MESSAGE_UPDATE", &message);
    }
    Ok((200, message))
}
