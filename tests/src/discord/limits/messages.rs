//! Messages: sent, edited into place, or in answer to what somebody used.

use serde_json::Value;

use super::{at_most, components, length, list, text};

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

const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const COMPONENTS_V2: u64 = 1 << 15;

/// What is wrong with a message that is sent to a channel.
pub(in super::super) fn message(body: &Value) -> Vec<String> {
    let mut found = whole(body);
    at_most(&mut found, "nonce", &text(&body["nonce"]), NONCE);
    found.extend(mentions(body));
    found.extend(flags(body, SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2));
    found
}

/// What is wrong with a message that answers what somebody used.
pub(super) fn answer(body: &Value) -> Vec<String> {
    let mut found = whole(body);
    found.extend(mentions(body));
    let known = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
    found.extend(flags(body, known));
    found
}

/// What is wrong with a further message for what somebody used.
pub(in super::super) fn follow_up(body: &Value) -> Vec<String> {
    answer(body)
}

/// What is wrong with an edit: only what it names is changed.
pub(in super::super) fn edit(body: &Value) -> Vec<String> {
    let mut found = parts(body);
    // Only text can mention anybody, and it is read anew when it is there.
    if !body["content"].is_null() {
        found.extend(mentions(body));
    }
    found.extend(flags(body, SUPPRESS_EMBEDS | COMPONENTS_V2));
    found
}

/// What is wrong with a message as it stands.
pub(in super::super) fn whole(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let content = text(&body["content"]);
    let v2 = body["flags"].as_u64().unwrap_or_default() & COMPONENTS_V2 != 0;
    let says = !content.trim().is_empty()
        || !list(&body["embeds"]).is_empty()
        || (v2 && !list(&body["components"]).is_empty());
    if !says {
        found.push("an empty message".to_owned());
    }
    found.extend(parts(body));
    found
}

/// What is wrong with what a body holds.
fn parts(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    at_most(&mut found, "content", &text(&body["content"]), CONTENT);
    let embeds = list(&body["embeds"]);
    if embeds.len() > EMBEDS {
        found.push(format!("{} embeds", embeds.len()));
    }
    let total: usize = embeds.iter().map(|shown| embed(&mut found, shown)).sum();
    if total > EMBED_TOTAL {
        found.push(format!("embeds hold {total} characters, {EMBED_TOTAL} is the limit"));
    }
    found.extend(components::rows(&body["components"]));
    found
}

fn flags(body: &Value, known: u64) -> Option<String> {
    let flags = body["flags"].as_u64().unwrap_or_default();
    (flags & !known != 0).then(|| format!("flags {flags} cannot be set"))
}

/// Not Discord's rule but ours: no message may ping anybody, unless it names one person who asked
/// for it.
fn mentions(body: &Value) -> Option<String> {
    let allowed = &body["allowed_mentions"];
    let named = |user: &Value| text(&body["content"]).contains(&format!("<@{}>", text(user)));
    let users = list(&allowed["users"]);
    let nobody_else = allowed["parse"].as_array().is_some_and(Vec::is_empty)
        && users.len() <= 1
        && users.iter().all(named)
        && list(&allowed["roles"]).is_empty()
        && allowed["replied_user"] != true;
    (!nobody_else).then(|| format!("allowed_mentions lets somebody be pinged: {allowed}"))
}

/// Checks an embed and gives how many characters it holds.
fn embed(found: &mut Vec<String>, embed: &Value) -> usize {
    let mut parts = vec![
        ("title", text(&embed["title"]), TITLE),
        ("description", text(&embed["description"]), DESCRIPTION),
        ("footer", text(&embed["footer"]["text"]), FOOTER),
        ("author", text(&embed["author"]["name"]), AUTHOR),
    ];
    let fields = list(&embed["fields"]);
    if fields.len() > FIELDS {
        found.push(format!("{} fields", fields.len()));
    }
    let images = ["image", "thumbnail"].iter().any(|image| !embed[image].is_null());
    if fields.is_empty() && !images && parts.iter().all(|(_, text, _)| text.trim().is_empty()) {
        found.push("an empty embed".to_owned());
    }
    for field in fields {
        for (part, limit) in [("name", FIELD_NAME), ("value", FIELD_VALUE)] {
            if text(&field[part]).trim().is_empty() {
                found.push(format!("a field without {part}"));
            }
            parts.push((part, text(&field[part]), limit));
        }
    }
    let addresses = [
        &embed["url"],
        &embed["author"]["url"],
        &embed["image"]["url"],
        &embed["thumbnail"]["url"],
    ];
    for address in addresses.into_iter().filter(|address| !address.is_null()) {
        found.extend(components::not_web(address));
    }
    for (name, text, limit) in &parts {
        at_most(found, name, text, *limit);
    }
    parts.iter().map(|(_, text, _)| length(text)).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::check, *};

    fn to_nobody(mut body: Value) -> Value {
        body["allowed_mentions"] = json!({ "parse": [] });
        body
    }

    #[test]
    fn messages() {
        let sent = |body: Value| message(&to_nobody(body));
        check(&sent(json!({ "content": "å".repeat(2_000) })), "");
        check(
            &sent(json!({ "content": "å".repeat(2_001) })),
            "content holds 2001 characters, 2000 is the limit",
        );
        check(&sent(json!({ "content": " " })), "an empty message");
        check(
            &sent(json!({ "content": "x", "nonce": "x".repeat(26) })),
            "nonce holds 26 characters, 25 is the limit",
        );
        check(&sent(json!({ "content": "x", "flags": 64 })), "flags 64 cannot be set");
        check(&answer(&to_nobody(json!({ "content": "x", "flags": 64 }))), "");
    }

    #[test]
    fn pings() {
        let check = |allowed: Value, fine: bool| {
            let body = json!({ "content": "hej <@7>", "allowed_mentions": allowed });
            assert_eq!(message(&body).is_empty(), fine, "{body}");
        };
        check(json!(null), false);
        check(json!({ "parse": ["users"] }), false);
        check(json!({ "parse": [], "replied_user": true }), false);
        check(json!({ "parse": [], "users": ["8"] }), false);
        check(json!({ "parse": [], "users": ["7"] }), true);
        check(json!({ "parse": [] }), true);
    }

    #[test]
    fn embeds() {
        let sent = |embed: Value| message(&to_nobody(json!({ "embeds": embed })));
        check(
            &sent(json!([{ "title": "x".repeat(257) }])),
            "title holds 257 characters, 256 is the limit",
        );
        check(
            &sent(json!([{ "fields": [{ "name": "x", "value": "" }] }])),
            "a field without value",
        );
        check(&sent(json!([{ "color": 3 }])), "an empty embed");
        check(
            &sent(json!([{ "title": "x", "url": "gurka" }])),
            r#""gurka" is no address on the web"#,
        );
        let two = json!({ "description": "x".repeat(3_001) });
        check(&sent(json!([two, two])), "embeds hold 6002 characters, 6000 is the limit");
    }

    #[test]
    fn edits() {
        check(&edit(&json!({ "components": [] })), "");
        check(&edit(&json!({ "content": "x" })), "allowed_mentions lets somebody be pinged: null");
    }
}
