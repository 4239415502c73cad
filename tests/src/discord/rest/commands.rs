//! The commands people are offered.

use axum::http::Method;
use serde_json::Value;

use super::{
    super::{rules::Kind, shapes, state::State},
    Call, Outcome, keep_rules,
};

/// Gives the registered commands, or puts these in their place. One of the same type and name keeps
/// its id.
pub(super) fn keep(state: &State, call: &Call<'_>) -> Outcome {
    if call.method == Method::GET {
        return Ok((200, state.known().commands.clone().into()));
    }
    keep_rules(state, call, Kind::Commands.breaches(call.body))?;
    let mut known = state.known();
    let mut registered = Vec::new();
    for given in call.body.as_array().into_iter().flatten() {
        let fresh = known.new_id();
        let mut command = shapes::command(fresh, given);
        let same = |before: &&Value| {
            before["name"] == command["name"] && before["type"] == command["type"]
        };
        if let Some(before) = known.commands.iter().find(same) {
            command["id"] = before["id"].clone();
        }
        registered.push(command);
    }
    known.commands.clone_from(&registered);
    Ok((200, registered.into()))
}
