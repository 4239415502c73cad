//! The bot against somebody else's idea of Discord, so that ours and the bot do not agree on a
//! mistake: discord-digital-twin, an npm package that `tests/run` installs.

use std::{path::Path, process::Stdio};

use finsam_tests::{
    discord::SOON,
    finsam::{Server, Tree},
    programs,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

const BREAKFAST: &str = "2018-07-05T07:15:00+02:00";

/// Its own patience is 10 s, or 30 s for a bot that connects anew.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(40);

/// `tests/another-discord/serve.mjs`: a line in, a line out.
struct Twin {
    _child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Twin {
    /// Gives its address and the bot's token there, too.
    async fn start() -> (Self, String, String) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("another-discord");
        let installed = folder.join("node_modules").exists();
        assert!(installed, "run tests/run, or: npm ci --prefix {}", folder.display());
        let mut node = Command::new("node");
        node.arg(folder.join("serve.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = node.kill_on_drop(true).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut twin = Self { _child: child, input, output };
        let started = twin.line().await;
        let text = |name: &str| started[name].as_str().unwrap().to_owned();
        let (address, token) = (text("address"), text("token"));
        (twin, address, token)
    }

    async fn line(&mut self) -> Value {
        let line = timeout(PATIENCE, self.output.next_line()).await.expect("it answers").unwrap();
        serde_json::from_str(&line.expect("its complaint is above")).unwrap()
    }

    /// Has something done there; see `acts` in the script.
    async fn act(&mut self, act: Value) -> Value {
        self.input.write_all(format!("{act}\n").as_bytes()).await.unwrap();
        self.line().await
    }
}

/// Everything a message says.
fn said(message: &Value) -> String {
    assert!(message["id"].is_string(), "{message}");
    message.to_string()
}

/// What a button with this label sends when it is pressed.
fn button(message: &Value, label: &str) -> Value {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut buttons = rows.filter_map(|row| row["components"].as_array()).flatten();
    let found = buttons.find(|button| button["label"] == *label);
    found.unwrap_or_else(|| panic!("no {label} under {message}"))["custom_id"].clone()
}

#[tokio::test]
async fn the_bot_gets_along_with_another_discord() {
    let server = Server::start(&Tree::content(), BREAKFAST).await;
    let (mut twin, address, token) = Twin::start().await;
    let mut run = programs::command("finsam-bot");
    run.args(["run", "--clock", BREAKFAST]);
    run.env("DISCORD_API", address).env("DISCORD_TOKEN", token).env("FINSAM_API", server.api());
    run.env("RUST_LOG", "finsam_bot=info,serenity=debug").stderr(Stdio::piped());
    let mut bot = run.spawn().unwrap();
    let mut log = BufReader::new(bot.stderr.take().unwrap()).lines();
    let logged = tokio::spawn(async move {
        let mut all = String::new();
        while let Ok(Some(line)) = log.next_line().await {
            all += &(line + "\n");
        }
        all
    });

    let commands = twin.act(json!({ "do": "commands" })).await;
    let names: Vec<_> = commands.as_array().unwrap().iter().map(|c| &c["name"]).collect();
    assert!(names.contains(&&json!("idag")) && names.contains(&&json!("fråga")), "{names:?}");

    let today = twin.act(json!({ "do": "slash", "name": "idag" })).await;
    assert!(said(&today).contains("Joda Bar & Kök"), "{today}");
    let question = json!([{ "name": "fråga", "type": 3, "value": "vad händer idag?" }]);
    let asked = twin.act(json!({ "do": "slash", "name": "fråga", "options": question })).await;
    assert!(said(&asked).contains("Joda Bar & Kök"), "{asked}");
    let written = json!([{ "name": "namn", "type": 3, "value": "vägen", "focused": true }]);
    let offered = twin.act(json!({ "do": "type", "name": "seminarium", "options": written })).await;
    assert_eq!(offered[0]["name"], "Vägen till ett värdigt liv · 5 juli 2018", "{offered}");
    let name = json!([{ "name": "namn", "type": 3, "value": offered[0]["value"] }]);
    let card = twin.act(json!({ "do": "slash", "name": "seminarium", "options": name })).await;
    assert!(said(&card).contains("Joda Bar & Kök"), "{card}");
    let custom_id = button(&card, "Vem talar?");
    let press = json!({ "do": "press", "message": card["id"], "customId": custom_id });
    let pressed = twin.act(press).await;
    assert!(!said(&pressed).is_empty());

    let mentioned = twin.act(json!({ "do": "mention", "text": "vad händer idag?" })).await;
    assert!(said(&mentioned).contains("Joda Bar & Kök"), "{mentioned}");

    assert_eq!(twin.act(json!({ "do": "cut" })).await, 1);
    let again = twin.act(json!({ "do": "mention", "text": "vem talar?" })).await;
    assert!(!said(&again).is_empty());

    let id = bot.id().expect("it runs").to_string();
    assert!(Command::new("kill").arg(id).status().await.unwrap().success());
    assert!(timeout(SOON, bot.wait()).await.expect("the bot ends").unwrap().success());
    let log = logged.await.unwrap();
    assert!(!log.contains("unknown event"), "an event was dropped:\n{log}");
}
