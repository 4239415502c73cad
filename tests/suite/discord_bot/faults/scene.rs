//! The real bot and the real API over a made-up content, with something in between.

use std::{
    fs,
    path::{Path, PathBuf},
};

use finsam_tests::{
    discord::{ANNA, BO, CHANNEL, Discord, Front, Permissions, Request, Route, SOON, TOKEN},
    finsam::{Server, Tree},
    ports::free_address,
    programs,
};
use serde_json::Value;
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{super::bot::Bot, between::Between};

/// When the channel and the people asked for what they want.
const ASKED: &str = "2032-09-22T12:00:00+02:00";

/// A seminar that Anna is reminded of and Bo follows, and one that only the channel hears of. Both
/// are on the same Friday.
pub(super) const WANTED: &str = "hal-i-ersattningen-2032";
pub(super) const OTHER: &str = "hala-trottoarer-2032";

pub(super) struct Scene {
    pub(super) tree: Tree,
    pub(super) server: Server,
    pub(super) between: Between,
    pub(super) discord: Discord,
    pub(super) bot: Option<Bot>,
    front: Option<Front>,
    folder: TempDir,
    health: Option<String>,
    greetings: u32,
    moves: u32,
}

impl Scene {
    /// Everybody in place, but no bot yet.
    pub(super) async fn set() -> Self {
        let scene = Self::bare().await;
        let file = file_of_those_who_asked().await;
        for ending in ["", "-wal"] {
            let named = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
            if named(file).exists() {
                fs::copy(named(file), named(&scene.state())).unwrap();
            }
        }
        // This Discord has not heard of the commands yet.
        scene.in_file("DELETE FROM facts WHERE name LIKE 'commands of %'").await;
        scene
    }

    /// Changes the bot's file from outside.
    pub(super) async fn in_file(&self, statement: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.state());
        let mut outside = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query(statement).execute(&mut outside).await.unwrap();
        outside.close().await.unwrap();
    }

    /// Nobody has asked for anything.
    async fn bare() -> Self {
        let tree = Tree::twin();
        let server = Server::start(&tree, ASKED).await;
        let between = Between::start(server.address()).await;
        let (discord, folder) = (Discord::start().await, tempfile::tempdir().unwrap());
        let (bot, front, health) = (None, None, None);
        Self { tree, server, between, discord, bot, front, folder, health, greetings: 0, moves: 0 }
    }

    /// The bot's way to Discord is that of production.
    pub(super) async fn through_the_front(&mut self) {
        self.front = Some(self.discord.front().await);
    }

    /// The bot starts, at this time, and is heard by Discord.
    pub(super) async fn run(&mut self, clock: &str) {
        self.greetings += 1;
        let run = self.command("run", clock).await;
        self.bot = Some(Bot::spawn(&mut { run }));
        self.discord.greeted(self.greetings, SOON).await;
        if self.discord.commands().is_empty() {
            let commands = |request: &Request| request.route == Route::Commands;
            self.discord.next_request(commands, SOON).await;
        }
    }

    /// What starts the bot, to run or to do something else.
    pub(super) async fn command(&mut self, what: &str, clock: &str) -> tokio::process::Command {
        let free = free_address();
        self.health = Some(format!("http://{free}/health/ready"));
        let mut command = programs::command("finsam-bot");
        command.args([what, "--clock", clock]).env("RUST_LOG", "finsam_bot=debug,serenity=debug");
        command.env("DISCORD_TOKEN", TOKEN).env("FINSAM_API", self.between.url());
        command.env("FINSAM_BOT_STATE", self.state()).env("FINSAM_BOT_HEALTH", free.to_string());
        match &self.front {
            Some(front) => command.envs(front.environment()),
            None => command.env("DISCORD_API", self.discord.address()),
        };
        command
    }

    /// The file the bot remembers in.
    pub(super) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// The bot is killed, and started anew at this time.
    pub(super) async fn kill_and_run(&mut self, clock: &str) {
        self.bot.take().expect("the bot runs").kill().await;
        self.run(clock).await;
    }

    /// The bot is asked to stop, and does.
    pub(super) async fn stop(&mut self) {
        let mut bot = self.bot.take().expect("the bot runs");
        bot.terminate().await;
        assert!(bot.ended().await.0.success());
    }

    /// Waits until the bot says of itself that this is wrong; nothing is where all is well.
    pub(super) async fn until_health_says(&self, wanted: &str) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let ask = async || {
            let response = client.get(self.health.as_ref().unwrap()).send().await.ok()?;
            response.text().await.ok()
        };
        let said = async {
            while ask().await.is_none_or(|said| said.trim() != wanted) {
                tokio::task::yield_now().await;
            }
        };
        let said = tokio::time::timeout(SOON * 2, said).await;
        assert!(said.is_ok(), "its health is never {wanted:?}, but {:?}", ask().await);
    }

    /// Waits until the bot's log says this.
    pub(super) async fn until_log_says(&self, wanted: &str) {
        let bot = self.bot.as_ref().expect("the bot runs");
        let said = async {
            while !bot.log().contains(wanted) {
                tokio::task::yield_now().await;
            }
        };
        let said = tokio::time::timeout(SOON * 2, said).await;
        assert!(said.is_ok(), "its log never says {wanted:?}");
    }

    /// Has a seminar start some minutes later than before.
    pub(super) fn moves(&mut self, seminar: &str) {
        let document = format!("seminars/{seminar}.md");
        self.moves += 1;
        let text = self.tree.read(&document);
        let line = text.lines().find(|line| line.starts_with("startsAt")).unwrap();
        let moved = format!("startsAt = 2032-09-24T10:{:02}", 30 + self.moves);
        self.tree.write(&document, &text.replace(line, &moved));
    }

    /// Waits until the channel has been told so many things unasked, and gives what it has seen.
    pub(super) async fn told(&self, count: usize) -> Vec<String> {
        let in_channel = |all: &[Value]| unasked(all, CHANNEL).len() >= count;
        unasked(&self.discord.messages_when(in_channel, SOON * 2).await, CHANNEL)
    }

    /// What has been told unasked when all has come that was to come: after something else has, which
    /// is not among it.
    pub(super) async fn told_in_the_end(&mut self) -> Vec<String> {
        self.moves(OTHER);
        let last = format!("kl. 10.{}", 30 + self.moves);
        let has_last = |all: &[Value]| {
            let told = unasked(all, CHANNEL);
            told.last().is_some_and(|told| told.contains("Ny tid") && told.contains(&last))
        };
        let mut told = unasked(&self.discord.messages_when(has_last, SOON * 2).await, CHANNEL);
        told.pop();
        told
    }

    /// Waits until a person has been told so many things in private, and gives what they have seen.
    pub(super) async fn told_in_private(&self, direct: u64, count: usize) -> Vec<String> {
        let in_private = |all: &[Value]| unasked(all, direct).len() >= count;
        unasked(&self.discord.messages_when(in_private, SOON).await, direct)
    }

    /// What a command brings for Anna.
    pub(super) async fn uses(&self, command: &str, options: &[(&str, &str)]) -> String {
        let anna = self.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
        let used = anna.uses(command, options);
        let answers = |request: &Request| {
            request.route == Route::Original && request.path.contains(&used.token)
        };
        self.discord.next_request(answers, SOON * 2).await;
        said(&self.discord.answer_to(&used).await)
    }

    /// What a question brings.
    pub(super) async fn mention(&self, question: &str) -> String {
        let asked = self.discord.mention(question).to_string();
        let is_answer =
            |request: &Request| request.body["message_reference"]["message_id"] == *asked;
        said(&self.discord.next_request(is_answer, SOON * 2).await.body)
    }
}

