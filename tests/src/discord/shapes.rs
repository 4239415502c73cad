//! Discord's objects in full: serenity drops, with a word at debug level only, what lacks a field.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::{ANNA, BO, BOT, CHANNEL, DIRECT, GUILD, Interaction, OTHER_BOT, Said};

/// When everything here happens.
const THEN: &str = "2018-07-05T06:00:00.000000+00:00";

/// The bot may see, write and embed.
const PERMISSIONS: &str = "2147601408";

pub(super) fn bot() -> Value {
    json!({
        "id": BOT.to_string(), "username": "finsam", "discriminator": "0", "global_name": null,
        "avatar": null, "bot": true, "system": false, "mfa_enabled": false, "verified": true,
        "email": null, "flags": 0, "public_flags": 0, "locale": "sv-SE",
    })
}

fn author(id: u64) -> Value {
    if id == BOT { bot() } else { person(id) }
}

fn person(id: u64) -> Value {
    let name = match id {
        ANNA => "anna",
        BO => "bo",
        _ => "annanbot",
    };
    json!({
        "id": id.to_string(), "username": name, "discriminator": "0", "global_name": name,
        "avatar": null, "bot": id == OTHER_BOT, "system": false, "public_flags": 0,
    })
}

fn member() -> Value {
    json!({
        "nick": null, "avatar": null, "roles": [], "joined_at": THEN, "premium_since": null,
        "deaf": false, "mute": false, "flags": 0, "pending": false, "permissions": PERMISSIONS,
        "communication_disabled_until": null,
    })
}

fn member_with(user: Value) -> Value {
    let mut member = member();
    member["user"] = user;
    member
}

fn channel() -> Value {
    json!({
        "id": CHANNEL.to_string(), "type": 0, "guild_id": GUILD.to_string(), "name": "allmänt",
        "position": 0, "permission_overwrites": [], "nsfw": false, "topic": null,
        "last_message_id": null, "rate_limit_per_user": 0, "parent_id": null, "flags": 0,
        "permissions": PERMISSIONS,
    })
}

pub(super) fn application() -> Value {
    json!({
        "id": BOT.to_string(), "name": "finsam", "icon": null, "description": "", "flags": 0,
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0", "team": null,
        "owner": person(ANNA), "summary": "", "tags": [], "hook": true,
    })
}

pub(super) fn ready(address: SocketAddr) -> Value {
    json!({
        "v": 10, "user": bot(), "guilds": [{ "id": GUILD.to_string(), "unavailable": true }],
        "session_id": "session-of-the-test", "shard": [0, 1], "private_channels": [],
        "resume_gateway_url": format!("ws://{address}/gateway-socket"),
        "application": { "id": BOT.to_string(), "flags": 0 },
        "user_settings": {}, "relationships": [], "presences": [], "geo_ordered_rtc_regions": [],
    })
}

pub(super) fn guild() -> Value {
    let everyone = json!({
        "id": GUILD.to_string(), "name": "@everyone", "color": 0, "hoist": false, "icon": null,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "unicode_emoji": null, "position": 0, "permissions": PERMISSIONS, "managed": false,
        "mentionable": false, "flags": 0,
    });
    let mut guild = json!({
        "id": GUILD.to_string(), "name": "Provförbundet", "icon": null, "splash": null,
        "discovery_splash": null, "owner_id": ANNA.to_string(), "afk_channel_id": null,
        "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 1,
        "explicit_content_filter": 0, "roles": [everyone], "emojis": [], "features": [],
        "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "max_members": 250_000,
        "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": "sv-SE",
        "public_updates_channel_id": null, "nsfw": false, "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false,
    });
    // What only a server that comes into view has.
    let in_view = json!({
        "joined_at": THEN, "large": false, "unavailable": false, "member_count": 3,
        "voice_states": [], "members": [member_with(bot()), member_with(person(ANNA))],
        "channels": [channel()], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
    });
    for (name, value) in in_view.as_object().into_iter().flatten() {
        guild[name] = value.clone();
    }
    guild
}

/// A message somebody says; `replied` is the one it replies to.
pub(super) fn message(id: u64, said: &Said<'_>, replied: Option<Value>) -> Value {
    let mut message = bare_message(id, said.channel, &author(said.person));
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
    if said.channel != DIRECT {
        message["guild_id"] = GUILD.to_string().into();
        message["member"] = member();
        // Without the privileged intent, Discord shows a bot nothing else of a server's messages.
        if !(named || pinged) {
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

/// A message as the bot sent it.
pub(super) fn message_of_bot(id: u64, channel: u64, body: &Value) -> Value {
    let mut message = bare_message(id, channel, &bot());
    for part in ["content", "nonce", "message_reference", "components"] {
        if !body[part].is_null() {
            message[part] = body[part].clone();
        }
    }
    for embed in body["embeds"].as_array().into_iter().flatten() {
        let mut embed = embed.clone();
        embed["type"] = "rich".into();
        message["embeds"].as_array_mut().expect("a list").push(embed);
    }
    message
}

fn bare_message(id: u64, channel: u64, author: &Value) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": author, "content": "",
        "timestamp": THEN, "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "mention_channels": [], "attachments": [],
        "embeds": [], "reactions": [], "pinned": false, "type": 0, "flags": 0, "components": [],
    })
}

pub(super) fn interaction(
    interaction: &Interaction,
    locale: &str,
    name: &str,
    options: &[(&str, &str)],
) -> Value {
    let options: Vec<_> = options
        .iter()
        .map(|(name, value)| json!({ "name": name, "type": 3, "value": value }))
        .collect();
    json!({
        "id": interaction.id.to_string(), "application_id": BOT.to_string(), "type": 2,
        "data": { "id": "5000", "name": name, "type": 1, "options": options },
        "guild_id": GUILD.to_string(), "guild": { "id": GUILD.to_string(), "features": [], "locale": "sv-SE" },
        "channel": channel(), "channel_id": CHANNEL.to_string(),
        "member": member_with(person(ANNA)), "token": interaction.token, "version": 1,
        "app_permissions": PERMISSIONS, "locale": locale, "guild_locale": "sv-SE",
        "entitlements": [], "authorizing_integration_owners": { "0": GUILD.to_string() },
        "context": 0, "attachment_size_limit": 10_485_760,
    })
}

/// A command as Discord keeps it.
pub(super) fn command(id: u64, given: &Value) -> Value {
    let mut command = given.clone();
    command["id"] = id.to_string().into();
    command["application_id"] = BOT.to_string().into();
    command["version"] = id.to_string().into();
    if command["type"].is_null() {
        command["type"] = 1.into();
    }
    command
}
