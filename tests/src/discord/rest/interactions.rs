//! The first answer to what somebody used.

use serde_json::{Value, json};

use super::{
    super::{
        GUILD,
        interactions::{Unacknowledged, Waiting},
        rules::Kind,
        shapes::{messages as shapes, person},
        state::{Known, State},
    },
    Call, Outcome, Refusal, channels, keep_rules,
};

pub(super) fn callback(state: &State, call: &Call<'_>) -> Outcome {
    let (id, token, body) = (call.id(1), call.text(2), call.body);
    keep_rules(state, call, Kind::Callback.breaches(call.body))?;
    let kind = body["type"].as_u64().unwrap_or_default();
    let acknowledged = state.known().interactions.acknowledge(id, token, kind).cloned();
    let waiting = match acknowledged {
        Ok(waiting) => waiting,
        Err(Unacknowledged::Refused(refusal)) => return Err(refusal),
        Err(Unacknowledged::Late(took)) => {
            state.violation(format!("an interaction was acknowledged after {took:?}"));
            return Err(Refusal(404, 10_062));
        }
        Err(Unacknowledged::Unfit(used)) => {
            keep_rules(state, call, vec![format!("{used:?} has no answer of type {kind}")])?;
            return Err(Refusal(400, 50_035));
        }
    };
    let data = &body["data"];
    let original = match kind {
        4 | 5 => Some(post(&mut state.known(), &waiting, data, kind == 5)),
        6 => waiting.used.message(),
        7 => Some(update(state, call, &waiting, data)?),
        _ => None,
    };
    let mut known = state.known();
    let waiting = known.interactions.of_token(token)?;
    waiting.original = original;
    waiting.messages.extend(original);
    match kind {
        8 => waiting.choices = Some(data["choices"].as_array().cloned().unwrap_or_default()),
        9 => waiting.modal = Some(data.clone()),
        _ => {}
    }
    Ok((204, Value::Null))
}

/// Puts a new message where the interaction was used, and gives its id.
pub(super) fn post(known: &mut Known, waiting: &Waiting, data: &Value, thinking: bool) -> u64 {
    let id = known.new_id();
    let mut message = shapes::of_bot(id, waiting.channel);
    shapes::put(&mut message, data);
    let flags = data["flags"].as_u64().unwrap_or_default();
    let loading = if thinking { shapes::LOADING } else { 0 };
    message["flags"] = (flags | loading).into();
    message["webhook_id"] = message["author"]["id"].clone();
    message["application_id"] = message["author"]["id"].clone();
    message["interaction_metadata"] = json!({
        "id": waiting.interaction.id.to_string(), "user": person(waiting.person),
        "type": if waiting.used.message().is_some() { 3 } else { 2 },
        "authorizing_integration_owners": { "0": GUILD.to_string() },
        "interacted_message_id": waiting.used.message().unwrap_or(id).to_string(),
    });
    let ephemeral = flags & shapes::EPHEMERAL != 0;
    known.messages.keep(id, message.clone(), ephemeral.then_some(waiting.person));
    if !ephemeral {
        known.tell_of("MESSAGE_CREATE", &message);
    }
    id
}

/// Edits the message whose button was pressed, and gives its id.
fn update(state: &State, call: &Call<'_>, waiting: &Waiting, data: &Value) -> Result<u64, Refusal> {
    let id = waiting.used.message().ok_or(Refusal(400, 50_035))?;
    channels::edit(
        state,
        &Call { body: data, parts: call.parts.clone(), method: call.method.clone(), ..*call },
        id,
    )?;
    Ok(id)
}
