//! Interactions in full: who used what, where, and with what in their hands.

use serde_json::{Map, Value, json};

use super::{
    super::{BOT, GUILD, Interaction, places::Places},
    member_with, person,
};

/// Who uses something, and where.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Circumstances<'a> {
    pub(in super::super) person: u64,
    pub(in super::super) channel: u64,
    pub(in super::super) locale: &'a str,
    /// What the person may do there.
    pub(in super::super) permissions: u64,
}

/// An interaction of this type with this data.
pub(in super::super) fn interaction(
    interaction: &Interaction,
    circumstances: Circumstances<'_>,
    places: &Places,
    kind: u64,
    data: &Value,
) -> Value {
    let Circumstances { person: who, channel, locale, permissions } = circumstances;
    let mut event = json!({
        "id": interaction.id.to_string(), "application_id": BOT.to_string(), "type": kind,
        "data": data, "channel": places.channel_of_interaction(channel),
        "channel_id": channel.to_string(), "token": interaction.token, "version": 1,
        "app_permissions": places.permissions(channel).0.to_string(), "locale": locale,
        "entitlements": [], "attachment_size_limit": 10_485_760,
    });
    if let Some(guild) = places.guild_of(channel) {
        let mut member = member_with(person(who));
        member["permissions"] = permissions.to_string().into();
        event["member"] = member;
        event["guild_id"] = guild.to_string().into();
        event["guild"] = json!({ "id": guild.to_string(), "features": [], "locale": "sv-SE" });
        event["guild_locale"] = "sv-SE".into();
    } else {
        event["user"] = person(who);
    }
    event["authorizing_integration_owners"] = match places.is_in_guild(channel) {
        true => json!({ "0": GUILD.to_string() }),
        false => json!({ "1": who.to_string() }),
    };
    event["context"] = places.context(channel).into();
    event
}

/// The data of a slash command: its registration, the path of its subcommands, and the options in
/// the innermost of them.
pub(in super::super) fn command(
    registered: &Value,
    path: &[(String, u64)],
    options: Vec<Value>,
) -> Value {
    let mut options = options;
    for (name, kind) in path.iter().rev() {
        options = vec![json!({ "name": name, "type": kind, "options": options })];
    }
    let resolved = resolved(&options);
    let mut data = json!({
        "id": registered["id"], "name": registered["name"], "type": registered["type"],
        "options": options,
    });
    if !resolved.is_empty() {
        data["resolved"] = Value::Object(resolved);
    }
    data
}

/// The people and channels an option names.
fn resolved(options: &[Value]) -> Map<String, Value> {
    let mut resolved = Map::new();
    for option in options {
        let id = option["value"].as_str().unwrap_or_default();
        match option["type"].as_u64() {
            Some(6) => {
                let user = person(id.parse().unwrap_or_default());
                resolved.insert("users".to_owned(), json!({ id: user }));
            }
            Some(7) => {
                let channel = json!({ "id": id, "type": 0, "name": "kanal", "permissions": "0" });
                resolved.insert("channels".to_owned(), json!({ id: channel }));
            }
            _ => {
                let inner = option["options"].as_array().map_or(&[][..], Vec::as_slice);
                resolved.extend(self::resolved(inner));
            }
        }
    }
    resolved
}

/// The data of a command in a message's menu.
pub(in super::super) fn message_command(registered: &Value, message: &Value) -> Value {
    let id = message["id"].as_str().unwrap_or_default();
    json!({
        "id": registered["id"], "name": registered["name"], "type": 3, "target_id": id,
        "resolved": { "messages": { id: message } },
    })
}

/// The data of a pressed button, or of a menu with what was chosen.
pub(in super::super) fn component(component: &Value, values: &[&str]) -> Value {
    let mut data = json!({
        "custom_id": component["custom_id"], "component_type": component["type"],
        "id": component["id"],
    });
    if component["type"] != 2 {
        data["values"] = json!(values);
    }
    data
}

/// The data of a form that has been filled in.
pub(in super::super) fn modal(custom_id: &Value, values: &[(&str, &str)]) -> Value {
    let row = |(custom_id, value): &(&str, &str)| {
        let input = json!({ "type": 4, "custom_id": custom_id, "value": value });
        json!({ "type": 1, "components": [input] })
    };
    json!({ "custom_id": custom_id, "components": values.iter().map(row).collect::<Vec<_>>() })
}
