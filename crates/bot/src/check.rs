//! `finsam-bot check`: looks at everything the bot stands on, and says in plain words what is wrong.

use std::{fmt, path::Path};

use finsam_client::{Client, Error as ApiError};
use serde::Deserialize;
use serenity::all::{
    ChannelId, GuildId, PermissionOverwrite, PermissionOverwriteType, Permissions, Role, RoleId,
    Route, UserId,
};

use crate::{
    bot::lacking,
    rest::{Rest, SendError},
    settings::{Discord, Token},
    state::{OpenError, State},
    texts::Language,
};

/// How one thing is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    Well(String),
    /// It works, but not all of it.
    Mind(String),
    Wrong(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well(what) => write!(f, "well   {what}"),
            Self::Mind(what) => write!(f, "mind   {what}"),
            Self::Wrong(what) => write!(f, "WRONG  {what}"),
        }
    }
}

/// Looks at everything there is to look at.
pub(crate) async fn check(settings: &Discord, api: &Client) -> Vec<Finding> {
    let mut findings = vec![api_is_well(api).await];
    let (state, finding) = state_is_well(settings.state.as_deref()).await;
    findings.push(finding);
    let Some(token) = Token::from_env() else {
        findings.push(Finding::Wrong(
            "token: DISCORD_TOKEN is not set. Create a bot at \
             https://discord.com/developers/applications and put its token into the environment."
                .to_owned(),
        ));
        return findings;
    };
    let rest = match Rest::new(&token, settings.discord_api.as_ref()) {
        Ok(rest) => rest,
        Err(why) => {
            findings.push(Finding::Wrong(format!("Discord: no connection can be made: {why}")));
            return findings;
        }
    };
    let me = match rest.fetch::<User>(Route::UserMe, Vec::new()).await {
        Ok(me) => me,
        Err(why) => {
            findings.push(token_is_ill(&why));
            return findings;
        }
    };
    findings.push(Finding::Well(format!("token: Discord knows us as {}", me.username)));
    findings.push(Finding::Well("intents: none that Discord has to grant".to_owned()));
    if let Err(why) = rest.gateway().await {
        findings.push(Finding::Wrong(format!("gateway: {why}")));
    }
    for wishes in match &state {
        Some(state) => state.channels().await.unwrap_or_default(),
        None => Vec::new(),
    } {
        findings.push(channel_is_well(&rest, me.id, wishes.channel).await);
    }
    findings
}

#[derive(Deserialize)]
struct User {
    id: UserId,
    username: String,
}

#[derive(Deserialize)]
struct Channel {
    guild_id: Option<GuildId>,
    name: Option<String>,
    #[serde(default)]
    permission_overwrites: Vec<PermissionOverwrite>,
}

#[derive(Deserialize)]
struct Server {
    roles: Vec<Role>,
}

#[derive(Deserialize)]
struct Member {
    roles: Vec<RoleId>,
}

async fn api_is_well(api: &Client) -> Finding {
    let address = api.address();
    match (api.fits().await, api.version().await) {
        (Ok(()), Ok(version)) => Finding::Well(format!(
            "API: {address} is {} {}, and answers all we ask",
            version.name, version.version
        )),
        (Ok(()), Err(_)) => Finding::Well(format!("API: {address} answers all we ask")),
        (Err(ApiError::Refused { .. }), _) => Finding::Wrong(format!(
            "API: {address} does not know all we ask: it is older or newer than this bot"
        )),
        (Err(why), _) => Finding::Wrong(format!(
            "API: {why}. Start it, or name another with FINSAM_API. Members are told so meanwhile."
        )),
    }
}

async fn state_is_well(file: Option<&Path>) -> (Option<State>, Finding) {
    let Some(file) = file else {
        let what = "state: FINSAM_BOT_STATE names no file, so what members want is forgotten when \
                    the bot stops";
        return (None, Finding::Mind(what.to_owned()));
    };
    match State::open(file).await {
        Ok(state) => {
            let finding = match state.put_aside() {
                Some(aside) => Finding::Wrong(format!(
                    "state: {} could not be read and was put aside as {}",
                    file.display(),
                    aside.display()
                )),
                None => Finding::Well(format!("state: {} can be used", file.display())),
            };
            (Some(state), finding)
        }
        Err(OpenError::InUse(_)) => {
            let what = "state: a bot that runs is using it, so the channels were not looked at";
            (None, Finding::Mind(what.to_owned()))
        }
        Err(why) => (None, Finding::Wrong(format!("state: {why}"))),
    }
}

fn token_is_ill(why: &SendError) -> Finding {
    Finding::Wrong(match why {
        SendError::Refused { status: 401, .. } => "token: Discord does not accept DISCORD_TOKEN. \
             Copy it anew from https://discord.com/developers/applications, page \"Bot\"."
            .to_owned(),
        why => format!("Discord: it cannot be asked: {why}. Check the network."),
    })
}

