//! Everybody in place: the real bot and the real API, over a made-up content that a test may edit.
//!
//! A clock that stands still is for what people do; one with a `+`, started a moment before something
//! comes due, lets the bot live through that moment.

use std::{net::SocketAddr, time::Instant};

use finsam_tests::{
    discord::{Discord, Interaction, Request, Route, SOON, TOKEN},
    finsam::{Server, Tree},
    ports::free_address,
    programs,
};
use serde_json::Value;
use tempfile::TempDir;

use super::bot::Bot;

pub(super) struct Scene {
    pub(super) discord: Discord,
    pub(super) tree: Tree,
    server: Option<Server>,
    /// Where the API is, also while it is away.
    listen: String,
    state: TempDir,
    bot: Option<Bot>,
    greetings: u32,
    /// Where the bot tells how it is.
    health: SocketAddr,
}

impl Scene {
    /// The API and the bot by this clock, over the small made-up tree. The commands are registered,
    /// and the programme is known.
    pub(super) async fn start(clock: &str) -> Self {
        let tree = Tree::twin();
        let server = Server::start(&tree, clock).await;
        let listen = server.address().trim_start_matches("http://").to_owned();
        let (discord, state) = (Discord::start().await, TempDir::new().unwrap());
        let mut scene = Self {
            discord,
            tree,
            server: Some(server),
            listen,
            state,
            bot: None,
            greetings: 0,
            health: free_address(),
        };
        scene.run(clock).await;
        scene.discord.next_request(|request| request.route == Route::Commands, SOON).await;
        scene.until_ready_is(200).await;
        scene
    }

    /// Starts the bot, with what it has kept.
    pub(super) async fn run(&mut self, clock: &str) {
        let mut command = programs::command("finsam-bot");
        command.args(["run", "--clock", clock]).env("RUST_LOG", "finsam_bot=debug,serenity=debug");
        command.env("DISCORD_API", self.discord.address()).env("DISCORD_TOKEN", TOKEN);
        command.env("FINSAM_BOT_STATE", self.state.path().join("state"));
        command.env("FINSAM_BOT_HEALTH", self.health.to_string());
        command.env("FINSAM_API", format!("http://{}/graphql", self.listen));
        self.bot = Some(Bot::spawn(&mut command));
        self.greetings += 1;
        self.discord.greeted(self.greetings, SOON).await;
    }

    /// Ends the bot.
    pub(super) async fn end(&mut self) {
        let mut bot = self.bot.take().expect("the bot runs");
        bot.terminate().await;
        assert!(bot.ended().await.0.success());
    }

    /// The bot ends and starts anew, with what it has kept.
    pub(super) async fn restart(&mut self, clock: &str) {
        self.end().await;
        self.run(clock).await;
    }

    pub(super) async fn stop_api(&mut self) {
        assert!(self.server.take().expect("the API runs").stop().await.success());
    }

    pub(super) async fn start_api(&mut self, clock: &str) {
        self.server = Some(Server::start_on(&self.tree, clock, &self.listen).await);
    }

    pub(super) async fn answer(&self, used: &Interaction) -> Value {
        self.discord.answer_to(used).await
    }

    /// The message whose button was pressed, once it has changed.
    pub(super) async fn turned(&self, message: &Value, pressed: &Interaction) -> Value {
        let edit =
            |request: &Request| request.method == "PATCH" && request.path.contains(&pressed.token);
        self.discord.next_request(edit, SOON).await;
        self.discord.message(id(message)).expect("it is still there")
    }

    /// The next message that the bot sends in a channel, other than to a command; as it stands there.
    pub(super) async fn told_in(&self, channel: u64) -> Value {
        let path = format!("/channels/{channel}/messages");
        let sent =
            |request: &Request| request.route == Route::Messages && request.path.ends_with(&path);
        let sent = self.discord.next_request(sent, SOON).await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        let nonce = sent.body["nonce"].as_str().expect("what is told has a nonce");
        self.discord.message_of_nonce(nonce).expect("it is there")
    }

    /// What the bot tells of itself at this path: the status and the text.
    pub(super) async fn health(&self, path: &str) -> (u16, String) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let told = client.get(format!("http://{}{path}", self.health)).send().await.unwrap();
        (told.status().as_u16(), told.text().await.unwrap())
    }

    /// Asks until the bot is as ready as this status says, and gives what it says.
    pub(super) async fn until_ready_is(&self, wanted: u16) -> String {
        let started = Instant::now();
        loop {
            let (status, said) = self.health("/health/ready").await;
            if status == wanted {
                return said;
            }
            assert!(started.elapsed() < SOON, "never {wanted}: {status} {said}");
        }
    }
}

pub(super) fn id(message: &Value) -> u64 {
    message["id"].as_str().unwrap().parse().unwrap()
}

pub(super) fn is_ephemeral(message: &Value) -> bool {
    message["flags"].as_u64().is_some_and(|flags| flags & 64 != 0)
}

/// What a message says: its content, and its embeds with their fields and what stands below.
pub(super) fn said(message: &Value) -> String {
    let mut said = vec![message["content"].as_str().unwrap_or_default().to_owned()];
    for embed in message["embeds"].as_array().into_iter().flatten() {
        said.extend(
            ["title", "description"]
                .map(|part| embed[part].as_str().unwrap_or_default().to_owned()),
        );
        for field in embed["fields"].as_array().into_iter().flatten() {
            said.extend(["name", "value"].map(|part| field[part].as_str().unwrap().to_owned()));
        }
        said.extend(embed["footer"]["text"].as_str().map(str::to_owned));
    }
    said.join("\n")
}

pub(super) fn labels(message: &Value) -> Vec<String> {
    let rows = message["components"].as_array().into_iter().flatten();
    let buttons = rows.flat_map(|row| row["components"].as_array().unwrap().clone());
    buttons.map(|button| button["label"].as_str().unwrap().to_owned()).collect()
}

pub(super) fn check_says(message: &Value, parts: &[&str]) {
    for part in parts {
        assert!(said(message).contains(part), "{part} is not in:\n{}", said(message));
    }
}
