//! `finsam-bot check`: what is wrong, in plain words, before a member has to find out.

use std::path::Path;

use finsam_tests::{
    discord::{CHANNEL, Discord, Permissions, TOKEN},
    finsam::{Server, Tree},
    programs,
};

const CLOCK: &str = "2032-09-20T08:00:00+02:00";

/// What it says, and whether it is content.
async fn check(api: &str, discord: &Discord, token: &str, state: Option<&Path>) -> (String, bool) {
    let mut command = programs::command("finsam-bot");
    command.arg("check").env("FINSAM_API", api).env("DISCORD_API", discord.address());
    command.env("DISCORD_TOKEN", token).envs(state.map(|file| ("FINSAM_BOT_STATE", file)));
    let output = command.output().await.unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// A state with a channel that wants everything.
async fn state_with_a_channel(server: &Server, file: &Path) {
    let mut command = programs::command("finsam-bot");
    command.args(["rehearse", "--from", "2032-08-01", "--to", "2032-08-01"]);
    command.args(["--channel", &CHANNEL.to_string(), "--state"]).arg(file);
    assert!(command.env("FINSAM_API", server.api()).status().await.unwrap().success());
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let tree = Tree::twin();
    let server = Server::start(&tree, CLOCK).await;
    let discord = Discord::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.sqlite");
    state_with_a_channel(&server, &file).await;
    let well = async || check(&server.api(), &discord, TOKEN, Some(&file)).await;

    let (said, is_well) = well().await;
    assert!(is_well, "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("well ")).count(), 5, "{said}");

    discord.take_away(CHANNEL, Permissions::EMBED_LINKS);
    let (said, is_well) = well().await;
    assert!(!is_well && said.contains("we lack Embed Links"), "{said}");
    discord.delete_channel(CHANNEL);
    let (said, is_well) = well().await;
    assert!(!is_well && said.contains("it is gone"), "{said}");

    let (said, is_well) = check(&server.api(), &discord, "wrong", None).await;
    assert!(!is_well && said.contains("does not accept DISCORD_TOKEN"), "{said}");
    assert!(said.contains("mind   state: FINSAM_BOT_STATE names no file"), "{said}");
    let (said, is_well) = check("http://127.0.0.1:9/graphql", &discord, "", None).await;
    assert!(!is_well && said.contains("WRONG  API: http://127.0.0.1:9/graphql"), "{said}");
    assert!(said.contains("DISCORD_TOKEN is not set"), "{said}");
}
