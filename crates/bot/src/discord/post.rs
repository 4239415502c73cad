//! Notices on their way to Discord.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use serenity::all::{ChannelId, LightMethod, MessageId, Route, UserId};
use tokio::sync::OnceCell;

use crate::{
    delivery::{Post, Posted},
    rest::{Rest, SendError},
};

/// How many of a channel's latest messages are looked through: Discord's most.
const LOOKED_THROUGH: u32 = 100;

/// Posts to Discord.
pub(super) struct DiscordPost {
    rest: Arc<Rest>,
    me: OnceCell<UserId>,
}

#[derive(Deserialize)]
struct User {
    id: UserId,
}

impl DiscordPost {
    pub(super) fn new(rest: Arc<Rest>) -> Self {
        Self { rest, me: OnceCell::new() }
    }

    async fn me(&self) -> Result<UserId, SendError> {
        let ask = async || Ok(self.rest.fetch::<User>(Route::UserMe, Vec::new()).await?.id);
        self.me.get_or_try_init(ask).await.copied()
    }
}

impl Post for DiscordPost {
    async fn direct_channel(&self, person: u64) -> Result<u64, SendError> {
        let body = json!({ "recipient_id": person.to_string() });
        self.rest.make(Route::UserMeDmChannels, &body).await
    }

    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError> {
        self.rest.make(Route::ChannelMessages { channel_id: ChannelId::new(channel) }, body).await
    }

    async fn edit(&self, channel: u64, message: u64, body: &Value) -> Result<(), SendError> {
        let (channel_id, message_id) = (ChannelId::new(channel), MessageId::new(message));
        let route = Route::ChannelMessage { channel_id, message_id };
        self.rest.send(LightMethod::Patch, route, body).await.map(|_| ())
    }

    async fn own_messages(&self, channel: u64) -> Result<Vec<Posted>, SendError> {
        let me = self.me().await?.to_string();
        let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
        let limit = ("limit", LOOKED_THROUGH.to_string());
        let messages: Vec<Value> = self.rest.fetch(route, vec![limit]).await?;
        let text = |body: &Value, at| body.pointer(at)?.as_str().map(str::to_owned);
        let is_own = |message: &Value| text(message, "/author/id").is_some_and(|id| id == me);
        let own = messages.into_iter().filter(is_own);
        let posted = |body: Value| {
            let id = text(&body, "/id")?.parse().ok()?;
            Some(Posted { id, body })
        };
        Ok(own.filter_map(posted).collect())
    }
}
