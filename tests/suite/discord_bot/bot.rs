//! The real `finsam-bot`, as a process.

use std::{
    process::{ExitStatus, Output, Stdio},
    sync::{Arc, Mutex},
};

use finsam_tests::{
    discord::{Discord, SOON, TOKEN},
    programs,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
    task::JoinHandle,
    time::timeout,
};

/// serenity's only word, at debug level, about an event it could not read.
const UNREAD_EVENT: &str = "unknown event";

/// `finsam-bot run`. It ends with the test.
pub(crate) struct Bot {
    child: Child,
    log: Arc<Mutex<String>>,
    reading: JoinHandle<()>,
}

impl Bot {
    /// With serenity's own log, so that an event it dropped does not go unnoticed.
    pub(crate) fn start(discord: &Discord, api: &str) -> Self {
        Self::start_logging(discord, api, "finsam_bot=debug,serenity=debug")
    }

    pub(crate) fn start_logging(discord: &Discord, api: &str, log: &str) -> Self {
        let mut command = program();
        command.arg("run").env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", TOKEN);
        Self::spawn(command.env("FINSAM_API", api).env("RUST_LOG", log))
    }

    /// As an operator starts it, with the log that comes by itself.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let kept = Arc::clone(&log);
        let reading = tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let mut kept = kept.lock().unwrap();
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Self { child, log, reading }
    }

    /// Asks it to stop, as the machine does when it goes down.
    pub(crate) async fn terminate(&self) {
        let id = self.child.id().expect("the bot is running").to_string();
        assert!(Command::new("kill").arg(id).status().await.unwrap().success());
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) async fn kill(&mut self) {
        timeout(SOON, self.child.kill()).await.expect("the bot ends").unwrap();
    }

    /// Everything it has written so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits for its end, and gives everything it wrote.
    pub(crate) async fn ended(&mut self) -> (ExitStatus, String) {
        let status = timeout(SOON, self.child.wait()).await.expect("the bot ends").unwrap();
        (&mut self.reading).await.unwrap();
        (status, self.log.lock().unwrap().clone())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let log = self.log.lock().unwrap();
        if std::thread::panicking() {
            eprintln!("the bot's log:\n{log}");
        } else {
            assert!(!log.contains(UNREAD_EVENT), "an event was dropped:\n{log}");
        }
    }
}

/// Runs the bot in a terminal to its end: `ask`, or `chat` with this input.
pub(crate) async fn in_terminal(arguments: &[&str], api: &str, input: &str) -> Output {
    let mut command = program();
    command.args(arguments).env("FINSAM_API", api);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).await.unwrap();
    drop(stdin);
    timeout(SOON, child.wait_with_output()).await.expect("the bot ends").unwrap()
}

/// The program, with nothing set in its environment.
pub(crate) fn program() -> Command {
    programs::command("finsam-bot")
}
