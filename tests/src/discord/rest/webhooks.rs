//! What follows on the first answer to an interaction: edits of it, and further messages.

use axum::http::Method;
use serde_json::Value;

use super::{
    super::{rules::Kind, state::State},
    Call, Outcome, Refusal, channels, interactions, keep_rules,
};

/// `@original`, or one of the further messages: read, edited or removed.
pub(super) fn message(state: &State, call: &Call<'_>) -> Outcome {
    let token = call.text(2);
    let id = {
        let mut known = state.known();
        let waiting = known.interactions.of_token(token)?;
        let wanted = if call.text(4) == "@original" { waiting.original } else { Some(call.id(4)) };
        wanted.filter(|id| waiting.messages.contains(id)).ok_or(Refusal(404, 10_008))?
    };
    if call.method == Method::GET {
        let message = state.known().messages.get(id).cloned();
        return Ok((200, message.ok_or(Refusal(404, 10_008))?));
    }
    if call.method == Method::DELETE {
        let mut known = state.known();
        known.messages.get(id).ok_or(Refusal(404, 10_008))?;
        known.remove_message(id);
        return Ok((204, Value::Null));
    }
    keep_rules(state, call, Kind::WebhookEdit.breaches(call.body))?;
    answer(state, call, id)
}

/// Puts an answer into a message; the bot no longer thinks.
fn answer(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let was_thinking = {
        let mut known = state.known();
        let waiting = known.interactions.of_token(call.text(2))?;
        let is_original = waiting.original == Some(id);
        std::mem::take(&mut waiting.thinking) && is_original
    };
    if was_thinking {
        state.known().messages.stop_thinking(id);
    }
    channels::edit(state, call, id)
}

/// A further message. The first one after the bot has said that it is thinking is the answer.
pub(super) fn follow_up(state: &State, call: &Call<'_>) -> Outcome {
    keep_rules(state, call, Kind::FollowUp.breaches(call.body))?;
    let waiting = state.known().interactions.of_token(call.text(2))?.clone();
    if let Some(original) = waiting.original.filter(|_| waiting.thinking) {
        return answer(state, call, original);
    }
    let mut known = state.known();
    let id = interactions::post(&mut known, &waiting, call.body, false);
    known.interactions.of_token(call.text(2))?.messages.push(id);
    let message: Option<Value> = known.messages.get(id).cloned();
    Ok((200, message.ok_or(Refusal(404, 10_008))?))
}
