//! Discord's objects in full: serenity drops, with a word at debug level only, what lacks a field.

pub(super) mod interactions;
pub(super) mod messages;

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::{
    ANNA, BO, BOT, GUILD, OTHER_BOT, STRANGE_GUILD,
    places::{Permissions, Places},
};

/// When everything here happens.
const THEN: &str = "2018-07-05T06:00:00.000000+00:00";

fn everybody() -> String {
    Permissions::EVERYBODY.0.to_string()
}

pub(super) fn bot() -> Value {
    json!({
        "id": BOT.to_string(), "username": "finsam", "discriminator": "0", "global_name": null,
        "avatar": null, "bot": true, "system": false, "mfa_enabled": false, "verified": true,
        "email": null, "flags": 0, "public_flags": 0, "locale": "sv-SE",
    })
}

pub(super) fn author(id: u64) -> Value {
    if id == BOT { bot() } else { person(id) }
}

pub(super) fn person(id: u64) -> Value {
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

pub(super) fn member() -> Value {
    json!({
        "nick": null, "avatar": null, "roles": [], "joined_at": THEN, "premium_since": null,
        "deaf": false, "mute": false, "flags": 0, "pending": false, "permissions": everybody(),
        "communication_disabled_until": null,
    })
}

pub(super) fn member_with(user: Value) -> Value {
    let mut member = member();
    member["user"] = user;
    member
}

pub(super) fn channel(id: u64, name: &str, denied: Permissions) -> Value {
    let denied = json!({
        "id": BOT.to_string(), "type": 1, "allow": "0", "deny": denied.0.to_string(),
    });
    json!({
        "id": id.to_string(), "type": 0, "guild_id": GUILD.to_string(), "name": name,
        "position": 0, "permission_overwrites": [denied], "nsfw": false, "topic": null,
        "last_message_id": null, "rate_limit_per_user": 0, "parent_id": null, "flags": 0,
    })
}

pub(super) fn strange_channel(id: u64, name: &str) -> Value {
    let mut channel = channel(id, name, Permissions(0));
    channel["guild_id"] = STRANGE_GUILD.to_string().into();
    channel
}

pub(super) fn group(id: u64) -> Value {
    json!({
        "id": id.to_string(), "type": 3, "last_message_id": null, "flags": 0, "name": null,
        "icon": null, "owner_id": ANNA.to_string(), "recipients": [person(ANNA), person(BO)],
    })
}

pub(super) fn thread(id: u64, name: &str, parent: u64) -> Value {
    json!({
        "id": id.to_string(), "type": 11, "guild_id": GUILD.to_string(), "name": name,
        "parent_id": parent.to_string(), "owner_id": ANNA.to_string(), "last_message_id": null,
        "rate_limit_per_user": 0, "message_count": 0, "member_count": 1, "total_message_sent": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": false, "auto_archive_duration": 1440, "archive_timestamp": THEN,
            "locked": false, "create_timestamp": THEN,
        },
    })
}

pub(super) fn direct_channel(id: u64, with: u64) -> Value {
    json!({
        "id": id.to_string(), "type": 1, "last_message_id": null, "flags": 0,
        "recipients": [person(with)],
    })
}

pub(super) fn application() -> Value {
    json!({
        "id": BOT.to_string(), "name": "finsam", "icon": null, "description": "", "flags": 0,
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0", "team": null,
        "owner": person(ANNA), "summary": "", "tags": [], "hook": true,
    })
}

pub(super) fn ready(address: SocketAddr, session: &str) -> Value {
    json!({
        "v": 10, "user": bot(), "guilds": [{ "id": GUILD.to_string(), "unavailable": true }],
        "session_id": session, "shard": [0, 1], "private_channels": [],
        "resume_gateway_url": format!("ws://{address}/gateway-socket"),
        "application": { "id": BOT.to_string(), "flags": 0 },
        "user_settings": {}, "relationships": [], "presences": [], "geo_ordered_rtc_regions": [],
    })
}

pub(super) fn guild() -> Value {
    let everyone = json!({
        "id": GUILD.to_string(), "name": "@everyone", "color": 0, "hoist": false, "icon": null,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "unicode_emoji": null, "position": 0, "permissions": everybody(), "managed": false,
        "mentionable": false, "flags": 0,
    });
    json!({
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
    })
}

/// A server as it comes into view.
pub(super) fn guild_in_view(places: &Places) -> Value {
    let mut guild = guild();
    let in_view = json!({
        "joined_at": THEN, "large": false, "unavailable": false, "member_count": 3,
        "voice_states": [], "members": [member_with(bot()), member_with(person(ANNA))],
        "channels": places.text_channels(), "threads": places.threads(), "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    });
    for (name, value) in in_view.as_object().into_iter().flatten() {
        guild[name] = value.clone();
    }
    guild
}

pub(super) fn guild_in_list() -> Value {
    json!({
        "id": GUILD.to_string(), "name": "Provförbundet", "icon": null, "banner": null,
        "owner": false, "permissions": everybody(), "features": [],
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
