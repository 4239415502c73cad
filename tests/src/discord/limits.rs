//! Discord's documented rules for what a bot sends. Each function gives what is against them.

use serde_json::Value;

const CONTENT: usize = 2_000;
const NONCE: usize = 25;
const EMBEDS: usize = 10;
const EMBED_TOTAL: usize = 6_000;
const TITLE: usize = 256;
const DESCRIPTION: usize = 4_096;
const FIELDS: usize = 25;
const FIELD_NAME: usize = 256;
const FIELD_VALUE: usize = 1_024;
const FOOTER: usize = 2_048;
const AUTHOR: usize = 256;
const COMMANDS: usize = 100;
const COMMAND_NAME: usize = 32;
const COMMAND_DESCRIPTION: usize = 100;
const OPTIONS: usize = 25;

/// What is wrong with a message: one sent, one edited into place, or one that answers a command.
pub(super) fn message(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let embeds: Vec<&Value> = body["embeds"].as_array().into_iter().flatten().collect();
    let content = body["content"].as_str().unwrap_or_default();
    if content.trim().is_empty() && embeds.is_empty() {
        found.push("an empty message".to_owned());
    }
    at_most(&mut found, "content", content, CONTENT);
    at_most(&mut found, "nonce", body["nonce"].as_str().unwrap_or_default(), NONCE);
    if embeds.len() > EMBEDS {
        found.push(format!("{} embeds", embeds.len()));
    }
    let total: usize = embeds.iter().map(|shown| embed(&mut found, shown)).sum();
    if total > EMBED_TOTAL {
        found.push(format!("embeds hold {total} characters, {EMBED_TOTAL} is the limit"));
    }
    found.extend(mentions(&body["allowed_mentions"]));
    found
}

/// Not Discord's rule but ours: no message may ping anybody.
fn mentions(allowed: &Value) -> Option<String> {
    let nobody = |list: &Value| list.as_array().is_none_or(Vec::is_empty);
    let nobody_at_all = allowed["parse"].as_array().is_some_and(Vec::is_empty)
        && nobody(&allowed["users"])
        && nobody(&allowed["roles"])
        && allowed["replied_user"] != true;
    (!nobody_at_all).then(|| format!("allowed_mentions lets somebody be pinged: {allowed}"))
}

/// Checks an embed and gives how many characters it holds.
fn embed(found: &mut Vec<String>, embed: &Value) -> usize {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut parts = vec![
        ("title", text(&embed["title"]), TITLE),
        ("description", text(&embed["description"]), DESCRIPTION),
        ("footer", text(&embed["footer"]["text"]), FOOTER),
        ("author", text(&embed["author"]["name"]), AUTHOR),
    ];
    let fields: Vec<&Value> = embed["fields"].as_array().into_iter().flatten().collect();
    if fields.len() > FIELDS {
        found.push(format!("{} fields", fields.len()));
    }
    for field in fields {
        for (part, limit) in [("name", FIELD_NAME), ("value", FIELD_VALUE)] {
            if text(&field[part]).trim().is_empty() {
                found.push(format!("a field without {part}"));
            }
            parts.push((part, text(&field[part]), limit));
        }
    }
    for (name, text, limit) in &parts {
        at_most(found, name, text, *limit);
    }
    parts.iter().map(|(_, text, _)| length(text)).sum()
}

/// What is wrong with a set of commands.
pub(super) fn commands(body: &Value) -> Vec<String> {
    let Some(commands) = body.as_array() else { return vec!["not a list of commands".to_owned()] };
    let mut found = Vec::new();
    if commands.len() > COMMANDS {
        found.push(format!("{} commands", commands.len()));
    }
    for command in commands {
        named(&mut found, command);
        let options = command["options"].as_array().map_or(&[][..], Vec::as_slice);
        if options.len() > OPTIONS {
            found.push(format!("{} options", options.len()));
        }
        for option in options {
            named(&mut found, option);
        }
    }
    found
}

/// Names and descriptions of a command or an option, in every language.
fn named(found: &mut Vec<String>, thing: &Value) {
    let localised = |of: &Value| {
        of.as_object().into_iter().flatten().map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    let names = [vec![thing["name"].clone()], localised(&thing["name_localizations"])].concat();
    for name in names {
        let name = name.as_str().unwrap_or_default();
        let is_name = !name.is_empty()
            && name.chars().all(|letter| letter.is_alphanumeric() || "-_'".contains(letter))
            && name == name.to_lowercase();
        if !is_name {
            found.push(format!("{name:?} is no name for a command"));
        }
        at_most(found, "name", name, COMMAND_NAME);
    }
    let of_every_language =
        [vec![thing["description"].clone()], localised(&thing["description_localizations"])];
    for description in of_every_language.concat() {
        let description = description.as_str().unwrap_or_default();
        if description.is_empty() {
            found.push(format!("{} has no description", thing["name"]));
        }
        at_most(found, "description", description, COMMAND_DESCRIPTION);
    }
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
mod tests {
    use serde_json::json;

    use super::*;

    fn check(found: &[String], expected: &str) {
        assert_eq!(found.join("; "), expected);
    }

    fn to_nobody(mut body: Value) -> Value {
        body["allowed_mentions"] = json!({ "parse": [] });
        body
    }

    #[test]
    fn messages() {
        check(&message(&to_nobody(json!({ "content": "å".repeat(2_000) }))), "");
        check(
            &message(&to_nobody(json!({ "content": "å".repeat(2_001) }))),
            "content holds 2001 characters, 2000 is the limit",
        );
        check(&message(&to_nobody(json!({ "content": " " }))), "an empty message");
        check(
            &message(&json!({ "content": "x" })),
            "allowed_mentions lets somebody be pinged: null",
        );
        check(
            &message(
                &json!({ "content": "x", "allowed_mentions": { "parse": [], "replied_user": true } }),
            ),
            r#"allowed_mentions lets somebody be pinged: {"parse":[],"replied_user":true}"#,
        );
        check(
            &message(&to_nobody(json!({ "embeds": [{ "title": "x".repeat(257) }] }))),
            "title holds 257 characters, 256 is the limit",
        );
        check(
            &message(&to_nobody(
                json!({ "embeds": [{ "fields": [{ "name": "x", "value": "" }] }] }),
            )),
            "a field without value",
        );
        let two = json!({ "description": "x".repeat(3_001) });
        check(
            &message(&to_nobody(json!({ "embeds": [two, two] }))),
            "embeds hold 6002 characters, 6000 is the limit",
        );
    }

    #[test]
    fn command_sets() {
        let command = |name: &str| json!([{ "name": name, "description": "x" }]);
        check(&commands(&command("fråga")), "");
        check(&commands(&command("Fråga")), r#""Fråga" is no name for a command"#);
        check(&commands(&command("två ord")), r#""två ord" is no name for a command"#);
        check(&commands(&json!([{ "name": "x" }])), r#""x" has no description"#);
    }
}
