//! What the bot has asked for: every request, with what became of it.

use std::{fmt::Write, time::Instant};

use serde_json::Value;

/// What the bot can ask of Discord here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// GET /gateway and /gateway/bot.
    Gateway,
    /// GET /applications/@me and /oauth2/applications/@me.
    Application,
    /// GET /users/@me.
    Myself,
    /// GET /users/@me/guilds.
    Guilds,
    /// GET and PUT /applications/…/commands.
    Commands,
    /// GET /channels/….
    Channel,
    /// GET /channels/…/messages: those before, after or around one.
    History,
    /// POST /channels/…/messages.
    Messages,
    /// GET, PATCH and DELETE /channels/…/messages/….
    Message,
    /// POST /channels/…/typing.
    Typing,
    /// POST /users/@me/channels: direct messages with somebody.
    Direct,
    /// GET /guilds/….
    Guild,
    /// GET /guilds/…/channels.
    Channels,
    /// GET /guilds/…/members/….
    Member,
    /// POST /interactions/…/callback.
    Callback,
    /// PATCH, GET and DELETE /webhooks/…/messages/@original.
    Original,
    /// POST /webhooks/…: a further message for an interaction.
    FollowUp,
    /// PATCH, GET and DELETE /webhooks/…/messages/….
    FollowUpMessage,
    /// Anything else, answered with 404.
    Unknown,
}

impl Route {
    /// Which route a request is for; `parts` is the path after the version.
    pub(super) fn of(method: &str, parts: &[&str]) -> Self {
        match (method, parts) {
            ("GET", ["gateway"] | ["gateway", "bot"]) => Self::Gateway,
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                Self::Application
            }
            ("GET", ["users", "@me"]) => Self::Myself,
            ("GET", ["users", "@me", "guilds"]) => Self::Guilds,
            ("POST", ["users", "@me", "channels"]) => Self::Direct,
            ("GET" | "PUT", ["applications", _, "commands"]) => Self::Commands,
            ("GET", ["channels", _]) => Self::Channel,
            ("GET", ["channels", _, "messages"]) => Self::History,
            ("POST", ["channels", _, "messages"]) => Self::Messages,
            ("GET" | "PATCH" | "DELETE", ["channels", _, "messages", _]) => Self::Message,
            ("POST", ["channels", _, "typing"]) => Self::Typing,
            ("GET", ["guilds", _]) => Self::Guild,
            ("GET", ["guilds", _, "channels"]) => Self::Channels,
            ("GET", ["guilds", _, "members", _]) => Self::Member,
            ("POST", ["interactions", _, _, "callback"]) => Self::Callback,
            ("POST", ["webhooks", _, _]) => Self::FollowUp,
            ("GET" | "PATCH" | "DELETE", ["webhooks", _, _, "messages", "@original"]) => {
                Self::Original
            }
            ("GET" | "PATCH" | "DELETE", ["webhooks", _, _, "messages", _]) => {
                Self::FollowUpMessage
            }
            _ => Self::Unknown,
        }
    }

    /// Whether the token in the path is all it needs; Discord asks for no other there.
    pub(super) fn is_authorised_by_token_in_path(self) -> bool {
        matches!(self, Self::Callback | Self::Original | Self::FollowUp | Self::FollowUpMessage)
    }
}

/// A request the bot has made.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which of the routes it was for.
    pub route: Route,
    /// GET, POST, …
    pub method: String,
    /// The path, with ids and tokens.
    pub path: String,
    /// The JSON body; null where there was none.
    pub body: Value,
    /// When it came.
    pub at: Instant,
    /// The HTTP status of our answer; 0 where the connection was cut, or where it has not been
    /// carried out yet.
    pub status: u16,
}

impl Request {
    /// Whether it can change something: anything but GET.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

#[derive(Debug, Default)]
pub(super) struct Requests {
    all: Vec<Request>,
    /// Which of them have been given out.
    taken: Vec<bool>,
}

impl Requests {
    pub(super) fn record(&mut self, request: Request) {
        self.all.push(request);
        self.taken.push(false);
    }

    pub(super) fn all(&self) -> Vec<Request> {
        self.all.clone()
    }

    pub(super) fn take(&mut self, matching: impl Fn(&Request) -> bool) -> Option<Request> {
        let open = |index: &usize| !self.taken[*index] && matching(&self.all[*index]);
        let index = (0..self.all.len()).find(open)?;
        self.taken[index] = true;
        Some(self.all[index].clone())
    }

    pub(super) fn summary(&self) -> String {
        self.all.iter().fold(String::new(), |mut summary, request| {
            let Request { method, path, status, body, .. } = request;
            writeln!(summary, "{method} {path} → {status} {body}").expect("text can grow");
            summary
        })
    }
}