/// Those of the bot's messages in a channel that answer nobody.
fn unasked(all: &[Value], channel: u64) -> Vec<String> {
    let is_unasked = |message: &&Value| {
        message["channel_id"] == *channel.to_string()
            && message["message_reference"].is_null()
            && message["interaction_metadata"].is_null()
    };
    all.iter().filter(is_unasked).map(said).collect()
}

/// What a message says: its content, and its embeds with their fields.
fn said(message: &Value) -> String {
    let mut said = vec![message["content"].as_str().unwrap_or_default().to_owned()];
    for embed in message["embeds"].as_array().into_iter().flatten() {
        said.extend(["title", "description"].map(|part| text(&embed[part])));
        for field in embed["fields"].as_array().into_iter().flatten() {
            said.extend(["name", "value"].map(|part| text(&field[part])));
        }
        said.push(text(&embed["footer"]["text"]));
    }
    said.join("\n")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A bot's file after the channel and the people asked for what they want; the bot is asked to stop
/// then. Made once.
async fn file_of_those_who_asked() -> &'static Path {
    static FILE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let (_, file) = FILE
        .get_or_init(async || {
            let mut scene = Scene::bare().await;
            scene.run(ASKED).await;
            ask_for_everything(&scene).await;
            scene.until_health_says("ready").await;
            scene.stop().await;
            let file = scene.state();
            (scene.folder, file)
        })
        .await;
    file
}

async fn ask_for_everything(scene: &Scene) {
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let chosen = scene.discord.answer_to(&manager.uses("finsam kanal", &[])).await;
    let message = chosen["id"].as_str().unwrap().parse().unwrap();
    for what in ["Börjar snart", "Flyttat och inställt", "Nyheter"] {
        let pressed = manager.presses_label(message, &format!("Slå på: {what}"));
        let edited =
            |request: &Request| request.method == "PATCH" && request.path.contains(&pressed.token);
        scene.discord.next_request(edited, SOON).await;
    }
    let daily = scene.uses("finsam digest", &[("hur_ofta", "dag"), ("klockan", "7.30")]).await;
    assert!(daily.contains("varje dag kl. 7.30"), "{daily}");
    let wanted = format!("|S|exempel|{WANTED}");
    let reminded = scene.uses("påminn", &[("seminarium", &wanted), ("före", "1440")]).await;
    assert!(reminded.contains("Hål i ersättningen"), "{reminded}");
    let follow = scene.discord.person(BO).uses("följ", &[("vad", &wanted)]);
    let follow = said(&scene.discord.answer_to(&follow).await);
    assert!(follow.contains("Hål i ersättningen"), "{follow}");
}
