//! Discord's rate limits, with serenity's limiter on as in production: the bot reaches the stand-in
//! as discord.com.

use std::time::{Duration, Instant};

use finsam_tests::discord::{Discord, Fault, Front, Request, Route, SOON, TOKEN};

use super::{
    api::FakeApi,
    bot::{Bot, program},
};

struct Scene {
    discord: Discord,
    _front: Front,
    _api: FakeApi,
    _bot: Bot,
}

impl Scene {
    async fn start() -> Self {
        let (discord, api) = (Discord::start().await, FakeApi::start().await);
        let front = discord.front().await;
        let mut command = program();
        command.arg("run").env("DISCORD_TOKEN", TOKEN).env("FINSAM_API", api.url());
        command.envs(front.environment()).env("RUST_LOG", "finsam_bot=debug,serenity=debug");
        let bot = Bot::spawn(&mut command);
        discord.greeted(1, SOON).await;
        discord.next_request(|request| request.route == Route::Commands, SOON).await;
        Self { discord, _front: front, _api: api, _bot: bot }
    }

    async fn message(&self) -> Request {
        self.discord.next_request(|request| request.route == Route::Messages, SOON).await
    }
}

#[tokio::test]
async fn what_is_left_is_counted_so_that_nothing_is_refused() {
    let scene = Scene::start().await;
    let window = Duration::from_millis(1_500);
    scene.discord.limit(Route::Messages, 2, window);
    let started = Instant::now();
    for question in ["ett", "två", "tre", "fyra", "fem"] {
        scene.discord.mention(question);
        assert_eq!(scene.message().await.status, 200, "{question}");
    }
    // Two in each window, and so two whole windows before the fifth.
    assert!(started.elapsed() >= window * 2, "{:?}", started.elapsed());
    assert_eq!(scene.discord.messages_of_the_bot().len(), 5);
}

#[tokio::test]
async fn a_limit_is_waited_for_and_what_waited_is_said_once() {
    let scene = Scene::start().await;
    let retry_after = Duration::from_secs(1);
    for global in [false, true] {
        scene.discord.fail_next(Route::Messages, Fault::RateLimited { retry_after, global });
        scene.discord.mention("vad händer idag?");
        let (limited, sent) = (scene.message().await, scene.message().await);
        assert_eq!((limited.status, sent.status), (429, 200), "global: {global}");
        assert!(sent.at - limited.at >= retry_after, "tried again too soon");
        assert_eq!(sent.body, limited.body);
    }
    assert_eq!(scene.discord.messages_of_the_bot().len(), 2);
}

#[tokio::test]
async fn a_command_is_answered_on_the_way_of_production_too() {
    let scene = Scene::start().await;
    let used = scene.discord.slash("fråga", &[("fråga", "vad händer idag?")]);
    let answer = scene.discord.answer_to(&used).await;
    assert!(answer.to_string().contains("Svar på"), "{answer}");
}
