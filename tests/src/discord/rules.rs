//! What a body must keep to: Discord's own description of it, and what that description misses.

use serde_json::Value;

use super::{limits, schemas};

/// The kinds of body a bot sends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A message to a channel.
    Message,
    /// What is changed in such a message.
    Edit,
    /// The first answer to what somebody used.
    Callback,
    /// A further message for it.
    FollowUp,
    /// What is changed in an answer to it.
    WebhookEdit,
    /// All commands.
    Commands,
    /// The wish for direct messages with somebody.
    Direct,
}

impl Kind {
    /// What is wrong with a body of this kind.
    pub(super) fn breaches(self, body: &Value) -> Vec<String> {
        let mut found = match self {
            Self::Message => schemas::check("message", body),
            Self::Edit => schemas::check("edit", body),
            Self::Callback => callback(body),
            Self::FollowUp => schemas::check("followUp", body),
            Self::WebhookEdit => schemas::check("webhookEdit", body),
            Self::Commands => {
                let commands = body.as_array().into_iter().flatten();
                commands.flat_map(|command| schemas::check("command", command)).collect()
            }
            Self::Direct => schemas::check("direct", body),
        };
        found.extend(match self {
            Self::Message => limits::message(body),
            Self::Edit | Self::WebhookEdit => limits::edit(body),
            Self::Callback => limits::callback(body),
            Self::FollowUp => limits::follow_up(body),
            Self::Commands => limits::commands(body),
            Self::Direct => limits::direct(body),
        });
        found
    }
}

