//! Discord's documented rules for what a bot sends, by hand: those its published schemas miss, and
//! those whose breach should be told in a line. Each function gives what is against them.

mod commands;
mod components;
mod messages;

use serde_json::Value;

pub(super) use commands::commands;
pub(super) use messages::{edit, follow_up, message, whole};

const CHOICES: usize = 25;
const CHOICE: usize = 100;

/// What is wrong with the first answer to an interaction.
pub(super) fn callback(body: &Value) -> Vec<String> {
    let data = &body["data"];
    match body["type"].as_u64() {
        Some(4) => messages::answer(data),
        Some(5 | 6) => Vec::new(),
        Some(7) => messages::edit(data),
        Some(8) => choices(&data["choices"]),
        Some(9) => components::modal(data),
        other => vec![format!("no answer to an interaction has type {other:?}")],
    }
}

/// What is wrong with a wish for direct messages.
pub(super) fn direct(body: &Value) -> Vec<String> {
    let id = body["recipient_id"].as_str().and_then(|id| id.parse::<u64>().ok());
    if id.is_some() { Vec::new() } else { vec![format!("{body} names nobody")] }
}

/// What is wrong with the choices offered for an option.
fn choices(choices: &Value) -> Vec<String> {
    let Some(choices) = choices.as_array() else { return vec!["no list of choices".to_owned()] };
    let mut found = Vec::new();
    if choices.len() > CHOICES {
        found.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        let names = localised(&choice["name_localizations"]);
        for name in std::iter::once(text(&choice["name"])).chain(names) {
            if name.trim().is_empty() {
                found.push("a choice without name".to_owned());
            }
            at_most(&mut found, "a choice", &name, CHOICE);
        }
        match &choice["value"] {
            Value::String(value) => at_most(&mut found, "a choice's value", value, CHOICE),
            Value::Number(_) => {}
            other => found.push(format!("a choice has the value {other}")),
        }
    }
    found
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[][..], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The texts in every language.
fn localised(texts: &Value) -> Vec<String> {
    texts.as_object().into_iter().flatten().map(|(_, value)| text(value)).collect()
}

fn at_most(found: &mut Vec<String>, name: &str, text: &str, limit: usize) {
    let length = length(text);
    if length > limit {
        found.push(format!("{name} holds {length} characters, {limit} is the limit"));
    }
}

/// Discord says "characters" and means UTF-16 units in some places. The stricter reading holds.
fn length(text: &str) -> usize {
    text.trim().encode_utf16().count()
}

#[cfg(test)]
fn check(found: &[String], expected: &str) {
    assert_eq!(found.join("; "), expected);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn callbacks() {
        check(&callback(&json!({ "type": 2 })), "no answer to an interaction has type Some(2)");
        let choices =
            |choices: Value| callback(&json!({ "type": 8, "data": { "choices": choices } }));
        let choice = |name: &str| json!({ "name": name, "value": "x" });
        check(&choices(json!([choice("x")])), "");
        check(&choices(vec![choice("x"); 26].into()), "26 choices");
        check(&choices(json!([choice("")])), "a choice without name");
        check(&choices(json!([{ "name": "x" }])), "a choice has the value null");
        check(
            &choices(json!([choice(&"x".repeat(101))])),
            "a choice holds 101 characters, 100 is the limit",
        );
    }

    #[test]
    fn directs() {
        check(&direct(&json!({ "recipient_id": "7" })), "");
        check(&direct(&json!({})), "{} names nobody");
    }
}
