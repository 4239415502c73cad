//! A rehearsal by the real `finsam-bot`, over a tree that is edited on the way.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use finsam_tests::{
    discord::{CHANNEL, Discord, TOKEN},
    finsam::{Server, Tree},
    programs,
};
use tempfile::TempDir;
use tokio::process::Command;

/// Before anything of the rehearsed days.
pub(super) const CLOCK: &str = "2032-09-01T08:00:00+02:00";

/// What happens: people want reminders and follow somebody; a seminar moves to another time, one to
/// another place, one is cancelled and on again, one goes, one comes. `TREE` is the content folder.
pub(super) const EDITS: &str = r#"
[[step]]
at = 2032-09-20T09:00:00
person = "2000"
says = "/påminn seminarium:|S|exempel|skriv-en-arendestafett-2032 före:60"

[[step]]
at = 2032-09-20T09:01:00
person = "2001"
says = "/påminn seminarium:|S|exempel|hal-i-ersattningen-2032 före:1440"

[[step]]
at = 2032-09-20T09:02:00
person = "2000"
says = "/följ vad:|P|exempel|karin-skiss"

[[step]]
at = 2032-09-21T10:00:00
run = "sed -i 's/2032-09-24T10:00/2032-09-24T15:00/; s/2032-09-24T11:30/2032-09-24T16:30/' TREE/seminars/hal-i-ersattningen-2032.md"

[[step]]
at = 2032-09-22T10:00:00
run = "sed -i 's/^venue = .*/venue = \"vantsalen\"/' TREE/seminars/hala-trottoarer-2032.md"

[[step]]
at = 2032-09-27T12:00:00
run = "sed -i 's/^status = .*//; s/^venue = /status = \"cancelled\"\\nstatusNote = \"Talaren är sjuk.\"\\nvenue = /' TREE/seminars/ratt-bakom-ratten-2032.md"

[[step]]
at = 2032-09-29T08:15:00
run = "sed -i 's/^status.*//' TREE/seminars/ratt-bakom-ratten-2032.md"

[[step]]
at = 2032-09-30T16:45:00
run = "rm TREE/seminars/malet-och-malpasen-2032.md"
"#;

/// A rehearsal to be played, and a state for it.
pub(super) struct Play {
    folder: TempDir,
}

impl Play {
    /// With these steps.
    pub(super) fn new(tree: &Tree, steps: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let steps = steps.replace("TREE", tree.path().to_str().unwrap());
        fs::write(folder.path().join("script.toml"), steps).unwrap();
        Self { folder }
    }

    /// The file with what the bot remembers.
    pub(super) fn state(&self) -> PathBuf {
        self.folder.path().join("state.sqlite")
    }

    /// What is told in these days.
    pub(super) async fn on_paper(&self, server: &Server, from: &str, to: &str) -> String {
        printed(&mut self.rehearse(server, from, to)).await
    }

    /// The same, going on from and adding to what the bot remembers.
    pub(super) async fn on_paper_remembering(
        &self,
        server: &Server,
        from: &str,
        to: &str,
    ) -> String {
        printed(self.rehearse(server, from, to).arg("--state").arg(self.state())).await
    }

    /// The bot that sends to Discord what is told in these days, and remembers.
    pub(super) fn on_discord(
        &self,
        server: &Server,
        discord: &Discord,
        from: &str,
        to: &str,
    ) -> Command {
        let mut command = self.rehearse(server, from, to);
        command.arg("--state").arg(self.state()).arg("--send");
        command.env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", TOKEN);
        command
    }

    fn rehearse(&self, server: &Server, from: &str, to: &str) -> Command {
        let script: &Path = &self.folder.path().join("script.toml");
        let mut command = programs::command("finsam-bot");
        command.args(["rehearse", "--from", from, "--to", to, "--channel", &CHANNEL.to_string()]);
        command.arg("--script").arg(script).env("FINSAM_API", server.api());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

async fn printed(command: &mut Command) -> String {
    let output = command.output().await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}