fn callback(body: &Value) -> Vec<String> {
    match body["type"].as_u64() {
        Some(4 | 5) => schemas::check("answer", body),
        Some(6 | 7) => schemas::check("update", body),
        Some(8) => schemas::check("choices", body),
        Some(9) => schemas::check("form", body),
        // Our own rules say that there is no other.
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Whether a body is taken, and why not: the start of one of the complaints.
    fn check(kind: Kind, body: &Value, expected: Option<&str>) {
        let found = kind.breaches(body);
        match expected {
            None => assert_eq!(found, Vec::<String>::new(), "{kind:?} {body}"),
            Some(part) => {
                let told = found.iter().any(|complaint| complaint.contains(part));
                assert!(told, "{part} is not in {found:#?}");
            }
        }
    }

    fn with(mut body: Value, part: &str, value: Value) -> Value {
        body[part] = value;
        body
    }

    fn message() -> Value {
        let button = json!({ "type": 2, "style": 1, "label": "Mer", "custom_id": "more" });
        json!({
            "content": "hej", "allowed_mentions": { "parse": [] }, "flags": 4096,
            "embeds": [{ "title": "Prov", "fields": [{ "name": "a", "value": "b", "inline": true }] }],
            "components": [{ "type": 1, "components": [button] }],
        })
    }

    /// Each kind that is written like a message is held against the same rules.
    #[test]
    fn of_messages() {
        let answer = |data: Value| json!({ "type": 4, "data": data });
        let update = |data: Value| json!({ "type": 7, "data": data });
        let same = |data: Value| data;
        type Put<'a> = (Kind, &'a dyn Fn(Value) -> Value);
        let kinds: [Put<'_>; 6] = [
            (Kind::Message, &same),
            (Kind::FollowUp, &same),
            (Kind::Edit, &same),
            (Kind::WebhookEdit, &same),
            (Kind::Callback, &answer),
            (Kind::Callback, &update),
        ];
        let rows = |row: Value| with(message(), "components", vec![row; 1].into());
        let row = |component: Value| rows(json!({ "type": 1, "components": [component] }));
        let broken = [
            (with(message(), "content", "x".repeat(2_001).into()), "2000"),
            (with(message(), "content", 7.into()), "/content"),
            (with(message(), "contents", "x".into()), "contents"),
            (with(message(), "embeds", json!([{ "title": "x".repeat(257) }])), "256"),
            (with(message(), "embeds", json!([{ "titel": "x" }])), "titel"),
            (with(message(), "embeds", json!([{ "color": "röd", "title": "x" }])), "color"),
            (with(message(), "embeds", vec![json!({ "title": "x" }); 11].into()), "11 embeds"),
            (
                row(json!({ "type": 2, "style": 1, "label": "x".repeat(81), "custom_id": "a" })),
                "80",
            ),
            (row(json!({ "type": 2, "style": 5, "label": "x" })), "null is no address"),
            (row(json!({ "type": 2, "style": 1, "label": "x", "custom_id": "" })), "custom_id"),
            (with(message(), "allowed_mentions", json!({ "parse": ["gurka"] })), "gurka"),
        ];
        for (kind, put) in kinds {
            let plain = with(message(), "flags", 4.into());
            check(kind, &put(plain.clone()), None);
            for (body, why) in &broken {
                check(kind, &put(with(body.clone(), "flags", 4.into())), Some(why));
            }
        }
    }

    #[test]
    fn of_what_only_new_messages_have() {
        check(Kind::Message, &message(), None);
        check(Kind::Message, &with(message(), "nonce", "x".repeat(26).into()), Some("25"));
        check(Kind::Message, &with(message(), "message_reference", json!({})), Some("message_id"));
        check(Kind::Message, &with(message(), "flags", 64.into()), Some("64"));
        check(Kind::FollowUp, &with(message(), "flags", 64.into()), None);
        let empty = json!({ "allowed_mentions": { "parse": [] } });
        check(Kind::Message, &empty, Some("an empty message"));
        check(Kind::FollowUp, &empty, Some("an empty message"));
        check(Kind::Edit, &empty, None);
    }

    #[test]
    fn of_callbacks() {
        let callback = |kind: u64, data: Value| json!({ "type": kind, "data": data });
        check(Kind::Callback, &json!({ "type": 5 }), None);
        check(Kind::Callback, &callback(5, json!({ "flags": 64 })), None);
        check(Kind::Callback, &json!({ "type": 6 }), None);
        check(Kind::Callback, &json!({ "type": 3 }), Some("type Some(3)"));
        let choice = json!({ "name": "x", "value": "x" });
        check(Kind::Callback, &callback(8, json!({ "choices": [choice] })), None);
        let many = vec![choice; 26];
        check(Kind::Callback, &callback(8, json!({ "choices": many })), Some("26 choices"));
        let input = json!({ "type": 4, "style": 1, "label": "När?", "custom_id": "when" });
        let row = json!({ "type": 1, "components": [input] });
        let form = json!({ "custom_id": "a", "title": "Påminn", "components": [row] });
        check(Kind::Callback, &callback(9, form.clone()), None);
        check(Kind::Callback, &callback(9, with(form, "title", "x".repeat(46).into())), Some("45"));
    }

    #[test]
    fn of_commands() {
        let option = json!({ "type": 3, "name": "namn", "description": "Vem?" });
        let command = json!({
            "name": "talare", "description": "Vem talar?", "type": 1, "options": [option],
            "name_localizations": { "en-GB": "speaker" }, "contexts": [0, 1],
            "integration_types": [0], "default_member_permissions": "32",
        });
        let with = |part: &str, value: Value| json!([with(command.clone(), part, value)]);
        check(Kind::Commands, &json!([command]), None);
        check(Kind::Commands, &with("name", "Talare".into()), Some("no name for a command"));
        check(Kind::Commands, &with("name", "x".repeat(33).into()), Some("32"));
        check(Kind::Commands, &with("description", "".into()), Some("no description"));
        check(Kind::Commands, &with("name_localizations", json!({ "xx": "y" })), Some("xx"));
        check(Kind::Commands, &with("permissions", 1.into()), Some("permissions"));
        check(Kind::Commands, &with("contexts", json!([7])), Some("/contexts"));
        let odd = json!([{ "type": 99, "name": "x", "description": "x" }]);
        check(Kind::Commands, &with("options", odd), Some("/options"));
        check(Kind::Commands, &json!({}), Some("not a list of commands"));
    }

    #[test]
    fn of_directs() {
        check(Kind::Direct, &json!({ "recipient_id": "7" }), None);
        check(Kind::Direct, &json!({ "recipient_id": 7 }), Some("/recipient_id"));
        check(Kind::Direct, &json!({}), Some("names nobody"));
    }
}