/// Whether we may do in a channel what it wants of us.
async fn channel_is_well(rest: &Rest, me: UserId, id: u64) -> Finding {
    let channel = match rest.fetch::<Channel>(route_of_channel(id), Vec::new()).await {
        Ok(channel) => channel,
        Err(SendError::Refused { status: 404, .. }) => {
            return Finding::Wrong(format!("channel {id}: it is gone. What it wanted is kept."));
        }
        Err(SendError::Refused { status: 403, .. }) => {
            return Finding::Wrong(format!("channel {id}: we may not see it"));
        }
        Err(why) => return Finding::Wrong(format!("channel {id}: {why}")),
    };
    let name = channel.name.clone().map_or(id.to_string(), |name| format!("#{name}"));
    let Some(guild) = channel.guild_id else {
        return Finding::Well(format!("channel {name}: direct messages"));
    };
    let member =
        rest.fetch::<Member>(Route::GuildMember { guild_id: guild, user_id: me }, Vec::new());
    let server = rest.fetch::<Server>(Route::Guild { guild_id: guild }, Vec::new());
    let (member, roles) = match (member.await, server.await) {
        (Ok(member), Ok(server)) => (member, server.roles),
        (Err(why), _) | (_, Err(why)) => {
            return Finding::Mind(format!("channel {name}: our permissions cannot be seen: {why}"));
        }
    };
    let may = permissions(guild, me, &member.roles, &roles, &channel.permission_overwrites);
    let missing = lacking(may.bits(), Language::English);
    if missing.is_empty() {
        Finding::Well(format!("channel {name}: we may do all we need"))
    } else {
        Finding::Wrong(format!("channel {name}: we lack {}", missing.join(", ")))
    }
}

fn route_of_channel(id: u64) -> Route<'static> {
    Route::Channel { channel_id: ChannelId::new(id) }
}

/// What somebody may do in a channel, as Discord's documentation works it out: everybody's role,
/// then the other roles, then what the channel says for everybody, for the roles, for the person.
fn permissions(
    guild: GuildId,
    person: UserId,
    roles_of_person: &[RoleId],
    roles: &[Role],
    overwrites: &[PermissionOverwrite],
) -> Permissions {
    let everybody = RoleId::new(guild.get());
    let has = |role: RoleId| role == everybody || roles_of_person.contains(&role);
    let mut may = roles
        .iter()
        .filter(|role| has(role.id))
        .fold(Permissions::empty(), |may, role| may | role.permissions);
    if may.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    let mut apply = |whom: &dyn Fn(PermissionOverwriteType) -> bool| {
        let found = overwrites.iter().filter(|overwrite| whom(overwrite.kind));
        let (deny, allow) = found
            .fold((Permissions::empty(), Permissions::empty()), |(deny, allow), overwrite| {
                (deny | overwrite.deny, allow | overwrite.allow)
            });
        may = (may - deny) | allow;
    };
    apply(&|kind| kind == PermissionOverwriteType::Role(everybody));
    apply(&|kind| match kind {
        PermissionOverwriteType::Role(role) => role != everybody && has(role),
        _ => false,
    });
    apply(&|kind| kind == PermissionOverwriteType::Member(person));
    may
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_channel_allows() {
        const GUILD: u64 = 40;
        const ROLE: u64 = 50;
        const ME: u64 = 10;
        let role = |id: u64, permissions: Permissions| -> Role {
            serde_json::from_value(json!({
                "id": id.to_string(), "guild_id": GUILD.to_string(), "name": "r", "color": 0,
                "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
                "hoist": false, "managed": false, "mentionable": false, "position": 0, "flags": 0,
                "permissions": permissions.bits().to_string(),
            }))
            .unwrap()
        };
        let (view, send) = (Permissions::VIEW_CHANNEL, Permissions::SEND_MESSAGES);
        let none = Permissions::empty();
        let overwrite = |kind, allow, deny| PermissionOverwrite { allow, deny, kind };
        let of_all = PermissionOverwriteType::Role(RoleId::new(GUILD));
        let of_role = PermissionOverwriteType::Role(RoleId::new(ROLE));
        let of_me = PermissionOverwriteType::Member(UserId::new(ME));
        let check = |roles: &[Role], overwrites: &[PermissionOverwrite], expected| {
            let mine = [RoleId::new(ROLE)];
            let may = permissions(GuildId::new(GUILD), UserId::new(ME), &mine, roles, overwrites);
            assert_eq!(may, expected, "{overwrites:?}");
        };
        let roles = [role(GUILD, view), role(ROLE, send), role(99, Permissions::all())];
        check(&roles, &[], view | send);
        check(&roles, &[overwrite(of_all, none, view)], send);
        check(
            &roles,
            &[overwrite(of_all, none, view), overwrite(of_role, view, none)],
            view | send,
        );
        check(&roles, &[overwrite(of_role, none, send)], view);
        check(&roles, &[overwrite(of_me, send, view), overwrite(of_role, none, send)], send);
        let admin = [role(GUILD, Permissions::ADMINISTRATOR)];
        check(&admin, &[overwrite(of_me, none, view)], Permissions::all());
    }
}
