//! Whatever happens to the connection with Discord's gateway, the bot comes back and answers, once.
//! Where Discord lets it resume its session, it also answers what was said meanwhile; serenity asks
//! for that except when its heartbeats go unheard.

use std::time::Duration;

use finsam_tests::discord::{AFTER_RECONNECTING, Discord, Request, Route, SOON};

use super::{api::FakeApi, bot::Bot};

/// Lets something happen to the connection, asks a question right then, and counts the answers.
async fn check(happens: impl Fn(&Discord), comes_back: Back) {
    let (discord, api) = (Discord::start().await, FakeApi::start().await);
    // Often enough that a bot soon finds its words unheard.
    discord.heartbeat_every(Duration::from_millis(700));
    let _bot = Bot::start(&discord, &api.url());
    discord.greeted(1, SOON).await;
    discord.next_request(|request| request.route == Route::Commands, SOON).await;
    happens(&discord);
    if comes_back == Back::Resuming {
        discord.mention("vad händer idag?");
        discord.resumed(1, AFTER_RECONNECTING).await;
    } else {
        discord.greeted(2, AFTER_RECONNECTING).await;
        discord.acknowledge_heartbeats(true);
        discord.mention("vad händer idag?");
    }
    let answer = |request: &Request| request.route == Route::Messages;
    discord.next_request(answer, AFTER_RECONNECTING).await;
    let last = discord.mention("sista frågan").to_string();
    let answers_last = |request: &Request| request.body["message_reference"]["message_id"] == *last;
    discord.next_request(answers_last, AFTER_RECONNECTING).await;
    assert_eq!(discord.messages_of_the_bot().len(), 2, "one answer to each question");
}

/// How the bot is expected back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Back {
    /// In the session it had, so that it hears what it has missed.
    Resuming,
    /// In a new one.
    Anew,
}

#[tokio::test]
async fn asked_to_reconnect() {
    check(Discord::ask_to_reconnect, Back::Resuming).await;
}

#[tokio::test]
async fn asked_to_resume() {
    check(Discord::ask_to_resume, Back::Resuming).await;
}

#[tokio::test]
async fn closed_for_an_unknown_reason() {
    check(|discord| discord.close_gateway(4000), Back::Resuming).await;
}

#[tokio::test]
async fn unheard() {
    check(|discord| discord.acknowledge_heartbeats(false), Back::Anew).await;
}

#[tokio::test]
async fn frozen() {
    check(Discord::freeze_gateway, Back::Anew).await;
}

#[tokio::test]
async fn cut_off_and_not_known_any_more() {
    let cut = |discord: &Discord| {
        discord.refuse_resumption();
        discord.cut_gateway();
    };
    check(cut, Back::Anew).await;
}
